import type { DraftItem } from "../../core/item.ts";

/** Where a row stands, and how its columns are to be read. */
export interface Place {
  /** The connector's id. */
  source: string;
  /** What the ids of its Items begin with: `files:plan/spring.csv#`. */
  prefix: string;
  /** What people call the table, for what is told of its rows: `plan/spring.csv:12`. */
  name: string;
  /** The zone of times that name none. */
  timezone: string;
  /** What the tasks of a plan name as theirs where no column says it. */
  plan?: string;
  /** The columns that the definition names, by field. */
  columns?: Readonly<Record<string, string>>;
}

/** What became of a row: no Item where it has no name; what could not be understood is told in sentences. */
export interface ReadRow {
  item?: DraftItem;
  remarks: readonly string[];
}

/** The columns by which a form knows its fields: names as people write them, in lower case, the surest first. */
export type ColumnNames = Readonly<Record<string, readonly string[]>>;
