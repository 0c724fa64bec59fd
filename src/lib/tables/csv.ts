import { CsvError, parse, type Info } from "csv-parse/sync";
import { countOf } from "../text.ts";
import { cellsOf, columnsOf, type Table, type TableRow } from "./table.ts";

/** Lines at the head of the file that say something of all of it: `# launch: Spring`. */
const HEAD = /^#\s*([A-Za-z][\w-]*):\s+(\S.*)$/;
const DELIMITERS = [",", ";", "\t"] as const;

const HINT = "Close each quotation mark that is open, or save the table once more from the program that made it.";

interface WithInfo {
  record: readonly string[];
  info: Info;
}

/** Where the table of a CSV file begins, behind the lines that say something of all of it, and what delimits its cells; undefined where it has none. */
export function tableIn(text: string): { offset: number; delimiter: string } | undefined {
  for (const { 0: line, index } of text.matchAll(/[^\r\n]+/g)) {
    const bare = index === 0 ? line.replace(/^\uFEFF/, "") : line;
    if (bare.trim() !== "" && !HEAD.test(bare)) return { offset: index + line.length - bare.length, delimiter: delimiterOf(bare) };
  }
  return undefined;
}

/** The rows of a CSV file, whose first one names the columns; delimited by commas, semicolons or tabs, whichever its first row has most of. */
export function parseCsv(text: string): Table {
  const lines = text.replace(/^\uFEFF/, "").split(/\r\n|\n|\r/);
  const start = lines.findIndex((line) => line.trim() !== "" && !HEAD.test(line));
  const head = new Map(lines.slice(0, Math.max(start, 0)).flatMap((line) => toHead(line)));
  if (start < 0) return { head, rows: [], remarks: [] };
  try {
    const records = readRecords(lines.slice(start).join("\n"), delimiterOf(lines[start] ?? ""));
    const names = records[0]?.record.map((name) => name.trim()) ?? [];
    const { columns, remarks } = columnsOf(names, start + 1);
    const filled = records.slice(1).filter(({ record }) => record.some((cell) => cell !== ""));
    return {
      head,
      rows: filled
        .map(({ record, info }): TableRow => ({ line: info.lines + start, cells: cellsOf(columns, record) }))
        .filter(({ cells }) => cells.size > 0),
      remarks: [...remarks, ...filled.flatMap(({ record, info }) => remarkOn(record, names, info.lines + start))],
    };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const fault = { line: start + 1, error: `expected a CSV table, got one that can't be read (${error.code})`, hint: HINT };
    return { head, rows: [], remarks: [], fault };
  }
}

/** Forgiving: a row with too many or too few cells is read as far as it goes. https://csv.js.org/parse/options/ */
function readRecords(text: string, delimiter: string): WithInfo[] {
  const options = { delimiter, info: true, skip_empty_lines: true, relax_column_count: true, relax_quotes: true, trim: true } as const;
  const records: unknown = parse(text, options);
  return Array.isArray(records) ? records.filter(isWithInfo) : [];
}

function isWithInfo(value: unknown): value is WithInfo {
  return typeof value === "object" && value !== null && "record" in value && Array.isArray(value.record) && "info" in value;
}

/** A comma that should have been in quotation marks moves all that stands behind it. */
function remarkOn(record: readonly string[], names: readonly string[], line: number): string[] {
  const isTooLong = record.slice(names.length).some((cell) => cell !== "");
  return isTooLong
    ? [`${line}: expected at most ${countOf(names.length, "cell")}, got ${record.length}; put cells with commas in quotation marks`]
    : [];
}

function delimiterOf(line: string): string {
  const counted = DELIMITERS.map((delimiter) => ({ delimiter, count: line.split(delimiter).length }));
  return counted.toSorted((a, b) => b.count - a.count)[0]?.delimiter ?? ",";
}

function toHead(line: string): [string, string][] {
  const [, key, value] = HEAD.exec(line) ?? [];
  return key === undefined || value === undefined ? [] : [[key.toLowerCase(), value.trim()]];
}
