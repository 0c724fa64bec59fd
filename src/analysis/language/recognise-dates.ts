import * as german from "chrono-node/de";
import * as english from "chrono-node/en";
import * as spanish from "chrono-node/es";
import * as french from "chrono-node/fr";
import type { Tongue } from "./tongue.ts";

/** A day, a time of day, or both, as words name them; months count from 1, weekdays from Monday, 1. */
export interface Named {
  year: number | undefined;
  month: number | undefined;
  day: number | undefined;
  weekday: number | undefined;
  hour: number | undefined;
  minute: number | undefined;
  /** Whether the half of the day is said, or plain from how the hour is written. */
  isHalfSaid: boolean;
  /** The year, month and day that it falls on as far as the recogniser can tell. */
  nearest: { year: number; month: number; day: number };
  /** The instant itself, where the words name a zone or count hours from now. */
  instant?: string;
}

/** Words that name a time, with the offsets of the text that they were found in. */
export interface Sighting {
  start: number;
  end: number;
  words: string;
  from: Named;
  to?: Named;
}

/** Now, as the writer sees it. */
export interface WriterClock {
  instant: Date;
  offsetMinutes: number;
  /** Whether 3/4 is the third day of April. */
  isDayFirst: boolean;
}

/** The hour at which a working day ends, for those who say "end of day". */
export const END_OF_DAY = 18;

const endOfDay: english.Parser = {
  pattern: () =>
    /\b(?:e\.?o\.?d|c\.?o\.?b|eob|(?:the )?end of (?:the |business |the business )?day|close of (?:business|play)|end of business)\b/i,
  extract: () => ({ hour: END_OF_DAY, minute: 0 }),
};
/** Friday of this week, or of the next where this one's is over. */
const endOfWeek: english.Parser = {
  pattern: () => /\b(?:e\.?o\.?w|(?:the )?end of (?:the |this )?week)\b/i,
  extract({ reference }) {
    const friday = reference.getDateWithAdjustedTimezone();
    friday.setDate(friday.getDate() + ((5 - friday.getDay() + 7) % 7));
    return dayOf(friday);
  },
};
const endOfMonthOrYear: english.Parser = {
  pattern: () => /\b(?:eom|month[- ]end|eoy|year[- ]end|(?:the )?end of (?:the |this )?year)\b/i,
  extract({ reference }, [words]) {
    const today = reference.getDateWithAdjustedTimezone();
    const month = /y/i.test(words ?? "") ? 12 : today.getMonth() + 1;
    return dayOf(new Date(today.getFullYear(), month, 0));
  },
};
/** "04.12.", which has its day first wherever it is written. */
const dottedDay: english.Parser = {
  pattern: () => /(?<![\d.])(\d{1,2})\.(\d{1,2})\.(?!\d)/,
  extract(_context, match) {
    const [day, month] = [Number(match[1]), Number(match[2])];
    return day >= 1 && day <= 31 && month >= 1 && month <= 12 ? { day, month } : null;
  },
};
/** An hour that only its place shows to be one: "by 5", "Tue 3". */
const bareHour: english.Parser = {
  pattern: () =>
    /(?:\b(?:by|before|until|till|around) |(?<=\b(?:(?:mon|tues?|wed|thu|thurs|fri)(?:day|nesday|rsday)?|tomorrow|today) ))(1[0-2]|[1-9])(?=\s*(?:$|[?!,;)]|\.(?!\d)|(?:on|tomorrow|today|works?|instead|or|please|if|so|then|sharp|o'clock)\b))/i,
  extract: (_context, match) => ({ hour: Number(match[1]), minute: 0 }),
};
/** The nth of this month, or of the next where this month's has passed. */
const nthOfMonth: english.Parser = {
  pattern: () => /(?<=(?:\b(?:by|on|before|until|till)|day) )the (\d{1,2})(?:st|nd|rd|th)\b(?! [a-z]+ (?:of|in)\b)/i,
  extract(context, match) {
    const day = Number(match[1]);
    const today = context.reference.getDateWithAdjustedTimezone();
    const month = new Date(today.getFullYear(), today.getMonth() + (day < today.getDate() ? 1 : 0), 1);
    return day >= 1 && day <= 31 ? { ...dayOf(month), day } : null;
  },
};

function dayOf(date: Date): { year: number; month: number; day: number } {
  return { year: date.getFullYear(), month: date.getMonth() + 1, day: date.getDate() };
}

/** The recogniser of a language. The British one takes "July 17" for a month of 2017, so it is asked only about figures. */
function configurationOf(tongue: Tongue, { isDayFirst }: WriterClock, text: string): english.Chrono {
  return tongue === "en" ? (isDayFirst && /\d[./-]\d/.test(text) ? britishWords : americanWords) : others[tongue];
}

function withOfficeWords(base: english.Chrono): english.Chrono {
  const own = base.clone();
  own.parsers.push(endOfDay, endOfWeek, endOfMonthOrYear, dottedDay, bareHour, nthOfMonth);
  return own;
}

const americanWords = withOfficeWords(english.casual);
const britishWords = withOfficeWords(english.GB);
const others = { de: german.casual, es: spanish.casual, fr: french.casual } as const;

/** Prices, shares, versions and telephone numbers. */
const NO_TIMES =
  /[$€£¥]\s?\d[\d.,]*|\b\d[\d.,]*\s?(?:%|€|£|\$|(?:eur|usd|gbp|chf|percent|euros?|dollars?|pounds?)\b)|\b(?:v|version |release |build )\d[\d.]*|(?<![\d.])\d{1,3}\.\d{1,3}\.\d{1,3}(?:\.\d{1,3})?(?![\d.]*\d)(?<!\b\d\d?\.\d\d?\.\d\d)|\+\d[\d ()-]{6,}/gi;

/** What may be a time in these words, in their order. The one place that calls the recogniser. */
export function recogniseDates(text: string, tongue: Tongue, clock: WriterClock): Sighting[] {
  const reference = { instant: clock.instant, timezone: clock.offsetMinutes };
  return configurationOf(tongue, clock, text)
    .parse(
      text.replace(NO_TIMES, (found) => "_".repeat(found.length)),
      reference,
    )
    .map(({ index, text: found, start, end }) => ({ index, words: found.replace(/[\s,.;:]+$/, ""), start, end }))
    .map(({ index, words, start, end }) => ({
      start: index,
      end: index + words.length,
      words,
      from: namedBy(start, words),
      ...(end && { to: namedBy(end, words) }),
    }));
}

function namedBy(components: english.ParsedResult["start"], words: string): Named {
  const certain = (part: english.Component): number | undefined =>
    components.isCertain(part) ? (components.get(part) ?? undefined) : undefined;
  const named = { year: certain("year"), month: certain("month"), day: certain("day"), weekday: certain("weekday") };
  const time = { hour: certain("hour"), minute: certain("minute") };
  const isHalfSaid =
    components.isCertain("meridiem") || (time.hour ?? 0) > 12 || /\b0\d:|noon|midday|midnight|o\.?[db]\b|end of|close of/i.test(words);
  return {
    ...named,
    ...time,
    weekday: named.weekday === 0 ? 7 : named.weekday,
    isHalfSaid,
    ...(components.isCertain("timezoneOffset") && time.hour !== undefined && { instant: components.date().toISOString() }),
    nearest: { year: components.get("year") ?? 0, month: components.get("month") ?? 0, day: components.get("day") ?? 0 },
  };
}
