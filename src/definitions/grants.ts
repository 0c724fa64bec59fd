import type { z } from "zod";
import type { Catalogue } from "../core/ports/outside.ts";
import { problemAt, type Problem } from "../lib/problem.ts";
import { checkSchema, showValue } from "../lib/schema-check.ts";
import { findNearest, listOf } from "../lib/text.ts";
import type { Path, YamlText } from "../lib/yaml-text.ts";
import type { WrittenGrant } from "./schema.ts";

/** What connectors and deliveries have in common here: both check the options of their own grants. */
export interface Grantable {
  id: string;
  schema: z.ZodType;
}

/** A grant whose options were parsed by the part that it names. */
export interface ParsedGrant {
  name: string;
  part: string;
  options: Readonly<Record<string, unknown>>;
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

/** The grants under `reads` or `writes`, and all that is wrong with them. */
export async function readGrants(
  key: "reads" | "writes",
  written: readonly WrittenGrant[],
  { yaml, catalogue }: { yaml: YamlText; catalogue: Catalogue<Grantable> },
): Promise<ReadGrants> {
  const problems: Problem[] = [];
  const grants: ParsedGrant[] = [];
  const counts = new Map<string, number>();
  const entries = written.map((entry, index) => entryOf(entry, [key, index]));
  for (const entry of entries) {
    const parsed = await parseEntry(entry, key, yaml, catalogue);
    if (!parsed.ok) {
      problems.push(...parsed.problems);
      continue;
    }
    const count = (counts.get(entry.id) ?? 0) + 1;
    counts.set(entry.id, count);
    grants.push({ name: count === 1 ? entry.id : `${entry.id}-${count}`, part: entry.id, options: parsed.value });
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

type ParsedOptions = { ok: true; value: Readonly<Record<string, unknown>> } | { ok: false; problems: Problem[] };

async function parseEntry(
  { id, isBare, options, path }: Entry,
  key: "reads" | "writes",
  yaml: YamlText,
  catalogue: Catalogue<Grantable>,
): Promise<ParsedOptions> {
  if (id === "") return { ok: false, problems: [severalKeys(options, path, yaml)] };
  if (!catalogue.ids.includes(id)) return { ok: false, problems: [unknownPart(id, key, path, yaml, catalogue.ids)] };
  const part = await catalogue.load(id);
  const checked = checkSchema({ schema: part.schema, value: options, yaml, base: path });
  if (!checked.ok) return isBare ? { ok: false, problems: checked.problems.map((problem) => withForm(problem, part)) } : checked;
  // Through JSON, so that a definition from the cache equals one that was just parsed.
  const plain: unknown = JSON.parse(JSON.stringify(checked.value));
  if (isRecord(plain)) return { ok: true, value: plain };
  throw new TypeError(`expected the options of ${id} to be an object, got ${showValue(plain)}`);
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

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function severalKeys(written: unknown, path: Path, yaml: YamlText): Problem {
  const keys = isRecord(written) ? Object.keys(written) : [];
  const message = `expected one name in each entry of ${String(path[0])}, got ${keys.length === 0 ? "none" : listOf(keys)}`;
  const hint =
    keys[0] === undefined ? "Write - and a name." : `Indent the options of ${keys[0]} below it, or start each name with its own dash.`;
  return problemAt(yaml.file, yaml.positionOf(path), message, hint);
}

function unknownPart(id: string, key: "reads" | "writes", path: Path, yaml: YamlText, known: readonly string[]): Problem {
  const wanted = key === "reads" ? "a source that this version can read" : "a place that this version can write to";
  const nearest = findNearest(id, known);
  const hint = nearest ? `Did you mean ${nearest}?` : `There ${known.length === 1 ? "is" : "are"} ${listOf(known)}.`;
  return problemAt(yaml.file, yaml.positionOfKey(path), `expected ${wanted}, got ${showValue(id)}`, hint);
}
