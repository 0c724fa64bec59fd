import type { Asked } from "../../../src/analysis/chase/types.ts";
import type { WorkCalendar } from "../../../src/core/work-calendar.ts";

/** What a clock on the wall shows. */
export interface Face {
  /** A plain date. */
  date: string;
  /** `HH:MM:SS`. */
  time: string;
  /** 1 for Monday to 7 for Sunday. */
  weekday: number;
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** What the clock on the wall of a zone shows: told by the platform, not by the code that is tested. */
export function faceAt(instant: string, timezone: string): Face {
  const format = formats.get(timezone) ?? new Intl.DateTimeFormat("sv-SE", { timeZone: timezone, dateStyle: "short", timeStyle: "medium" });
  formats.set(timezone, format);
  const [date = "", time = ""] = format.format(Date.parse(instant)).split(" ");
  return { date, time, weekday: weekdayOf(date) };
}

/** 1 for Monday to 7 for Sunday. */
export function weekdayOf(date: string): number {
  return new Date(date).getUTCDay() || 7;
}

/** Whether somebody works on a plain date. */
export function worksOn(date: string, { workdays, holidays }: WorkCalendar, absences: Asked["absences"] = []): boolean {
  const isAway = absences.some(({ from, to }) => date >= from && date <= to);
  return workdays.includes(weekdayOf(date)) && !holidays.includes(date) && !isAway;
}

/** The workdays after a plain date up to another, one by one; none where that lies before. */
export function countWorkdays(after: string, until: string, calendar: WorkCalendar, absences: Asked["absences"] = []): number {
  let count = 0;
  for (let date = daysAfter(after, 1); date <= until; date = daysAfter(date, 1)) if (worksOn(date, calendar, absences)) count += 1;
  return count;
}

/** The plain date so many days after another. */
export function daysAfter(date: string, days: number): string {
  return new Date(Date.parse(date) + days * 86_400_000).toISOString().slice(0, 10);
}
