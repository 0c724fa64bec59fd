import { Temporal } from "temporal-polyfill";
import { plainDateOf } from "../../core/work-calendar.ts";
import { createWhenFinder } from "../language/deadline.ts";
import type { Due, FindDue } from "./around.ts";

/** A weekday that is the meeting's own means the next one: of this day people say "today". */
const WEEKDAY = /^\W*(?:(?:by|on|before|until|till)\s+)?(?:mon|tues|wednes|thurs|fri|satur|sun)day\b/i;
/** What is done in a week is done by its end. */
const THIS_WEEK = /\bthis week\b/i;
const WEEK = { days: 7 };

const UNITS = ["first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth"];
const TEENS = [
  "eleventh",
  "twelfth",
  "thirteenth",
  "fourteenth",
  "fifteenth",
  "sixteenth",
  "seventeenth",
  "eighteenth",
  "nineteenth",
  "twentieth",
];
/** The days of a month in words, in their order. */
const DAYS = [...UNITS, ...TEENS, ...UNITS.slice(0, 9).map((unit) => `twenty-${unit}`), "thirtieth", "thirty-first"];
const ORDINAL = DAYS.toReversed().join("|").replaceAll("-", "[- ]");
const MONTH = "january|february|march|april|may|june|july|august|september|october|november|december";
/** "By the twenty-fifth", "first of October". */
const NTH = new RegExp(
  `(?<=\\b(?:by|before|until|till|on|make it) the )(?:${ORDINAL})\\b(?! of\\b)|\\b(?:${ORDINAL})\\b(?= of (?:${MONTH}))`,
  "giu",
);
/** "Before five": of the meeting's own day. */
const HOUR =
  /\b(?:by|before|until|till) (?:half past |quarter past |quarter to )?(?:\d{1,2}(?::\d\d)?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)(?: o'clock)?(?=\s*(?:[.,;!?]|$|if\b|at the latest|today|so\b|and\b|please))/i;

/** Where nobody knows the meeting's day, only the words are looked for that name one. */
const ANY_DAY = "2024-01-01";
const LEADS_TO = /\b(?:by|before|until|till|on|no later than)(?: the)?\s+$/i;

const FINE = /(?<=day)'s(?= (?:fine|good|grand|great|perfect|ok|okay|better|best|easier|easy|magic)\b)/gi;
/** That is no end. */
const NOT_BEFORE = /\bnot (?:before|until|till) [^,.;]+/gi;
const END_OF_MONTH = /\b(?:the )?end of (?:the|this) month\b/gi;
/** "The tenth.", with nothing before it. */
const BARE_NTH = new RegExp(`^\\W*the (?:${ORDINAL}|\\d{1,2}(?:st|nd|rd|th))\\b(?! [a-z])`, "i");
const BY = "by ";

/** By when something is done: days are counted from the morning of the meeting's day; absent where nobody knows it. */
export function dueOf({ date, timezone }: { date?: string; timezone: string }): FindDue {
  const day = Temporal.PlainDate.from(date ?? ANY_DAY);
  const writtenAt = new Date(day.toZonedDateTime({ timeZone: timezone }).epochMilliseconds).toISOString();
  const find = createWhenFinder({ writtenAt, timezone });
  const findIn: FindDue = ({ text, span: [offset] }) => {
    // Whoever eats at noon says "before lunch".
    const words = inDigits(text.replaceAll(/[’‘]/g, "'").replaceAll(/\blunch\b/gi, "noon "));
    const week = THIS_WEEK.exec(words);
    const named = find(words, 0, "deadline");
    const hour = named || week ? null : HOUR.exec(words);
    if (hour) return { span: [offset + hour.index, offset + hour.index + hour[0].length], ...(date !== undefined && { date }) };
    const when = named ?? (week ? find("by the end of this week", 0, "deadline") : undefined);
    if (!when) return undefined;
    const [from, end] = named || !week ? when.span : [week.index, week.index + week[0].length];
    const start = from - (LEADS_TO.exec(words.slice(0, from))?.[0].length ?? 0);
    const span: Due["span"] = [offset + start, offset + endIn(text, words, end)];
    if (date === undefined) return { span };
    const due = when.at.includes("T") ? plainDateOf(when.at, timezone) : when.at;
    return { span, date: due === date && WEEKDAY.test(words.slice(from, end)) ? day.add(WEEK).toString() : due };
  };
  return ({ text, span: [start, end] }) => {
    if (!BARE_NTH.test(text)) return findIn({ text, span: [start, end] });
    const due = findIn({ text: BY + text, span: [start - BY.length, end] });
    return due && { ...due, span: [Math.max(start, due.span[0]), due.span[1]] };
  };
}

/** Where words end that were made shorter: behind those that they stand for. */
function endIn(text: string, words: string, end: number): number {
  const padding = /^ */.exec(words.slice(end))?.[0].length ?? 0;
  const whole = end + text.slice(end, end + padding).trimEnd().length;
  return whole + (/^\p{L}+/u.exec(text.slice(whole))?.[0].length ?? 0);
}

/** Days in figures, each at its place. */
function inDigits(words: string): string {
  const dated = words
    .replaceAll(END_OF_MONTH, (end) => "eom".padEnd(end.length))
    .replaceAll(NTH, (day: string) => {
      const nth = DAYS.indexOf(day.toLowerCase().replace(" ", "-")) + 1;
      const ending = { 1: "st", 2: "nd", 3: "rd", 21: "st", 22: "nd", 23: "rd", 31: "st" }[nth] ?? "th";
      return `${nth}${ending}`.padEnd(day.length);
    });
  // "On the first of October" is by then, and "Friday's fine" is no possession.
  const late = dated.replaceAll(NOT_BEFORE, (words) => "~".repeat(words.length));
  return late.replaceAll(FINE, "  ").replaceAll(/\b(?:on|it)(?= the \d{1,2}(?:st|nd|rd|th)\b)/gi, "by");
}
