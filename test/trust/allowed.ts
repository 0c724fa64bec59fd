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
  /** How many messages of each kind a run may send. */
  most: Readonly<Record<"slack" | "webhook" | "email" | "file", number>>;
  /** Whether anything may be written at all without a person's word. */
  isOpen: boolean;
}

/** Who is who in the world: addresses by key, and where a person is written to at Slack. */
export interface Roster {
  mail: Readonly<Record<string, string>>;
  direct: string;
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
const toSchema = z.looseObject({ to: z.string().optional(), channels: z.array(z.string()).optional(), path: z.string().optional() });
const manySchema = z.looseObject({ to: z.array(z.string()) });

type Options = Readonly<Record<string, unknown>>;

/** `isAccepted`: its owner has agreed to the flows of this very file. */
export function allowedBy(definition: string, roster: Roster, isAccepted: boolean): Allowed {
  const text = definition.split(/^---$/m)[1] ?? "";
  const file = fileSchema.parse(parse(text));
  const reads = new Map(file.reads.map(entryOf));
  const writes = new Map(file.writes.map(entryOf));
  const slack = toSchema.parse(writes.get("slack") ?? {}).to;
  const channels = toSchema.parse(reads.get("slack") ?? {}).channels ?? [];
  const to = writes.has("email") ? manySchema.parse(writes.get("email")).to : [];
  const webhook = toSchema.parse(writes.get("webhook") ?? {}).to;
  const path = toSchema.parse(writes.get("file") ?? {}).path;
  const sources = [...reads.keys(), ...(file.on === undefined ? [] : ["events"])];
  const isOwn = (sink: string): boolean =>
    sink === "slack" ? slack === "me" : sink === "email" ? to.every((key) => key === "me") : sink === "file";
  const mayFlow = (from: string, sink: string): boolean =>
    isOwn(sink) ||
    (isAccepted && file.flows.some((flow) => flow.from === from && flow.to === sink)) ||
    (from === "slack" && channels.join() === slack);
  return {
    reads: new Set(reads.keys()),
    sources: new Set(sources),
    ...(channels.length > 0 || !reads.has("slack") ? { channelsRead: new Set(channels) } : {}),
    ...(slack !== undefined && { slack: slack === "me" ? roster.direct : slack }),
    ...(webhook !== undefined && { webhook }),
    ...(path !== undefined && { file: path }),
    mail: new Set(to.map((key) => roster.mail[key] ?? "")),
    most: { slack: count(writes, "slack"), webhook: count(writes, "webhook"), email: count(writes, "email"), file: count(writes, "file") },
    isOpen: [...writes.keys()].every((sink) => sources.every((from) => mayFlow(from, sink))),
  };
}

function entryOf(grant: string | Options): [string, unknown] {
  if (typeof grant === "string") return [grant, {}];
  const [name = "", options] = Object.entries(grant)[0] ?? [];
  return [name, options];
}

function count(writes: ReadonlyMap<string, unknown>, name: string): number {
  return writes.has(name) ? 1 : 0;
}
