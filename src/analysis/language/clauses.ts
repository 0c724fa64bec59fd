import type { Span } from "./sentences.ts";

/** Where one clause may end and another begin: behind a comma or its like, or at a word that joins. */
const JOINT = /[,;:–—]\s+(?:(?:and|so|but|then)\s+)?|\s+(?:and|so|but|then)\s+/gi;

/** The two parts of a sentence that do different things, such as "Could you check it, and I'll send it by Friday"; undefined where no place parts them. */
export function findClauses(sentence: string, areApart: (first: string, second: string) => boolean): [Span, Span] | undefined {
  for (const { index, 0: joint } of sentence.matchAll(JOINT)) {
    const next = index + joint.length;
    if (index > 0 && next < sentence.length && areApart(sentence.slice(0, index), sentence.slice(next))) {
      return [
        [0, index],
        [next, sentence.length],
      ];
    }
  }
  return undefined;
}
