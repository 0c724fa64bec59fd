import type { Span } from "../language/sentences.ts";
import type { Spoken } from "./speech.ts";

/** Something that was said in a meeting and that its notes tell: always with the very words. */
export interface Act {
  /** The words, in UTF-16 code units of the transcript's body. */
  quote: Span;
  /** The turn that they are of, counted from 0: its line in the body. */
  turn: number;
  /** `00:12:03`, as the transcript writes it; absent where it writes no times. */
  at?: string;
  /** Where that stands in the body. */
  clock?: Span;
  /** Who said it, where the transcript knows. */
  by?: string;
  /** 0 to 1. */
  confidence: number;
}

/** Something to do. */
export interface Action extends Act {
  /** The part of what was said that begins with the verb. */
  task: Span;
  /** One person; absent where it was nobody, or several. */
  owner?: string;
  /** A plain date; absent where no day was said, or none that is certain. */
  due?: string;
  /** The words that say by when. */
  dueWords?: Span;
  /** The words by which the one who does it took it on, where another had asked. */
  agreed?: Span;
}

/** Something that was decided and still was at the end. */
export interface Decision extends Act {
  /** The part that says it, without what only leads to it. */
  what: Span;
  /** Whether it was said in so many words, or others agreed to it; else it only looks like one, and nobody objected. */
  sure: boolean;
  /** What had been decided before, and no longer holds. */
  supersedes?: Span;
}

/** A question that nobody answered. */
export interface Question extends Act {
  /** Who was asked by name. */
  to?: string;
}

/** What the notes of a meeting are made of, each in the order in which it was said. */
export interface MeetingActs {
  decisions: readonly Decision[];
  questions: readonly Question[];
  actions: readonly Action[];
  risks: readonly Act[];
  /** Put off to another time. */
  parked: readonly Act[];
  undecided: readonly Act[];
}

/** What is the same of everything that is said in a turn. */
export function saidIn(turn: Spoken): Pick<Act, "turn" | "at" | "clock" | "by"> {
  const { index, at, clock, speaker } = turn;
  return { turn: index, ...(at !== undefined && { at }), ...(clock && { clock }), ...(speaker !== undefined && { by: speaker }) };
}
