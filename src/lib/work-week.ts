import { z } from "zod";

/** ISO weekdays by the names that people write. */
const WEEKDAYS = { mon: 1, tue: 2, wed: 3, thu: 4, fri: 5, sat: 6, sun: 7 } as const;

/** One day of the week, as people write it. */
export const writtenDay = z.enum(["mon", "tue", "wed", "thu", "fri", "sat", "sun"]);

const HOURS = "to be a start and a later end such as 09:00-17:00";
/** Local times from and to, as people write them: `09:00-17:00`. */
export const writtenHours = z
  .string({ error: HOURS })
  .regex(/^(?:[01]\d|2[0-3]):[0-5]\d-(?:[01]\d|2[0-3]):[0-5]\d$/, { error: HOURS, abort: true })
  .refine((text) => text.slice(0, 5) < text.slice(6), { error: HOURS });

const TIME = "to be a time of day such as 15:30";
/** A local time, as people write it: `15:30`. */
export const writtenTime = z.string({ error: TIME }).regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, { error: TIME });

/** ISO weekdays, each once and in their order. */
export function weekdaysOf(days: readonly z.infer<typeof writtenDay>[]): number[] {
  return [...new Set(days.map((day) => WEEKDAYS[day]))].sort((a, b) => a - b);
}

/** Local times, `HH:MM`, of hours that `writtenHours` took. */
export function hoursOf(hours: string): { start: string; end: string } {
  return { start: hours.slice(0, 5), end: hours.slice(6) };
}
