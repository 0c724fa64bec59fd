import type { Sentence } from "../core/sentence.ts";

/** What a definition says that another did not, and what it says no more. */
export interface SentenceChanges {
  adds: readonly Sentence[];
  drops: readonly Sentence[];
}

/** The difference between two definitions in words, sentence by sentence: what is said of the same thing in the same words is no change. */
export function changesBetween(before: readonly Sentence[], now: readonly Sentence[]): SentenceChanges {
  return { adds: without(now, before), drops: without(before, now) };
}

/** A sentence that is said twice is two permissions. */
function without(all: readonly Sentence[], others: readonly Sentence[]): Sentence[] {
  const left = others.map(keyOf);
  return all.filter((sentence) => {
    const index = left.indexOf(keyOf(sentence));
    if (index >= 0) left.splice(index, 1);
    return index < 0;
  });
}

/** Grants are numbered by their order, which permits nothing: their words tell which is which. */
function keyOf({ about, text }: Sentence): string {
  return JSON.stringify([about, text]);
}
