/** A half-open piece of a text, in UTF-16 code units. */
export interface Span {
  start: number;
  end: number;
}

/** A row of a table in a file: the line that it was read from, and how many rows were read before it. */
export interface RowPlace {
  line: number;
  index: number;
}

/** The text with a value in one column of one row, and nothing else changed; undefined where it has no such place, or none that can be changed. */
export type Edit = (text: string, row: RowPlace, column: string, value: string) => string | undefined;

/** A text with something in the place of a piece. */
export function replaced(text: string, { start, end }: Span, by: string): string {
  return text.slice(0, start) + by + text.slice(end);
}

/** Where a line stands, counted from 1, without its end. */
export function spanOfLine(text: string, line: number): Span {
  let start = 0;
  for (let count = 1; count < line; count += 1) {
    const end = /\r\n|\n|\r/.exec(text.slice(start));
    if (!end) return { start: text.length, end: text.length };
    start += end.index + end[0].length;
  }
  const rest = text.slice(start);
  const length = rest.search(/[\r\n]/);
  return { start, end: start + (length < 0 ? rest.length : length) };
}
