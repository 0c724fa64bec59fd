import type { Bullet, Section } from "../core/briefing.ts";
import type { Segment } from "./prose.ts";

type Line = readonly Segment[];

/** The lines of a part as rows, for where there is room for a table. */
export interface Table {
  columns: readonly string[];
  /** One for each line of the part; undefined for a line that fills no columns. */
  rows: readonly (readonly Line[] | undefined)[];
}

/** A table by its rows, and the lines that fill no columns, to be told below it. */
export interface Rows {
  columns: readonly string[];
  rows: readonly (readonly Line[])[];
  rest: readonly Line[];
}

/** Lays out the cells of a section; undefined where none of its lines fills its columns. */
export function layTable(section: Section, titleOf: (column: string) => string, cellsOf: (bullet: Bullet) => Line[]): Table | undefined {
  const { columns = [], bullets } = section;
  const rows = bullets.map((bullet) => (columns.length > 0 && bullet.cells?.length === columns.length ? cellsOf(bullet) : undefined));
  return rows.every((row) => row === undefined) ? undefined : { columns: columns.map(titleOf), rows };
}

/** The table of a part; undefined where it has none, or no row of it is left. */
export function rowsOf({ lines, table }: { lines: readonly Line[]; table?: Table }): Rows | undefined {
  if (table === undefined) return undefined;
  const rows = table.rows.filter((row) => row !== undefined);
  return rows.length === 0 ? undefined : { columns: table.columns, rows, rest: lines.filter((_line, at) => table.rows[at] === undefined) };
}
