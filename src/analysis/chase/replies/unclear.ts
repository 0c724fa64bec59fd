import type { Understood } from "../../../core/ask.ts";
import type { AskedItem } from "./items.ts";
import { saysSomething, type Portion } from "./position.ts";
import type { Heard } from "./read-clause.ts";
import { isAnswer } from "./standing.ts";
import { isCourtesy, type Known } from "./told.ts";
import type { Wishes } from "./wishes.ts";
import { SMALL_TALK } from "./words/wishes.ts";

/** The one question that has to be asked back: what is least clear comes first. */
export function unclearOf(
  portions: readonly Portion[],
  known: readonly Known[],
  asked: readonly AskedItem[],
  wishes: Wishes,
): Understood["unclear"] {
  const isTold = known.some(({ told }) => told.status !== null);
  const isWish = wishes.stop || wishes.snoozedUntil !== undefined;
  const isChat = portions.some(({ heard }) => heard.some(({ clause }) => SMALL_TALK.test(clause.text)));
  const asks = (heard: readonly Heard[]): boolean =>
    heard.some(
      (each) =>
        !isCourtesy(each) &&
        !(isTold && each.isOrder) &&
        !SMALL_TALK.test(each.clause.text) &&
        (!(isWish || isChat) || saysSomething(each)),
    );
  const loose = portions.filter(({ index, heard }) => index === null && asks(heard)).flatMap(({ heard }) => heard);
  const spokenOf = new Set(known.map(({ told }) => told.item));
  const others = asked.map(({ item }) => item).filter((item) => !spokenOf.has(item));
  if (loose.length > 0 && others.length > 0 && (!isTold || loose.some(saysSomething))) return { items: others, why: "which_item" };
  const persons = itemsOf(known.filter(({ isPersonOpen }) => isPersonOpen));
  if (persons.length > 0) return { items: persons, why: "person" };
  const open = itemsOf(known.filter(({ told, heard }) => told.status === null && asks(heard)));
  if (open.length > 0) return { items: open, why: "status" };
  const isAnyAsked = known.some(({ heard }) => heard.some((each, place) => isQuestion(each) && !isAnswered(heard[place + 1])));
  if (isAnyAsked) return { items: itemsOf(known), why: "question" };
  const days = itemsOf(known.filter(({ told }) => told.etaAsk));
  return days.length > 0 ? { items: days, why: "date" } : undefined;
}

function itemsOf(known: readonly Known[]): string[] {
  return known.map(({ told }) => told.item);
}

function isAnswered(next: Heard | undefined): boolean {
  return next !== undefined && isAnswer(next);
}

/** A question of the writer's own, rather than "the load test? dropped". */
function isQuestion({ clause, senses, rest }: Heard): boolean {
  return clause.isAsked && rest !== "" && senses.size === 0 && !SMALL_TALK.test(clause.text);
}
