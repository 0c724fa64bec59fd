/** A line of a text with its place in it. */
export interface Line {
  text: string;
  /** [start, end) in UTF-16 code units, without the line's end. */
  start: number;
  end: number;
}

/** The lines of a text whose line ends are LF. */
export function linesOf(text: string): Line[] {
  let start = 0;
  return text.split("\n").map((line) => {
    const placed = { text: line, start, end: start + line.length };
    start = placed.end + 1;
    return placed;
  });
}
