import type { Item } from "../../core/item.ts";
import type { MeetingActs } from "./acts.ts";
import { actionsOf } from "./assign.ts";
import { decisionsOf } from "./decisions.ts";
import { dueOf } from "./due.ts";
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
  const decisions = decisionsOf(meeting);
  return {
    decisions,
    questions: questionsOf(meeting, decisions, text.body),
    actions: actionsOf(meeting, text.body, dueOf(text)),
    ...remarksOf(meeting.turns),
  };
}
