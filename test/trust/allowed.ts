import { parse } from "yaml";
import { z } from "zod";

/** What a definition allows, read from its file by rules of our own. */
export interface Allowed {
  reads: ReadonlySet<string>;
  /** The same with what sets it off. */
  sources: ReadonlySet<string>;
  /** Ids of channels that may be read; absent where all are that the app is in. */
  channelsRead?: ReadonlySet<string>;
  /** The one place of each kind that may be written; absent where none may. */
  slack?: string;
  webhook?: string;
  file?: string;
  mail: ReadonlySet<string>;
  /** Who may be asked how things stand, by the channel of Slack or the address where that is. */
  asked: ReadonlyMap<string, string>;
  /** The one plan that answers may change, and in which columns. */
  plan?: { path: string; columns: ReadonlySet<string> };
  /** How many messages of each kind a run may send. */
  most: Readonly<Record<"slack" | "webhook" | "email" | "file", number>>;
  /** Whether anything may be written at all without a person's word. */
  isOpen: boolean;
}

/** Who is who in the world: by key, addresses and where people are written to at Slack. */
export interface Roster {
  mail: Readonly<Record<string, string>>;
  direct: Readonly<Record<string, string>>;
}

/** At which ports of this machine who listens. */
export interface Ports {
  slack: number;
  gmail: number;
  calendar: number;
  github: number;
  webhook: number;
  /** Of a model, where there is one, and what it must not be shown whoever wrote it. */
  model?: number;
  emulator?: number;
  secrets?: readonly string[];
}

const named = z.record(z.string(), z.unknown());
const grants = z.array(z.union([z.string(), named])).default([]);
const fileSchema = z.looseObject({
  reads: grants,
  writes: grants,
  on: z.unknown().optional(),
  flows: z.array(z.object({ from: z.string(), to: z.string() })).default([]),
});
const toSchema = z.looseObject({
  to: z.union([z.string(), z.array(z.string())]).default([]),
  people: z.array(z.string()).default([]),
  channels: z.array(z.string()).default([]),
  path: z.string().optional(),
  file: z.object({ path: z.string(), fields: z.record(z.string(), z.string()) }).optional(),
});

type Options = Readonly<Record<string, unknown>>;
type Entry = readonly [name: string, options: z.infer<typeof toSchema>];

/** `isAccepted`: its owner has agreed to the flows of this very file. */
export function allowedBy(definition: string, roster: Roster, isAccepted: boolean): Allowed {
  const text = definition.split(/^---$/m)[1] ?? "";
  const file = fileSchema.parse(parse(text));
  const reads = new Map(file.reads.map(entryOf));
  const all = file.writes.map(entryOf);
  const briefings = new Map(all.filter(([name, { to }]) => to !== "roster" && name !== "plan"));
  const slack = briefings.get("slack")?.to.toString();
  const channels = reads.get("slack")?.channels ?? [];
  const to = [briefings.get("email")?.to ?? []].flat();
  const webhook = briefings.get("webhook")?.to.toString();
  const path = briefings.get("file")?.path;
  const sources = [...reads.keys(), ...(file.on === undefined ? [] : ["events"])];
  const mayFlow = (from: string, [sink, options]: Entry): boolean =>
    isOwn(sink, options) ||
    (isAccepted && file.flows.some((flow) => flow.from === from && flow.to === sink)) ||
    (from === "slack" && channels.join() === slack);
  return {
    reads: new Set(reads.keys()),
    sources: new Set(sources),
    ...(channels.length > 0 || !reads.has("slack") ? { channelsRead: new Set(channels) } : {}),
    ...(slack !== undefined && { slack: slack === "me" ? (roster.direct["me"] ?? "") : slack }),
    ...(webhook !== undefined && { webhook }),
    ...(path !== undefined && { file: path }),
    mail: new Set(to.map((key) => roster.mail[key] ?? "")),
    ...chasedBy(all, roster),
    most: mostOf(all),
    isOpen: all.every((write) => sources.every((from) => mayFlow(from, write))),
  };
}

/** What nobody but its owner reads; a file lies in the workspace, and so does a plan. */
function isOwn(sink: string, { to }: Entry[1]): boolean {
  return sink === "file" || sink === "plan" || ((sink === "slack" || sink === "email") && [to].flat().every((key) => key === "me"));
}

/** Who is in two writes is asked by the first. */
function chasedBy(all: readonly Entry[], roster: Roster): Pick<Allowed, "asked" | "plan"> {
  const ways = all.filter(([, { to }]) => to === "roster").flatMap(([name, { people }]) => people.map((person) => ({ name, person })));
  const asked = ways
    .filter(({ person }, index) => ways.findIndex((each) => each.person === person) === index)
    .map(({ name, person }) => [(name === "slack" ? roster.direct : roster.mail)[person] ?? "", person] as const);
  const plan = all.find(([name]) => name === "plan")?.[1].file;
  return { asked: new Map(asked), ...(plan && { plan: { path: plan.path, columns: new Set(Object.values(plan.fields)) } }) };
}

/** One message for each write; to each who may be asked a question, and a word on an answer. */
function mostOf(all: readonly Entry[]): Allowed["most"] {
  const count = (name: string): number =>
    all.filter((write) => write[0] === name).reduce((sum, [, { people }]) => sum + Math.max(1, 2 * people.length), 0);
  return { slack: count("slack"), webhook: count("webhook"), email: count("email"), file: count("file") };
}

function entryOf(grant: string | Options): Entry {
  if (typeof grant === "string") return [grant, toSchema.parse({})];
  const [name = "", options] = Object.entries(grant)[0] ?? [];
  return [name, toSchema.parse(options)];
}
