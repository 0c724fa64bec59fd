import { columnKey } from "../../../lib/rows/reader.ts";
import { tableIn } from "../../../lib/tables/csv.ts";
import { cellsOf, columnsOf } from "../../../lib/tables/table.ts";
import { replaced, type Edit, type Span } from "./edit.ts";

/** Puts a value into one cell of a CSV file; the others keep their quotation marks, their blanks and their line ends. */
export const editCsv: Edit = (text, { index }, column, value) => {
  const table = tableIn(text);
  if (!table) return undefined;
  const [head, ...records] = [...recordsIn(text, table)].map((spans) => spans.map((span) => ({ ...span, cell: cellIn(text, span) })));
  const { columns } = columnsOf(head?.map(({ cell }) => cell) ?? [], 1);
  const at = columns.findIndex((name) => name !== "" && columnKey(name) === columnKey(column));
  const row = records.filter(
    (record) =>
      cellsOf(
        columns,
        record.map(({ cell }) => cell),
      ).size > 0,
  )[index];
  const last = row?.at(-1);
  if (at < 0 || !row || !last) return undefined;
  const place = row[at];
  const quoted = (isQuoted: boolean): string =>
    isQuoted || mustBeQuoted(value, table.delimiter) ? `"${value.replaceAll('"', '""')}"` : value;
  // A row may end before its last columns.
  if (!place) return replaced(text, { start: last.end, end: last.end }, table.delimiter.repeat(at - row.length + 1) + quoted(false));
  const written = text.slice(place.start, place.end);
  const blanks = /^\s*/.exec(written)?.[0].length ?? 0;
  const bare = written.trim();
  return replaced(text, { start: place.start + blanks, end: place.start + blanks + bare.length }, quoted(bare.startsWith('"')));
};

function mustBeQuoted(value: string, delimiter: string): boolean {
  return value.includes(delimiter) || /["\n\r]|^\s|\s$/.test(value);
}

function cellIn(text: string, { start, end }: Span): string {
  const written = text.slice(start, end).trim();
  return /^".*"$/s.test(written) ? written.slice(1, -1).replaceAll('""', '"').trim() : written;
}

/** Where the cells of each record stand; blank lines are no records. https://www.rfc-editor.org/rfc/rfc4180 */
function* recordsIn(text: string, { offset, delimiter }: { offset: number; delimiter: string }): Generator<Span[]> {
  let cells: Span[] = [];
  let start = offset;
  let isQuoted = false;
  for (let at = offset; at <= text.length; at += 1) {
    const sign = text[at];
    if (sign === '"') isQuoted = isQuoted ? false : text[at - 1] === '"' || text.slice(start, at).trim() === "";
    else if (sign === delimiter && !isQuoted) {
      cells.push({ start, end: at });
      start = at + 1;
    } else if ((sign === "\n" || sign === "\r" || sign === undefined) && !isQuoted) {
      cells.push({ start, end: at });
      if (cells.length > 1 || text.slice(start, at).trim() !== "") yield cells;
      cells = [];
      start = at + 1;
    }
  }
}
