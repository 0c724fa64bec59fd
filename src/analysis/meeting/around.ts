import type { Span } from "../language/sentences.ts";
import { JOKE } from "./manner-cues.ts";
import { OBJECTS, REFUSES } from "./reply-cues.ts";
import type { Said, Spoken } from "./speech.ts";

/** By when something is to be done. */
export interface Due {
  /** A plain date; absent where the meeting's own day is not known. */
  date?: string;
  /** The words that say so, in the transcript's body. */
  span: Span;
}

/** Finds by when a clause says that something is done. */
export type FindDue = (words: Pick<Said, "text" | "span">) => Due | undefined;

/** Whether it is said for fun, as the words behind it show. */
export function isJoke(turn: Spoken, position: number, turns: readonly Spoken[]): boolean {
  const here = turn.sentences.slice(position, position + 2);
  const last = position >= turn.sentences.length - 1 ? (turns[turn.index + 1]?.sentences.slice(0, 1) ?? []) : [];
  return [...here, ...last].some(({ words }) => JOKE.test(words));
}

/** Whether it is one of two things that its speaker is able to do: "I can mend it, or I make a new one". */
export function isChoice({ span: [start, end] }: Pick<Said, "span">, { span: [offset], words }: Said): boolean {
  return /^,? or\b/.test(words.slice(end - offset)) || /\bor\s*$/.test(words.slice(0, start - offset));
}

/** Whether the next of the others says that it can't be, or need not be. */
export function isUnwanted(turn: Spoken, turns: readonly Spoken[]): boolean {
  const next = turns[turn.index + 1];
  const first = next === undefined || next.label === turn.label ? "" : (next.sentences[0]?.words ?? "");
  return (
    OBJECTS.test(first) ||
    (REFUSES.test(first) && !/^i(?:'m| am| can't)/.test(first)) ||
    /\bno,? thank|\bthanks,? but\b/.test(first) ||
    /\b(?:isn't|aren't|won't|doesn't|can't|no need|not necessary|if you (?:do|did)|, no\?$|don't (?:need|have) to)\b/.test(first)
  );
}

/** The day that is said right behind it: "Can you do that? Just a table, by Tuesday." */
export function dueBehind({ turn, position }: { turn: Spoken; position: number }, dueOf: FindDue): Due | undefined {
  const next = turn.sentences[position + 1];
  const isMore =
    next !== undefined &&
    /^(?:just|only|ideally|preferably|by|before|until|no later|say|let's say)\b/.test(next.words) &&
    /\b(?:by|before|until|no later)\b/.test(next.words);
  return isMore ? dueOf(next) : undefined;
}
