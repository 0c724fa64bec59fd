import type { Schedule } from "../../core/trigger.ts";
import { jitterOf } from "../../triggers/jitter.ts";

/** Computes the first time later than an instant; undefined once nothing is due any more. */
export type NextTime = (trigger: Schedule, after: string) => string | undefined;

/** The times of one trigger of one automation, as UTC instants. */
export interface Timetable {
  /** The first time later than an instant; undefined once nothing is due any more. */
  next(after: string): string | undefined;
  /** When a time is acted on: later than it by its jitter, and always before the next one. */
  dueAt(time: string): string;
  /** Milliseconds from a time to the next one; Infinity for the last. */
  gapMs(time: string): number;
}

/** No trigger comes more often. */
export const SHORTEST_GAP_MS = 60_000;

/** Asks nothing until it is asked itself. */
export function timetableOf(automation: string, trigger: Schedule, nextTime: NextTime): Timetable {
  const next = (after: string) => nextTime(trigger, after);
  const gapMs = (time: string) => Date.parse(next(time) ?? "") - Date.parse(time) || Infinity;
  const { jitterMs = 0 } = trigger;
  return {
    next,
    gapMs,
    dueAt: (time) => (jitterMs === 0 ? time : later(time, jitterOf(automation, time, Math.min(jitterMs, gapMs(time))))),
  };
}

/** The newest times from `from` on whose turn has come at `now`, at most `most`, oldest first. Costs some two steps for each of them. */
export function newestTimes(table: Timetable, from: string, now: number, most: number): string[] {
  for (let backMs = most * SHORTEST_GAP_MS; ; backMs *= 2) {
    const start = Math.max(Date.parse(from), now - backMs);
    const times = [...timesFrom(table, instant(start), now)];
    if (times.length >= most || start === Date.parse(from)) return times.slice(-most);
  }
}

/** The times from `from` on whose turn has come at `now`, oldest first. */
export function* timesFrom(table: Timetable, from: string, now: number): Generator<string, void> {
  for (let time = table.next(later(from, -1)); time !== undefined && Date.parse(table.dueAt(time)) <= now; time = table.next(time)) {
    yield time;
  }
}

/** Milliseconds since the epoch as an instant. */
export function instant(milliseconds: number): string {
  return new Date(milliseconds).toISOString();
}

function later(time: string, ms: number): string {
  return instant(Date.parse(time) + ms);
}
