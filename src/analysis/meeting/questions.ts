import { scoreQuestion } from "../language/questions.ts";
import { saidIn, type Act, type Question } from "./acts.ts";
import { clausesOf } from "./clauses.ts";
import * as asking from "./question-cues.ts";
import * as deciding from "./decision-cues.ts";
import * as manner from "./manner-cues.ts";
import { findTask, type Found } from "./find-tasks.ts";
import type { Meeting, Said, Spoken } from "./speech.ts";
import { leadOf } from "./words.ts";

const ASKED = 0.5;
/** Turns within which an answer comes. */
const NEAR = 2;
const OPEN = 0.8;
const UNANSWERED = 0.6;

/** The questions that nobody answered. */
export function questionsOf({ turns, roster }: Meeting): Question[] {
  return turns.flatMap((turn) =>
    turn.sentences.flatMap((said, position): Question[] => {
      const clauses = clausesOf(said, roster);
      const isTask = clauses.some((clause) => isAsked(findTask(clause, roster)));
      const confidence = isTask ? undefined : openness(turn, position, said, turns);
      if (confidence === undefined) return [];
      const to = clauses[0]?.vocative;
      return [{ ...actOf(turn, said, confidence), ...(to !== undefined && { to }) }];
    }),
  );
}

/** Whether a task is more than a question who, or whether. */
function isAsked(found: Found | undefined): boolean {
  return found !== undefined && found.whose.kind !== "offered" && !(found.whose.kind === "nobody" && found.whose.isWeak);
}

/** How surely a sentence is a question without an answer; undefined where it is none. */
function openness(turn: Spoken, position: number, said: Said, turns: readonly Spoken[]): number | undefined {
  if (asking.TOLD_QUESTION.test(said.words)) return isTakenUp(turn, turns) ? undefined : OPEN;
  const own = said.words.slice(leadOf(said.words));
  if (!own.endsWith("?") || asking.NO_QUESTION.test(own)) return undefined;
  const rest = turn.sentences.slice(position + 1);
  if (scoreQuestion(own, rest[0]?.words ?? "") < ASKED) return undefined;
  // Of several questions in a row, the answer is to all of them.
  if (rest.some(({ words }) => !words.endsWith("?") && words.split(/\s+/).length > NEAR)) return undefined;
  const answer = turns.slice(turn.index + 1, turn.index + 1 + NEAR).find(({ label }) => label !== turn.label);
  if (!answer) return UNANSWERED;
  const isUnknown = answer.sentences.slice(0, 2).some(({ words }) => asking.UNANSWERED.test(words) || deciding.PARKED.test(words));
  return isUnknown && !deciding.PARKED.test(answer.sentences[0]?.words ?? "") ? OPEN : undefined;
}

/** Whether others decide it soon. */
function isTakenUp(turn: Spoken, turns: readonly Spoken[]): boolean {
  const next = turns.slice(turn.index + 1, turn.index + 1 + 2 * NEAR);
  return next.some(({ sentences }) => sentences.some(({ words }) => deciding.DECIDED.test(words) || deciding.PROPOSED.test(words)));
}

/** What may go wrong, what was put off, and what was left undecided: sentences that say so. */
export function remarksOf(turns: readonly Spoken[]): { risks: Act[]; parked: Act[]; undecided: Act[] } {
  const all = turns.flatMap((turn) => turn.sentences.map((said) => ({ turn, said })));
  const saying = (cue: RegExp, not?: RegExp): Act[] =>
    all.flatMap(({ turn, said }) => {
      const isSaid = cue.test(said.words) && not?.test(said.words) !== true && !said.words.endsWith("?");
      return isSaid ? [actOf(turn, said, OPEN)] : [];
    });
  return {
    risks: saying(deciding.RISKY, manner.UNREAL),
    parked: saying(deciding.PARKED),
    undecided: saying(deciding.UNDECIDED, manner.UNREAL),
  };
}

function actOf(turn: Spoken, said: Said, confidence: number): Act {
  return { quote: said.span, confidence, ...saidIn(turn) };
}
