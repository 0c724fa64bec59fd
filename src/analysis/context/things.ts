import type { Finding } from "../../core/finding.ts";
import type { Item } from "../../core/item.ts";
import type { Candidate } from "./choose.ts";
import type { Shape } from "./lines.ts";
import { byName, type Names } from "./names.ts";
import type { PackInput } from "./pack-input.ts";
import { worth, type Found } from "./told-findings.ts";
import { worthOf } from "./worth.ts";

/** A thing and how it stands. */
export interface Thing {
  item: Item;
  shape: Shape;
  isNews: boolean;
}

/** By name, in the order of names: what is new, changed or gone, and what the findings that are shown rest on. */
export function thingsOf({ items, news, earlier = [], gone, from, names }: PackInput, shown: readonly Found[]): Map<string, Thing> {
  const before = new Map(earlier.map((item) => [item.id, item]));
  const fresh = new Set(news.map(({ id }) => id));
  const isGone = new Set(gone.map(({ id }) => id));
  const evidence = new Set(shown.flatMap(({ judged: { finding } }) => evidenceOf(finding)));
  const related = new Set([...evidence].flatMap((id) => names.nameOf(id) ?? []));
  const things = [...gone, ...items].flatMap((item): [string, Thing][] => {
    const name = names.nameOf(item.id);
    // Of several Items that show one thing, the one that is named.
    if (name === undefined || names.itemOf(name) !== item) return [];
    const isNews = fresh.has(item.id) || isGone.has(item.id);
    const isAsked = related.has(name) || (isNews && from?.includes(item.source) !== false);
    const was = isGone.has(item.id) ? undefined : before.get(item.id);
    const shape: Shape = { isGone: isGone.has(item.id), excerpt: related.has(name), ...(was && { before: was }) };
    return isAsked ? [[name, { item, isNews, shape }]] : [];
  });
  return new Map(things.toSorted(([a], [b]) => byName(a, b)));
}

/** The same as they compete for room: what a finding that must be told is about is needed. */
export function candidatesOf(things: ReadonlyMap<string, Thing>, shown: readonly Found[], names: Names): Candidate[] {
  const weights = new Map<string, { weight: number; must: boolean }>();
  for (const found of shown) {
    const { finding } = found.judged;
    for (const id of new Set(evidenceOf(finding))) {
      const name = names.nameOf(id) ?? "";
      const { weight = 0, must = false } = weights.get(name) ?? {};
      weights.set(name, { weight: Math.max(weight, worth(found)), must: must || (found.must && id === finding.primary) });
    }
  }
  return [...things].map(([name, { item, isNews, shape }]) => {
    const { weight = 0, must = false } = weights.get(name) ?? {};
    return { name, source: item.source, isNeeded: must, value: worthOf(item, { weight, isNews, wasKnown: shape.before !== undefined }) };
  });
}

function evidenceOf({ primary, evidence }: Finding): string[] {
  return [primary, ...evidence.map(({ item }) => item)];
}
