import { Cron } from "croner";
import type { Schedule } from "../core/trigger.ts";
import type { TriggerKind } from "./trigger-kind.ts";
import { findZoneProblem } from "./zone.ts";

/** A parsed pattern and the last answer it gave, which holds for every instant from `from` to before `next`. */
interface Pattern {
  cron: Cron;
  from: number;
  next: number | undefined;
}

/** Parsing costs far more than asking, and many automations share "weekdays at nine". */
const patterns = new Map<string, Pattern>();

const FIELDS = "five fields (minute, hour, day of month, month, day of week) such as 0 9 * * 1-5";
/** From where a pattern is searched for its first time, to find out whether it has one. */
const SOME_INSTANT = Date.UTC(2024, 0, 1);

/**
 * A cron expression read in a zone. A single time of day that the clocks skip in spring runs right after the gap, and one
 * that they repeat in autumn runs once; patterns with steps, lists or ranges of hours leave out what is skipped and run in both.
 */
export function cron(trigger: Extract<Schedule, { kind: "cron" }>): TriggerKind {
  return {
    findProblem: () => findZoneProblem(trigger.timezone) ?? findPatternProblem(trigger.expression, trigger.timezone),
    warnings: () => (hasBothDays(trigger.expression) ? [BOTH_DAYS] : []),
    next: (after) => next(getPattern(trigger.expression, trigger.timezone), after),
  };
}

const BOTH_DAYS = "day of month and day of week are both set: it runs on days that match either of them, as cron always did";

function getPattern(expression: string, timezone: string): Pattern {
  const key = `${timezone} ${expression}`;
  const known = patterns.get(key);
  if (known) return known;
  const fresh: Pattern = { cron: new Cron(expression, { timezone, mode: "5-part", paused: true }), from: Infinity, next: undefined };
  patterns.set(key, fresh);
  return fresh;
}

function next(pattern: Pattern, after: number): number | undefined {
  if (after >= pattern.from && (pattern.next === undefined || after < pattern.next)) return pattern.next;
  pattern.next = pattern.cron.nextRun(new Date(after))?.getTime();
  pattern.from = after;
  return pattern.next;
}

function findPatternProblem(expression: string, timezone: string): string | undefined {
  const fields = expression.trim().split(/\s+/);
  const expected = `expected a cron expression of ${FIELDS}, got ${JSON.stringify(expression)}`;
  if (fields.length !== 5 && !expression.startsWith("@")) return expected;
  try {
    const due = next(getPattern(expression, timezone), SOME_INSTANT);
    return due === undefined ? `expected a cron expression that comes due, got ${JSON.stringify(expression)}, which never does` : undefined;
  } catch (error) {
    const detail = error instanceof Error ? error.message.replace(/^Cron\w+: /, "") : String(error);
    return `${expected}: ${detail}`;
  }
}

function hasBothDays(expression: string): boolean {
  const [, , dayOfMonth, , dayOfWeek] = expression.trim().split(/\s+/);
  return isSet(dayOfMonth) && isSet(dayOfWeek);
}

function isSet(field: string | undefined): boolean {
  return field !== undefined && field !== "*" && field !== "?";
}
