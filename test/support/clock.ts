import type { Clock } from "../../src/core/ports/ambient.ts";

/** A clock that only moves when a test moves it. */
export interface FakeClock extends Clock {
  /** Sets the time without calling anybody back: what a machine's clock does when it is changed, or wakes from sleep. */
  jump(instant: string): void;
  /** Moves on, calling back whoever is due on the way, each followed by what it set in motion. */
  advance(ms: number): Promise<void>;
  /** How many callbacks are waiting. */
  readonly waiting: number;
  /** Milliseconds until the first of them is due; Infinity where nobody waits. */
  readonly nextMs: number;
}

interface Waiting {
  due: number;
  callback: () => void;
}

/** Turns of the event loop in which whatever a callback started comes to rest; grouped commits take one each. */
const TURNS_TO_SETTLE = 25;

/** A clock that starts at `instant`. Callbacks wait for time to pass, whatever the clock was set to meanwhile. */
export function createFakeClock(instant = "2026-11-20T08:00:00.000Z"): FakeClock {
  let started = Date.parse(instant);
  let passed = 0;
  const waiting = new Set<Waiting>();

  async function advance(ms: number): Promise<void> {
    await settle();
    const end = passed + ms;
    for (let next = firstDue(end); next; next = firstDue(end)) {
      passed = Math.max(passed, next.due);
      waiting.delete(next);
      next.callback();
      await settle();
    }
    passed = end;
    await settle();
  }

  function firstDue(end: number): Waiting | undefined {
    return [...waiting].filter((each) => each.due <= end).sort((a, b) => a.due - b.due)[0];
  }

  return {
    now: () => started + passed,
    after(ms, callback) {
      const entry = { due: passed + Math.max(ms, 0), callback };
      waiting.add(entry);
      return () => void waiting.delete(entry);
    },
    jump: (to) => void (started = Date.parse(to) - passed),
    advance,
    get waiting() {
      return waiting.size;
    },
    get nextMs() {
      return Math.min(...[...waiting].map(({ due }) => due - passed));
    },
  };
}

/** A clock on which nobody waits: time jumps to whatever is asked for, one turn of the event loop later. */
export function createHastyClock(instant = "2026-11-20T08:00:00.000Z"): Clock {
  let now = Date.parse(instant);
  return {
    now: () => now,
    after(ms, callback) {
      const due = now + Math.max(ms, 0);
      const turn = setImmediate(() => {
        now = Math.max(now, due);
        callback();
      });
      return () => clearImmediate(turn);
    },
  };
}

/** Lets promises and grouped commits that are under way come to rest. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < TURNS_TO_SETTLE; turn += 1) await new Promise((resolve) => void setImmediate(resolve));
}

/** Resolves once `condition` holds; throws where it does not after many turns of the event loop. */
export async function until(condition: () => boolean | Promise<boolean>, what = "the condition"): Promise<void> {
  for (let turn = 0; turn < 5_000; turn += 1) {
    if (await condition()) return;
    await new Promise((resolve) => void setImmediate(resolve));
  }
  throw new Error(`expected ${what} to become true, got no end of waiting`);
}
