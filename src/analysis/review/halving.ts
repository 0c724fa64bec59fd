import type { Span } from "./words.ts";

/** Which of some things in the order of a text is the first to begin at a place or behind it; as many as there are where none does. */
export function firstFrom(things: readonly { span: Span }[], place: number): number {
  let [low, high] = [0, things.length];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if ((things[middle]?.span[0] ?? place) < place) low = middle + 1;
    else high = middle;
  }
  return low;
}
