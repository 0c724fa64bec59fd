import type { Audience } from "../core/audience.ts";
import { z } from "zod";
import type { Addressee, Cargo, WriteGrant } from "../core/grant.ts";
import type { Catalogue } from "../core/ports/outside.ts";
import { problemAt, type Problem } from "../lib/problem.ts";
import { checkSchema, nameOfPath, showValue } from "../lib/schema-check.ts";
import { findNearest, listOf } from "../lib/text.ts";
import type { Path, YamlText } from "../lib/yaml-text.ts";
import { millisecondsOf } from "./milliseconds.ts";
import { isRecord, plainOptions } from "./plain-options.ts";
import { writeKeys, type WrittenGrant } from "./schema.ts";

/** What connectors and deliveries have in common here: both check the options of their own grants. */
export interface Grantable {
  id: string;
  schema: z.ZodType;
  audience(options: unknown): readonly Audience[];
  outsiders?(options: unknown): boolean | undefined;
  addressees?(options: unknown): readonly Addressee[] | undefined;
  carries?(options: unknown): Cargo;
}

/** What a write says beside the options of its delivery. */
type GrantTerms = Pick<WriteGrant, "maxChars" | "onUnknown" | "withinMs" | "staged" | "proposed">;

/** A grant whose options were parsed by the part that it names. */
export interface ParsedGrant extends GrantTerms {
  name: string;
  part: string;
  options: Readonly<Record<string, unknown>>;
  audience: readonly Audience[];
  carries?: Exclude<Cargo, "briefing">;
  addressees?: readonly Addressee[];
  outsiders?: boolean;
}

/** Where grants stand, and what they permit: an alert is a write of Chief's own, and says nothing but its options. */
export interface GrantPlace {
  kind: "read" | "write" | "alert";
  path: Path;
  yaml: YamlText;
  catalogue: Catalogue<Grantable>;
}

export interface ReadGrants {
  grants: ParsedGrant[];
  /** Every part that is named, also where its options are wrong. */
  named: ReadonlySet<string>;
  problems: Problem[];
}

interface Entry {
  id: string;
  /** True where the id stands alone. */
  isBare: boolean;
  options: unknown;
  path: Path;
}

/** The grants of a list, and all that is wrong with them. */
export async function readGrants(written: readonly WrittenGrant[], place: GrantPlace): Promise<ReadGrants> {
  const problems: Problem[] = [];
  const grants: ParsedGrant[] = [];
  const counts = new Map<string, number>();
  const entries = written.map((entry, index) => entryOf(entry, [...place.path, index]));
  for (const entry of entries) {
    const parsed = await parseEntry(entry, place);
    if (!parsed.ok) {
      problems.push(...parsed.problems);
      continue;
    }
    const count = (counts.get(entry.id) ?? 0) + 1;
    counts.set(entry.id, count);
    grants.push({ name: count === 1 ? entry.id : `${entry.id}-${count}`, part: entry.id, ...parsed.value });
  }
  return { grants, named: new Set(entries.map(({ id }) => id)), problems };
}

function entryOf(written: WrittenGrant, path: Path): Entry {
  if (typeof written === "string") return { id: written, isBare: true, options: {}, path: [...path, written] };
  const [[id, options] = ["", {}], ...others] = Object.entries(written);
  // More keys than one are mostly options that lack their indentation: parseEntry says so.
  return others.length > 0
    ? { id: "", isBare: false, options: written, path }
    : { id, isBare: false, options: options ?? {}, path: [...path, id] };
}

type Parsed<Value> = { ok: true; value: Value } | { ok: false; problems: Problem[] };

async function parseEntry(entry: Entry, place: GrantPlace): Promise<Parsed<Omit<ParsedGrant, "name" | "part">>> {
  const { id, isBare, path } = entry;
  const { yaml, catalogue } = place;
  if (id === "") return { ok: false, problems: [severalKeys(entry.options, path, yaml)] };
  if (!catalogue.ids.includes(id)) return { ok: false, problems: [unknownPart(id, place, path)] };
  const part = await catalogue.load(id);
  const { written, own } = place.kind === "write" ? takeOff(entry.options) : { written: {}, own: entry.options };
  const common = checkSchema({ schema: writeSchema, value: written, yaml, base: path });
  const checked = checkSchema({ schema: part.schema, value: own, yaml, base: path });
  if (!checked.ok || !common.ok) {
    const problems = [...(checked.ok ? [] : adviseWriteKeys(checked.problems, entry, place)), ...(common.ok ? [] : common.problems)];
    return { ok: false, problems: isBare ? problems.map((problem) => withForm(problem, part)) : problems };
  }
  const options = plainOptions(id, checked.value);
  const readers = readersOf(part, checked.value);
  if (place.kind === "alert" && (readers.addressees || readers.carries)) return { ok: false, problems: [nobodyInParticular(path, yaml)] };
  return { ok: true, value: { options, ...readers, ...termsOf(common.value) } };
}

/** Who reads what is written, whom each message may go to, and what it is. */
function readersOf(part: Grantable, options: unknown): Pick<ParsedGrant, "audience" | "carries" | "addressees" | "outsiders"> {
  const [carries, addressees, outsiders] = [part.carries?.(options), part.addressees?.(options), part.outsiders?.(options)];
  return {
    audience: part.audience(options),
    ...(carries !== undefined && carries !== "briefing" && { carries }),
    ...(addressees && { addressees }),
    ...(outsiders !== undefined && { outsiders }),
  };
}

const writeSchema = z.strictObject(writeKeys);
const WRITE_KEYS = Object.keys(writeKeys);

/** What any write may say is not for the delivery to know. */
function takeOff(options: unknown): { written: Record<string, unknown>; own: unknown } {
  if (!isRecord(options)) return { written: {}, own: options };
  const isCommon = ([key]: [string, unknown]) => WRITE_KEYS.includes(key);
  const entries = Object.entries(options);
  return {
    written: Object.fromEntries(entries.filter(isCommon)),
    own: Object.fromEntries(entries.filter((entry) => !isCommon(entry))),
  };
}

function termsOf({ maxChars, onUnknown, within, staged, propose }: z.infer<typeof writeSchema>): GrantTerms {
  return {
    ...(maxChars !== undefined && { maxChars }),
    ...(onUnknown !== undefined && { onUnknown }),
    ...(within !== undefined && { withinMs: millisecondsOf(within) }),
    ...(staged && { staged }),
    ...(propose && { proposed: propose }),
  };
}

/** A delivery does not know that one of the keys of any write may have been meant. */
function adviseWriteKeys(problems: readonly Problem[], { options, path }: Entry, { kind, yaml }: GrantPlace): Problem[] {
  const written = kind === "write" && isRecord(options) ? Object.keys(options) : [];
  const slips = written.flatMap((key) => {
    const meant = findNearest(key, WRITE_KEYS);
    return meant === undefined ? [] : [{ meant, place: yaml.positionOfKey([...path, key]) }];
  });
  return problems.map((problem) => {
    const slip = slips.find(({ place: { line, column } }) => line === problem.line && column === problem.column);
    return slip ? { ...problem, hint: `Did you mean ${slip.meant}?` } : problem;
  });
}

function withForm(problem: Problem, part: Grantable): Problem {
  return { ...problem, hint: `Write it as "- ${shortestGrant(part)}".` };
}

/** The shortest grant that a part takes: its id, with the options that have no default. */
export function shortestGrant({ id, schema }: Grantable): string {
  const bare = schema.safeParse({});
  const needed = new Set(bare.error?.issues.map(({ path }) => String(path[0])));
  return needed.size === 0 ? id : `${id}: { ${[...needed].map((key) => `${key}: ...`).join(", ")} }`;
}

function severalKeys(written: unknown, path: Path, yaml: YamlText): Problem {
  const keys = isRecord(written) ? Object.keys(written) : [];
  const message = `expected one name in ${nameOfPath(path).replace("an entry", "each entry")}, got ${keys.length === 0 ? "none" : listOf(keys)}`;
  const hint =
    keys[0] === undefined ? "Write - and a name." : `Indent the options of ${keys[0]} below it, or start each name with its own dash.`;
  return problemAt(yaml.file, yaml.positionOf(path), message, hint);
}

/** What Chief says of itself is set off by no pull request, and asks nobody. */
function nobodyInParticular(path: Path, yaml: YamlText): Problem {
  const message = `expected ${nameOfPath(path)} to name who receives it, got what goes to nobody in particular`;
  return problemAt(yaml.file, yaml.positionOf(path), message, "Name one person, such as me.");
}

function unknownPart(id: string, { kind, yaml, catalogue: { ids } }: GrantPlace, path: Path): Problem {
  const wanted = kind === "read" ? "a source that this version can read" : "a place that this version can write to";
  const nearest = findNearest(id, ids);
  const hint = nearest ? `Did you mean ${nearest}?` : `There ${ids.length === 1 ? "is" : "are"} ${listOf(ids)}.`;
  return problemAt(yaml.file, yaml.positionOfKey(path), `expected ${wanted}, got ${showValue(id)}`, hint);
}
