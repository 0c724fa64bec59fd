import type { Briefing, PlanUpdate } from "../../../core/briefing.ts";
import type { HeardReply } from "../../../core/heard-reply.ts";
import { prose } from "../../../core/prose.ts";
import type { Chased, ChaseMessage } from "../types.ts";
import { acknowledgementOf } from "./acknowledgement.ts";
import { questionOf } from "./question.ts";
import { letterOf, type Heard, type LetterContext } from "./setting.ts";

/** What is written to people, and to plans, beside a briefing. */
export interface Correspondence {
  questions: readonly { message: ChaseMessage; briefing: Briefing }[];
  /** One for each reply. */
  acknowledgements: readonly { reply: HeardReply; briefing: Briefing }[];
  /** Each with the document that takes it out. */
  updates: readonly { update: PlanUpdate; briefing: Briefing }[];
}

/** What letters are written from: each in its reader's zone, so that there is none yet. */
export interface Correspondent extends Omit<LetterContext, "timezone" | "items"> {
  chased: Pick<Chased, "asks" | "items" | "messages">;
  /** Each with what of it surely goes into the plan. */
  heard: readonly Heard[];
  /** All that is to go into the plan, what waits for a yes included. */
  updates: readonly PlanUpdate[];
  /** IANA zones of people, by key. */
  zones: Readonly<Record<string, string>>;
  /** Keys of people who have had a question before. */
  known: readonly string[];
}

/** All that one run writes beside its briefing. Pure. */
export function correspondence(
  { chased, heard, updates, zones, known, ...rest }: Correspondent,
  items: LetterContext["items"],
): Correspondence {
  const contextOf = (person: string): LetterContext => ({ ...rest, items, timezone: zones[person] ?? "UTC" });
  return {
    questions: chased.messages.map((message) => {
      const context = { ...contextOf(message.person), isFirst: !known.includes(message.person) };
      return { message, briefing: questionOf(message, chased, context) };
    }),
    acknowledgements: heard.map((each) => ({ reply: each.reply, briefing: acknowledgementOf(each, contextOf(each.reply.person)) })),
    updates: updates.map((update) => ({ update, briefing: updateLetter(update, contextOf(update.by)) })),
  };
}

/** Nobody reads it but who is asked to approve it. */
function updateLetter(update: PlanUpdate, context: LetterContext): Briefing {
  const { item, name, at } = update;
  const headline = prose`${item.title}: ${name} has told how it stands`;
  return { ...letterOf(context, { about: `${item.id} ${at}`, headline, sections: [] }), update };
}
