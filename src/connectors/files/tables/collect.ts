import type { DraftItem, FieldValue, Item } from "../../../core/item.ts";
import type { Row, RowForm } from "../../../core/row.ts";
import { draftOfRow, rowKey } from "../../../lib/rows/draft.ts";
import type { Place } from "../../../lib/rows/place.ts";
import { addRow, isFull, sinceOf, type Collection } from "../collection.ts";
import { parseDocument, visibleLines } from "../document.ts";
import { shortHash } from "../drafts.ts";
import { findExample, type Example } from "../example.ts";
import { shorten } from "../../../lib/text.ts";
import type { FileText } from "../read-text.ts";
import { parseCsv } from "./csv.ts";
import { parseTables } from "./markdown.ts";
import type { Table, TableRow } from "./table.ts";
import { toRow } from "./task-lines.ts";
import { parseYaml } from "./yaml.ts";

type ReadFile = Extract<FileText, { kind: "text" }>;

const LONGEST_COLUMNS = 100;
const DATE = /(?<!\d)\d{4}-\d\d-\d\d(?!\d)/g;

/** Adds what the rows of a file are; of tasks those that are open or were closed within the window, of all else every one. */
export function collectTable(form: RowForm, collection: Collection, file: ReadFile): void {
  const table = tableOf(form, file);
  if (table.fault) {
    const { line, error, hint } = table.fault;
    collection.failures.push({ what: `${file.path}:${line}`, error, hint });
    return;
  }
  const example = findExample(table.head, collection.window.to, collection.timezone);
  const remarks = [...(example?.remarks ?? []).map((remark) => `${remark}.`), ...table.remarks.map((remark) => `${remark}.`)];
  collection.remarks.push(...remarks.map((remark) => (/^\d+:/.test(remark) ? `${file.path}:${remark}` : `${file.path}: ${remark}`)));
  const launch = form === "plan" ? launchRow(table) : undefined;
  const rows = [...(launch ? [launch] : []), ...table.rows];
  const plan = table.head.get("launch") ?? table.head.get("plan") ?? table.head.get("title") ?? nameOf(file);
  const seen = new Map<string, number>();
  for (const row of table.rows) for (const column of row.cells.keys()) collection.named.add(column);
  for (const row of rows) {
    // Looked at before the row is: of a hundred thousand most would be read for nothing.
    if (isFull(collection)) continue;
    const id = row === launch ? "launch" : idOf(form, row, collection, seen);
    // The head of a file has no columns that could be called otherwise.
    const columns = row === launch ? undefined : collection.columns;
    const { timezone } = collection;
    const place = { source: "files", prefix: `files:${file.path}#`, name: `${file.path}:${row.line}`, timezone, plan };
    collectRow(form, { id, row, file, place: columns === undefined ? place : { ...place, columns }, example }, collection);
  }
  if (form === "plan" && rows.length > 0 && !collection.items.some((item) => leadsSomewhere(item, plan))) {
    const [name, date] = /\.[ct]sv$/i.test(file.path) ? ["# launch: NAME", "# date: 2027-03-01"] : ["launch:", "date:"];
    collection.notes.push(
      `${file.path} has no launch date: write "${name}" and "${date}" at its head to have its critical path looked at.`,
    );
  }
}

function leadsSomewhere({ kind, fields }: Item, plan: string): boolean {
  return kind === "launch" && fields["plan"] === plan && fields["date"] !== null;
}

interface Found {
  id: string;
  row: TableRow;
  file: ReadFile;
  place: Place;
  example: Example | undefined;
}

function collectRow(form: RowForm, { id, row, file, place, example }: Found, collection: Collection): void {
  const content = JSON.stringify([...row.cells]);
  const since = sinceOf(collection, `${place.prefix}${id}`, content, example?.editedAtMs ?? file.changedAtMs);
  const read: Row = { id, cells: row.cells, updatedAt: new Date(since).toISOString() };
  const { item, remarks } = draftOfRow(form, read, place);
  if (item === undefined) {
    const columns = shorten([...row.cells.keys()].join(", "), LONGEST_COLUMNS);
    collection.remarks.push(
      `${place.name}: expected a name in one of its columns, got ${columns}, so it was left out; "columns:" says which one has it.`,
    );
    return;
  }
  const fields: Record<string, FieldValue> = { ...item.fields, path: file.path };
  const draft: DraftItem = example ? moved({ ...item, fields }, example) : { ...item, fields };
  const isStanding = form !== "tasks" || !["done", "cancelled"].includes(String(fields["status"]));
  addRow(collection, { item: draft, isStanding, content, remarks, keepsMoment: form !== "tasks" && form !== "plan" }, example);
}

function tableOf(form: RowForm, file: ReadFile): Table {
  if (/\.[ct]sv$/i.test(file.path)) return parseCsv(file.text);
  if (/\.ya?ml$/i.test(file.path)) return parseYaml(file.text);
  const { frontMatter, tasks } = parseDocument(file.text);
  const lines = form === "tasks" || form === "plan" ? tasks.flatMap((task) => toRow(task) ?? []) : [];
  const { rows, remarks } = parseTables(visibleLines(file.text));
  return { head: frontMatter, rows: [...rows, ...lines].toSorted((a, b) => a.line - b.line), remarks };
}

/** What the head of a plan says of where it leads. */
function launchRow({ head }: Table): TableRow | undefined {
  const launch = head.get("launch");
  if (launch === undefined) return undefined;
  const cells = ["date", "cadence", "owner"].flatMap((key): [string, string][] => {
    const value = head.get(key);
    return value === undefined ? [] : [[key, value]];
  });
  return { line: 1, cells: new Map([["title", launch], ["type", "launch"], ...cells]) };
}

function idOf(form: RowForm, row: TableRow, { columns }: Collection, seen: Map<string, number>): string {
  const hash = shortHash(rowKey(form, row, columns));
  const count = (seen.get(hash) ?? 0) + 1;
  seen.set(hash, count);
  return count > 1 ? `${hash}-${count}` : hash;
}

function nameOf({ path }: ReadFile): string {
  return path.slice(path.lastIndexOf("/") + 1).replace(/\.\w+$/, "");
}

/** All dates in its fields, moved so that it is about today. */
function moved(item: DraftItem, { move }: Example): DraftItem {
  const shift = (text: string): string => text.replaceAll(DATE, (date) => moveDate(date, move));
  const entries = Object.entries(item.fields).map(([name, value]): [string, FieldValue] => {
    if (typeof value === "string") return [name, shift(value)];
    return [name, Array.isArray(value) ? value.map((part) => shift(String(part))) : value];
  });
  const isOwn = item.ts !== item.updatedAt;
  return { ...item, ts: isOwn ? shift(item.ts) : item.ts, fields: { ...Object.fromEntries(entries), example: true } };
}

function moveDate(date: string, move: Example["move"]): string {
  return move(date) ?? date;
}
