const [NEW_LINE, RETURN] = [10, 13];

/** Tells in which line something stands, while a document passes in pieces. */
export interface LineCounter {
  push(piece: string): void;
  /** The line, from 1, of the character at `index` of all pieces; asked for in ascending order. */
  at(index: number): number;
}

/** How often a text ends a line, counted without keeping anything. */
export function countEnds(text: string): number {
  const lines = countLines();
  lines.push(text);
  return lines.at(text.length) - 1;
}

/** Lines are ended by \n, \r\n or \r. */
export function countLines(): LineCounter {
  let [piece, start, next, line, last] = ["", 0, 0, 1, 0];
  const goTo = (index: number): void => {
    for (; next < index; next += 1) {
      const code = piece.charCodeAt(next - start);
      if (code === RETURN || (code === NEW_LINE && last !== RETURN)) line += 1;
      last = code;
    }
  };
  return {
    push(following) {
      goTo(start + piece.length);
      start += piece.length;
      piece = following;
    },
    at(index) {
      goTo(Math.min(index, start + piece.length));
      return line;
    },
  };
}
