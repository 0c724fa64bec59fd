import type { Cell } from "../../core/row.ts";
import { columnKey } from "../rows/reader.ts";
import { shorten } from "../text.ts";

/** One row of a table in a file. */
export interface TableRow {
  /** Counted from 1. */
  line: number;
  cells: ReadonlyMap<string, Cell>;
}

/** What a file says in rows, and what it says of itself above them. */
export interface Table {
  /** `key: value` at the head of the file, keys in lower case: `launch`, `date`, `cadence`, `example`. */
  head: ReadonlyMap<string, string>;
  rows: readonly TableRow[];
  /** What could not be understood, as sentence parts with the line before them: `12: expected …`. */
  remarks: readonly string[];
  /** Why none of its rows could be read: what was known of them still stands. */
  fault?: Fault;
}

/** What is wrong with a file as a whole, and the way out. `line` is counted from 1. */
export interface Fault {
  line: number;
  error: string;
  hint: string;
}

/** The names of columns, none for one that is called as an earlier one is, and what is remarked on those; `line` is that of the names. */
export function columnsOf(names: readonly string[], line: number): { columns: readonly string[]; remarks: readonly string[] } {
  const seen = new Set<string>();
  const again = new Set<string>();
  const columns = names.map((name) => {
    const key = columnKey(name);
    if (name !== "" && seen.has(key)) again.add(name);
    const isFirst = !seen.has(key);
    seen.add(key);
    return isFirst ? name : "";
  });
  const remarks = [...again].map(
    (name) => `${line}: expected each column to have a name of its own, got ${shorten(name, 60)} again, of which the first is read`,
  );
  return { columns, remarks };
}

/** The filled cells of a row by their columns. */
export function cellsOf(columns: readonly string[], row: readonly string[]): ReadonlyMap<string, string> {
  const filled = row.flatMap((cell, index): [string, string][] => {
    const name = columns[index] ?? "";
    return cell === "" || name === "" ? [] : [[name, cell]];
  });
  return new Map(filled);
}
