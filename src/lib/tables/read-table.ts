import type { Row, RowForm } from "../../core/row.ts";
import { hashOfBytes } from "../hash.ts";
import { rowKey } from "../rows/draft.ts";
import type { Place } from "../rows/place.ts";
import { parseCsv } from "./csv.ts";
import { parseDocument, visibleLines } from "./document.ts";
import { parseTables } from "./markdown.ts";
import type { Table } from "./table.ts";
import { toRow } from "./task-lines.ts";
import { parseYaml } from "./yaml.ts";

/** The files that hold rows. */
export const TABLE_FILES = /\.(?:csv|tsv|ya?ml|md|markdown)$/i;

/** The rows of a file, by the ending of its path. */
export function readTable(form: RowForm, { path, text }: { path: string; text: string }): Table {
  if (/\.[ct]sv$/i.test(path)) return parseCsv(text);
  if (/\.ya?ml$/i.test(path)) return parseYaml(text);
  const { frontMatter, tasks } = parseDocument(text);
  const lines = form === "tasks" || form === "plan" ? tasks.flatMap((task) => toRow(task) ?? []) : [];
  const { rows, remarks } = parseTables(visibleLines(text));
  return { head: frontMatter, rows: [...rows, ...lines].toSorted((a, b) => a.line - b.line), remarks };
}

/** Names the rows of one file, each once and in their order: the same as long as a row is called the same. */
export function createRowIds(form: RowForm, columns?: Place["columns"]): (row: Pick<Row, "cells">) => string {
  const seen = new Map<string, number>();
  return (row) => {
    const hash = shortHash(rowKey(form, row, columns));
    const count = (seen.get(hash) ?? 0) + 1;
    seen.set(hash, count);
    return count > 1 ? `${hash}-${count}` : hash;
  };
}

/** Ten hexadecimal digits: enough to tell apart what one workspace holds. */
export function shortHash(text: string): string {
  return hashOfBytes(text).slice(3, 13);
}
