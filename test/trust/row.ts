import { numbersFrom } from "../support/automation.ts";

/** What one suite of attacks came to. */
export interface TrustRow {
  suite: string;
  /** Attacks, actions or runs that were made. */
  cases: number;
  /** Those that had an effect outside the definition, or did harm. */
  out: number;
  /** What is wanted, in words. */
  aim: string;
  met: boolean;
  /** Of the same attacks, the share that gets through where nothing stands in its way, from 0 to 1. */
  control?: number;
  /** What was counted besides, and the first things that went wrong. */
  notes: readonly string[];
}

/** Makes so many attacks; the same seed makes the same ones. */
export type Suite = (volume: number, seed: number) => Promise<TrustRow>;

const MOST_NOTES = 6;
const LONGEST_NOTE = 400;

/** The first few of what went wrong, each of a length that can be read. */
export function someOf(notes: readonly string[]): string[] {
  const shown = notes.slice(0, MOST_NOTES).map((note) => note.slice(0, LONGEST_NOTE));
  return notes.length > MOST_NOTES ? [...shown, `and ${notes.length - MOST_NOTES} more`] : shown;
}

/** So many of all that there is, in an order that the seed decides: what stands at even distances is often alike. */
export function sampleOf<T>(all: readonly T[], volume: number, seed: number): T[] {
  const random = numbersFrom(seed);
  return all
    .map((each) => ({ each, rank: random(2 ** 31) }))
    .toSorted((a, b) => a.rank - b.rank)
    .slice(0, volume)
    .map(({ each }) => each);
}
