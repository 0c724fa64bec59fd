import type { Coverage, DraftItem, Item, Window } from "../../core/item.ts";
import type { FetchContext, Fetched } from "../../core/ports/outside.ts";
import { sealItem } from "../../lib/hash.ts";
import { columnKey } from "../../lib/rows/reader.ts";
import { shortHash } from "../../lib/tables/read-table.ts";
import { countOf, findNearest } from "../../lib/text.ts";
import { draftNote, draftTask, type Draft, type ParsedFile } from "./drafts.ts";
import { findExample, type Example } from "./example.ts";
import { isMemorable, keepForgotten, parseMemory, sinceWhen, type Memory } from "./memory.ts";

/** What one fetch gathers while it goes from file to file. */
export interface Collection {
  window: Window;
  timezone: string;
  /** The columns of tables that the definition names, by field. */
  columns: Readonly<Record<string, string>> | undefined;
  /** What the last fetch remembered, and what the next one is to remember. */
  before: Memory;
  after: Memory;
  items: Item[];
  failures: Fetched["failures"][number][];
  notes: string[];
  /** What could not be understood, with file and line. */
  remarks: string[];
  tasks: number;
  /** Which files were read to their last task or row. */
  whole: string[];
  /** The names that the columns of tables have. */
  named: Set<string>;
}

/** A draft of which it is known when it changed. */
interface RowDraft extends Omit<Draft, "item"> {
  item: DraftItem;
  /** Its `ts` is its own, such as when an incident began. */
  keepsMoment: boolean;
}

const MOST_TASKS = 2_000;
/** Remarks beyond this many are counted only. */
const MOST_REMARKS = 20;

/** An empty collection. */
export function startCollection(
  { window, timezone, cursor }: Pick<FetchContext<unknown>, "window" | "timezone" | "cursor">,
  columns?: Collection["columns"],
): Collection {
  const before = parseMemory(cursor);
  const found = { items: [], failures: [], notes: [], remarks: [], tasks: 0, whole: [], named: new Set<string>() };
  return { window, timezone, columns, before, after: new Map(), ...found };
}

/** Adds the tasks of a file that are open or were closed within the window, and a note where its text changed within the window. */
export function collectFile(collection: Collection, file: ParsedFile): void {
  const example = findExample(file.frontMatter, collection.window.to, collection.timezone);
  collection.remarks.push(...(example?.remarks ?? []).map((remark) => `${file.path}: ${remark}.`));
  const known = { earlier: new Map<string, number>(), ids: new Map<number, string>() };
  for (const line of file.tasks) {
    const task = collection.tasks < MOST_TASKS ? draftTask(file, line, example, known) : undefined;
    if (task) addDraft(collection, task, file, example);
    if (task || collection.tasks >= MOST_TASKS) collection.tasks += 1;
  }
  const note = draftNote(file, example);
  if (note) addDraft(collection, note, file, example);
}

/** The answer of the fetch. */
export function finishCollection(collection: Collection): Fetched {
  const { items, failures, notes, remarks, tasks, before, after } = collection;
  // What lies in a file that could not be read now is no newer once it can be read again.
  if (failures.length > 0) keepForgotten(before, after);
  const leftOut = tasks - MOST_TASKS;
  const tooMany =
    leftOut > 0
      ? [`Read the first ${MOST_TASKS.toLocaleString("en-US")} tasks or rows and left out ${countOf(leftOut, "more line")}.`]
      : [];
  return {
    items,
    failures,
    notes: [...notes, ...tooMany, ...misnamedIn(collection), ...fewOf(remarks)],
    ...(leftOut > 0 && { covers: coversOf(collection) }),
    cursor: Object.fromEntries(after),
  };
}

/** Keeps count of a file of which nothing was left out. */
export function endFile(collection: Collection, path: string): void {
  if (collection.tasks <= MOST_TASKS) collection.whole.push(`files:${path}#`);
}

/** Of what was left out nobody knows whether it is still there. */
function coversOf({ whole }: Collection): Coverage {
  return { from: new Date(0).toISOString(), to: "9999-12-31T23:59:59.999Z", within: whole };
}

/** A column that nobody has is misspelt, or was called otherwise since. */
function misnamedIn({ columns = {}, named }: Collection): string[] {
  const known = new Set([...named].map(columnKey));
  const missing = known.size === 0 ? [] : Object.entries(columns).filter(([, column]) => !known.has(columnKey(column)));
  return missing.map(([field, column]) => {
    const near = findNearest(column, [...named]);
    const hint = near === undefined ? "." : `; did you mean "${near}"?`;
    return `No row has anything in a column "${column}", which "columns:" names for ${field}${hint}`;
  });
}

/** Since when something by this id has had this content, in milliseconds: as remembered, else when its file changed. */
export function sinceOf(collection: Collection, id: string, content: string, changedAtMs: number): number {
  return sinceWhen(collection.before, shortHash(id), shortHash(content), changedAtMs);
}

/** Whether no row has room any more; it is counted all the same. */
export function isFull(collection: Collection): boolean {
  if (collection.tasks < MOST_TASKS) return false;
  collection.tasks += 1;
  return true;
}

/** Adds a row of a table; one that keeps its moment did not happen when its line was edited. */
export function addRow(collection: Collection, draft: RowDraft, example: Example | undefined): void {
  collection.tasks += 1;
  const { item } = draft;
  const sinceMs = Date.parse(item.updatedAt);
  remember(collection, draft, sinceMs, example);
  if (!draft.isStanding && !isWithin(collection.window, sinceMs)) return;
  const at = noLater(sinceMs, collection);
  collection.items.push(sealItem({ ...item, ts: draft.keepsMoment ? item.ts : at, updatedAt: at }));
}

/** Adds an item where it is so now, or where its file changed within the window. */
export function addDraft(collection: Collection, draft: Draft, file: { changedAtMs: number }, example: Example | undefined): void {
  const { item, isStanding, content, began } = draft;
  const sinceMs = example?.editedAtMs ?? sinceOf(collection, item.id, content, file.changedAtMs);
  remember(collection, draft, sinceMs, example);
  if (!isStanding && !isWithin(collection.window, sinceMs)) return;
  const at = noLater(sinceMs, collection);
  collection.items.push(sealItem({ ...item, ts: began === undefined || began > at ? at : began, updatedAt: at }));
}

function remember(
  collection: Collection,
  { item, content, remarks }: Omit<Draft, "item"> & { item: { id: string } },
  sinceMs: number,
  example: Example | undefined,
): void {
  collection.remarks.push(...remarks);
  if (!example && isMemorable(collection.after)) collection.after.set(shortHash(item.id), [shortHash(content), sinceMs]);
}

/** A run may speak of an earlier instant than the file's last change; nothing may seem to come from its future. */
function noLater(sinceMs: number, { window }: Collection): string {
  return new Date(Math.min(sinceMs, Date.parse(window.to))).toISOString();
}

function isWithin({ from, to }: Window, instantMs: number): boolean {
  return instantMs >= Date.parse(from) && instantMs < Date.parse(to);
}

function fewOf(remarks: readonly string[]): string[] {
  const left = remarks.length - MOST_REMARKS;
  return left > 0 ? [...remarks.slice(0, MOST_REMARKS), `${countOf(left, "more line")} could not be understood in full.`] : [...remarks];
}
