import type { DraftItem } from "../../core/item.ts";
import type { Row, RowForm } from "../../core/row.ts";
import { feedbackColumns, feedbackOf, incidentColumns, incidentOf } from "./incidents.ts";
import type { ColumnNames, Place, ReadRow } from "./place.ts";
import { readerOf, type RowReader } from "./reader.ts";
import { rolloutColumns, rolloutOf } from "./rollouts.ts";
import { planColumns, planItemOf, taskColumns, taskOf } from "./tasks.ts";

interface FormReader {
  columns: ColumnNames;
  read(row: Row, place: Place, reader: RowReader): DraftItem | undefined;
}

const FORMS: Readonly<Record<RowForm, FormReader>> = {
  tasks: { columns: taskColumns, read: taskOf },
  plan: { columns: planColumns, read: planItemOf },
  rollouts: { columns: rolloutColumns, read: rolloutOf },
  incidents: { columns: incidentColumns, read: incidentOf },
  feedback: { columns: feedbackColumns, read: feedbackOf },
};

/**
 * The Item that a row of a table is, whoever keeps the table: a `task`, a `launch`, a `rollout`, an `incident` or a piece of `feedback`.
 * Columns are known by the names that people give them; those that `place.columns` names come first, and what no form knows becomes a
 * field of its own. What can't be understood is told with row and column, and the row is read without it. Never throws.
 */
export function draftOfRow(form: RowForm, row: Row, place: Place): ReadRow {
  const { columns, read } = FORMS[form];
  const reader = readerOf(row, place, columns);
  const item = read(row, place, reader);
  return { ...(item !== undefined && { item }), remarks: [...new Set(reader.remarks)] };
}

/** The fields that `columns:` may name for a form. */
export function fieldsOfForm(form: RowForm): readonly string[] {
  return Object.keys(FORMS[form].columns);
}

/** What tells a row from the others of its table, whatever changes in it: its own key where it has one, else its words. */
export function rowKey(form: RowForm, row: Pick<Row, "cells">, columns?: Place["columns"]): string {
  const place = { source: "", prefix: "", name: "", timezone: "UTC", ...(columns && { columns }) };
  const reader = readerOf({ id: "", updatedAt: "", ...row }, place, FORMS[form].columns);
  const named = ["id", "key", "title"].map((field) => reader.text(field)).find((text) => text !== null);
  return (named ?? reader.longText("body") ?? "").normalize("NFC").toLowerCase();
}
