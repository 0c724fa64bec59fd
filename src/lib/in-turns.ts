import { nextTurn } from "./next-turn.ts";

const AT_ONCE = 50;

/** Takes what is made one by one, and lets everything else have its turn after so many. */
export async function inTurns<T>(steps: Iterable<T>): Promise<T[]> {
  const all: T[] = [];
  for (const step of steps) {
    all.push(step);
    if (all.length % AT_ONCE === 0) await nextTurn();
  }
  return all;
}

/** What work in steps comes to, with a turn for everything else after each step. */
export async function stepByStep<T>(steps: Generator<void, T>): Promise<T> {
  let step = steps.next();
  while (step.done !== true) {
    await nextTurn();
    step = steps.next();
  }
  return step.value;
}

/** The same at once. */
export function atOnce<T>(steps: Generator<void, T>): T {
  let step = steps.next();
  while (step.done !== true) step = steps.next();
  return step.value;
}
