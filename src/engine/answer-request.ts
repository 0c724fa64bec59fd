import type { ApprovalRequest } from "../core/approval.ts";
import type { OutboxEntry } from "../core/delivery.ts";
import { toStoredError } from "../core/errors.ts";
import type { People, Person } from "../core/person.ts";
import type { Clock } from "../core/ports/ambient.ts";
import type { Operations } from "../core/ports/operations.ts";
import type { OutboxStore } from "../core/ports/outbox.ts";
import { instantOf } from "../lib/clock.ts";
import { outcomeInWords } from "../render/outcome-words.ts";
import { findQuestion } from "./decide-message.ts";

export interface AnswerParts {
  operations: Pick<Operations, "decideMessage">;
  messages: Pick<OutboxStore, "find">;
  people(): People;
  /** The zone of whoever has none. */
  timezone(): string;
  clock: Clock;
}

/** The question that is answered; without a content where only its owner can say whether a message arrived. */
export type Question = Pick<ApprovalRequest, "message" | "until"> & { content?: string };

/** What somebody who is known for certain says to a question about a held message, by whatever way it came. */
export interface RequestAnswer extends Question {
  approved: boolean;
  person: Person;
}

const UNKNOWN_MESSAGE = "I do not know this message any more, so nothing was changed.";
const NOT_YOURS = "Somebody else is asked about this message, so nothing was changed.";
const CHANGED = "What you were shown is not what waits now, so nothing was changed: chief messages shows it as it is.";

/** Whether a message still waits for the answer to this very question. */
export function isOpen(entry: OutboxEntry, { content, until }: Question): boolean {
  return entry.state === "held" && entry.expiresAt === until && findQuestion(entry)?.content === content;
}

/** Does what was answered, once and only where that is still asked of this person; resolves with what came of it, in words. */
export async function answerRequest(parts: AnswerParts, answer: RequestAnswer): Promise<string> {
  const { person, approved, content } = answer;
  const held = await parts.messages.find(answer.message);
  if (!held) return UNKNOWN_MESSAGE;
  if (held.state !== "held") return overInWords(parts, held, person);
  if (held.expiresAt !== answer.until || (findQuestion(held) === undefined) !== (content === undefined)) return CHANGED;
  try {
    const decided = await parts.operations.decideMessage(held.key, {
      approved,
      by: person.key,
      ...(content !== undefined && { seen: content }),
    });
    return decidedInWords(decided);
  } catch (error) {
    return refusalInWords(parts, held, person, error);
  }
}

function decidedInWords({ state, error }: OutboxEntry): string {
  if (state === "denied") return "Denied: it is not sent.";
  if (state === "sent") return "Approved: it was sent.";
  return state === "undeliverable" ? `Approved, but it could not be delivered: ${error?.message}` : "Approved: it is on its way.";
}

async function refusalInWords(parts: AnswerParts, held: OutboxEntry, person: Person, error: unknown): Promise<string> {
  const { code, message, hint = "" } = toStoredError(error);
  switch (code) {
    case "message-not-yours":
      return NOT_YOURS;
    case "message-changed":
      return CHANGED;
    case "message-not-held":
      return overInWords(parts, (await parts.messages.find(held.key)) ?? held, person);
    case "message-asks-more":
    case "message-not-permitted":
      return `Nothing was changed: ${message}. ${hint}`;
    default:
      throw error;
  }
}

function overInWords({ people, timezone, clock }: AnswerParts, entry: OutboxEntry, person: Person): string {
  const reader = { timezone: person.timezone ?? timezone(), asOf: instantOf(clock) };
  return `It does not wait any more, so nothing was changed. ${outcomeInWords(entry, people(), reader)}`;
}
