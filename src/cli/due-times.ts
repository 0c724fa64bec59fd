import { Temporal } from "temporal-polyfill";
import type { Automation } from "../core/automation.ts";
import { isSchedule, type Schedule } from "../core/trigger.ts";
import type { Workspace } from "../core/workspace.ts";
import { dayOffFor } from "../engine/run/day-off.ts";
import { timetableOf } from "../engine/schedule/timetable.ts";
import { nextTime } from "../triggers/schedule.ts";
import { upcomingTimes, type UpcomingTime } from "../triggers/upcoming.ts";

/** A time at which an automation is due, and what becomes of it. */
export interface DueTime extends UpcomingTime {
  /** The UTC instant at which it starts: later than `at` by its jitter. */
  startsAt: string;
  /** Set where it will be skipped: which day off that is, in words. */
  dayOff?: string;
}

/** How many days off in a row are looked over. */
const MOST_DAYS_OFF = 60;

/** The next times of an automation's schedules together. */
export function dueTimes(automation: Automation, workspace: Workspace, count: number): DueTime[] {
  const schedules = automation.triggers.filter(isSchedule);
  const times = upcomingTimes(schedules, new Date().toISOString(), count, automation.timezone);
  return times.map((time) => withFate(time, automation, workspace, schedules));
}

/** The next time that is not skipped for a day off; undefined where nothing is due any more. */
export function nextStart(automation: Automation, workspace: Workspace): string | undefined {
  const now = new Date().toISOString();
  const times = automation.triggers.filter(isSchedule).map((trigger) => nextOnWorkday(trigger, now, automation, workspace));
  return times.filter((time) => time !== undefined).sort()[0];
}

function nextOnWorkday(trigger: Schedule, now: string, automation: Automation, workspace: Workspace): string | undefined {
  let at = nextTime(trigger, now);
  for (let days = 0; at !== undefined && trigger.workdaysOnly === true && days < MOST_DAYS_OFF; days += 1) {
    if (dayOffFor(automation, workspace, at) === undefined) return at;
    at = nextTime(trigger, endOfDay(at, automation.timezone));
  }
  return at;
}

function endOfDay(instant: string, timezone: string): string {
  const next = Temporal.Instant.from(instant).toZonedDateTimeISO(timezone).add({ days: 1 }).startOfDay();
  return new Date(next.epochMilliseconds - 1).toISOString();
}

function withFate(time: UpcomingTime, automation: Automation, workspace: Workspace, schedules: readonly Schedule[]): DueTime {
  const justBefore = new Date(Date.parse(time.at) - 1).toISOString();
  const due = schedules.filter((trigger) => nextTime(trigger, justBefore) === time.at);
  const off = due.every((trigger) => trigger.workdaysOnly === true) ? dayOffFor(automation, workspace, time.at) : undefined;
  const [startsAt = time.at] = due.map((trigger) => timetableOf(automation.id, trigger, nextTime).dueAt(time.at)).sort();
  return { ...time, startsAt, ...(off !== undefined && { dayOff: off }) };
}
