import type { EventSource, GrantWanted } from "../core/ports/events.ts";
import type { Catalogue } from "../core/ports/outside.ts";
import type { EventTrigger } from "../core/trigger.ts";
import { problemAt, type Problem } from "../lib/problem.ts";
import { checkSchema, nameOfPath, showValue, valueAt } from "../lib/schema-check.ts";
import { findNearest, listOf } from "../lib/text.ts";
import type { Path, YamlText } from "../lib/yaml-text.ts";
import { conditionsOf } from "./conditions.ts";
import type { ParsedGrant } from "./grants.ts";
import { millisecondsOf } from "./milliseconds.ts";
import { plainOptions } from "./plain-options.ts";
import type { WrittenTriggers } from "./trigger-schema.ts";

/** What event triggers are checked against. */
export interface EventChecks {
  eventSources: Catalogue<EventSource>;
  /** The names that config/chief.yaml gives; unchecked where it could not be read. */
  names: { hooks: readonly string[] } | undefined;
}

/** An event trigger, and where it is written. */
export interface PlacedEvent {
  trigger: EventTrigger;
  path: Path;
  /** The read grant that it looks in, where it needs one. */
  wanted?: GrantWanted;
}

export interface ReadEvents {
  events: PlacedEvent[];
  problems: Problem[];
}

interface EventPlace extends EventChecks {
  yaml: YamlText;
  /** The id of the definition's automation. */
  automation: string;
}

/** The event triggers of one group, which stands at `path`, and all that is wrong with them. */
export async function readEvents(group: WrittenTriggers, path: Path, place: EventPlace): Promise<ReadEvents> {
  const ids = place.eventSources.ids.filter((id) => Object.hasOwn(group, id));
  const read = await Promise.all(ids.map((id) => readEvent(id, group, [...path, id], place)));
  return { events: read.flatMap(({ events }) => events), problems: read.flatMap(({ problems }) => problems) };
}

async function readEvent(id: string, group: WrittenTriggers, path: Path, place: EventPlace): Promise<ReadEvents> {
  const { eventSources, yaml, automation } = place;
  const source = await eventSources.load(id);
  const checked = checkSchema({ schema: source.schema, value: valueAt(yaml.value, path), yaml, base: path });
  if (!checked.ok) return { events: [], problems: checked.problems };
  const options = plainOptions(id, checked.value);
  const { where = {}, cooldown, coalesce } = group;
  const trigger: EventTrigger = {
    kind: "event",
    source: id,
    options,
    audience: source.audience(options),
    topic: source.topic(options, automation),
    where: conditionsOf(where),
    ...(cooldown !== undefined && { cooldownMs: millisecondsOf(cooldown) }),
    ...(coalesce !== undefined && { coalesceMs: millisecondsOf(coalesce) }),
  };
  const wanted = source.looksIn?.(options);
  return { events: [{ trigger, path, ...(wanted && { wanted }) }], problems: hookProblems({ trigger, path }, place) };
}

function hookProblems({ trigger: { source, options }, path }: PlacedEvent, { names, yaml }: EventPlace): Problem[] {
  const { hook } = options;
  if (source !== "webhook" || typeof hook !== "string" || !names || names.hooks.includes(hook)) return [];
  return [unknownNameAt(path, hook, { what: "a hook of config/chief.yaml", known: names.hooks }, yaml)];
}

/** What looks in a source needs a read grant for it, since a definition permits all that is read: `reads` are those that are granted. */
export function looksInProblems(events: readonly PlacedEvent[], reads: readonly GrantedRead[], yaml: YamlText): Problem[] {
  return events.flatMap(({ path, wanted }) => {
    if (!wanted || reads.some((read) => isWanted(read, wanted))) return [];
    if (!("name" in wanted)) return [missingReadAt(path, wanted, yaml)];
    const known = reads.map(({ name }) => name);
    return [unknownNameAt([...path, "source"], wanted.name, { what: "a grant under reads", known }, yaml)];
  });
}

type GrantedRead = Pick<ParsedGrant, "name" | "part" | "options">;

function isWanted({ name, part, options }: GrantedRead, wanted: GrantWanted): boolean {
  if ("name" in wanted) return name === wanted.name;
  return part === wanted.connector && (wanted.connection === undefined || options["connection"] === wanted.connection);
}

function missingReadAt(path: Path, { connector, connection }: Exclude<GrantWanted, { name: string }>, yaml: YamlText): Problem {
  const by = connection === undefined ? "" : ` by the connection ${connection}`;
  const line = connection === undefined ? `- ${connector}` : `- ${connector}: { connection: ${connection} }`;
  const message = `expected reads to grant ${connector}${by}, in which ${nameOfPath(path)} looks, got no such read`;
  return problemAt(yaml.file, yaml.positionOf(path), message, `Add "${line}" under reads.`);
}

/** The problem of a name that stands at `path` and is not known, with the one that was probably meant. */
export function unknownNameAt(
  path: Path,
  name: string,
  { what, known }: { what: string; known: readonly string[] },
  yaml: YamlText,
): Problem {
  const nearest = findNearest(name, known);
  const choice = known.length === 0 ? "There is none." : `There ${known.length === 1 ? "is" : "are"} ${listOf(known)}.`;
  const message = `expected ${nameOfPath(path)} to name ${what}, got ${showValue(name)}`;
  return problemAt(yaml.file, yaml.positionOf(path), message, nearest ? `Did you mean ${nearest}?` : choice);
}
