import { graphemesOf } from "../lib/text.ts";
import { defang } from "./defang.ts";

/** Scripts and signs that take two columns each. */
const WIDE =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Script=Bopomofo}\p{Script=Yi}\p{Extended_Pictographic}\p{Regional_Indicator}\p{Emoji_Modifier}\u3000-\u303f\ufe30-\ufe4f\uff01-\uff60\uffe0-\uffe6]/u;
const NARROWEST = /[\p{Mn}\p{Me}]/u;

/**
 * Pieces of at most so many columns, no letter parted from its marks. No piece is a link that the word is none of: it is parted earlier
 * then, where that can be.
 */
export function breakWord(word: string, room: number): string[] {
  const pieces: string[] = [];
  let rest = [...graphemesOf(word)];
  while (rest.length > 0) {
    const end = endOf(rest, room);
    pieces.push(rest.slice(0, end).join(""));
    rest = rest.slice(end);
  }
  return pieces;
}

/** How many graphemes the next piece has: one at least. */
function endOf(graphemes: readonly string[], room: number): number {
  let end = 0;
  for (let width = 0; end < graphemes.length; end += 1) {
    width += widthOf(graphemes[end] ?? "");
    if (width > room) break;
  }
  const most = Math.max(end, 1);
  if (most >= graphemes.length) return graphemes.length;
  for (end = most; end > 0; end -= 1) if (isHarmless(graphemes, end, room)) return end;
  return most;
}

/** Whether neither what is parted there nor what follows looks like a link; what follows is looked at as far as it may become one piece. */
function isHarmless(graphemes: readonly string[], end: number, room: number): boolean {
  const [piece, next] = [graphemes.slice(0, end).join(""), graphemes.slice(end, end + room).join("")];
  return defang(piece) === piece && defang(next) === next;
}

/** At most what a program shows that aligns its columns: programs disagree on many scripts. */
export function widthOf(text: string): number {
  if (/^[\x20-\x7e]*$/.test(text)) return text.length;
  return [...text].reduce((sum, sign) => sum + (WIDE.test(sign) ? 2 : NARROWEST.test(sign) ? 0 : 1), 0);
}
