import type { Window } from "../../core/item.ts";
import { knownTips, type RepositoryCursor } from "./cursor.ts";
import type { Git } from "./git.ts";
import { countHistory, listHistory, readHistory, readListed, type Commit, type Range } from "./history.ts";
import type { Ref } from "./refs.ts";
import { readAddedTodos, type Todo } from "./todos.ts";

/** Commits that become items in one fetch. */
export const MOST_COMMITS = 2_000;
/** What the first fetch of a quiet repository tells instead of nothing. */
const OLDER_COMMITS = 10;

/** What was committed since the last fetch, or within the window on the first. */
export interface News {
  commits: readonly Commit[];
  /** How many there were, of which `commits` are the newest. */
  total: number;
  /** Nothing happened in the first window: these are the latest from before it. */
  isOlder: boolean;
  todos: readonly Todo[];
}

/**
 * New is what can be reached now and could not be reached then, so that commits which arrive late are seen and none is seen twice.
 * `heads` are commits checked out without a branch.
 */
export async function readNews(
  git: Git,
  refs: readonly Ref[],
  heads: readonly string[],
  window: Window,
  cursor?: RepositoryCursor,
): Promise<News> {
  const known = new Set(cursor === undefined ? [] : knownTips(refs, cursor));
  const tips = [...new Set([...heads, ...refs.map((ref) => ref.sha)])].filter((sha) => !known.has(sha));
  const range: Range = { tips, known: [...known], until: window.to, ...(cursor === undefined && { since: window.from }) };
  const listed = await listHistory(git, range, MOST_COMMITS);
  if (listed.length === 0 && cursor === undefined) {
    const older = await readHistory(git, { tips, known: [], until: window.to }, OLDER_COMMITS);
    return { commits: older, total: older.length, isOlder: true, todos: [] };
  }
  // Both compare contents, each as long as the other.
  const [commits, todos, total] = await Promise.all([
    readListed(git, listed),
    readAddedTodos(git, listed),
    listed.length < MOST_COMMITS ? listed.length : countHistory(git, range),
  ]);
  return { commits, total, isOlder: false, todos };
}
