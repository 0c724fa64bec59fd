import type { CountTokens } from "../../lib/tokens.ts";
import { findSentences } from "../language/sentences.ts";

/** A part of a text, with where it stands in it, in UTF-16 code units. */
export interface TextWindow {
  start: number;
  end: number;
  text: string;
}

type Stretch = readonly [start: number, end: number];

/** A turn of a conversation or a paragraph, with the empty lines behind it. */
const PARAGRAPH = /[^\n]*(?:\n+|$)/g;
/** A token is a character at least. */
const LEAST_CHARACTERS = 1;

/**
 * A long text in windows of so many tokens at most, each of whole turns or paragraphs; a paragraph that is longer is divided between
 * sentences, and a sentence that is longer wherever it has to be. Together they are the text.
 */
export function windows(text: string, tokens: number, count: CountTokens): TextWindow[] {
  const priceOf = ([start, end]: Stretch): number => count(text.slice(start, end));
  const pieces = paragraphsOf(text).flatMap((paragraph) => dividePiece(text, paragraph, { tokens, priceOf }));
  const found: { stretch: Stretch; price: number }[] = [];
  for (const piece of pieces) {
    const price = priceOf(piece);
    const last = found.at(-1);
    if (last && last.price + price <= tokens) found[found.length - 1] = { stretch: [last.stretch[0], piece[1]], price: last.price + price };
    else found.push({ stretch: piece, price });
  }
  return found.map(({ stretch: [start, end] }) => ({ start, end, text: text.slice(start, end) }));
}

/** Of the tokens of a window, what it repeats of the one before. */
const OVERLAP = 0.1;

/** The same, each but the first beginning with the last turns or paragraphs of the one before: what goes on from one to the next is whole in one. */
export function overlappingWindows(text: string, tokens: number, count: CountTokens): TextWindow[] {
  const overlap = tokens * OVERLAP;
  return windows(text, tokens - overlap, count).map(({ start, end }) => {
    const before = paragraphsOf(text.slice(0, start)).toReversed();
    let from = start;
    let spent = 0;
    for (const [begin, over] of before) {
      spent += count(text.slice(begin, over));
      if (spent > overlap) break;
      from = begin;
    }
    return { start: from, end, text: text.slice(from, end) };
  });
}

function paragraphsOf(text: string): Stretch[] {
  return [...text.matchAll(PARAGRAPH)].flatMap(({ 0: { length }, index }): Stretch[] => (length > 0 ? [[index, index + length]] : []));
}

interface Limit {
  tokens: number;
  priceOf(stretch: Stretch): number;
}

function dividePiece(text: string, piece: Stretch, limit: Limit): Stretch[] {
  if (limit.priceOf(piece) <= limit.tokens) return [piece];
  const [start, end] = piece;
  const starts = findSentences({ text: text.slice(start, end), quoteSpans: [] }).map(([from]) => start + from);
  const cuts = [start, ...starts.filter((at) => at > start), end];
  const sentences = cuts.slice(1).map((to, index): Stretch => [cuts[index] ?? start, to]);
  return sentences.flatMap((sentence) => halve(text, sentence, limit));
}

function halve(text: string, stretch: Stretch, limit: Limit): Stretch[] {
  const [start, end] = stretch;
  if (end - start <= LEAST_CHARACTERS || limit.priceOf(stretch) <= limit.tokens) return [stretch];
  const half = start + Math.ceil((end - start) / 2);
  // Not between the two halves of one character.
  const middle = /[\udc00-\udfff]/.test(text.charAt(half)) && half + 1 < end ? half + 1 : half;
  return middle >= end ? [stretch] : [...halve(text, [start, middle], limit), ...halve(text, [middle, end], limit)];
}
