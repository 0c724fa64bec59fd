import { Temporal } from "temporal-polyfill";
import { recogniseDates } from "../language/recognise-dates.ts";

/** When a question is asked, and by whose days. */
export interface Asking {
  /** A UTC instant. */
  asOf: string;
  /** An IANA zone. */
  timezone: string;
}

/** No source is read further back than so many weeks for a question. */
export const MOST_WEEKS = 12;

const WEEKDAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
const NUMBERS: Readonly<Record<string, number>> = { a: 1, an: 1, one: 1, two: 2, three: 3, four: 4, five: 5, six: 6, seven: 7, ten: 10 };
const SPAN =
  /\b(?:in|over|within|during|for|of|since)?\s*(?:the )?(?:last|past)\s+(?<many>\d{1,3}|[a-z]+)?\s*(?<unit>hours?|days?|weeks?|months?)\b/i;
const AGO = /\b(?<many>\d{1,3}|[a-z]+)\s+(?<unit>hours?|days?|weeks?|months?)\s+ago\b/i;

/**
 * From when on a question asks, as a UTC instant: `since Tuesday`, `yesterday`, `this week`, `in the last 3 days`, `since 2 November`.
 * Days begin at midnight of the asker's zone, and a weekday is the last one of its name. Undefined where it names no time, or one to come.
 */
export function findSince(question: string, asking: Asking): string | undefined {
  const now = Temporal.Instant.from(asking.asOf).toZonedDateTimeISO(asking.timezone);
  const found = ofWeekday(question, now) ?? ofWord(question, now) ?? ofSpan(question, now) ?? ofDate(question, asking, now);
  if (!found || Temporal.ZonedDateTime.compare(found, now) >= 0) return undefined;
  const earliest = now.subtract({ weeks: MOST_WEEKS });
  const from = Temporal.ZonedDateTime.compare(found, earliest) < 0 ? earliest : found;
  return new Date(from.epochMilliseconds).toISOString();
}

function ofWeekday(question: string, now: Temporal.ZonedDateTime): Temporal.ZonedDateTime | undefined {
  const word = /\b(?:since|after|from|on|last)\s+(?:last )?(mon|tues|wednes|thurs|fri|satur|sun)day\b/i.exec(question)?.[1];
  if (word === undefined) return undefined;
  const wanted = WEEKDAYS.findIndex((day) => day === `${word.toLowerCase()}day`) + 1;
  const back = (now.dayOfWeek - wanted + 7) % 7 || 7;
  return now.subtract({ days: back }).startOfDay();
}

function ofWord(question: string, now: Temporal.ZonedDateTime): Temporal.ZonedDateTime | undefined {
  const today = now.startOfDay();
  if (/\byesterday\b/i.test(question)) return today.subtract({ days: 1 });
  if (/\b(?:today|this morning)\b/i.test(question)) return today;
  if (/\bthis week\b/i.test(question)) return today.subtract({ days: now.dayOfWeek - 1 });
  if (/\bthis month\b/i.test(question)) return today.with({ day: 1 });
  return undefined;
}

function ofSpan(question: string, now: Temporal.ZonedDateTime): Temporal.ZonedDateTime | undefined {
  const { many = "one", unit } = (SPAN.exec(question) ?? AGO.exec(question))?.groups ?? {};
  const count = NUMBERS[many.toLowerCase()] ?? Number(many);
  if (unit === undefined || !Number.isInteger(count)) return undefined;
  const plural = unit.toLowerCase().replace(/s?$/, "s");
  // "The last week" is seven days of now, whatever weekday it is.
  return plural === "hours" ? now.subtract({ hours: count }) : now.subtract({ [plural]: count }).startOfDay();
}

/** A date after a word that says that all from then on is meant. */
function ofDate(question: string, { asOf }: Asking, now: Temporal.ZonedDateTime): Temporal.ZonedDateTime | undefined {
  const clock = { instant: new Date(asOf), offsetMinutes: now.offsetNanoseconds / 60_000_000_000, isDayFirst: true };
  const named = recogniseDates(question, "en", clock).find(
    ({ start, from }) => from.day !== undefined && /\b(?:since|after|from)\s+(?:the )?$/i.test(question.slice(0, start)),
  );
  if (!named) return undefined;
  const date = Temporal.PlainDate.from(named.from.nearest, { overflow: "constrain" });
  const isToCome = named.from.year === undefined && Temporal.PlainDate.compare(date, now.toPlainDate()) > 0;
  return (isToCome ? date.subtract({ years: 1 }) : date).toZonedDateTime(now.timeZoneId);
}
