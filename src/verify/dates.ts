import { Temporal } from "temporal-polyfill";
import type { Item } from "../core/item.ts";
import { dateOf } from "./moment.ts";
import { saysOf, type Moment } from "./says.ts";

/** A day as people write it: what of it they leave out is absent. */
interface Written {
  at: number;
  word: string;
  weekday?: string;
  day?: number;
  month?: number;
  year?: number;
}

/** A time of day as people write it. */
interface Clock {
  at: number;
  word: string;
  /** `HH:MM`. */
  time: string;
  zone?: string;
}

/** What words say of days and times, and the words without it. */
export interface DatesRead {
  loose: string[];
  /** The same of weeks, months and years: where code says "last week", it means the week that it reports on. */
  weeks: string[];
  rest: string;
}

const WEEKDAYS = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
const FULL_WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const WEEKDAY = "(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun)(?:day|sday|nesday|rsday|urday)?s?";
const MONTH =
  "(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)";
const BEFORE = `(?:(?<weekday>${WEEKDAY}),? (?:the )?)?`;
const YEAR = "(?:,? (?<year>(?:19|20)\\d\\d))?";
const DATES: readonly RegExp[] = [
  /\b(?<year>\d{4})-(?<month>\d\d)-(?<day>\d\d)\b/g,
  new RegExp(`\\b${BEFORE}(?<day>\\d{1,2})(?:st|nd|rd|th)?(?: of)? (?<month>${MONTH})\\b${YEAR}`, "g"),
  new RegExp(`\\b${BEFORE}(?<month>${MONTH}) (?<day>\\d{1,2})(?:st|nd|rd|th)?\\b(?![:.]\\d|%)${YEAR}`, "g"),
  /\b(?<day>\d{1,2})\.(?<month>\d{1,2})\.(?<year>\d{4})\b/g,
];
const ALONE = new RegExp(`\\b(?<weekday>${WEEKDAY})\\b`, "g");
/** "May" and "March" are more often verbs; a date in them has a number. */
const MONTH_ALONE = new RegExp(`\\b(?!May\\b)(?<month>${MONTH})\\b`, "g");
const RELATIVE_DAYS: Readonly<Record<string, number>> = { yesterday: -1, today: 0, tonight: 0, tomorrow: 1 };
const RELATIVE_DAY = /\b(?:yesterday|today|tonight|tomorrow)\b/gi;
const RELATIVE_WEEK = /\b(?:(?:next|last) week|(?:next|last|this|coming|past) (?:month|year|weekend))\b/gi;

/** Offsets of the zones that people write, in minutes. */
const OFFSETS: Readonly<Record<string, number>> = {
  ...{ UTC: 0, GMT: 0, WET: 0, BST: 60, CET: 60, CEST: 120, EET: 120, EEST: 180, IST: 330, NPT: 345, JST: 540 },
  ...{ EST: -300, EDT: -240, CST: -360, CDT: -300, MST: -420, MDT: -360, PST: -480, PDT: -420, AEST: 600, AEDT: 660 },
};
const ZONE = `(?:${Object.keys(OFFSETS).join("|")})\\b|[A-Z][a-z]+/[A-Z][A-Za-z_]+|(?:Pacific|Eastern|Central|Mountain)(?: time)?\\b`;
const CLOCK = new RegExp(
  `(?<![:\\d.])\\b(?:(?<hour>[01]?\\d|2[0-3]):(?<minute>[0-5]\\d)(?::[0-5]\\d)?(?:\\s?(?<half>[ap])\\.?m\\b\\.?)?|(?<hours>1[0-2]|[1-9])\\s?(?<halves>[ap])\\.?m\\b\\.?|(?<word>noon|midnight)\\b)(?:\\s?\\(?(?<zone>${ZONE}))?`,
  "gi",
);
const ZONE_ALONE = new RegExp(`(?<![\\w/])(?:${ZONE})(?![\\w/])`, "g");

/** The days, times and zones in free words that no cited item has. */
export function readDates(words: string, cited: readonly Item[], asOf: string, zone: string): DatesRead {
  const written = datesIn(words);
  const times = clocksIn(blank(words, written));
  const rest = blank(blank(words, written), times);
  const alone = [...rest.matchAll(ALONE), ...rest.matchAll(MONTH_ALONE)].map(writtenOf);
  const relative = rest.match(RELATIVE_DAY) ?? [];
  const weeks = rest.match(RELATIVE_WEEK) ?? [];
  const zones = rest.match(ZONE_ALONE) ?? [];
  const count = written.length + times.length + alone.length + relative.length + weeks.length + zones.length;
  if (count === 0) return { loose: [], weeks: [], rest };
  const text = cited.map((item) => saysOf(item).words).join("\n");
  const all = cited.flatMap((item) => saysOf(item).moments);
  const moments = all.map(({ value }) => value);
  const today = Temporal.PlainDate.from(dateOf(asOf, zone));
  const days = moments.map((moment) => Temporal.PlainDate.from(dateOf(moment, zone)));
  const told = datesIn(text);
  const clocks = clocksIn(text);
  const isDay = (each: Written): boolean =>
    meant(all, words, each.at).some((moment) => isOn(each, Temporal.PlainDate.from(dateOf(moment, zone)))) ||
    told.some((other) => isOn(each, dayOf(other, today)) || isSameWriting(each, other));
  const loose = [
    ...written.filter((each) => !isDay(each)),
    ...alone.filter(
      (each) => !text.includes(each.word) && !days.some((day) => isOn(each, day)) && !told.some((other) => isOn(each, dayOf(other, today))),
    ),
    ...times.filter(
      (each) => !clocks.some((other) => isSameClock(each, other)) && !meant(all, words, each.at).some((moment) => isAt(each, moment, zone)),
    ),
  ].map(({ word }) => word);
  const isNear = (word: string): boolean => days.some((day) => day.equals(today.add({ days: RELATIVE_DAYS[word.toLowerCase()] ?? 0 })));
  const isInWeek = (word: string): boolean => days.some((day) => isWithin(word, day, today));
  return {
    loose: [...loose, ...relative.filter((word) => !text.includes(word) && !isNear(word)), ...zones.filter((word) => !text.includes(word))],
    weeks: weeks.filter((word) => !text.toLowerCase().includes(word.toLowerCase()) && !isInWeek(word)),
    rest: blank(rest, zones.length > 0 ? [...rest.matchAll(ZONE_ALONE)].map((match) => ({ at: match.index, word: match[0] })) : []),
  };
}

/** Words that say which of a thing's days or times is meant, and the fields that hold it. */
const MEANT: readonly (readonly [RegExp, RegExp])[] = [
  [/\b(?:begins|began|starts|started)\b[^.;,]{0,24}$/i, /^(?:start|startedAt|inviteStart)$/],
  [/\b(?:ends|ended)\b[^.;,]{0,24}$/i, /^(?:end|endedAt)$/],
  [/\bdue\b[^.;,]{0,24}$/i, /^due/],
  [/\bblocked\b[^.;,]{0,24}$/i, /^blockedSince$/],
  [/\bmerged\b[^.;,]{0,24}$/i, /^mergedAt$/],
  [/\bclosed\b[^.;,]{0,24}$/i, /^closedAt$/],
];

/** The moments that words before a date may mean: those of one field where they say so and there is one, or else all. */
function meant(all: readonly Moment[], words: string, at: number): readonly string[] {
  const before = words.slice(Math.max(0, at - 60), at);
  const field = MEANT.find(([said]) => said.test(before))?.[1];
  const own = field === undefined ? [] : all.filter((moment) => field.test(moment.field));
  return (own.length > 0 ? own : all).map(({ value }) => value);
}

/** Words without the days, times and zones in them; everything else stays where it stands. */
export function withoutDates(words: string): string {
  const dated = blank(words, datesIn(words));
  const rest = blank(dated, clocksIn(dated));
  return [ALONE, MONTH_ALONE, ZONE_ALONE].reduce(
    (text, pattern) =>
      blank(
        text,
        [...text.matchAll(pattern)].map((match) => ({ at: match.index, word: match[0] })),
      ),
    rest,
  );
}

/** Weekdays that stand alone in free words, and where. */
export function weekdaysIn(words: string): { at: number; word: string }[] {
  return [...blank(words, datesIn(words)).matchAll(ALONE)].map((match) => ({ at: match.index, word: match[0] }));
}

/** Whether a weekday, as people write it, is that of a day. */
export function isWeekdayOf(word: string, day: string): boolean {
  return WEEKDAYS[Temporal.PlainDate.from(day).dayOfWeek - 1] === word.slice(0, 3);
}

/** A day's weekday, in full. */
export function weekdayOf(day: string): string {
  return FULL_WEEKDAYS[Temporal.PlainDate.from(day).dayOfWeek - 1] ?? "";
}

/** Zones that stand in free words, and where. */
export function zonesIn(words: string): { at: number; word: string }[] {
  return [...words.matchAll(ZONE_ALONE)].map((match) => ({ at: match.index, word: match[0] }));
}

function datesIn(words: string): Written[] {
  const found: Written[] = [];
  for (const pattern of DATES) found.push(...[...blank(words, found).matchAll(pattern)].map(writtenOf));
  return found.filter(({ day = 1, month = 1 }) => day >= 1 && day <= 31 && month >= 1 && month <= 12);
}

function writtenOf(match: RegExpMatchArray): Written {
  const { weekday, day, month, year } = match.groups ?? {};
  const monthNumber = month === undefined ? undefined : /^\d+$/.test(month) ? Number(month) : MONTHS.indexOf(month.slice(0, 3)) + 1;
  return {
    ...{ at: match.index ?? 0, word: match[0] },
    ...(weekday !== undefined && { weekday: weekday.slice(0, 3) }),
    ...(day !== undefined && { day: Number(day) }),
    ...(monthNumber !== undefined && { month: monthNumber }),
    ...(year !== undefined && { year: Number(year) }),
  };
}

function isOn({ weekday, day, month, year }: Written, date: Temporal.PlainDate | undefined): boolean {
  if (date === undefined) return false;
  const isWeekday = weekday === undefined || WEEKDAYS[date.dayOfWeek - 1] === weekday;
  return isWeekday && (day ?? date.day) === date.day && (month ?? date.month) === date.month && (year ?? date.year) === date.year;
}

/** The day that is meant where no year is written: that of the year, or of the one beside it, that is nearest. */
function dayOf({ day, month, year }: Written, today: Temporal.PlainDate): Temporal.PlainDate | undefined {
  if (day === undefined || month === undefined) return undefined;
  const years = year === undefined ? [today.year, today.year + 1, today.year - 1] : [year];
  const dates = years.map((each) => Temporal.PlainDate.from({ year: each, month, day }, { overflow: "constrain" }));
  const away = (date: Temporal.PlainDate): number => Math.abs(today.until(date).days);
  return dates.toSorted((a, b) => away(a) - away(b))[0];
}

function isSameWriting(a: Written, b: Written): boolean {
  return a.weekday === undefined && a.day === b.day && a.month === b.month && (a.year === undefined || a.year === b.year);
}

function clocksIn(words: string): Clock[] {
  return [...words.matchAll(CLOCK)].map((match) => {
    const { hour, minute = "00", half, hours, halves, word, zone } = match.groups ?? {};
    const named = word === undefined ? undefined : word.toLowerCase() === "noon" ? 12 : 0;
    const number = named ?? Number(hour ?? hours);
    const part = (half ?? halves)?.toLowerCase();
    const shifted = part === undefined ? number : (number % 12) + (part === "p" ? 12 : 0);
    const known = zone === undefined || zone in OFFSETS || /[/A-Z]/.test(zone) ? zone : undefined;
    return {
      at: match.index,
      word: match[0].trim(),
      time: `${String(shifted).padStart(2, "0")}:${minute}`,
      ...(known !== undefined && { zone: known }),
    };
  });
}

function isSameClock(a: Clock, b: Clock): boolean {
  return a.time === b.time && a.zone === b.zone;
}

function isAt({ time, zone }: Clock, moment: string, readers: string): boolean {
  if (!moment.includes("T")) return false;
  const offset = zone === undefined ? undefined : OFFSETS[zone];
  if (offset !== undefined) return new Date(Date.parse(moment) + offset * 60_000).toISOString().slice(11, 16) === time;
  if (zone !== undefined && !zone.includes("/")) return false;
  try {
    return (
      Temporal.Instant.from(moment)
        .toZonedDateTimeISO(zone ?? readers)
        .toPlainTime()
        .toString()
        .slice(0, 5) === time
    );
  } catch (error) {
    // A zone that there is not backs no time.
    if (error instanceof RangeError) return false;
    throw error;
  }
}

/** Whether a day lies in what words as `next week` or `this month` mean. */
function isWithin(word: string, day: Temporal.PlainDate, today: Temporal.PlainDate): boolean {
  const [which = "", span = ""] = word.toLowerCase().split(" ");
  const away = which === "this" ? 0 : which === "last" || which === "past" ? -1 : 1;
  if (span === "year") return day.year === today.year + away;
  if (span === "month") return (day.year - today.year) * 12 + day.month - today.month === away;
  if (span === "week") return weekOf(day) === weekOf(today) + away;
  // The coming weekend is that of this week, whoever calls it the next one.
  const weeks = which === "coming" ? [0] : away === 1 ? [0, 1] : [away];
  return day.dayOfWeek > 5 && weeks.includes(weekOf(day) - weekOf(today));
}

/** Weeks since the beginning of time, from Monday on. */
function weekOf(date: Temporal.PlainDate): number {
  return Math.floor(Temporal.PlainDate.from("1970-01-05").until(date, { largestUnit: "days" }).days / 7);
}

/** One pass, whatever the number of parts: letters may hold thousands of dates. */
function blank(words: string, parts: readonly { at: number; word: string }[]): string {
  let text = "";
  for (const { at, word } of parts.toSorted((a, b) => a.at - b.at)) text += words.slice(text.length, at).concat(" ".repeat(word.length));
  return text + words.slice(text.length);
}
