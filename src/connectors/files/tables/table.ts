import type { Cell } from "../../../core/row.ts";

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
