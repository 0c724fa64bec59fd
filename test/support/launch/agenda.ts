import type { Clock } from "../../../src/core/ports/ambient.ts";

/** What is still to happen, by the clock. */
export interface Agenda {
  /** When the next of it is due, in milliseconds since 1970; Infinity where nothing is left. */
  readonly nextMs: number;
  at(instant: string, act: () => Promise<void> | void): void;
  inMinutes(minutes: number, act: () => Promise<void> | void): void;
  /** All of it comes as much earlier, by a clock that was set back: people do not live by it. */
  shift(minutes: number): void;
  /** Lets the first thing happen that has come due; resolves with whether there was one. */
  doNext(): Promise<boolean>;
}

const MINUTE_MS = 60_000;

export function createAgenda(clock: Clock): Agenda {
  const left: { atMs: number; act: () => Promise<void> | void }[] = [];
  const add = (atMs: number, act: () => Promise<void> | void): void => {
    left.push({ atMs, act });
    left.sort((a, b) => a.atMs - b.atMs);
  };
  return {
    get nextMs() {
      return left[0]?.atMs ?? Infinity;
    },
    at: (instant, act) => add(Date.parse(instant), act),
    inMinutes: (minutes, act) => add(clock.now() + minutes * MINUTE_MS, act),
    shift(minutes) {
      for (const each of left) each.atMs += minutes * MINUTE_MS;
    },
    async doNext() {
      const [next] = left;
      if (next === undefined || next.atMs > clock.now()) return false;
      left.shift();
      await next.act();
      return true;
    },
  };
}
