import type { Bullet } from "../../core/briefing.ts";
import type { Fact } from "../../core/item.ts";
import type { People } from "../../core/person.ts";
import { fact, prose } from "../../core/prose.ts";
import { shown } from "../facts.ts";
import { countedAs } from "../people.ts";
import { lineOf } from "../reports/finish.ts";
import type { Merge } from "./merge.ts";
import { actorFact, linesOf } from "./words.ts";

/** Work that nobody sees when it is done well. */
const UNSEEN =
  /^(?:refactor|tests?|docs?|chore|ci|build|perf|style)\b|\b(?:remove|delete|clean ?up|tidy|simplify|document|migrate|flaky)\b/i;

/** Something that somebody did, and the change that shows it. */
interface Act {
  who: Fact;
  merge: Merge;
  verb: string;
}

/**
 * Thanks for single acts that the changes show: the review of the largest, and the largest piece of work that is seldom seen. People are
 * never compared; where one person did everything there is nobody to thank.
 */
export function thanksLines(merges: readonly Merge[], people: People): Bullet[] {
  const largest = merges.toSorted((a, b) => b.size - a.size || a.item.id.localeCompare(b.item.id));
  const acts = [
    ...largest.flatMap(({ item }, index) => toAct("reviewing", actorFact(item, "reviewer"), largest[index])).slice(0, 1),
    ...largest
      .flatMap((merge) => (UNSEEN.test(merge.item.title) ? toAct("doing", actorFact(merge.item, "author"), merge) : []))
      .slice(0, 1),
  ];
  const actors = merges.flatMap(({ item }) => item.actors.filter(({ role }) => role !== "merger"));
  const everybody = new Set(actors.map((actor) => countedAs(people, actor)));
  return everybody.size < 2
    ? []
    : acts.map(({ who, merge: { item }, verb }) => lineOf(prose`${shown(who)}, for ${verb} ${fact(item, "title")} (${linesOf(item)}).`));
}

function toAct(verb: string, who: Fact | undefined, merge: Merge | undefined): Act[] {
  return who === undefined || merge === undefined ? [] : [{ who, merge, verb }];
}
