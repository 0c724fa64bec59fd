import { nextTurn } from "./next-turn.ts";

const AT_ONCE = 50;

/** Takes what is made one by one, and lets everything else have its turn after so many. */
export async function inTurns<T>(steps: Iterable<T>, atOnce = AT_ONCE): Promise<T[]> {
  const all: T[] = [];
  for (const step of steps) {
    all.push(step);
    if (all.length % atOnce === 0) await nextTurn();
  }
  return all;
}
