import type { Automation } from "./automation.ts";
import type { Event } from "./event.ts";

/** What answers to questions are listed under that no file stands behind. */
export const QUESTION_ID = "ask";
/** What the sources of events begin with by which people ask automations something. */
export const QUESTION_SOURCE = "slack/question";

/** The question that an event is; undefined for any other. */
export function questionIn({ source, fields }: Event): string | undefined {
  const { text } = fields;
  return source.startsWith(QUESTION_SOURCE) && typeof text === "string" ? text : undefined;
}

/** The definition as a question has it followed: what is asked is what it is to do. Its grants stay as they are. */
export function withQuestion(automation: Automation, events: readonly Event[]): Automation {
  const questions = events.flatMap((event) => questionIn(event) ?? []);
  return questions.length === 0 ? automation : { ...automation, report: "answer", body: questions.join("\n") };
}
