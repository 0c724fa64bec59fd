import type { Actor } from "./item.ts";

/** What the rows of a table are: tasks of a team, tasks that lead to a launch, what is rolled out, what broke, what customers said. */
export const ROW_FORMS = ["tasks", "plan", "rollouts", "incidents", "feedback"] as const;
export type RowForm = (typeof ROW_FORMS)[number];

/** What stands in one cell: text, a number, a mark, or several of the same. Dates are plain or UTC instants; nothing is absent. */
export type Cell = string | number | boolean | readonly string[];

/** One row of a table that people keep, wherever they keep it: a line of a CSV file or a Markdown table, an entry of a YAML list, a page in Notion. */
export interface Row {
  /** The same on every fetch, unique within its table. */
  id: string;
  /** By the name of its column as people wrote it. */
  cells: ReadonlyMap<string, Cell>;
  /** Who stands in a column, where the service knows them by more than a name. */
  people?: ReadonlyMap<string, readonly Omit<Actor, "role">[]>;
  /** What is written below it. */
  body?: string;
  url?: string;
  createdAt?: string;
  /** UTC instant. */
  updatedAt: string;
}
