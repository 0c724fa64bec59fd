import type { Condition } from "../core/event.ts";
import { isSchedule, type EventTrigger, type Schedule, type Trigger } from "../core/trigger.ts";
import { plainDateOf } from "../core/work-calendar.ts";
import { durationInWords } from "../lib/duration.ts";
import { choiceOf, listOf } from "../lib/text.ts";

/**
 * When a trigger is due, in words that follow "runs": `on weekdays at 09:00 (Europe/Berlin)`. `event` says what the source of
 * an event looks out for.
 */
export function triggerInWords(trigger: Trigger, timezone: string, event: (trigger: EventTrigger) => string): string {
  return isSchedule(trigger) ? scheduleInWords(trigger, timezone) : eventInWords(trigger, event(trigger));
}

function scheduleInWords(schedule: Schedule, timezone: string): string {
  const { jitterMs, workdaysOnly } = schedule;
  return [
    timesOf(schedule, timezone),
    ...(jitterMs === undefined ? [] : [`up to ${durationInWords(jitterMs)} later`]),
    ...(workdaysOnly ? ["not on days off"] : []),
  ].join(", ");
}

function timesOf(schedule: Schedule, timezone: string): string {
  switch (schedule.kind) {
    case "cron":
      return `${cronInWords(schedule.expression)} (${schedule.timezone})`;
    case "every":
      return `every ${durationInWords(schedule.everyMs).replace(/^1 /, "")}`;
    case "at":
      return `once, on ${plainDateOf(schedule.at, timezone)} at ${timeIn(schedule.at, timezone)} (${timezone})`;
    case "rrule":
      return `by the rule ${schedule.rule.replaceAll("\n", " ")} (${schedule.timezone})`;
  }
}

function eventInWords({ where, cooldownMs, coalesceMs }: EventTrigger, event: string): string {
  return [
    event,
    ...(where.length === 0 ? [] : [`if ${listOf(where.map(conditionInWords))}`]),
    ...(coalesceMs === undefined ? [] : [`a burst of ${durationInWords(coalesceMs)} being one run`]),
    ...(cooldownMs === undefined ? [] : [`not again within ${durationInWords(cooldownMs)}`]),
  ].join(", ");
}

const TESTS: Readonly<Record<Condition["test"], string>> = {
  is: "is",
  not: "is not",
  over: "is over",
  under: "is under",
  contains: "contains",
  starts: "starts with",
  ends: "ends with",
};

function conditionInWords({ field, test, values }: Condition): string {
  return `${field} ${TESTS[test]} ${choiceOf(values.map((value) => (value === null ? "nothing" : String(value))))}`;
}

function timeIn(instant: string, timezone: string): string {
  return new Intl.DateTimeFormat("en-GB", { timeZone: timezone, hour: "2-digit", minute: "2-digit" }).format(new Date(instant));
}

const DAYS = ["Sundays", "Mondays", "Tuesdays", "Wednesdays", "Thursdays", "Fridays", "Saturdays", "Sundays"];

/** The usual shapes in words; any other expression as it stands, rather than in words that might be wrong. */
function cronInWords(expression: string): string {
  const verbatim = `on the schedule "${expression}"`;
  const [minute = "", hour = "", date = "", month = "", weekday = ""] = expression.split(/\s+/);
  if (month !== "*" || (date !== "*" && weekday !== "*")) return verbatim;
  const days = date === "*" ? weekdaysInWords(weekday) : dateInWords(date);
  const times = timesInWords(minute, hour);
  return days === undefined || times === undefined ? verbatim : `${days} ${times}`;
}

function weekdaysInWords(field: string): string | undefined {
  if (field === "*") return "every day";
  if (/^(?:1-5|mon-fri)$/i.test(field)) return "on weekdays";
  const days = field.toLowerCase().split(",").map(dayOf);
  return days.every((day) => day !== undefined) ? `on ${listOf(days)}` : undefined;
}

/** By its number, or by the three letters that its name begins with. */
function dayOf(field: string): string | undefined {
  return DAYS.find((day, number) => field === String(number) || field === day.slice(0, 3).toLowerCase());
}

function dateInWords(field: string): string | undefined {
  return /^\d{1,2}$/.test(field) ? `on day ${Number(field)} of each month` : undefined;
}

function timesInWords(minute: string, hour: string): string | undefined {
  if (!/^\d{1,2}$/.test(minute)) return undefined;
  if (hour === "*") return `at minute ${Number(minute)} of every hour`;
  if (!/^\d{1,2}(?:,\d{1,2})*$/.test(hour)) return undefined;
  return `at ${listOf(hour.split(",").map((each) => `${each.padStart(2, "0")}:${minute.padStart(2, "0")}`))}`;
}
