/** A line of a calendar with its continuations joined. */
export interface Line {
  /** Where it starts, from 1. */
  number: number;
  text: string;
  /** It was longer than is read, and ends early. */
  isCut: boolean;
  /** Its bytes are no UTF-8 and were read as Windows-1252. */
  isForeign: boolean;
}

/** The longest line in bytes: more than any text that people write, and too little to fill the memory. */
const LONGEST_LINE = 65_536;
/** After so many continuations the caller gets an empty line, so that it can let others have their turn. */
const CONTINUATIONS_AT_ONCE = 1_000;
const NEWLINE = 10;
const RETURN = 13;
const SPACE = 32;
const TAB = 9;

const utf8 = new TextDecoder("utf-8", { fatal: true });
const windows1252 = new TextDecoder("windows-1252");

/** The lines of a calendar. They are joined as bytes, because some programs break them within a letter. */
export function* linesOf(bytes: Buffer): Generator<Line> {
  let pieces: Buffer[] = [];
  let size = 0;
  let first = 1;
  let number = 0;
  for (let start = 0; start < bytes.length; number += 1) {
    const newline = bytes.indexOf(NEWLINE, start);
    const end = newline < 0 ? bytes.length : newline;
    const isContinuation = bytes[start] === SPACE || bytes[start] === TAB;
    if (!isContinuation && number > 0) yield toLine(first, pieces, size);
    if (!isContinuation) [pieces, size, first] = [[], 0, number + 1];
    const piece = bytes.subarray(isContinuation ? start + 1 : start, bytes[end - 1] === RETURN && end > start ? end - 1 : end);
    if (size <= LONGEST_LINE) pieces.push(piece.subarray(0, LONGEST_LINE + 1));
    size += piece.length;
    if (number % CONTINUATIONS_AT_ONCE === CONTINUATIONS_AT_ONCE - 1) yield { number: 0, text: "", isCut: false, isForeign: false };
    start = end + 1;
  }
  if (number > 0) yield toLine(first, pieces, size);
}

function toLine(number: number, pieces: readonly Buffer[], size: number): Line {
  const [only] = pieces;
  const whole = pieces.length === 1 && only ? only : Buffer.concat(pieces);
  const isCut = size > LONGEST_LINE;
  const kept = isCut ? whole.subarray(0, endOfLetter(whole, LONGEST_LINE)) : whole;
  try {
    return { number, text: utf8.decode(kept), isCut, isForeign: false };
  } catch {
    return { number, text: windows1252.decode(kept), isCut, isForeign: true }; // the decoder tells no more than that some byte is wrong
  }
}

/** The last place at or before `end` that is not within a letter of several bytes. */
function endOfLetter(bytes: Buffer, end: number): number {
  let place = end;
  while (place > end - 4 && ((bytes[place] ?? 0) & 0xc0) === 0x80) place -= 1;
  return place;
}
