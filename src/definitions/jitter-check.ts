import type { Schedule } from "../core/trigger.ts";
import { durationInWords } from "../lib/duration.ts";

/** From where times are asked for: the same whenever a definition is parsed. */
const SOME_INSTANT = "2024-01-01T00:00:00.000Z";
/** More than a day of a schedule that runs every hour: its shortest gap is among them. */
const TIMES = 30;

/** What is wrong with a schedule's jitter, in words; undefined where it is shorter than each gap between its times. */
export function jitterProblem(schedule: Schedule, nextTime: (schedule: Schedule, after: string) => string | undefined): string | undefined {
  const { jitterMs } = schedule;
  if (jitterMs === undefined) return undefined;
  const gapMs = shortestGap(schedule, nextTime);
  if (jitterMs < gapMs) return undefined;
  return `expected on.jitter to be shorter than the gap between its times, which is ${durationInWords(gapMs)}, got ${durationInWords(jitterMs)}`;
}

function shortestGap(schedule: Schedule, nextTime: (schedule: Schedule, after: string) => string | undefined): number {
  let shortest = Infinity;
  let before = nextTime(schedule, SOME_INSTANT);
  for (let count = 1; count < TIMES && before !== undefined; count += 1) {
    const next = nextTime(schedule, before);
    if (next !== undefined) shortest = Math.min(shortest, Date.parse(next) - Date.parse(before));
    before = next;
  }
  return shortest;
}
