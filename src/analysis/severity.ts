import { Temporal } from "temporal-polyfill";
import type { Finding, Grade, Severity } from "../core/finding.ts";
import { businessDaysBetween, plainDateOf, type WorkCalendar } from "../core/work-calendar.ts";

const TWO_HOURS_MS = 2 * 60 * 60 * 1000;

/** What severity is the product of. */
export interface Factors {
  impact: Grade;
  urgency: Grade;
}

/** Critical from 12 on, high from 8, medium from 4, low below. */
export function severityOf({ impact, urgency }: Factors): Severity {
  const product = impact * urgency;
  if (product >= 12) return 4;
  if (product >= 8) return 3;
  return product >= 4 ? 2 : 1;
}

/** The show rule: high ones always, medium ones where we are fairly sure. The rest is counted. */
export function isShowable({ severity, confidence }: Pick<Finding, "severity" | "confidence">): boolean {
  return severity >= 3 || (severity === 2 && confidence >= 0.6);
}

/** One grade more for each reason that holds, up to 4. */
export function raiseImpact(base: Grade, ...reasons: readonly boolean[]): Grade {
  return toGrade(base + reasons.filter(Boolean).length);
}

/** The clock of deadlines; `due` is a plain date or an instant. What is past is most urgent while it can still be mended. */
export function deadlineUrgency(due: string, now: string, calendar: WorkCalendar, mendable = true): Grade {
  const today = plainDateOf(now, calendar.timezone);
  const isInstant = due.includes("T");
  const day = isInstant ? plainDateOf(due, calendar.timezone) : due;
  const isPast = isInstant ? Temporal.Instant.compare(due, now) < 0 : day < today;
  if (isPast) return mendable ? 4 : 2;
  if (isInstant && Date.parse(due) - Date.parse(now) <= TWO_HOURS_MS) return 4;
  if (day === today) return 3;
  return businessDaysBetween(calendar, today, day) <= 2 ? 2 : 1;
}

/** The clock of ages: 1 at the threshold, 2 at twice, 3 at four times, 4 at eight times it. Both in the same unit. */
export function ageUrgency(age: number, threshold: number): Grade {
  return toGrade(1 + Math.floor(Math.log2(Math.max(age / threshold, 1))));
}

/** The clock of states such as red or paused: 3, and 4 from twice the threshold on. */
export function stateUrgency(age: number, threshold: number): Grade {
  return age >= 2 * threshold ? 4 : 3;
}

function toGrade(value: number): Grade {
  if (value >= 4) return 4;
  if (value >= 3) return 3;
  return value >= 2 ? 2 : 1;
}
