import * as cues from "./sign-cues.ts";
import * as manner from "./manner-cues.ts";
import { clausesOf } from "./clauses.ts";
import * as deciding from "./decision-cues.ts";
import { findTask, isOrder } from "./find-tasks.ts";
import type { View } from "./view.ts";

/** Something that speaks for a sentence being a decision, or against it. */
export interface Sign {
  name: string;
  /** Of 10 that make one. */
  weight: number;
  shows: (view: View) => boolean;
}

const SHORT = 3;
const FEW = 5;
const OPENING = 2;
const LEAST_TURNS = 8;

/** Whether it says itself that something is decided, by those who talk and now. */
export function isDeclared({ words, own, isQuestion }: View): boolean {
  return cues.DECLARES.test(words) && !isQuestion && ![manner.PAST, manner.UNREAL, cues.UNDECLARED].some((cue) => cue.test(words)) && !cues.REPORTS.test(own);
}

/** Whether it asks the others to do something together. */
export function isProposal({ words, own, isQuestion }: View): boolean {
  return !deciding.HOUSEKEEPING.test(words) && (cues.LETS.test(words) || cues.SUGGESTS.test(words) || (isQuestion && (cues.ASKS_WE.test(own) || cues.WE.test(own))));
}

function isSaid(view: View): boolean {
  return isProposal(view) || isDeclared(view);
}

/** Names no one who acts: "Keep the desks", "maintenance page, Sunday", "the raffle stays". */
function isBare({ own, isQuestion, topic }: View): boolean {
  return !isQuestion && topic.size > 0 && !cues.PRONOUN.test(own) && !cues.HELPING_VERB.test(own);
}

function isOfThing({ own, isQuestion }: View): boolean {
  return !isQuestion && !cues.PRONOUN.test(own);
}

function weAct({ own, words, isQuestion }: View): boolean {
  return !isQuestion && cues.WE.test(own) && ![cues.WE_ARE, cues.PAST_TENSE].some((cue) => cue.test(own)) && !deciding.HOUSEKEEPING.test(words);
}

function isAfterYes({ ownBefore }: View): boolean {
  return cues.YES.test(ownBefore) || cues.AGREES_PLAINLY.test(ownBefore);
}

/** Whether it says the words of another again. */
function isEcho(own: string, before: string): boolean {
  const [again, said] = [own, before].map((words) => words.replaceAll(/[^a-z0-9 ]/g, ""));
  return again !== undefined && again !== "" && said !== undefined && said.endsWith(again);
}

function lengthOf(words: string): number {
  return words.split(" ").length;
}

function taskOf({ said, meeting: { roster } }: View): string | undefined {
  return clausesOf(said, roster).map((clause) => findTask(clause, roster)?.whose.kind).find((kind) => kind !== undefined);
}

/** The forms in which people decide: without any, only what is around it speaks for it. */
const FORMS: readonly ((view: View) => boolean)[] = [
  isDeclared,
  (view) => isProposal(view) && view.agrees !== "no",
  weAct,
  ({ words, isQuestion }) => !isQuestion && cues.IT_IS.test(words),
  ({ own, lead, depth, isQuestion }) => !isQuestion && depth > 0 && cues.SO_IT_IS.test(own) && /\b(?:so|then)\b/.test(lead),
  ({ own, lead, isQuestion }) => !isQuestion && (cues.FOR_ALL.test(own) || /\bno $/.test(lead)),
  (view) => isOfThing(view) && cues.BECOMES.test(view.own),
  (view) => isOfThing(view) && cues.WILL_BE.test(view.own),
  (view) => (isOfThing(view) || weAct(view)) && cues.BOUND.test(view.words),
  (view) => isBare(view) && (view.isOffered || /\b(?:so|then|ok|okay|right|alright|fine)\b/.test(view.lead)),
  (view) => isOfThing(view) && view.topic.size > 0 && isOrder(view.own),
  (view) => isOfThing(view) && cues.FORBIDS.test(view.own),
];

/** All signs, by what they look at. */
export const SIGNS: readonly Sign[] = [
  // How it is said.
  { name: "declared", weight: 4, shows: isDeclared },
  { name: "proposed and agreed", weight: 3, shows: (view) => isProposal(view) && view.agrees !== "no" },
  { name: "proposed", weight: 3, shows: isProposal },
  { name: "so it is", weight: 3, shows: ({ own, lead, depth, isQuestion }) => !isQuestion && depth > 0 && cues.SO_IT_IS.test(own) && /\b(?:so|then)\b/.test(lead) },
  { name: "we act", weight: 3, shows: weAct },
  { name: "formless", weight: -5, shows: (view) => !FORMS.some((form) => form(view)) },
  { name: "echo", weight: -2, shows: ({ own, beforeLast }) => isEcho(own, beforeLast) },
  { name: "becomes", weight: 3, shows: (view) => isOfThing(view) && cues.BECOMES.test(view.own) },
  { name: "bound", weight: 3, shows: (view) => (isOfThing(view) || weAct(view)) && cues.BOUND.test(view.words) },
  { name: "known thing", weight: 3, shows: (view) => (isOfThing(view) || weAct(view)) && view.known >= 0.5 },
  // What is no decision.
  { name: "question", weight: -2, shows: (view) => view.isQuestion && !isProposal(view) },
  { name: "how it is", weight: -2, shows: ({ own }) => cues.HOW_IT_IS.test(own) },
  { name: "stative", weight: -1, shows: (view) => cues.STATIVE.test(view.own) && !isSaid(view) },
  { name: "ought", weight: -2, shows: (view) => cues.OUGHT.test(view.own) && !isProposal(view) },
  { name: "hedged", weight: -2, shows: (view) => cues.HEDGES.test(view.own) && !isSaid(view) },
  { name: "feels", weight: -2, shows: ({ own }) => cues.FEELS.test(own) && lengthOf(own) < FEW },
  { name: "you", weight: -3, shows: ({ own }) => /\b(?:you|your)\b/.test(own) },
  { name: "I", weight: -3, shows: (view) => /\b(?:i|my|me)\b/.test(view.own) && !isSaid(view) },
  { name: "task", weight: -2, shows: (view) => taskOf(view) !== undefined },
  { name: "called", weight: -3, shows: ({ said, meeting: { roster } }) => clausesOf(said, roster).some(({ vocative }) => vocative !== undefined) },
  // What comes before it.
  { name: "so", weight: 2, shows: ({ lead }) => /\b(?:so|then)\b/.test(lead) },
  { name: "okay", weight: 1, shows: ({ lead, words }) => lead.length < words.length && /\b(?:ok|okay|right|alright|fine|done|settled|deal|agreed|good|great|perfect|cool|lovely)\b/.test(lead) },
  { name: "own yes", weight: 1, shows: isAfterYes },
  { name: "offered", weight: 1, shows: ({ isOffered }) => isOffered },
  { name: "talked of", weight: 3, shows: ({ depth }) => depth >= 2 },
  { name: "others agree", weight: 1, shows: ({ beforeFirst }) => !beforeFirst.endsWith("?") && (cues.AGREES_PLAINLY.test(beforeFirst) || cues.TAKES_UP.test(beforeFirst) || /^(?:yes|yeah|ok|okay|good|fine|great)\b/.test(beforeFirst)) },
  { name: "answers choice", weight: -1, shows: ({ beforeLast }) => beforeLast.endsWith("?") && (cues.CHOICE.test(beforeLast) || cues.ASKS_WE.test(beforeLast)) },
  { name: "first of matter", weight: -3, shows: ({ isFirstOfMatter }) => isFirstOfMatter },
  { name: "opening", weight: -2, shows: ({ turn, meeting }) => turn.index <= OPENING && meeting.turns.length > LEAST_TURNS },
  // Who says it, and what becomes of it.
  { name: "chair", weight: 5, shows: ({ isChair }) => isChair },
  { name: "last", weight: 2, shows: ({ turn, position }) => position === turn.sentences.length - 1 },
  { name: "agreed", weight: 2, shows: ({ agrees }) => agrees !== "no" },
  { name: "asked back", weight: -2, shows: ({ agrees, reply }) => agrees === "no" && reply.endsWith("?") && lengthOf(reply) <= FEW },
  { name: "short reply", weight: 3, shows: ({ wholeReply }) => wholeReply !== "" && lengthOf(wholeReply) < FEW && !wholeReply.endsWith("?") },
  { name: "over", weight: 2, shows: ({ isOver }) => isOver },
];
