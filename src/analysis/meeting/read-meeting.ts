import { Temporal } from "temporal-polyfill";
import type { Item } from "../../core/item.ts";
import { plainDateOf } from "../../core/work-calendar.ts";
import { createWhenFinder } from "../language/deadline.ts";
import type { MeetingActs } from "./acts.ts";
import { actionsOf } from "./assign.ts";
import { decisionsOf } from "./decisions.ts";
import { questionsOf, remarksOf } from "./questions.ts";
import { readMeetingText, type Said } from "./speech.ts";

/** What the words of a meeting depend on. */
export interface MeetingText extends Pick<Item, "body" | "actors"> {
  /** The meeting's day, a plain date: what "Friday" starts from. Absent where nobody knows it; then no day is told. */
  date?: string;
  /** An IANA zone. */
  timezone: string;
}

const NO_DUE = (): undefined => undefined;

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

/** By when something is done: days are counted from the morning of the meeting's day. */
function dueOf({ date, timezone }: MeetingText): (words: Said) => string | undefined {
  if (date === undefined) return NO_DUE;
  const day = Temporal.PlainDate.from(date);
  const writtenAt = new Date(day.toZonedDateTime({ timeZone: timezone }).epochMilliseconds).toISOString();
  const find = createWhenFinder({ writtenAt, timezone });
  return ({ text }) => {
    // Whoever eats at noon says "before lunch".
    const words = text.replaceAll(/[’‘]/g, "'").replaceAll(/\blunch\b/gi, "noon ");
    const when = find(words, 0, "deadline") ?? find(words.replace(THIS_WEEK, "by the end of this week"), 0, "deadline");
    if (!when) return undefined;
    const due = when.at.includes("T") ? plainDateOf(when.at, timezone) : when.at;
    return due === date && WEEKDAY.test(words.slice(...when.span)) ? day.add(WEEK).toString() : due;
  };
}
