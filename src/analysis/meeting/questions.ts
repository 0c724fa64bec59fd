import { scoreQuestion } from "../language/questions.ts";
import { saidIn, type Act, type Decision, type Question } from "./acts.ts";
import { DECLARES, LETS, SUGGESTS } from "./sign-cues.ts";
import { clausesOf } from "./clauses.ts";
import * as asking from "./question-cues.ts";
import * as deciding from "./decision-cues.ts";
import * as manner from "./manner-cues.ts";
import { findTask, type Found } from "./find-tasks.ts";
import type { Meeting, Said, Spoken } from "./speech.ts";
import { leadOf, likeness, topicOf } from "./words.ts";

const ASKED = 0.5;
/** Turns within which an answer comes. */
const NEAR = 2;
/** And a decision, or somebody who has found out. */
const SETTLED = 6;
/** Sentences within which an answer says that it is none. */
const LONG = 4;
/** Words that only ask on. */
const SHORT = 3;
const FILLS = /^(?:and|so|then|or|you|but|ok|okay)$/;
const OPEN = 0.8;
const UNANSWERED = 0.6;

/** The questions that nobody answered, and that no decision settled. */
export function questionsOf({ turns, roster }: Meeting, decisions: readonly Decision[], text: string): Question[] {
  return turns.flatMap((turn) =>
    turn.sentences.flatMap((said, position): Question[] => {
      const clauses = clausesOf(said, roster);
      const isTask = clauses.some((clause) => isAsked(findTask(clause, roster)));
      const isCall = said.words.split(/[^\p{L}'-]+/u).every((word) => word === "" || FILLS.test(word) || roster.find(word) !== undefined);
      const confidence = isTask || isCall ? undefined : openness(turn, position, said, turns);
      if (confidence === undefined || isSettled(turn, said, decisions, text)) return [];
      const to = clauses[0]?.vocative;
      return [{ ...actOf(turn, said, confidence), ...(to !== undefined && { to }) }];
    }),
  );
}

/** Whether it is decided soon after. */
function isSettled({ index }: Spoken, { words }: Said, decisions: readonly Decision[], text: string): boolean {
  const topic = topicOf(words);
  const later = decisions.filter(({ turn, sure }) => sure && turn >= index && turn <= index + SETTLED);
  return later.some(({ quote }) => likeness(topic, topicOf(text.slice(...quote))) > 0);
}

/** Whether a task is more than a question who, or whether. */
function isAsked(found: Found | undefined): boolean {
  return found !== undefined && found.whose.kind !== "offered" && !(found.whose.kind === "nobody" && found.whose.isWeak);
}

/** How surely a sentence is a question without an answer; undefined where it is none. */
function openness(turn: Spoken, position: number, said: Said, turns: readonly Spoken[]): number | undefined {
  if (asking.TOLD_QUESTION.test(said.words)) return asking.WONDER.test(said.words) || isTakenUp(turn, turns) ? undefined : OPEN;
  const own = said.words.slice(leadOf(said.words));
  if (!own.endsWith("?") || [asking.NO_QUESTION, asking.MERE].some((cue) => cue.test(own)) || isFollowUp(turn, position)) return undefined;
  // Of several questions in a row, the answer is to all of them.
  const rest = turn.sentences.slice(position + 1).filter(({ words }) => !words.endsWith("?") && words.split(/\s+/).length > NEAR);
  if (rest.some(({ words }) => (asking.HAS_ASKED.test(words) ? asking.UNANSWERED : asking.UNKNOWN).test(words))) return OPEN;
  if (scoreQuestion(own, turn.sentences[position + 1]?.words ?? "") < ASKED) return undefined;
  const answer = turns.slice(turn.index + 1, turn.index + 1 + NEAR).find(({ label }) => label !== turn.label);
  if (!answer) return rest.length > 0 ? undefined : UNANSWERED;
  if (rest.length > 1) return undefined;
  return leavesOpen(answer) && !isAnsweredLater(own, answer, turns) ? OPEN : undefined;
}

/** Whether it only asks on: "Where is it kept? Which country?", or opens what is asked next: "What about the roof? Does it leak?" */
function isFollowUp({ sentences }: Spoken, position: number): boolean {
  if (asking.OPENS.test(sentences[position]?.words ?? "") && sentences[position + 1]?.words.endsWith("?") === true) return true;
  const [before, said] = [sentences[position - 1]?.words ?? "", sentences[position]?.words ?? ""];
  return before.endsWith("?") && !asking.MERE.test(before) && said.split(/\s+/).length <= SHORT;
}

function leavesOpen({ sentences }: Spoken): boolean {
  const [first] = sentences;
  const own = sentences.findIndex(({ words }) => words.endsWith("?"));
  if (!first || own === 0 || asking.ANSWERS.test(first.words) || deciding.PARKED.test(first.words)) return false;
  const isWaiting = sentences.slice(0, NEAR).some(({ words }) => asking.HAS_ASKED.test(words));
  const at = sentences
    .slice(0, own < 0 ? LONG : own)
    .findIndex(
      ({ words }, index) =>
        (index === 0 || isWaiting ? asking.UNANSWERED : asking.UNKNOWN).test(words) || (index < NEAR && deciding.PARKED.test(words)),
    );
  const behind = sentences[at + 1]?.words ?? "";
  // "I'm not sure. Yes, Tuesday is good."
  return at >= 0 && !asking.ANSWERS.test(behind) && !(asking.TELLS_NUMBER.test(behind) && behind.split(/\s+/).length <= NEAR);
}

/** Whether somebody knows it after all. */
function isAnsweredLater(own: string, answer: Spoken, turns: readonly Spoken[]): boolean {
  return turns.slice(answer.index + 1, answer.index + 1 + SETTLED).some(({ index, sentences: [first] }) => {
    if (!first || first.words.endsWith("?") || asking.UNANSWERED.test(first.words)) return false;
    if (asking.FOUND_OUT.test(first.words)) return true;
    const isNext = index - answer.index <= 1;
    return isNext && asking.ASKS_NUMBER.test(own) && asking.TELLS_NUMBER.test(first.words);
  });
}

/** Whether others decide it soon. */
function isTakenUp(turn: Spoken, turns: readonly Spoken[]): boolean {
  const next = turns.slice(turn.index + 1, turn.index + 1 + 2 * NEAR);
  return next.some(({ sentences }) => sentences.some(({ words }) => DECLARES.test(words) || LETS.test(words) || SUGGESTS.test(words)));
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
