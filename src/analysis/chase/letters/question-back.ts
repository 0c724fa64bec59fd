import type { Ask, Understood } from "../../../core/ask.ts";
import { prose, type Prose, type Span } from "../../../core/prose.ts";
import { joined } from "../../facts.ts";
import { requesterOf, type Heard, type LetterContext } from "./setting.ts";

type Why = NonNullable<Understood["unclear"]>["why"];

const STATUSES = "on track, at risk, blocked or done";

/** What each kind of doubt is asked back, of things by name. */
const QUESTIONS: Readonly<Record<Why, (names: Prose, isOne: boolean) => Prose>> = {
  which_item: (names, isOne) => (isOne ? prose`Do you mean ${names}?` : prose`Which of these do you mean: ${names}?`),
  status: (names, isOne) => prose`How ${isOne ? "does" : "do"} ${names} stand: ${STATUSES}?`,
  date: (names) => prose`On which day will ${names} be done?`,
  person: (names) => prose`Whom do you mean with ${names}? A full name is best.`,
  question: (names, isOne) => prose`I can't answer questions. How ${isOne ? "does" : "do"} ${names} stand: ${STATUSES}?`,
};

/** The one question that goes back to whoever replied; that a second reply was no clearer, where that is so. */
export function questionBack({ understood, asks, reply }: Heard, context: LetterContext): Prose[] {
  const { unclear } = understood;
  if (unclear === undefined) return [];
  const about = asks.filter(({ item }) => unclear.items.includes(item));
  // What says how it stands may leave its day open.
  const asked = about.filter(({ state, answer }) => state === "unclear" || answer?.reply === reply.id);
  const given = about.filter(({ state }) => state === "silent");
  const or = unclear.why === "which_item" ? " or " : " and ";
  const back = asked.length === 0 ? [] : [QUESTIONS[unclear.why](namesOf(asked, or), asked.length === 1)];
  const told = reply.person === context.requester ? "your digest says so" : `I tell ${requesterOf(context)} so`;
  const end = given.length === 0 ? [] : [prose`I did not understand what you wrote of ${namesOf(given, " and ")}, and ${told}.`];
  return [...back, ...end];
}

function namesOf(asks: readonly Ask[], last: string): Prose {
  const names = asks.map(({ title }): Prose => [{ kind: "strong", text: title } satisfies Span]);
  return joined(names, ", ", last);
}
