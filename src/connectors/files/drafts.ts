import type { DraftItem, FieldValue } from "../../core/item.ts";
import { shorten } from "../../lib/text.ts";
import type { Document, TaskLine } from "../../lib/tables/document.ts";
import type { Example } from "./example.ts";
import { shortHash } from "../../lib/tables/read-table.ts";
import { parseTaskText } from "../../lib/tables/task-text.ts";

/** A file that was read and taken apart. */
export interface ParsedFile extends Document {
  /** Relative to the workspace. */
  path: string;
  changedAtMs: number;
}

/** An Item of which it is not yet known when it changed. */
export interface Draft {
  item: Omit<DraftItem, "ts" | "updatedAt">;
  /** Told whatever the window, because it is so now. */
  isStanding: boolean;
  /** What counts as an edit when it differs. */
  content: string;
  remarks: readonly string[];
  /** When it happened, where that is not when it was written: a UTC instant. */
  began?: string;
}

/** The tasks of a file up to a line. */
export interface KnownTasks {
  /** How often the same words were there. */
  earlier: Map<string, number>;
  /** Ids by line. */
  ids: Map<number, string>;
}

const LONGEST_TITLE = 300;
const LONGEST_BODY = 2000;
const MOST_HEADINGS = 50;

const STATUSES: ReadonlyMap<string, string> = new Map([
  [" ", "todo"],
  ["x", "done"],
  ["X", "done"],
  ["/", "in_progress"],
  ["-", "cancelled"],
]);

/**
 * The task of a line; undefined where its mark is none of ours.
 * Its id is made of path and words, so that it stays while lines move and dates change; `known` is what came before it in the file.
 */
export function draftTask(file: ParsedFile, line: TaskLine, example: Example | undefined, known: KnownTasks): Draft | undefined {
  const marked = STATUSES.get(line.mark);
  if (marked === undefined) return undefined;
  const task = parseTaskText(line.text);
  const isStanding = marked === "todo" || marked === "in_progress";
  const parent = line.parent === undefined ? undefined : known.ids.get(line.parent);
  const move = (date: string | null): string | null => (example ? example.move(date) : date);
  const fields: Record<string, FieldValue> = {
    status: isStanding && task.blockedBy !== null ? "blocked" : marked,
    owner: task.owner,
    due: move(task.due),
    blockedBy: task.blockedBy,
    blockedSince: move(task.blockedSince),
    startedAt: move(task.startedAt),
    priority: task.priority,
    project: projectOf(file),
    path: file.path,
    ...(parent !== undefined && { parent }),
    ...(task.recurring && { recurring: true }),
    ...(example && { example: true }),
  };
  const id = taskId(file.path, task.title, known.earlier);
  known.ids.set(line.line, id);
  const item = {
    id,
    source: "files",
    kind: "task",
    title: shorten(task.title, LONGEST_TITLE),
    body: shorten(line.text, LONGEST_BODY),
    actors: task.owner === null ? [] : [{ name: task.owner, role: "owner" }],
    fields,
  };
  const remarks = task.remarks.map((remark) => `${file.path}:${line.line}: ${remark}.`);
  return { item, isStanding, content: `${line.mark} ${line.text}`, remarks };
}

/** The note that a file is where it has text besides headings and tasks. */
export function draftNote(file: ParsedFile, example: Example | undefined): Draft | undefined {
  if (file.prose === "") return undefined;
  const name = file.path.slice(file.path.lastIndexOf("/") + 1).replace(/\.\w+$/, "");
  const item = {
    id: `files:${file.path}`,
    source: "files",
    kind: "note",
    title: shorten(file.frontMatter.get("title") ?? file.headings[0] ?? name, LONGEST_TITLE),
    body: shorten(file.prose, LONGEST_BODY),
    actors: [],
    fields: {
      path: file.path,
      headings: file.headings.slice(0, MOST_HEADINGS).map((heading) => shorten(heading, LONGEST_TITLE)),
      words: file.prose.match(/\S+/g)?.length ?? 0,
      ...(example && { example: true }),
    },
  };
  return { item, isStanding: false, content: file.prose, remarks: [] };
}

function taskId(path: string, title: string, earlier: Map<string, number>): string {
  const hash = shortHash(`${path}\n${title.normalize("NFC").toLowerCase()}`);
  const count = (earlier.get(hash) ?? 0) + 1;
  earlier.set(hash, count);
  return `files:${path}#${hash}${count > 1 ? `-${count}` : ""}`;
}

function projectOf({ frontMatter, headings }: ParsedFile): string | null {
  const project = frontMatter.get("project") ?? frontMatter.get("title") ?? headings[0];
  return project === undefined ? null : shorten(project, LONGEST_TITLE);
}
