import type { Event } from "./event.ts";

/** What answers to questions are listed under that no file stands behind. */
export const QUESTION_ID = "ask";
/** The source of events by which people ask automations something in Slack. */
export const QUESTION_SOURCE = "slack/question";

/** Something that somebody asked in Slack, who may. */
export interface Question {
  /** What is asked, all that was said of it before included. */
  text: string;
  /** Where, and below which message. */
  channel: string;
  thread: string;
  /** The key of our message that it was asked below. */
  about?: string;
}

/** The question that an event is; undefined for any other. */
export function questionIn({ source, fields }: Event): Question | undefined {
  const { text, channel, thread, about } = fields;
  if (source !== QUESTION_SOURCE || typeof text !== "string" || typeof channel !== "string" || typeof thread !== "string") return undefined;
  return { text, channel, thread, ...(typeof about === "string" && { about }) };
}
