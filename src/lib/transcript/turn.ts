/** What one person says in one go. */
export interface Turn {
  /** Seconds from the beginning; absent where no time is written. */
  seconds?: number;
  /** When it ends, in seconds; absent where that is not written. */
  until?: number;
  /** As the file calls whoever speaks; absent where it does not say. */
  speaker?: string;
  /** In one line. */
  words: string;
}

/** A turn that has grown so long is not added to: its time would say nothing of its end. In characters. */
const LONGEST_TURN = 1_000;

/** Turns of which each is somebody else's than the one before: what one speaker says piece by piece is one. Pieces without words are left out. */
export function joinTurns(pieces: readonly Turn[]): Turn[] {
  const turns: Turn[] = [];
  for (const piece of pieces) {
    const last = turns.at(-1);
    if (piece.words === "") continue;
    if (last === undefined || !goesOn(last, piece)) {
      turns.push(piece);
      continue;
    }
    const until = piece.until ?? last.until;
    turns[turns.length - 1] = { ...last, words: `${last.words} ${piece.words}`, ...(until !== undefined && { until }) };
  }
  return turns;
}

/** A piece that names nobody goes on with a sentence that was broken off, and else may be anybody's. */
function goesOn(last: Turn, piece: Turn): boolean {
  if (last.words.length + piece.words.length > LONGEST_TURN) return false;
  return last.speaker === piece.speaker || (piece.speaker === undefined && !/[.?!…]["”')\]]*$/.test(last.words));
}

/** Words in one line with one more line behind them. What is in one line already is not looked at again: a turn may have a thousand. */
export function withLine(words: string, line: string): string {
  const more = inOneLine(line);
  if (words === "" || more === "") return words === "" ? more : words;
  // Put behind each other, not joined: nothing is copied.
  return `${words} ${more}`;
}

/** Text in one line, without what is not seen. */
export function inOneLine(text: string): string {
  return text
    .replaceAll(/[\p{Cc}\u2028\u2029]+/gu, " ")
    .replaceAll(/[\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g, "")
    .replaceAll(/\s+/gu, " ")
    .trim();
}
