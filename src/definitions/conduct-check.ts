import type { Automation } from "../core/automation.ts";
import { EVENTS_FLOW, type Flow, type WriteGrant } from "../core/grant.ts";
import type { People } from "../core/person.ts";
import type { Catalogue, Delivery } from "../core/ports/outside.ts";
import { problemAt, type Problem } from "../lib/problem.ts";
import { listOf } from "../lib/text.ts";
import { showValue } from "../lib/schema-check.ts";
import type { Path, YamlText } from "../lib/yaml-text.ts";
import { unknownNameAt } from "./event-triggers.ts";
import type { WrittenDefinition } from "./schema.ts";

/** What those who judge messages say about flows. */
export interface FlowChecks {
  /** The flows that one write needs. */
  needed(automation: Automation, write: WriteGrant): readonly Flow[];
  /** Those that whoever is asked about its messages needs. */
  asked(automation: Automation, write: WriteGrant): readonly Flow[];
  /** What they take to whom, in words that follow "it"; `to` is the write in words. */
  inWords(automation: Automation, flows: readonly Flow[], write: WriteGrant, to: string): string;
  /** Who would see what by being asked, in words that are a sentence. */
  askedInWords(automation: Automation, flows: readonly Flow[], write: WriteGrant, to: string): string;
}

/** What a definition says of flows, links and approval; each undefined where it can't be understood. */
type Conduct = { [Key in "flows" | "links" | "approval"]: WrittenDefinition[Key] | undefined };

/** What names something that there is not, or is no link. `grants` are absent where they can't be told for sure. */
export function conductProblems(
  { flows = [], links, approval }: Conduct,
  grants: { reads: readonly string[]; writes: readonly string[] } | undefined,
  people: People,
  yaml: YamlText,
): Problem[] {
  const approvers = typeof approval === "object" && "approvers" in approval ? approval.approvers : [];
  const keys = [...new Set(["me", ...people.all.map(({ key }) => key)])];
  return [
    ...(grants ? flows.flatMap((flow, index) => unknownGrants(flow, ["flows", index], grants, yaml)) : []),
    ...(typeof links === "object" ? links.flatMap((link, index) => linkProblems(link, ["links", index], yaml)) : []),
    ...approvers.flatMap((key, index) => {
      if (keys.includes(key)) return [];
      return [unknownNameAt(["approval", "approvers", index], key, { what: "me or a key of config/people.yaml", known: keys }, yaml)];
    }),
  ];
}

function unknownGrants(
  { from, to }: Flow,
  path: Path,
  { reads, writes }: { reads: readonly string[]; writes: readonly string[] },
  yaml: YamlText,
): Problem[] {
  const sources = [...reads, EVENTS_FLOW];
  return [
    ...(sources.includes(from)
      ? []
      : [unknownNameAt([...path, "from"], from, { what: "a grant under reads, or events", known: sources }, yaml)]),
    ...(writes.includes(to) ? [] : [unknownNameAt([...path, "to"], to, { what: "a grant under writes", known: writes }, yaml)]),
  ];
}

/** A host, or what lies below it, and the beginning of a path. */
const LINK = /^(?:https?:\/\/)?(?:\*\.)?(?:[a-z0-9-]+\.)+[a-z0-9-]+(?::\d{1,5})?(?:\/[^\s*?#]*\*?)?$/i;

function linkProblems(link: string, path: Path, yaml: YamlText): Problem[] {
  if (LINK.test(link)) return [];
  const message = `expected each of links to be a host with a path, got ${showValue(link)}`;
  return [
    problemAt(
      yaml.file,
      yaml.positionOf(path),
      message,
      "Write it as github.com/acme/*: a star stands at the end, or for what is before a host.",
    ),
  ];
}

/** Flows that a message or whoever is asked about it needs and the file does not name, and those that it names for nothing. */
export async function flowWarnings(
  automation: Automation,
  { flows: checks, deliveries }: { flows?: FlowChecks; deliveries: Catalogue<Delivery> },
  yaml: YamlText,
): Promise<Problem[]> {
  if (!checks) return [];
  const { flows, writes } = automation;
  const missing = writes.map(async (write, index) => {
    const unnamed = (all: readonly Flow[]) => (write.staged ? [] : all.filter((flow) => !flows.some(isSame(flow))));
    const [further, asked] = [unnamed(checks.needed(automation, write)), unnamed(checks.asked(automation, write))];
    if (further.length + asked.length === 0) return [];
    const to = (await deliveries.load(write.delivery)).describe(write.options);
    const waits = `it ${checks.inWords(automation, further, write, to)}; got no such flow, so each message there waits for a person`;
    const owner = `${checks.askedInWords(automation, asked, write, to)}; got no such flow, so only who may see that already is asked`;
    const hint = wayOut(automation, [...further, ...asked.filter((flow) => !further.some(isSame(flow)))]);
    const remark = (about: readonly Flow[], path: Path, words: string) =>
      about.length === 0 ? [] : [problemAt(yaml.file, yaml.positionOf(path), `expected flows to say that ${words}`, hint)];
    return [...remark(further, ["writes", index], waits), ...remark(asked, ["approval"], owner)];
  });
  const needed = writes.flatMap((write) => [...checks.needed(automation, write), ...checks.asked(automation, write)]);
  return [...(await Promise.all(missing)).flat(), ...flows.flatMap((flow, index) => surplus(flow, needed, index, yaml))];
}

/** What was left out beside flows to the same place was left out on purpose: no line is proposed that would take it in. */
function wayOut({ id, flows }: Automation, unnamed: readonly Flow[]): string {
  const read = unnamed.flatMap(({ from }) => (from === EVENTS_FLOW ? [] : from));
  const leave = read.length === 0 ? "Leave it so" : `Take ${listOf(read)} out of reads, or leave it so`;
  if (flows.some(({ to }) => unnamed.some((flow) => flow.to === to))) return `${leave}: a person is asked.`;
  const line = flows.length === 0 ? `"flows: [${inYaml(unnamed)}]"` : `"${inYaml(unnamed)}" under flows`;
  return `${leave}: a person is asked. Only if it is meant, write ${line}, and say \`chief accept ${id}\`.`;
}

function surplus(flow: Flow, needed: readonly Flow[], index: number, yaml: YamlText): Problem[] {
  if (needed.some(isSame(flow))) return [];
  const message = `expected flows to name what some readers may not see, got ${flow.from} to ${flow.to}, which all of them may`;
  return [problemAt(yaml.file, yaml.positionOf(["flows", index]), message, "Remove it.")];
}

function isSame(flow: Flow): (other: Flow) => boolean {
  return ({ from, to }) => from === flow.from && to === flow.to;
}

/** The entries as they are to stand in the file. */
function inYaml(flows: readonly Flow[]): string {
  return flows.map(({ from, to }) => `{ from: ${from}, to: ${to} }`).join(", ");
}
