import { guardText } from "./guard.ts";

/** Less than the least that a span of text, or an escaped line in Slack, may hold. */
const LONGEST_PIECE = 200;
/** The same with whatever is put into it to keep addresses from being links. */
const LONGEST_GUARDED = 600;

/**
 * All of a text line by line, for somebody who is to judge it and not to follow it: nothing in it is a link, invisible or left out, and
 * a line that is too long to be shown in one piece goes on in the next.
 */
export function shownWhole(text: string): string {
  return text.split("\n").flatMap(piecesOf).join("\n");
}

function piecesOf(line: string): string[] {
  // Within a word only where that is longer than a piece.
  const pieces = line.match(new RegExp(`.{1,${LONGEST_PIECE}}(?=\\s|$)|.{1,${LONGEST_PIECE}}`, "gsu")) ?? [""];
  return pieces.map((piece) => guardText(piece, LONGEST_GUARDED));
}
