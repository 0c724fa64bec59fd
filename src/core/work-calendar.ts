import { Temporal } from "temporal-polyfill";

/** When people work: plain data from config/chief.yaml. */
export interface WorkCalendar {
  /** IANA zone. */
  timezone: string;
  /** ISO weekdays, 1 for Monday to 7 for Sunday. */
  workdays: readonly number[];
  /** Local times, `HH:MM`. */
  hours: { start: string; end: string };
  /** Plain dates on which nobody works. */
  holidays: readonly string[];
}

/** The weekdays of plain dates, since those of these days are asked for again and again. */
const knownWeekdays = new Map<string, number>();

/** The ISO weekday of a plain date, 1 for Monday to 7 for Sunday; throws a RangeError where there is no such day. */
export function weekdayOf(date: string): number {
  const weekday = knownWeekdays.get(date) ?? Temporal.PlainDate.from(date).dayOfWeek;
  if (knownWeekdays.size >= MOST_DATES) knownWeekdays.clear();
  knownWeekdays.set(date, weekday);
  return weekday;
}

/** Whether somebody with these absences works on a plain date. */
export function isWorkday(calendar: WorkCalendar, date: string, absences: readonly { from: string; to: string }[] = []): boolean {
  if (!calendar.workdays.includes(weekdayOf(date))) return false;
  return !calendar.holidays.includes(date) && !absences.some(({ from, to }) => from <= date && date <= to);
}

/** Further than this nobody looks for a workday. */
const FARTHEST_DAYS = 366;

/** The plain date of the nth workday after another, for somebody with these absences; the last one looked at where a year has not as many. */
export function workdayAfter(
  calendar: WorkCalendar,
  from: string,
  count: number,
  absences: readonly { from: string; to: string }[] = [],
): string {
  let [date, left] = [from, count];
  for (let days = 0; left > 0 && days < FARTHEST_DAYS; days += 1) {
    date = dayAfter(date);
    if (isWorkday(calendar, date, absences)) left -= 1;
  }
  return date;
}

const WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

/** Why nobody with these absences works on the day of an instant, in words that end no sentence; undefined on a workday. */
export function dayOffOf(calendar: WorkCalendar, at: string, absences: readonly { from: string; to: string }[] = []): string | undefined {
  const date = plainDateOf(at, calendar.timezone);
  if (isWorkday(calendar, date, absences)) return undefined;
  if (calendar.holidays.includes(date)) return `${date} is a holiday`;
  const weekday = weekdayOf(date);
  return calendar.workdays.includes(weekday) ? `its owner is away on ${date}` : `${WEEKDAYS[weekday - 1]} is a day off`;
}

/** The dates of instants, by zone and instant: that of a run's own instant is asked for by everything that counts days. */
const knownDates = new Map<string, string>();
const MOST_DATES = 1_000;

/** The plain date on which an instant falls in a zone. */
export function plainDateOf(instant: string, timezone: string): string {
  const key = `${timezone} ${instant}`;
  const date = knownDates.get(key) ?? Temporal.Instant.from(instant).toZonedDateTimeISO(timezone).toPlainDate().toString();
  if (knownDates.size >= MOST_DATES) knownDates.clear();
  knownDates.set(key, date);
  return date;
}

/** Business days by calendar and both dates: those up to today are asked for by everything that counts days. */
const knownCounts = new WeakMap<WorkCalendar, Map<string, number>>();

/**
 * Business days from one plain date to another: the workdays after `from`, up to and including `to`.
 * Friday to Monday is 1. Negative where `to` lies before `from`.
 */
export function businessDaysBetween(calendar: WorkCalendar, from: string, to: string): number {
  const known = knownCounts.get(calendar) ?? new Map<string, number>();
  knownCounts.set(calendar, known);
  const key = `${from} ${to}`;
  const count = known.get(key) ?? countBusinessDays(calendar, from, to);
  if (known.size >= MOST_DATES) known.clear();
  known.set(key, count);
  return count;
}

function countBusinessDays(calendar: WorkCalendar, from: string, to: string): number {
  if (Temporal.PlainDate.compare(from, to) > 0) return -countBusinessDays(calendar, to, from);
  const days = Temporal.PlainDate.from(from).until(to, { largestUnit: "days" }).days;
  const weeks = Math.floor(days / 7);
  const workdaysOff = calendar.holidays.filter(
    (holiday) => holiday > from && holiday <= to && calendar.workdays.includes(weekdayOf(holiday)),
  );
  let count = weeks * calendar.workdays.length - new Set(workdaysOff).size;
  const start = weekdayOf(from);
  for (let offset = 1; offset <= days % 7; offset += 1) {
    if (calendar.workdays.includes(((start - 1 + offset) % 7) + 1)) count += 1;
  }
  return count;
}

/** Business days between an instant and a later one, counted by their dates in the calendar's zone. */
export function businessDaysSince(calendar: WorkCalendar, instant: string, now: string): number {
  return businessDaysBetween(calendar, plainDateOf(instant, calendar.timezone), plainDateOf(now, calendar.timezone));
}

/** Where the working hours of a plain date begin and end, in milliseconds since 1970; by calendar, since ages of many things are asked for at once. */
const knownHours = new WeakMap<WorkCalendar, Map<string, readonly [start: number, end: number]>>();

/** Minutes of working hours between an instant and a later one; none where `to` lies before `from`. */
export function workingMinutesBetween(calendar: WorkCalendar, from: string, to: string): number {
  const [fromMs, toMs] = [Date.parse(from), Date.parse(to)];
  const last = plainDateOf(to, calendar.timezone);
  let ms = 0;
  for (let date = plainDateOf(from, calendar.timezone); date <= last; date = dayAfter(date)) {
    const [start, end] = hoursOf(calendar, date);
    ms += Math.max(0, Math.min(end, toMs) - Math.max(start, fromMs));
  }
  return Math.floor(ms / 60_000);
}

/** An empty span on a day off. */
function hoursOf(calendar: WorkCalendar, date: string): readonly [start: number, end: number] {
  const known = knownHours.get(calendar) ?? new Map<string, readonly [number, number]>();
  knownHours.set(calendar, known);
  const at = (time: string): number => Temporal.PlainDateTime.from(`${date}T${time}`).toZonedDateTime(calendar.timezone).epochMilliseconds;
  const hours = known.get(date) ?? (isWorkday(calendar, date) ? [at(calendar.hours.start), at(calendar.hours.end)] : [0, 0]);
  known.set(date, hours);
  return hours;
}

/** The plain date after another. */
export function dayAfter(date: string): string {
  return new Date(Date.parse(date) + 24 * 60 * 60_000).toISOString().slice(0, 10);
}
