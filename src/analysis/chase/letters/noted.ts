import type { Answer, Ask } from "../../../core/ask.ts";
import type { Item } from "../../../core/item.ts";
import { prose, type Prose, type Span } from "../../../core/prose.ts";
import { asksAsItems } from "../evidence.ts";
import { isSure } from "../sure.ts";
import { toldWords } from "../told-words.ts";
import { changesBy } from "../updates.ts";
import { nameOf, requesterOf, type Heard, type LetterContext } from "./setting.ts";

/** What was noted of each thing that a reply speaks of, and what becomes of it. */
export function notedLines(heard: Heard, context: LetterContext): Prose[] {
  const { reply, asks } = heard;
  const answered = asks.flatMap((ask) =>
    ask.answer?.reply === reply.id && ask.person === reply.person ? [{ ask, answer: ask.answer }] : [],
  );
  return answered.map(({ ask, answer }) => {
    const [shown] = asksAsItems([ask], context.people);
    if (answer.told.status === "reassigned") return prose`${nameSpan(ask, context)} ${handedOver(ask, heard, context)}`;
    const words = shown === undefined ? [] : toldWords(shown);
    return prose`${nameSpan(ask, context)}: ${words}. ${becomes(ask, answer, heard, context)}`;
  });
}

/** Leads to where the thing is, as long as it is there. */
function nameSpan({ item, title }: Ask, { items }: LetterContext): Span {
  const read: Item | undefined = items.find(({ id }) => id === item);
  if (read === undefined) return { kind: "strong", text: title };
  return { kind: "fact", fact: { item, path: "title", value: read.title }, form: "text", strong: true };
}

function becomes({ item }: Ask, answer: Answer, { updates, reply }: Heard, context: LetterContext): Prose {
  if (updates.some((update) => update.item.id === item)) return prose`It goes into the plan.`;
  const isOwn = reply.person === context.requester;
  const read = context.items.find(({ id }) => id === item);
  if (isSure(answer.told)) {
    if (answer.told.etaAsk) return prose`The plan stays as it is until the day is clear.`;
    if (answer.told.percent === null && read !== undefined && changesBy(answer, read).length === 0) return prose`The plan says so already.`;
    return isOwn ? prose`It is in your digest.` : prose`I pass it on to ${requesterOf(context)}.`;
  }
  const kept = answer.quote === "" ? [] : prose` as you wrote it: “${answer.quote}”`;
  return prose`The plan stays as it is; ${isOwn ? "your digest tells it" : `${requesterOf(context)} reads it`}${kept}.`;
}

function handedOver({ item, person }: Ask, { asks }: Heard, context: LetterContext): Prose {
  const heir = asks.find((ask) => ask.item === item && ask.person !== person);
  if (heir !== undefined) return prose`is with ${nameOf(heir.person, context)} now, whom I ask to confirm that.`;
  const to = asks.find((ask) => ask.item === item && ask.person === person)?.answer?.told.to ?? null;
  if (to === null) return prose`is not yours. Who has it then?`;
  const told = person === context.requester ? "your digest says so" : `I tell ${requesterOf(context)}`;
  return prose`is with ${nameOf(to, context)} now, whom I do not ask; ${told}.`;
}
