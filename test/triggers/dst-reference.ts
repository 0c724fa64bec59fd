import { Temporal } from "temporal-polyfill";
import type { Schedule } from "../../src/core/trigger.ts";

/** A zone, and where its clocks change or would have: wall-clock dates, and a time of day that the change skips or repeats. */
export interface Change {
  zone: string;
  kind: "spring" | "autumn";
  date: string;
  /** `HH:MM`. */
  inside: string;
}

const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

/** Where a zone has no such change any more, the date and time at which others have it. */
export const CHANGES: readonly Change[] = [
  { zone: "America/Los_Angeles", kind: "spring", date: "2026-03-08", inside: "02:30" },
  { zone: "America/Los_Angeles", kind: "autumn", date: "2026-11-01", inside: "01:30" },
  { zone: "Europe/Berlin", kind: "spring", date: "2026-03-29", inside: "02:30" },
  { zone: "Europe/Berlin", kind: "autumn", date: "2026-10-25", inside: "02:30" },
  { zone: "Australia/Lord_Howe", kind: "spring", date: "2026-10-04", inside: "02:15" },
  { zone: "Australia/Lord_Howe", kind: "autumn", date: "2026-04-05", inside: "01:45" },
  { zone: "Asia/Kathmandu", kind: "spring", date: "2026-03-29", inside: "02:30" },
  { zone: "Asia/Kathmandu", kind: "autumn", date: "2026-10-25", inside: "02:30" },
  { zone: "America/Sao_Paulo", kind: "spring", date: "2026-10-18", inside: "00:30" },
  { zone: "America/Sao_Paulo", kind: "autumn", date: "2026-02-15", inside: "23:30" },
  { zone: "Africa/Casablanca", kind: "spring", date: "2026-03-22", inside: "02:30" },
  { zone: "Africa/Casablanca", kind: "autumn", date: "2026-02-15", inside: "02:30" },
  { zone: "Pacific/Auckland", kind: "spring", date: "2026-09-27", inside: "02:30" },
  { zone: "Pacific/Auckland", kind: "autumn", date: "2026-04-05", inside: "02:30" },
  { zone: "America/St_Johns", kind: "spring", date: "2026-03-08", inside: "02:30" },
  { zone: "America/St_Johns", kind: "autumn", date: "2026-11-01", inside: "01:30" },
  { zone: "Europe/Dublin", kind: "spring", date: "2026-03-29", inside: "01:30" },
  { zone: "Europe/Dublin", kind: "autumn", date: "2026-10-25", inside: "01:30" },
  { zone: "Asia/Tehran", kind: "spring", date: "2026-03-22", inside: "00:30" },
  { zone: "Asia/Tehran", kind: "autumn", date: "2026-09-21", inside: "23:30" },
];

/** A kind of schedule, what it should do by the calendar, and for how many hours around noon before the change it is looked at. */
export interface Shape {
  name: string;
  hours: number;
  trigger(change: Change): Schedule;
  expected(change: Change, from: number, to: number): number[];
}

const cron = (expression: string, { zone }: Change): Schedule => ({ kind: "cron", expression, timezone: zone });

export const SHAPES: readonly Shape[] = [
  {
    name: "daily, inside the change",
    hours: 72,
    trigger: (change) => cron(`${Number(change.inside.slice(3))} ${Number(change.inside.slice(0, 2))} * * *`, change),
    expected: (change, from, to) => daily(change.zone, change.inside, from, to, "after the gap"),
  },
  {
    name: "daily at nine",
    hours: 72,
    trigger: (change) => cron("0 9 * * *", change),
    expected: ({ zone }, from, to) => daily(zone, "09:00", from, to, "after the gap"),
  },
  {
    name: "hourly",
    hours: 20,
    trigger: (change) => cron("0 * * * *", change),
    expected: ({ zone }, from, to) => wallMinutes(zone, [0], from, to),
  },
  {
    name: "every quarter of an hour",
    hours: 17,
    trigger: (change) => cron("*/15 * * * *", change),
    expected: ({ zone }, from, to) => wallMinutes(zone, [0, 15, 30, 45], from, to),
  },
  {
    name: "weekdays at nine",
    hours: 120,
    trigger: (change) => cron("0 9 * * 1-5", change),
    expected: ({ zone }, from, to) => daily(zone, "09:00", from, to, "after the gap").filter((at) => zoned(at, zone).dayOfWeek <= 5),
  },
  {
    name: "the last day of the month, inside the change",
    hours: 24 * 45,
    trigger: (change) => cron(`${Number(change.inside.slice(3))} ${Number(change.inside.slice(0, 2))} L * *`, change),
    expected: (change, from, to) =>
      daily(change.zone, change.inside, from, to, "after the gap").filter((at) => {
        const local = zoned(at, change.zone);
        return local.day === local.daysInMonth;
      }),
  },
  {
    name: "a daily rule, inside the change",
    hours: 72,
    trigger: ({ inside, zone }) => ({
      kind: "rrule",
      rule: `FREQ=DAILY;BYHOUR=${Number(inside.slice(0, 2))};BYMINUTE=${Number(inside.slice(3))}`,
      timezone: zone,
    }),
    expected: (change, from, to) => daily(change.zone, change.inside, from, to, "not at all"),
  },
  {
    name: "every six hours",
    hours: 72,
    trigger: () => ({ kind: "every", everyMs: 6 * HOUR_MS }),
    expected: (_change, from, to) => minutesOf(from, to).filter((at) => at % (6 * HOUR_MS) === 0),
  },
];

/** Noon before the change, from which a shape is looked at, and where that ends. */
export function windowOf({ zone, date }: Change, { hours }: Shape): { from: number; to: number } {
  const noon = Temporal.PlainDate.from(date).subtract({ days: 1 }).toZonedDateTime({ timeZone: zone, plainTime: "12:00" });
  return { from: noon.epochMilliseconds, to: noon.epochMilliseconds + hours * HOUR_MS };
}

/** A time of day on each date: the first of two, and where it is skipped right after the gap or not at all. */
function daily(zone: string, time: string, from: number, to: number, whereSkipped: "after the gap" | "not at all"): number[] {
  const times: number[] = [];
  const last = zoned(to, zone).toPlainDate();
  for (let date = zoned(from, zone).toPlainDate(); Temporal.PlainDate.compare(date, last) <= 0; date = date.add({ days: 1 })) {
    const wall = date.toPlainDateTime(Temporal.PlainTime.from(time));
    const earlier = wall.toZonedDateTime(zone, { disambiguation: "earlier" });
    if (earlier.toPlainDateTime().equals(wall)) times.push(earlier.epochMilliseconds);
    else if (whereSkipped === "after the gap") times.push(endOfGap(earlier.epochMilliseconds, zone));
  }
  return times.filter((at) => at > from && at <= to);
}

/** The first minute after one that the clocks have jumped. */
function endOfGap(before: number, zone: string): number {
  const { offsetNanoseconds } = zoned(before, zone);
  for (let at = before; ; at += MINUTE_MS) if (zoned(at, zone).offsetNanoseconds !== offsetNanoseconds) return at;
}

/** Every real minute at which the wall clock shows one of these. */
function wallMinutes(zone: string, minutes: readonly number[], from: number, to: number): number[] {
  return minutesOf(from, to).filter((at) => minutes.includes(zoned(at, zone).minute));
}

function minutesOf(from: number, to: number): number[] {
  return Array.from({ length: (to - from) / MINUTE_MS }, (_, index) => from + (index + 1) * MINUTE_MS);
}

function zoned(at: number, zone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
}
