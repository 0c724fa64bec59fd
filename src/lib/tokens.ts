import { lazy } from "./lazy.ts";

/** Loaded with the first count: it takes a quarter of a second, and 75 MB. */
const encoding = lazy(() => import("gpt-tokenizer/encoding/o200k_base"));

/** Counts the tokens that a text is to a model. */
export type CountTokens = (text: string) => number;

/** The tokenizer's time grows with the square of what has no space in it, so that it is never given more than this at once. */
const LONGEST_PIECE = 200;
/** Even so it takes microseconds for each such character: of those behind this many each byte is taken for a token. */
const MOST_SPACELESS = 20_000;

/**
 * The tokens of OpenAI's models; other models count a little differently. Text that looks like a mark of the tokenizer's own is text. Counted
 * piece by piece, in time that grows only with the length: a token that a cut goes through counts as its parts, and what goes on for very
 * long without a space as more than it is.
 */
export async function tokenCounter(): Promise<CountTokens> {
  const { countTokens } = await encoding();
  const plain = { disallowedSpecial: new Set<string>() };
  return (text) => {
    let sum = 0;
    let spaceless = 0;
    for (let start = 0; start < text.length;) {
      const end = endOfPiece(text, start);
      const piece = text.slice(start, end);
      const isSpaceless = !/\s\S/.test(piece);
      if (isSpaceless) spaceless += piece.length;
      sum += isSpaceless && spaceless > MOST_SPACELESS ? Buffer.byteLength(piece) : countTokens(piece, plain);
      start = end;
    }
    return sum;
  };
}

/** In front of a space where one is near, since a word has the space before it within its token; never between the halves of a character. */
function endOfPiece(text: string, start: number): number {
  const most = start + LONGEST_PIECE;
  if (most >= text.length) return text.length;
  const space = text.slice(start, most + 1).lastIndexOf(" ");
  if (space > LONGEST_PIECE / 2) return start + space;
  return /[\udc00-\udfff]/.test(text.charAt(most)) ? most - 1 : most;
}
