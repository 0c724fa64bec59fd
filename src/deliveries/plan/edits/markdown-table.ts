import { columnKey } from "../../../lib/rows/reader.ts";
import { replaced, spanOfLine, type Edit, type Span } from "./edit.ts";

const RULE = /^:?-+:?$/;

/** Puts a value into one cell of a table in Markdown. */
export const editMarkdownTable: Edit = (text, { line }, column, value) => {
  const names = headAbove(text, line);
  const at = names?.findIndex((name) => columnKey(name) === columnKey(column)) ?? -1;
  const row = spanOfLine(text, line);
  const cell = at < 0 ? undefined : cellsIn(text, row)[at];
  // What a comment hides is no part of the row, and its cells stand elsewhere than they seem to.
  if (!cell || text.slice(row.start, row.end).includes("<!--")) return undefined;
  const written = text.slice(cell.start, cell.end);
  const said = value.replaceAll("|", String.raw`\|`);
  if (written.trim() === "") return replaced(text, cell, ` ${said} `);
  const start = cell.start + (/^\s*/.exec(written)?.[0].length ?? 0);
  return replaced(text, { start, end: start + written.trim().length }, said);
};

/** The names above the rule of the table that a line is in. */
function headAbove(text: string, line: number): string[] | undefined {
  for (let above = line - 1; above > 1; above -= 1) {
    const span = spanOfLine(text, above);
    const words = wordsIn(text, span);
    if (!text.slice(span.start, span.end).includes("|")) return undefined;
    if (words.every((word) => RULE.test(word))) return wordsIn(text, spanOfLine(text, above - 1));
  }
  return undefined;
}

function wordsIn(text: string, row: Span): string[] {
  return cellsIn(text, row).map(({ start, end }) =>
    text
      .slice(start, end)
      .trim()
      .replace(/^(\*\*|__|`)(.+)\1$/, "$2"),
  );
}

/** Between the bars, those at both ends left out; one behind a backslash is part of a cell. */
function cellsIn(text: string, { start, end }: Span): Span[] {
  const line = text.slice(start, end);
  const bars = [...line.matchAll(/(?<!\\)\|/g)].map(({ index }) => start + index);
  const isFirst = bars[0] !== undefined && text.slice(start, bars[0]).trim() === "";
  const isLast = bars.length > (isFirst ? 1 : 0) && text.slice((bars.at(-1) ?? start) + 1, end).trim() === "";
  const from = isFirst ? bars.map((bar) => bar + 1) : [start, ...bars.map((bar) => bar + 1)];
  const to = isFirst ? [...bars.slice(1), end] : [...bars, end];
  const cells = from.map((each, index) => ({ start: each, end: to[index] ?? end }));
  return isLast ? cells.slice(0, -1) : cells;
}
