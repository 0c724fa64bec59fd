import type { Occurrence } from "../../src/core/occurrence.ts";
import type { Catchup, Schedule } from "../../src/core/trigger.ts";

export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;
export const DAY_MS = 24 * HOUR_MS;
/** How late a time may be and still count as in time. */
export const GRACE_MS = 2 * MINUTE_MS;
const LONGEST_WINDOW_MS = 12 * HOUR_MS;

/** A schedule whose times are plain arithmetic: every so often, from an offset on, in UTC. */
export interface Shape {
  trigger: Schedule;
  everyMs: number;
  offsetMs: number;
}

/** From every minute to once a day. */
export const SHAPES: Readonly<Record<"minutely" | "fiveMinutes" | "sevenMinutes" | "hourly" | "daily", Shape>> = {
  minutely: { trigger: { kind: "every", everyMs: MINUTE_MS }, everyMs: MINUTE_MS, offsetMs: 0 },
  fiveMinutes: { trigger: cron("*/5 * * * *"), everyMs: 5 * MINUTE_MS, offsetMs: 0 },
  sevenMinutes: { trigger: { kind: "every", everyMs: 7 * MINUTE_MS }, everyMs: 7 * MINUTE_MS, offsetMs: 0 },
  hourly: { trigger: cron("40 * * * *"), everyMs: HOUR_MS, offsetMs: 40 * MINUTE_MS },
  daily: { trigger: cron("0 9 * * *"), everyMs: DAY_MS, offsetMs: 9 * HOUR_MS },
};

function cron(expression: string): Schedule {
  return { kind: "cron", expression, timezone: "UTC" };
}

/** Every time behind `from` up to `to`, in milliseconds since the epoch, oldest first. */
export function timesBetween({ everyMs, offsetMs }: Shape, from: number, to: number): number[] {
  const first = Math.floor((from - offsetMs) / everyMs) + 1;
  const last = Math.floor((to - offsetMs) / everyMs);
  return Array.from({ length: Math.max(last - first + 1, 0) }, (_, index) => (first + index) * everyMs + offsetMs);
}

/** Whether a time starts that is noticed at `now`, `newer` later ones having passed as well: the rule for what was missed, said once more. */
export function starts({ everyMs }: Shape, { mode, max }: Pick<Catchup, "mode" | "max">, lateMs: number, newer: number): boolean {
  if (newer === 0 && lateMs <= GRACE_MS) return true;
  if (mode === "none") return false;
  if (mode === "latest") return newer === 0 && lateMs <= Math.min(everyMs / 2, LONGEST_WINDOW_MS);
  return newer < max && lateMs <= LONGEST_WINDOW_MS;
}

/** How the times up to `now` are told: those without an occurrence, and those with more than one. */
export function compareTold(
  times: readonly number[],
  occurrences: readonly Occurrence[],
): { untold: number; toldTwice: number; surplus: number } {
  const told = new Map<number, number>(times.map((time) => [time, 0]));
  let surplus = 0;
  for (const occurrence of occurrences) {
    const [first, last] = spanOf(occurrence);
    const within = occurrence.count === 1 ? [first] : times.filter((time) => first <= time && time <= last);
    surplus += Math.abs(within.length - occurrence.count);
    for (const time of within) {
      if (!told.has(time)) surplus += 1;
      told.set(time, (told.get(time) ?? 0) + 1);
    }
  }
  const counts = [...told.values()];
  return { untold: counts.filter((count) => count === 0).length, toldTwice: counts.filter((count) => count > 1).length, surplus };
}

/** Of an occurrence that stands for several times, the first and the last. */
function spanOf({ id, automation, nominalAt }: Occurrence): [number, number] {
  const last = id.slice(`sched:${automation}:`.length).split("/")[1];
  return [Date.parse(nominalAt), Date.parse(last ?? nominalAt)];
}
