import type { Git } from "./git.ts";
import { revisions, REVISIONS_FROM_INPUT } from "./graph.ts";
import { DIFF_FLAGS } from "./hardening.ts";
import type { Listed } from "./history.ts";
import { toInstant } from "./instant.ts";

const MOST_TODOS = 500;
const LONGEST_TEXT = 120;
/** What git looks for; which of those lines count is decided by `findTodo`. */
const ROUGHLY = "-G(TODO|FIXME)";
/** In a comment, or at the start of a line with nothing but marks before it; a quoted one is an example. */
const TODO =
  /(?:(?:^|\s)(?:\/\/+|#+|\/?\*+|--+|;+|<!--|%+)\s*(?=(?:TODO|FIXME)\b(?!["'`]))|^[\s\-*#/;%<!>.]*(?=(?:TODO|FIXME)(?:\([^)]{0,60}\))?:))(?<note>.*)$/;
const HEADER = "\u0001";

/** A line that says that something is left to do, added lately. */
export interface Todo {
  path: string;
  /** Where it stood in the version that added it. */
  line: number;
  text: string;
  /** The commit that added it; absent while it is not committed. */
  commit?: { sha: string; committedAt: string; author: string };
}

/** The TODO and FIXME lines that these commits, newest first, added and that none of them took away again; at most 500. */
export async function readAddedTodos(git: Git, commits: readonly Listed[]): Promise<Todo[]> {
  const shas = commits.filter(({ isMerge }) => !isMerge).map(({ sha }) => sha);
  if (shas.length === 0) return [];
  const reader = createReader();
  await git.ask({
    args: [
      ...["log", ...REVISIONS_FROM_INPUT, "--no-walk=unsorted", "-p", "-U0", ROUGHLY, ...DIFF_FLAGS, "--encoding=UTF-8"],
      `--format=${HEADER}%H${HEADER}%ct${HEADER}%aN`,
    ],
    input: revisions(shas, []),
    maxMegabytes: 128,
    onRecord: reader.read,
  });
  return reader.todos();
}

/** The same for what is not committed yet in the work tree. */
export async function readUncommittedTodos(git: Git): Promise<Todo[]> {
  const reader = createReader();
  await git.ask({
    args: ["diff", "-U0", ROUGHLY, ...DIFF_FLAGS, "--no-color-moved", "--end-of-options", "HEAD"],
    inWorkTree: true,
    onRecord: reader.read,
  });
  return reader.todos();
}

/** What a line of a file says is left to do, from its mark on; undefined for prose about such notes, and for quoted ones. */
export function findTodo(line: string): string | undefined {
  const found = TODO.exec(line);
  const note = found?.groups?.["note"];
  if (!found || note === undefined) return undefined;
  const before = line.slice(0, found.index);
  const isQuoted = [`"`, "`"].some((quote) => before.split(quote).length % 2 === 0);
  return isQuoted
    ? undefined
    : note
        .replace(/\s*(?:\*\/|-->)\s*$/, "")
        .trim()
        .slice(0, LONGEST_TEXT);
}

/** Reads a patch without context lines. The newest commit comes first, so a line that is taken away is known before it is added. */
function createReader(): { read: (line: string) => void; todos: () => Todo[] } {
  const todos: Todo[] = [];
  const removed = new Set<string>();
  const movedHere = new Set<string>();
  let commit: Todo["commit"];
  let oldPath = "";
  let path = "";
  let pending: Todo[] = [];
  const left = { removed: 0, added: 0 };
  let at = 0;

  function settle(): void {
    todos.push(...pending.filter((todo) => !removed.has(keyOf(todo.path, todo.text)) && !movedHere.has(todo.text)));
    pending = [];
    movedHere.clear();
  }

  function readHunkLine(line: string): void {
    const text = findTodo(line.slice(1));
    if (line.startsWith("-")) {
      left.removed -= 1;
      if (text === undefined) return;
      removed.add(keyOf(oldPath, text));
      movedHere.add(text);
    } else if (line.startsWith("+")) {
      left.added -= 1;
      if (text !== undefined) pending.push({ path, line: at, text, ...(commit && { commit }) });
      at += 1;
    }
  }

  return {
    read(line) {
      if (left.removed > 0 || left.added > 0) return readHunkLine(line);
      if (line.startsWith(HEADER)) {
        settle();
        const [, sha = "", seconds = "", author = ""] = line.split(HEADER);
        commit = { sha, committedAt: toInstant(seconds), author };
      } else if (line.startsWith("--- ")) oldPath = unquote(line.slice(4)).replace(/^a\//, "");
      else if (line.startsWith("+++ ")) path = unquote(line.slice(4)).replace(/^b\//, "");
      else if (line.startsWith("@@ ")) {
        const [, removedCount, start, addedCount] = /^@@ -\d+(?:,(\d+))? \+(\d+)(?:,(\d+))? @@/.exec(line) ?? [];
        left.removed = Number(removedCount ?? 1);
        left.added = Number(addedCount ?? 1);
        at = Number(start);
      }
    },
    todos() {
      settle();
      return todos.slice(0, MOST_TODOS);
    },
  };
}

function keyOf(path: string, text: string): string {
  return `${path}\n${text}`;
}

/** Git writes a path with control characters or quotes in it between quotes, as C does. */
function unquote(path: string): string {
  const inner = /^"(.*)"$/s.exec(path)?.[1];
  // A tab ends a path with spaces in it.
  if (inner === undefined) return path.replace(/\t$/, "");
  const escapes: Readonly<Record<string, string>> = { n: "\n", t: "\t", r: "\r", a: "\u0007", b: "\b", f: "\f", v: "\v" };
  return inner.replace(/\\(?:([0-7]{3})|(.))/g, (_all, octal: string | undefined, letter: string | undefined) =>
    octal === undefined ? (escapes[letter ?? ""] ?? letter ?? "") : String.fromCharCode(Number.parseInt(octal, 8)),
  );
}
