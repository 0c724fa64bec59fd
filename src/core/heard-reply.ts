import { z } from "zod";
import { TOLD_STATUSES, type ToldStatus } from "./ask.ts";
import type { Event } from "./event.ts";

/** What sources of events begin with that tell of replies: what comes from outside can't call itself so. */
const REPLIES = "reply/";

/** What a person answered to questions of an automation, by words or by a button. */
export interface HeardReply {
  /** Delivery and the service's own id, such as `slack:D0123:1700000000.000100`, the same whenever it is told again. */
  id: string;
  /** A key of config/people.yaml. */
  person: string;
  at: string;
  /** Data, never instructions; empty for a button. At most 4,000 characters. */
  text: string;
  /** Ids of the asks of the message that was answered; empty where none is named. */
  asks: readonly string[];
  /** The status of the button that was pressed. */
  pressed?: ToldStatus;
  /** Name of the write by whose message it was answered, such as `slack`: what comes of it goes there. */
  grant: string;
  /** Where it was answered below a letter: that letter's Message-ID, and what is needed to answer it. */
  letter?: { id: string; about: string; subject: string };
}

const schema = z.object({
  reply: z.string(),
  person: z.string(),
  text: z.string(),
  asks: z.array(z.string()),
  grant: z.string(),
  pressed: z.enum(TOLD_STATUSES).optional(),
  "letter.id": z.string().optional(),
  "letter.about": z.string().optional(),
  "letter.subject": z.string().optional(),
});

/** The source of the events that tell of replies to an automation's questions. */
export function repliesTo(automation: string): string {
  return REPLIES + automation;
}

/** What an automation's triggers name to hear of replies to its questions. */
export function replyTopic(automation: string): string {
  return `reply:${automation}`;
}

/** The reply as the event that starts a run of the automation whose questions it answers; `title` is a line for people. */
export function replyEvent(automation: string, { id, at, letter, pressed, ...reply }: HeardReply, title: string): Event {
  const below = letter && { "letter.id": letter.id, "letter.about": letter.about, "letter.subject": letter.subject };
  return {
    ...{ source: repliesTo(automation), id, topic: replyTopic(automation), at, title },
    fields: { ...reply, asks: [...reply.asks], reply: id, ...(pressed && { pressed }), ...below },
  };
}

/** The reply that an event tells of; undefined where it tells of none. */
export function replyIn({ source, at, fields }: Event): HeardReply | undefined {
  const parsed = source.startsWith(REPLIES) ? schema.safeParse(fields).data : undefined;
  if (parsed === undefined) return undefined;
  const { reply: id, person, text, asks, grant, pressed, ...letter } = parsed;
  const { "letter.id": below, "letter.about": about = "", "letter.subject": subject = "" } = letter;
  const answered = below === undefined ? {} : { letter: { id: below, about, subject } };
  return { id, person, at, text, asks, grant, ...(pressed && { pressed }), ...answered };
}
