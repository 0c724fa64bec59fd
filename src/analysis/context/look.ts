import type { Item } from "../../core/item.ts";
import type { Names } from "./names.ts";

/** One thing in full, as text. */
export function look(name: string, names: Names): { item: Item; text: string } | undefined {
  const item = names.itemOf(name);
  return item && { item, text: `${name} ${item.kind} ${JSON.stringify(item.title)}\n${item.body}` };
}

/** Short names of the things in which all words are found, the best first. */
export function search(words: string, items: readonly Item[], names: Names): string[] {
  const wanted = words.toLowerCase().split(/\s+/).filter(Boolean);
  const has = ({ title, body }: Item): boolean => wanted.every((word) => `${title}\n${body}`.toLowerCase().includes(word));
  return items.filter(has).flatMap(({ id }) => names.nameOf(id) ?? []);
}
