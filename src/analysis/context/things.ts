import type { Finding } from "../../core/finding.ts";
import type { Item } from "../../core/item.ts";
import { factsIn } from "../facts.ts";
import type { Candidate } from "./choose.ts";
import type { Shape } from "./lines.ts";
import { byName, type Names } from "./names.ts";
import type { PackInput } from "./pack-input.ts";
import { worth, type Found } from "./told-findings.ts";
import { worthOf } from "./worth.ts";

/** A thing, how it stands, and what findings make of it. */
export interface Thing {
  item: Item;
  shape: Shape;
  isNews: boolean;
  relation: Relation | undefined;
}

interface Relation {
  /** Of the finding that weighs most. */
  weight: number;
  /** A finding that must be told is about it. */
  isNeeded: boolean;
  /** A finding shows its words already. */
  isQuoted: boolean;
}

/** By name, in the order of names: what is new, changed or gone, and what the findings that are shown rest on. */
export function thingsOf(
  { items, news, earlier = [], gone, from, names, elsewhere }: PackInput,
  shown: readonly Found[],
): Map<string, Thing> {
  if (from?.length === 0) return new Map();
  const before = new Map(earlier.map((item) => [item.id, item]));
  const fresh = new Set(news.map(({ id }) => id));
  const lost = new Set(gone.map(({ id }) => id));
  const relations = relationsOf(shown, names);
  const things = [...gone, ...items].flatMap((item): [string, Thing][] => {
    const { id, source } = item;
    const name = names.nameOf(id);
    // Of several Items that show one thing, the one that is named.
    if (name === undefined || names.itemOf(name) !== item) return [];
    const relation = relations.get(name);
    const isGone = lost.has(id);
    const isNews = isGone || fresh.has(id);
    if (!relation && !(isNews && from?.includes(source) !== false)) return [];
    const was = isGone || !isNews ? undefined : before.get(id);
    const excerpt = relation?.isNeeded === true && !relation.isQuoted;
    const seen = (elsewhere.get(id) ?? []).flatMap((other) => names.nameOf(other) ?? []).filter((other) => other !== name);
    return [[name, { item, isNews, relation, shape: { isGone, excerpt, seen, ...(was && { before: was }) } }]];
  });
  return new Map(things.toSorted(([a], [b]) => byName(a, b)));
}

/** What the findings that are shown make of things, by name. */
function relationsOf(shown: readonly Found[], names: Names): Map<string, Relation> {
  const relations = new Map<string, Relation>();
  for (const found of shown) {
    const { finding } = found.judged;
    const quoted = quotedIn(finding);
    for (const id of evidenceOf(finding)) {
      const name = names.nameOf(id);
      const known = name === undefined ? undefined : relations.get(name);
      if (name === undefined) continue;
      relations.set(name, {
        weight: Math.max(known?.weight ?? 0, worth(found)),
        isNeeded: known?.isNeeded === true || (found.must && id === finding.primary),
        isQuoted: known?.isQuoted === true || quoted.has(id),
      });
    }
  }
  return relations;
}

function evidenceOf({ primary, evidence }: Finding): Set<string> {
  return new Set([primary, ...evidence.map(({ item }) => item)]);
}

function quotedIn({ title, why }: Finding): Set<string> {
  return new Set([...factsIn(title), ...factsIn(why)].flatMap(({ item, path }) => (path.startsWith("body.") ? [item] : [])));
}

/** The same as they compete for room. */
export function candidatesOf(things: ReadonlyMap<string, Thing>): Candidate[] {
  const newest = newestOfThreads([...things.values()].map(({ item }) => item));
  return [...things].map(([name, { item, isNews, shape, relation }]) => {
    const standing = { weight: relation?.weight ?? 0, isNews, wasKnown: shape.before !== undefined, isAnswered: isPast(item, newest) };
    return { name, source: item.source, isNeeded: relation?.isNeeded === true, value: worthOf(item, standing) };
  });
}

/** When something was last written in each conversation. */
function newestOfThreads(items: readonly Item[]): Map<string, string> {
  const newest = new Map<string, string>();
  for (const item of items) {
    const thread = threadOf(item);
    if (thread !== undefined && item.ts > (newest.get(thread) ?? "")) newest.set(thread, item.ts);
  }
  return newest;
}

function isPast(item: Item, newest: ReadonlyMap<string, string>): boolean {
  return item.ts < (newest.get(threadOf(item) ?? "") ?? "");
}

function threadOf({ source, fields }: Item): string | undefined {
  const { thread, channel = "" } = fields;
  return typeof thread === "string" ? `${source} ${String(channel)} ${thread}` : undefined;
}
