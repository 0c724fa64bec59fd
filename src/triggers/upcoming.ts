import { Temporal } from "temporal-polyfill";
import { isSchedule, type Trigger } from "../core/trigger.ts";
import { countOf } from "../lib/text.ts";
import { nextTime } from "./schedule.ts";

/** One time at which an automation will be due. */
export interface UpcomingTime {
  /** The UTC instant. */
  at: string;
  /** The wall clock there, `YYYY-MM-DDTHH:MM`. */
  local: string;
  /** What the wall clock differs from UTC, such as `+02:00`. */
  offset: string;
  /** Set where the clocks change between the time before and this one: how, in words. */
  clockChange?: string;
}

/** The next `count` times of all schedules among the triggers together, each once, seen in a zone. */
export function upcomingTimes(triggers: readonly Trigger[], after: string, count: number, timezone: string): UpcomingTime[] {
  const schedules = triggers.filter(isSchedule);
  const times: UpcomingTime[] = [];
  let before = zonedOf(after, timezone);
  while (times.length < count) {
    const at = earliest(schedules.map((trigger) => nextTime(trigger, before.toInstant().toString())));
    if (at === undefined) break;
    const zoned = zonedOf(at, timezone);
    times.push(describe(zoned, before));
    before = zoned;
  }
  return times;
}

function earliest(times: readonly (string | undefined)[]): string | undefined {
  return times.filter((time) => time !== undefined).sort()[0];
}

function zonedOf(instant: string, timezone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.from(instant).toZonedDateTimeISO(timezone);
}

function describe(zoned: Temporal.ZonedDateTime, before: Temporal.ZonedDateTime): UpcomingTime {
  const minutes = Math.round((zoned.offsetNanoseconds - before.offsetNanoseconds) / 60e9);
  return {
    at: new Date(zoned.epochMilliseconds).toISOString(),
    local: zoned.toPlainDateTime().toString({ smallestUnit: "minute" }),
    offset: zoned.offset,
    ...(minutes !== 0 && { clockChange: changeInWords(minutes) }),
  };
}

function changeInWords(minutes: number): string {
  const size = Math.abs(minutes);
  const length = size % 60 === 0 ? countOf(size / 60, "hour") : countOf(size, "minute");
  return `the clocks go ${minutes > 0 ? "forward" : "back"} by ${length} before this one`;
}
