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

/** Evenly spread over all that there is, beginning somewhere else for each seed. */
export function sampleOf<T>(all: readonly T[], volume: number, seed: number): T[] {
  const step = Math.max(1, all.length / volume);
  const first = seed % Math.max(1, Math.floor(step));
  return Array.from({ length: Math.min(volume, all.length) }, (_, index) => all[Math.floor(first + index * step) % all.length]).flatMap(
    (each) => (each === undefined ? [] : [each]),
  );
}
