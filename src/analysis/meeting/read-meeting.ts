import { Temporal } from "temporal-polyfill";
import type { Item } from "../../core/item.ts";
import { plainDateOf } from "../../core/work-calendar.ts";
import { createWhenFinder } from "../language/deadline.ts";
import type { MeetingActs } from "./acts.ts";
import type { Due, FindDue } from "./around.ts";
import { actionsOf } from "./assign.ts";
import { decisionsOf } from "./decisions.ts";
import { questionsOf, remarksOf } from "./questions.ts";
import { readMeetingText } from "./speech.ts";

/** What the words of a meeting depend on. */
export interface MeetingText extends Pick<Item, "body" | "actors"> {
  /** The meeting's day, a plain date: what "Friday" starts from. Absent where nobody knows it; then no day is told. */
  date?: string;
  /** An IANA zone. */
  timezone: string;
}

/** What was decided, asked, taken on, feared and put off in a meeting. Pure; never throws on any text. */
export function readMeeting(text: MeetingText): MeetingActs {
  const meeting = readMeetingText(text);
  const decisions = decisionsOf(meeting.turns);
  return {
    decisions,
    questions: questionsOf(meeting),
    actions: actionsOf(meeting, text.body, dueOf(text)),
    ...remarksOf(meeting.turns),
  };
}

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
/** "By the twenty-fifth": with a month behind it, it is understood as it is. */
const NTH = new RegExp(
  `(?<=\\b(?:by|before|until|till|on) the )(${DAYS.toReversed().join("|").replaceAll("-", "[- ]")})\\b(?! of\\b)`,
  "giu",
);
/** "Before five": of the meeting's own day. */
const HOUR =
  /\b(?:by|before|until|till) (?:half past |quarter past |quarter to )?(?:\d{1,2}(?::\d\d)?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)(?: o'clock)?(?=\s*(?:[.,;!?]|$|if\b|at the latest|today|so\b|and\b|please))/i;

/** Where nobody knows the meeting's day, only the words are looked for that name one. */
const ANY_DAY = "2024-01-01";
const LEADS_TO = /\b(?:by|before|until|till|on|no later than)(?: the)?\s+$/i;

/** By when something is done: days are counted from the morning of the meeting's day. */
function dueOf({ date, timezone }: MeetingText): FindDue {
  const day = Temporal.PlainDate.from(date ?? ANY_DAY);
  const writtenAt = new Date(day.toZonedDateTime({ timeZone: timezone }).epochMilliseconds).toISOString();
  const find = createWhenFinder({ writtenAt, timezone });
  return ({ text, span: [offset] }) => {
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
    const span: Due["span"] = [offset + start, offset + end + (/^\p{L}+/u.exec(text.slice(end))?.[0].length ?? 0)];
    if (date === undefined) return { span };
    const due = when.at.includes("T") ? plainDateOf(when.at, timezone) : when.at;
    return { span, date: due === date && WEEKDAY.test(words.slice(from, end)) ? day.add(WEEK).toString() : due };
  };
}

/** Days in figures, each at its place. */
function inDigits(words: string): string {
  return words.replaceAll(NTH, (day: string) => {
    const nth = DAYS.indexOf(day.toLowerCase().replace(" ", "-")) + 1;
    const ending = { 1: "st", 2: "nd", 3: "rd", 21: "st", 22: "nd", 23: "rd", 31: "st" }[nth] ?? "th";
    return `${nth}${ending}`.padEnd(day.length);
  });
}
