import type { Item, Window } from "../../core/item.ts";
import type { Fetched } from "../../core/ports/outside.ts";
import { sealItem } from "../../lib/hash.ts";
import { countOf } from "../../lib/text.ts";
import { draftNote, draftTask, shortHash, type Draft, type ParsedFile } from "./drafts.ts";
import { findExample, type Example } from "./example.ts";
import { isMemorable, keepForgotten, parseMemory, sinceWhen, type Memory } from "./memory.ts";

/** What one fetch gathers while it goes from file to file. */
export interface Collection {
  window: Window;
  timezone: string;
  /** What the last fetch remembered, and what the next one is to remember. */
  before: Memory;
  after: Memory;
  items: Item[];
  failures: Fetched["failures"][number][];
  notes: string[];
  /** What could not be understood, with file and line. */
  remarks: string[];
  tasks: number;
}

const MOST_TASKS = 2_000;
/** Remarks beyond this many are counted only. */
const MOST_REMARKS = 20;

/** An empty collection. */
export function startCollection(window: Window, timezone: string, cursor: unknown): Collection {
  const before = parseMemory(cursor);
  return { window, timezone, before, after: new Map(), items: [], failures: [], notes: [], remarks: [], tasks: 0 };
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
export function finishCollection({ items, failures, notes, remarks, tasks, before, after }: Collection): Fetched {
  // What lies in a file that could not be read now is no newer once it can be read again.
  if (failures.length > 0) keepForgotten(before, after);
  const leftOut = tasks - MOST_TASKS;
  const tooMany =
    leftOut > 0 ? [`Read the first ${countOf(MOST_TASKS, "task")} and left out ${countOf(leftOut, "more line")} with a checkbox.`] : [];
  return { items, failures, notes: [...notes, ...tooMany, ...fewOf(remarks)], cursor: Object.fromEntries(after) };
}

/** Adds an item where it is so now, or where its file changed within the window. */
export function addDraft(
  collection: Collection,
  { item, isStanding, content, remarks, began }: Draft,
  file: { changedAtMs: number },
  example: Example | undefined,
): void {
  const key = shortHash(item.id);
  const print = shortHash(content);
  const sinceMs = example?.editedAtMs ?? sinceWhen(collection.before, key, print, file.changedAtMs);
  collection.remarks.push(...remarks);
  if (!example && isMemorable(collection.after)) collection.after.set(key, [print, sinceMs]);
  if (!isStanding && !isWithin(collection.window, sinceMs)) return;
  // A run may speak of an earlier instant than the file's last change; nothing may seem to come from its future.
  const at = new Date(Math.min(sinceMs, Date.parse(collection.window.to))).toISOString();
  const ts = began === undefined || began > at ? at : began;
  collection.items.push(sealItem({ ...item, ts, updatedAt: at }));
}

function isWithin({ from, to }: Window, instantMs: number): boolean {
  return instantMs >= Date.parse(from) && instantMs < Date.parse(to);
}

function fewOf(remarks: readonly string[]): string[] {
  const left = remarks.length - MOST_REMARKS;
  return left > 0 ? [...remarks.slice(0, MOST_REMARKS), `${countOf(left, "more line")} could not be understood in full.`] : [...remarks];
}
