import type { Item } from "../../../core/item.ts";

const HOUR_MS = 60 * 60 * 1000;

/** The items of the git connector of one kind. */
export function itemsOf(items: readonly Item[], kind: string): Item[] {
  return items.filter((item) => item.source === "git" && item.kind === kind);
}

/** Items by the repository that they belong to. */
export function byRepository(items: readonly Item[]): ReadonlyMap<string, readonly Item[]> {
  return Map.groupBy(items, repositoryId);
}

/** The repository that an item belongs to, where it was gathered. */
export function repositoryOf(items: readonly Item[], item: Item): Item | undefined {
  const id = repositoryId(item);
  return items.find((each) => each.id === id);
}

function repositoryId(item: Item): string {
  return textField(item, "repositoryId") ?? item.id;
}

/** Hours from one instant to another; negative where the other is earlier. */
export function hoursBetween(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / HOUR_MS;
}

/** A text field, or undefined where the item has none. */
export function textField(item: Item, name: string): string | undefined {
  const value = item.fields[name];
  return typeof value === "string" && value !== "" ? value : undefined;
}

/** A number field, 0 where the item has none. */
export function numberField(item: Item, name: string): number {
  const value = item.fields[name];
  return typeof value === "number" ? value : 0;
}
