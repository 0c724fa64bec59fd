import { Temporal } from "temporal-polyfill";

/** What words that name a time mean; not past unless they say so. */
export interface Read {
  /** The first and the last day that may be meant, plain dates; null where no day can be told from the words. */
  days: { from: string; to: string } | null;
  /** Whether they mean one day, or days that the writer named. */
  isSure: boolean;
  isPast?: boolean;
}

/** As ISO counts weekdays. */
export const FRIDAY = 5;
const QUARTER_MONTHS = 3;
const JUST_PASSED_DAYS = 10;
const WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
const MONTHS = ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];
const NUMBERS: Readonly<Record<string, number>> = { a: 1, an: 1, one: 1, two: 2, three: 3, four: 4, five: 5, six: 6, seven: 7, ten: 10 };
/** A time that names no day. */
export const VAGUE: Read = { days: null, isSure: false };
/** A time that is over. */
export const OVER: Read = { days: null, isSure: true, isPast: true };

/** One day. */
export const on = (day: Temporal.PlainDate, isSure = true): Read => between(day, day, isSure);
/** From one day to another. */
export const between = (from: Temporal.PlainDate, to: Temporal.PlainDate, isSure: boolean): Read => ({
  days: { from: from.toString(), to: to.toString() },
  isSure,
});

/** A time of day without its day: today's, or tomorrow's where that is over; what may be either is not sure. */
export function clockTime(words: string, today: Temporal.PlainDate, now: Temporal.ZonedDateTime): Read {
  const tomorrow = today.add({ days: 1 });
  if (/noon|midday|lunch/.test(words)) return now.hour >= 13 ? on(tomorrow, false) : on(today);
  const [, hours, minutes, half] = /(\d{1,2})(?::(\d\d))? ?(am|pm)?/.exec(words) ?? [];
  if (hours === undefined) return on(today);
  const isSaid = half !== undefined || minutes !== undefined;
  const hour = (Number(hours) % (half === undefined ? 24 : 12)) + (half === "pm" ? 12 : 0);
  if (hour > now.hour) return on(today, isSaid || hour < 12);
  return !isSaid && hour + 12 > now.hour ? on(today) : on(tomorrow, isSaid);
}

/** What is counted in hours and minutes is a day where it ends before midnight, or surely after it. */
export function within(count: string | undefined, unit: string | undefined, now: Temporal.ZonedDateTime): Read {
  const isVague = count === undefined || /few|couple|half/.test(count);
  const many = isVague ? 1 : (NUMBERS[count] ?? Number(count));
  const [least, most] = isVague ? [1, 5] : [many, many];
  const ends = [least, most].map((each) => now.add(unit?.startsWith("m") === true ? { minutes: each } : { hours: each }).toPlainDate());
  const [first, last] = ends;
  return first && last && first.equals(last) ? on(first) : VAGUE;
}

/** The ISO weekday of a name; 0 for none. */
export function weekdayOf(name: string | undefined): number {
  return WEEKDAYS.indexOf(name ?? "") + 1;
}

/** Monday of the next calendar week. */
export function weekAfter(today: Temporal.PlainDate): Temporal.PlainDate {
  return today.add({ days: 8 - today.dayOfWeek });
}

/** Friday of this week; today on a Friday. */
export function comingFriday(today: Temporal.PlainDate): Temporal.PlainDate {
  return today.add({ days: (FRIDAY - today.dayOfWeek + 7) % 7 });
}

/** Never today; where today is one, or where the coming one may be meant by "next", it is not sure. */
export function weekday(words: string, which: string | undefined, day: number, today: Temporal.PlainDate): Read {
  const away = (day - today.dayOfWeek + 7) % 7;
  const coming = today.add({ days: away === 0 ? 7 : away });
  const named = /(\d{1,2})(?:st|nd|rd|th)$/.exec(words)?.[1];
  if (named !== undefined) {
    const nth = nthOfMonth(Number(named), today);
    return nth.days !== null && Temporal.PlainDate.from(nth.days.from).dayOfWeek === day ? nth : VAGUE;
  }
  if (which === "next") {
    const next = weekAfter(today).add({ days: day - 1 });
    return on(next, next.equals(coming));
  }
  if (which?.includes("this") === true) return on(today.add({ days: away }), away !== 0);
  return on(coming, away !== 0);
}

/** The nth of this month, or of the next where this month's is long past. */
export function nthOfMonth(day: number, today: Temporal.PlainDate): Read {
  if (day < 1 || day > 31) return VAGUE;
  // One that has just passed is more likely a slip than one of the month to come.
  if (day < today.day && today.day - day <= JUST_PASSED_DAYS) return { ...VAGUE, isPast: true };
  const month = day < today.day ? today.add({ months: 1 }) : today;
  return day > month.daysInMonth ? VAGUE : on(month.with({ day }));
}

/** So many days, business days (`kind`) or weeks (`unit`) from today. */
export function ahead(
  count: string | undefined,
  unit: string | undefined,
  kind: string | undefined,
  today: Temporal.PlainDate,
): Temporal.PlainDate {
  const many = NUMBERS[count ?? ""] ?? Number(count);
  if (unit === "week") return today.add({ weeks: many });
  if (kind === undefined) return today.add({ days: many });
  let day = today;
  for (let left = many; left > 0;) {
    day = day.add({ days: 1 });
    if (day.dayOfWeek <= FRIDAY) left -= 1;
  }
  return day;
}

/** The last day of a day's month. */
export function lastOfMonth(day: Temporal.PlainDate): Temporal.PlainDate {
  return day.with({ day: day.daysInMonth });
}

/** From the first to the last day of a day's month. */
export function wholeMonth(day: Temporal.PlainDate): Read {
  return between(day.with({ day: 1 }), lastOfMonth(day), false);
}

const NTH_WEEKS = [/^first|^1/, /^second|^2/, /^third|^3/];

/** From Monday to Friday of the nth week of a month that begins with a Monday of it, or of the last one. */
export function weekOfMonth(nth: string | undefined, first: Temporal.PlainDate): Read {
  const firstMonday = first.add({ days: (8 - first.dayOfWeek) % 7 });
  const place = NTH_WEEKS.findIndex((words) => words.test(nth ?? ""));
  const last = lastOfMonth(first);
  const monday = place === -1 ? last.subtract({ days: last.dayOfWeek - 1 }) : firstMonday.add({ weeks: place });
  return between(monday, monday.add({ days: FRIDAY - 1 }), false);
}

/** The first day of the month of that name, this or the next one to come. */
export function comingMonth(name: string | undefined, today: Temporal.PlainDate): Temporal.PlainDate {
  const month = MONTHS.findIndex((each) => each.startsWith(name?.slice(0, 3) ?? "")) + 1;
  return today.with({ day: 1 }).add({ months: (month - today.month + 12) % 12 });
}

/** The last day of a day's quarter. */
export function lastOfQuarter(today: Temporal.PlainDate): Temporal.PlainDate {
  return lastOfMonth(today.with({ day: 1, month: Math.ceil(today.month / QUARTER_MONTHS) * QUARTER_MONTHS }));
}

/** The quarter that begins with a day. */
export function quarterFrom(first: Temporal.PlainDate): Read {
  return between(first, lastOfQuarter(first), false);
}

/** The quarter of that number, this or the next one to come. */
export function comingQuarter(quarter: number, today: Temporal.PlainDate): Read {
  const first = today.with({ day: 1, month: quarter * QUARTER_MONTHS - 2 });
  const last = lastOfQuarter(first);
  return quarterFrom(Temporal.PlainDate.compare(last, today) < 0 ? first.add({ years: 1 }) : first);
}
