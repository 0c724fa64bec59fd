import type { Schedule } from "../core/trigger.ts";
import { kindOf } from "./registry.ts";

/** The first instant later than `after` at which a trigger is due; undefined once nothing is due any more. Throws for a trigger that has a problem. */
export function nextTime(trigger: Schedule, after: string): string | undefined {
  const next = kindOf(trigger).next(Date.parse(after));
  return next === undefined ? undefined : new Date(next).toISOString();
}

/** What is wrong with a trigger, in words; undefined where it can be scheduled. */
export function checkTrigger(trigger: Schedule): string | undefined {
  return kindOf(trigger).findProblem();
}

/** What the writer of a sound trigger may not have meant, in words. `now` is an instant. */
export function warnTrigger(trigger: Schedule, now: string): readonly string[] {
  return kindOf(trigger).warnings(Date.parse(now));
}
