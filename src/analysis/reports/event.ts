import type { Item } from "../../core/item.ts";

/** What set a run off, as an item of its own; undefined where it was a time, or somebody by hand. */
export function eventOf(items: readonly Item[]): Item | undefined {
  return items.find(({ kind, fields }) => kind === "event" && typeof fields["item"] === "string");
}
