import type { Item } from "../../core/item.ts";
import { derived, getFact, prose, type Prose } from "../../core/prose.ts";

/** A line keeps the facts that it counts, so it counts no further than this. */
const MOST_COUNTED = 100;

/** `3 new tasks`, or `more than 100 new tasks`. */
export function counted(items: readonly Item[], unit: string): Prose {
  const facts = items.slice(0, MOST_COUNTED).map((item) => getFact(item, "title"));
  const number = derived(facts.length, unit, facts);
  return items.length > MOST_COUNTED ? prose`more than ${number}` : [number];
}

/** `4 more`, or `more than 100 others`, to end a list that names the first; nothing where all were named. */
export function more(items: readonly Item[]): Prose[] {
  return items.length === 0 ? [] : [prose`${counted(items, "")} ${items.length > MOST_COUNTED ? "others" : "more"}`];
}
