import type { Coverage, Item } from "../core/item.ts";

/** Whether an answer would have brought an item, were it still there; without a `covers` it brings all there are. */
export function isCovered({ id, ts }: Pick<Item, "id" | "ts">, covers: Coverage | undefined): boolean {
  if (covers === undefined) return true;
  const { from, to, within } = covers;
  return from <= ts && ts < to && (within === undefined || within.some((prefix) => id.startsWith(prefix)));
}
