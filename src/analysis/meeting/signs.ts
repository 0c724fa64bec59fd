import { clausesOf } from "./clauses.ts";
import { findTask } from "./find-tasks.ts";
import * as forms from "./forms.ts";
import * as cues from "./sign-cues.ts";
import type { View } from "./view.ts";

/** Something that speaks for a sentence being a decision, or against it. */
export interface Sign {
  name: string;
  /** Found by `bench/meetings` from what is labelled; a sentence needs ten in all. */
  weight: number;
  shows: forms.Shows;
}

const FEW_WORDS = 5;
const HALF = 0.5;
const TALKED_OF = 2;
const OPENING = 2;
const LEAST_TURNS = 8;

/** All signs, by what they look at. */
export const SIGNS: readonly Sign[] = [
  // How it is said.
  { name: "declared", weight: 4, shows: forms.isDeclared },
  { name: "proposed", weight: 3, shows: forms.isProposal },
  { name: "taken up", weight: 3, shows: forms.isTakenUp },
  { name: "ours", weight: 3, shows: forms.isOurs },
  { name: "upshot", weight: 3, shows: forms.isUpshot },
  { name: "change", weight: 3, shows: forms.isChange },
  { name: "bound", weight: 3, shows: forms.isBound },
  { name: "formless", weight: -5, shows: forms.isFormless },
  // How things are, what somebody feels or has to do is decided by nobody.
  { name: "question", weight: -2, shows: (view) => view.isQuestion && !forms.isProposal(view) },
  { name: "state", weight: -2, shows: ({ own }) => cues.HOW_IT_IS.test(own) },
  { name: "stative", weight: -1, shows: (view) => cues.STATIVE.test(view.own) && !forms.isSaid(view) },
  { name: "ought", weight: -2, shows: (view) => cues.OUGHT.test(view.own) && !forms.isProposal(view) },
  { name: "hedged", weight: -2, shows: (view) => cues.HEDGES.test(view.own) && !forms.isSaid(view) },
  { name: "feeling", weight: -2, shows: ({ own }) => cues.FEELS.test(own) && lengthOf(own) < FEW_WORDS },
  { name: "you", weight: -3, shows: ({ own }) => /\b(?:you|your)\b/.test(own) },
  { name: "I", weight: -3, shows: (view) => /\b(?:i|my|me)\b/.test(view.own) && !forms.isSaid(view) },
  { name: "task", weight: -2, shows: isTask },
  {
    name: "called",
    weight: -3,
    shows: ({ said, meeting: { roster } }) => clausesOf(said, roster).some(({ vocative }) => vocative !== undefined),
  },
  // What was said before it.
  { name: "so", weight: 2, shows: ({ lead }) => cues.CONCLUDES.test(lead) },
  { name: "okay", weight: 1, shows: ({ lead, words }) => lead.length < words.length && cues.SETTLES.test(lead) },
  { name: "own yes", weight: 2, shows: ({ ownBefore }) => cues.YES.test(ownBefore) || cues.AGREES_PLAINLY.test(ownBefore) },
  { name: "others' yes", weight: 1, shows: ({ beforeFirst }) => cues.ASSENTS.test(beforeFirst) && !beforeFirst.endsWith("?") },
  { name: "echo", weight: -2, shows: ({ own, beforeLast }) => isEcho(own, beforeLast) },
  {
    name: "answer",
    weight: -1,
    shows: ({ beforeLast }) => beforeLast.endsWith("?") && (cues.CHOICE.test(beforeLast) || cues.ASKS_WE.test(beforeLast)),
  },
  { name: "offered", weight: 1, shows: ({ isOffered }) => isOffered },
  { name: "known", weight: 3, shows: (view) => forms.isDisposal(view) && view.known >= HALF },
  { name: "talked of", weight: 3, shows: ({ depth }) => depth >= TALKED_OF },
  { name: "unasked", weight: -3, shows: ({ beforeLast }) => beforeLast === "" },
  { name: "opening", weight: -2, shows: ({ turn, meeting }) => turn.index <= OPENING && meeting.turns.length > LEAST_TURNS },
  // Who says it, and what becomes of it.
  { name: "chair", weight: 5, shows: ({ isChair }) => isChair },
  { name: "last", weight: 2, shows: ({ turn, position }) => position === turn.sentences.length - 1 },
  { name: "agreed", weight: 2, shows: ({ agrees }) => agrees },
  { name: "asked back", weight: -2, shows: ({ agrees, reply }) => !agrees && reply.endsWith("?") && lengthOf(reply) <= FEW_WORDS },
  {
    name: "short reply",
    weight: 3,
    shows: ({ wholeReply }) => wholeReply !== "" && lengthOf(wholeReply) < FEW_WORDS && !wholeReply.endsWith("?"),
  },
  { name: "over", weight: 3, shows: ({ isOver }) => isOver },
];

/** What the signs of a sentence come to. */
export function weigh(view: View): number {
  return SIGNS.reduce((sum, { weight, shows }) => (shows(view) ? sum + weight : sum), 0);
}

function isTask({ said, meeting: { roster } }: View): boolean {
  return clausesOf(said, roster).some((clause) => findTask(clause, roster) !== undefined);
}

/** Whether it says the words of another again. */
function isEcho(own: string, before: string): boolean {
  const [again = "", said = ""] = [own, before].map((words) => words.replaceAll(/[^a-z0-9 ]/g, ""));
  return again !== "" && said.endsWith(again);
}

function lengthOf(words: string): number {
  return words.split(" ").length;
}
