import type { Schedule } from "../core/trigger.ts";
import type { TriggerKind } from "./trigger-kind.ts";

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/** Again and again, counted from 1970 in UTC, so that neither a restart nor daylight saving moves its times. */
export function every(trigger: Extract<Schedule, { kind: "every" }>): TriggerKind {
  const { everyMs } = trigger;
  return {
    findProblem: () =>
      Number.isSafeInteger(everyMs) && everyMs >= MINUTE_MS
        ? undefined
        : `expected every to be at least 1m, got ${everyMs / 1_000}s; nothing is started more than once a minute`,
    warnings: () => (everyMs >= DAY_MS ? ['every counts from midnight UTC: to choose the hour, write schedule: "0 9 * * *" instead'] : []),
    next: (after) => (Math.floor(after / everyMs) + 1) * everyMs,
  };
}
