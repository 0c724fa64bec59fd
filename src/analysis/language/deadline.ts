import { Temporal } from "temporal-polyfill";
import type { Letter, When } from "./reading.ts";
import { recogniseDates, type WriterClock } from "./recognise-dates.ts";
import { LONGEST_AGO_DAYS, resolveDate, type Resolved } from "./resolve-date.ts";
import { tongueOf } from "./tongue.ts";

/** Cheap to ask before the recogniser is called: may these words name a time? */
const MAY_NAME_TIME =
  /\d|day\b|\b(?:mon|tues?|wed|thur?s?|fri|sat|sun|tomorrow|tonight|noon|midnight|eo[dwmy]|cob|eob|morning|afternoon|evening|week|month|year|business|hour|jan|feb|mar|apr|may|jun|jul|aug|sep|sept|oct|nov|dec)|(?:uary|ember|ober|april|june|july|august)\b|\b(?:heute|morgen|tag|woche|demain|aujourd|lundi|mardi|mercredi|jeudi|vendredi|hoy|mañana|lunes|martes|mi[eé]rcoles|jueves|viernes)|(?:montag|dienstag|mittwoch|donnerstag|freitag)/i;
const BY =
  /\b(?:by|before|until|till|til|due|due (?:on|by)|no later than|not later than|deadline(?: is|:)?|latest|within|prior to|bis|avant|d'ici|antes del?|para el|hasta el?)(?: the| this| end of| the end of| our| your| zum| le| la| el)*\s*$/i;
const STARTS_WITH_BY = /^(?:by|before|until|till|within|in|due|bis|avant|antes)\b/i;
const NOT_A_DEADLINE =
  /\b(?:from|since|after|dated|of|as of|starting|every|each|the|last|past|until last|previous|on-call)\s*$|\b(?:sent|wrote|discussed|met|asked|talked|spoke|mentioned|agreed|received|shared|said|called|emailed|mailed|had|was|were|signed|submitted|happened|started|opened|arrived|shipped|delivered|launched|released|posted|published|did|went|saw|got|raised|reported|filed|uploaded|ended|broke|failed|came|gave|made|created|deployed|merged|left|missed)\b[^.,;]{0,40}$/i;
const POSSESSED = /^(?:['’]s\b|['’] )/;
/** Characters between a day and a time that belong together. */
const LONGEST_GAP = 25;
const NANOSECONDS_A_MINUTE = 60_000_000_000;

interface Writer extends WriterClock {
  now: Temporal.ZonedDateTime;
}

/** A time that stands in a sentence, with whether a word such as "by" makes it a deadline. */
interface Candidate extends Resolved {
  isDeadline: boolean;
}

/**
 * What a time is looked for: by when to do something, the same where only a word such as "by" makes it one, when to meet, or when
 * something ends or ended.
 */
type Purpose = "deadline" | "named deadline" | "meeting" | "end";

/** Finds the time that a sentence's request, promise or meeting is about; `offset` is where the sentence begins in its letter. */
export type WhenFinder = (sentence: string, offset: number, purpose: Purpose) => When | undefined;

/** The finder of one letter, whose words are resolved from when and where it was written. */
export function createWhenFinder({ writtenAt, timezone }: Pick<Letter, "writtenAt" | "timezone">): WhenFinder {
  let known: Writer | undefined;
  const writer = (): Writer => (known ??= writerOf(writtenAt, timezone));
  return (sentence, offset, purpose) => {
    if (!MAY_NAME_TIME.test(sentence)) return undefined;
    const { now } = writer();
    // What is past when it is written is no time to come.
    const isDue = (each: Candidate): boolean => purpose === "end" || !isPast(each, now);
    const dates = datesIn(sentence, writer());
    const whole = dates.map((each) => withItsTime(each, dates, sentence, now));
    const candidates = whole.filter((each) => serves(each, purpose) && isDue(each));
    const chosen =
      candidates.find(({ isDeadline, hasDay }) => isDeadline && hasDay) ?? candidates.find(({ isDeadline }) => isDeadline) ?? candidates[0];
    return chosen && toWhen(chosen, offset, purpose, candidates.length);
  };
}

/** What has to be done by a time is no meeting then. */
function serves({ isDeadline }: Candidate, purpose: Purpose): boolean {
  return purpose === "meeting" ? !isDeadline : purpose !== "named deadline" || isDeadline;
}

function isPast({ until }: Resolved, now: Temporal.ZonedDateTime): boolean {
  return until.includes("T") ? Date.parse(until) < now.epochMilliseconds : until < now.toPlainDate().toString();
}

function writerOf(writtenAt: string, timezone: string): Writer {
  const now = Temporal.Instant.from(writtenAt).toZonedDateTimeISO(timezone);
  const offsetMinutes = now.offsetNanoseconds / NANOSECONDS_A_MINUTE;
  return { now, instant: new Date(writtenAt), offsetMinutes, isDayFirst: !isAmerican(timezone, offsetMinutes) };
}

function datesIn(sentence: string, writer: Writer): Candidate[] {
  return recogniseDates(sentence, tongueOf(sentence), writer).flatMap((sighting) => {
    const before = sentence.slice(0, sighting.start);
    const isDeadline = BY.test(before) || STARTS_WITH_BY.test(sighting.words);
    const isToldOf = NOT_A_DEADLINE.test(before) || POSSESSED.test(sentence.slice(sighting.end));
    const resolved = isToldOf && !isDeadline ? undefined : resolveDate(sighting, sentence, writer.now);
    return resolved && !isLongAgo(resolved, writer.now) ? [{ ...resolved, isDeadline }] : [];
  });
}

function toWhen({ start, end, at, until, confidence, isDeadline }: Candidate, offset: number, purpose: Purpose, count: number): When {
  return {
    at: purpose === "meeting" ? at : until,
    span: [offset + start, offset + end],
    confidence: count > 1 && !isDeadline ? Math.min(confidence, 0.5) : confidence,
  };
}

/** "Before the 15:00 call tomorrow": a day and a time that stand close together are one. */
function withItsTime(chosen: Candidate, candidates: readonly Candidate[], sentence: string, now: Temporal.ZonedDateTime): Candidate {
  const other = candidates.find(
    (each) => each.hasDay !== chosen.hasDay && each.hasTime !== chosen.hasTime && areClose(each, chosen, sentence),
  );
  if (!other) return chosen;
  const [day, time] = chosen.hasDay ? [chosen, other] : [other, chosen];
  const plainTime = Temporal.Instant.from(time.at).toZonedDateTimeISO(now.timeZoneId).toPlainTime();
  const moment = Temporal.PlainDate.from(day.at).toZonedDateTime({ timeZone: now.timeZoneId, plainTime });
  const at = new Date(moment.epochMilliseconds).toISOString();
  return {
    ...chosen,
    start: Math.min(day.start, time.start),
    end: Math.max(day.end, time.end),
    at,
    until: at,
    hasDay: true,
    hasTime: true,
    isDeadline: chosen.isDeadline || other.isDeadline,
  };
}

function areClose(a: Candidate, b: Candidate, sentence: string): boolean {
  const between = sentence.slice(Math.min(a.end, b.end), Math.max(a.start, b.start));
  return between.length <= LONGEST_GAP && !/[.,;:?!]/.test(between);
}

function isLongAgo({ until }: Resolved, now: Temporal.ZonedDateTime): boolean {
  return Date.parse(until) < now.subtract({ days: LONGEST_AGO_DAYS }).epochMilliseconds;
}

/** Whether 3/4 is the fourth of March where the writer lives. */
export function isAmerican(timezone: string, offsetMinutes: number): boolean {
  if (/^[+-]/.test(timezone)) return offsetMinutes <= -240 && offsetMinutes >= -600;
  return /^(?:US\/|Pacific\/Honolulu|America\/(?:New_York|Chicago|Denver|Los_Angeles|Phoenix|Anchorage|Detroit|Boise|Indiana|Kentucky|North_Dakota))/.test(
    timezone,
  );
}
