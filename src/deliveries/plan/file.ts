import { isDeepStrictEqual } from "node:util";
import type { PlanField, PlanUpdate } from "../../core/briefing.ts";
import { PermanentError } from "../../core/errors.ts";
import { dateIn, parseDate } from "../../lib/rows/dates.ts";
import { columnKey } from "../../lib/rows/reader.ts";
import { createRowIds, readTable } from "../../lib/tables/read-table.ts";
import type { TableRow } from "../../lib/tables/table.ts";
import { openKept } from "../place-file.ts";
import { editCsv } from "./edits/csv.ts";
import { spanOfLine, type Edit } from "./edits/edit.ts";
import { editMarkdownTable } from "./edits/markdown-table.ts";
import { CHECKBOX_WORDS, editTaskLine, isTaskLine } from "./edits/task-line.ts";
import { editYaml } from "./edits/yaml.ts";
import { elsewhere, gone } from "./failure.ts";
import type { FilePlace } from "./options.ts";
import { nameOf, settle, type PlanCell, type Settled } from "./settle.ts";
import { freeWordFor, toldBy, wordFor, wordless } from "./status-words.ts";
import { findRowId } from "./place.ts";

/** One look at the row of a file, and the means to write it. */
export interface FileRow {
  settled: Settled<string>;
  /** Puts the file with what is settled in the place of the one that was read. */
  write(): Promise<void>;
}

/** A file as it was read, with the row that is meant. */
interface Sheet {
  path: string;
  text: string;
  rows: readonly TableRow[];
  index: number;
  row: TableRow;
  isTask: boolean;
}

/**
 * Reads the row of an update's task as it is now. Throws PermanentError `plan-elsewhere`, `plan-gone`, `plan-moved`, `plan-no-word` or
 * `plan-unwritable`, and as `openKept` does.
 */
export async function openFileRow(
  update: PlanUpdate,
  place: FilePlace,
  { root, timezone }: { root: string; timezone: string },
): Promise<FileRow> {
  const { path } = place;
  const id = findRowId(update, place);
  if (id === undefined) throw elsewhere(nameOf(update), `the file ${path}`);
  const file = await openKept(root, path);
  const sheet = file && findRow(path, file.text, id);
  if (!sheet) throw gone(nameOf(update), path);
  const settled = settle(update, (field) => {
    const column = place.fields[field];
    return column === undefined
      ? { why: `the definition does not let the ${field} be written` }
      : fileCell(column, field, sheet, place, timezone);
  });
  const write = async (): Promise<void> => file.replace(changed(sheet, settled, nameOf(update)));
  return { settled, write };
}

function findRow(path: string, text: string, id: string): Sheet | undefined {
  const { rows } = readTable("plan", { path, text });
  const idOf = createRowIds("plan");
  const index = rows.findIndex((row) => idOf(row) === id);
  const row = rows[index];
  if (!row) return undefined;
  const { start, end } = spanOfLine(text, row.line);
  return { path, text, rows, index, row, isTask: isMarkdown(path) && isTaskLine(text.slice(start, end)) };
}

function isMarkdown(path: string): boolean {
  return /\.(?:md|markdown)$/i.test(path);
}

function fileCell(
  named: string,
  field: PlanField,
  sheet: Sheet,
  { values }: FilePlace,
  timezone: string,
): PlanCell<string> | { why: string } {
  const column = columnOf(named, sheet.row) ?? named;
  const written = sheet.row.cells.get(column);
  if (typeof written === "object") return { why: `${column} tells several things` };
  const text = written === undefined ? null : String(written).trim();
  const cell = { column, text };
  if (field === "blocker") return { ...cell, means: text, encode: (to) => ({ wire: to ?? "" }) };
  if (field === "eta") {
    const encode: PlanCell<string>["encode"] = (to) =>
      to === null || parseDate(to) !== undefined ? { wire: to ?? "" } : { why: `${column} takes one day, not ${to}` };
    return { ...cell, means: text === null ? null : (dateIn(text, timezone) ?? text), encode };
  }
  const words = sheet.isTask ? CHECKBOX_WORDS : wordsIn(column, sheet, values);
  return {
    ...cell,
    means: toldBy(text, values),
    encode(to) {
      const word = (sheet.isTask ? wordFor : freeWordFor)(to, words, values);
      return word === undefined ? { why: wordless(column, to) } : { wire: word };
    },
  };
}

function columnOf(named: string, { cells }: TableRow): string | undefined {
  return [...cells.keys()].find((name) => columnKey(name) === columnKey(named));
}

/** What other rows say there already, and what the definition says. */
function wordsIn(column: string, { rows }: Sheet, values: FilePlace["values"] = {}): string[] {
  const used = rows.flatMap(({ cells }) => {
    const cell = cells.get(column);
    return typeof cell === "string" && cell !== "" ? [cell] : [];
  });
  return [...new Set([...used, ...Object.values(values)])];
}

/** The file's text with what is settled in it. It is read once more by the reader of plans: nothing but these cells may have changed. */
function changed(sheet: Sheet, { writes }: Settled<string>, task: string): string {
  const edit = editOf(sheet);
  const place = { line: sheet.row.line, index: sheet.index };
  const text = writes.reduce<string | undefined>(
    (before, { column, wire }) => (before === undefined ? undefined : edit(before, place, column, wire)),
    sheet.text,
  );
  const after = text === undefined ? [] : readTable("plan", { path: sheet.path, text }).rows;
  if (text === undefined || !isDeepStrictEqual(after.map(told), expectedOf(sheet, writes).map(told))) throw unwritable(sheet.path, task);
  return text;
}

function editOf({ path, isTask }: Sheet): Edit {
  if (/\.[ct]sv$/i.test(path)) return editCsv;
  if (/\.ya?ml$/i.test(path)) return editYaml;
  return isTask ? editTaskLine : editMarkdownTable;
}

function expectedOf({ rows, index }: Sheet, writes: Settled<string>["writes"]): TableRow[] {
  return rows.map((row, at) => {
    if (at !== index) return row;
    const cells = new Map(row.cells);
    for (const { column, wire } of writes) {
      if (wire === "") cells.delete(column);
      else cells.set(column, wire);
    }
    return { ...row, cells };
  });
}

/** The cells by what their columns are called: a new one may have come to stand behind others. */
function told({ cells }: TableRow): [string, unknown][] {
  return [...cells].map(([name, cell]): [string, unknown] => [columnKey(name), cell]).toSorted(([a], [b]) => (a < b ? -1 : 1));
}

function unwritable(path: string, task: string): PermanentError {
  return new PermanentError(
    "plan-unwritable",
    `expected ${path} to take what was told of ${task}, got a form that can't be changed in place`,
    {
      hint: "Change it by hand: a cell over several lines, with a comment or without its column is not written to.",
    },
  );
}
