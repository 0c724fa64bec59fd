import { Temporal } from "temporal-polyfill";
import { END_OF_DAY, type Named, type Sighting } from "./recognise-dates.ts";
import type { When } from "./reading.ts";

/** A time in words, resolved: the first and, of a range, the last moment or day. */
export interface Resolved {
  start: number;
  end: number;
  at: string;
  until: string;
  confidence: number;
  hasDay: boolean;
  hasTime: boolean;
}

const FRIDAY = 5;
/** Further than this behind, a day without its year is one of the year to come, and any other is told of rather than asked for. */
export const LONGEST_AGO_DAYS = 30;
/** Words that say a span of time, or that are no time at all where they stand alone. */
const NO_DATE =
  /^(?:now|just now|(?:an?|one|the|this|past|last|previous|\d+)\b.*\b(?:seconds?|minutes?|hours?|days?|weeks?|months?|quarters?|years?)|for .*|(?:this|next|last|past) (?:month|quarter|year)|(?:the |this |next )?weekend|(?:last|past|previous) .*|yesterday.*|.* ago|.* (?:earlier|before)|sun|sat|mar|march|may|(?:on )?second|\d{4})$/;
const VAGUE_WEEK = /\b(?:early|earlier|mid|middle of|beginning of|start of|late|sometime|week of)\s+(?:in\s+)?$/i;

/** What a sighting means to someone who writes at `now`; undefined where it names no day and no time after all. */
export function resolveDate(sighting: Sighting, text: string, now: Temporal.ZonedDateTime): Resolved | undefined {
  const { start, end, words, from, to } = sighting;
  if (isNoDate(sighting, text)) return undefined;
  const week = from.weekday === undefined ? weekNamed(words, text.slice(0, start), now) : undefined;
  if (week) return { start, end, at: week.day, until: week.day, confidence: week.confidence, hasDay: true, hasTime: false };
  const first = momentOf(from, words, now);
  const last = to && momentOf(to, words, now);
  if (!first) return undefined;
  const hasDay = from.day !== undefined || from.weekday !== undefined;
  const until = last && last.at >= first.at ? last.at : first.at;
  const confidence = until === first.at ? first.confidence : 0.5;
  return { start, end, at: first.at, until, confidence, hasDay, hasTime: first.at.length > 10 };
}

function isNoDate({ start, end, words, from }: Sighting, text: string): boolean {
  const [before, after] = [text.slice(0, start), text.slice(end)];
  if (NO_DATE.test(words.toLowerCase()) && !/^(?:Sun|Sat)$|\bend of\b/.test(words)) return true;
  if (/\bthe $/i.test(before) && /^(?:sun|sat)\b/i.test(words)) return true;
  if (/^(?:may|march|mar)\b/.test(words) && from.weekday === undefined) return true;
  if (VAGUE_WEEK.test(before) && / week$/i.test(words)) return true;
  if (/\bbetween [\d:]+ ?(?:am|pm)? and $/i.test(before)) return true;
  if (/^['’]?s? (?:your|his|her|their) time\b/i.test(after) || /[$€£#\w./-]$/.test(before)) return true;
  if (/^(?:[%€$£°]|[./-]\d|\w)/.test(after)) return true;
  return (
    isBareNumber(words) &&
    !/^\s*(?:$|[.,;:!?)–—-]|(?:on|tomorrow|today|works?|or|and|to|with|for|if|please|sharp|o'clock|so|then|instead|(?:mon|tues|wednes|thurs|fri)day)\b)/i.test(
      after,
    )
  );
}

/** An hour that is written as a number alone, such as "at 5". */
function isBareNumber(words: string): boolean {
  return /^(?:at |by )?\d{1,2}$/.test(words);
}

/** A week means its last working day, less surely so where more days of it are left. */
function weekNamed(words: string, before: string, now: Temporal.ZonedDateTime): { day: string; confidence: number } | undefined {
  const named = /\b(this|next) week$/i.exec(words)?.[1]?.toLowerCase();
  if (named === undefined) return undefined;
  const friday = now.toPlainDate().add({ days: FRIDAY - now.dayOfWeek + (named === "next" ? 7 : 0) });
  const isEnd = /\bend of (?:the )?$/i.test(before) || /^end of/i.test(words);
  return { day: friday.toString(), confidence: isEnd ? 0.8 : named === "next" ? 0.5 : 0.6 };
}

function momentOf(named: Named, words: string, now: Temporal.ZonedDateTime): Pick<When, "at" | "confidence"> | undefined {
  if (named.instant !== undefined) return { at: named.instant, confidence: 0.8 };
  const day = dayOf(named, words, now);
  if (!day) return undefined;
  if (named.hour === undefined || isDayOfMonth(named, words)) return { at: day.date.toString(), confidence: day.confidence };
  const hour = officeHour(named);
  const time = day.date.toZonedDateTime({ timeZone: now.timeZoneId, plainTime: { hour, minute: named.minute ?? 0 } });
  // A time of day without its day that is over means tomorrow's.
  const isOver = !day.isSaid && Temporal.ZonedDateTime.compare(time, now) < 0;
  const moment = isOver ? time.add({ days: 1 }) : time;
  return {
    at: new Date(moment.epochMilliseconds).toISOString(),
    confidence: isOver ? 0.4 : Math.min(day.confidence, named.isHalfSaid ? 0.9 : 0.7),
  };
}

/** "Monday 23" is no hour. */
function isDayOfMonth({ hour = 0 }: Named, words: string): boolean {
  return hour > 12 && /[a-z]\.? \d\d$/i.test(words);
}

/** Nobody means three in the morning by "at 3". */
function officeHour({ hour = 0, isHalfSaid }: Named): number {
  return !isHalfSaid && hour >= 1 && hour <= 6 ? hour + 12 : hour;
}

interface Day {
  date: Temporal.PlainDate;
  confidence: number;
  isSaid: boolean;
}

function dayOf(named: Named, words: string, now: Temporal.ZonedDateTime): Day | undefined {
  const today = now.toPlainDate();
  if (named.day !== undefined) return { date: yearAhead(named, today), confidence: 0.9, isSaid: true };
  if (named.weekday !== undefined) return { ...weekdayOf(named.weekday, words, now), isSaid: true };
  if (named.month !== undefined) return undefined;
  // "This afternoon" is certain of nothing that the recogniser counts, and yet it is a day.
  if (named.hour === undefined && !/\b(?:this|today|tonight|heute|hoy|aujourd)/i.test(words)) return undefined;
  return { date: today, confidence: 0.7, isSaid: named.hour === undefined };
}

/** A day without its year is one to come, or one of the last weeks. */
function yearAhead({ year, nearest }: Named, today: Temporal.PlainDate): Temporal.PlainDate {
  const date = Temporal.PlainDate.from(nearest, { overflow: "constrain" });
  const isPast = Temporal.PlainDate.compare(date, today.subtract({ days: LONGEST_AGO_DAYS })) < 0;
  return year === undefined && isPast ? date.add({ years: 1 }) : date;
}

/** The next such day: today's own counts until its working day is over, and "next" is one of the week after this. */
function weekdayOf(weekday: number, words: string, now: Temporal.ZonedDateTime): Pick<Day, "date" | "confidence"> {
  const today = now.toPlainDate();
  if (/\bnext\b/i.test(words)) return { date: today.add({ days: 7 - now.dayOfWeek + weekday }), confidence: 0.6 };
  const ahead = (weekday - now.dayOfWeek + 7) % 7;
  return { date: today.add({ days: ahead === 0 && now.hour >= END_OF_DAY ? 7 : ahead }), confidence: 0.85 };
}
