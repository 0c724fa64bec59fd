import type { Item } from "../../../core/item.ts";
import { ciChangesIn, type CiChange } from "../../../core/kinds/ci-change.ts";
import type { ChangedFile, Commit } from "../group/types.ts";

/** The commits of branches on which checks began to fail, oldest first within each repository; those between of which nothing is known have no files. */
export function commitsIn(items: readonly Item[]): Commit[] {
  const branches = Map.groupBy(ciChangesIn(items), ({ repository, branch }) => `${repository}\n${branch}`);
  return [...branches.values()].flatMap(inOrder);
}

/** One follows the other by its parent; where a parent is unknown its place is kept, since it may be the last good one. */
function inOrder(changes: readonly CiChange[]): Commit[] {
  const bySha = new Map(changes.map((change) => [change.sha, change]));
  const parents = new Set(changes.map(({ parent }) => parent));
  const ends = [...bySha.values()].filter(({ sha }) => !parents.has(sha));
  const placed = new Set<string>();
  return ends
    .toSorted((a, b) => (a.item.ts < b.item.ts ? -1 : a.item.ts > b.item.ts ? 1 : a.sha < b.sha ? -1 : 1))
    .flatMap((end) => upTo(end, bySha, placed));
}

function upTo(end: CiChange, bySha: ReadonlyMap<string, CiChange>, placed: Set<string>): Commit[] {
  const chain: Commit[] = [];
  let at: CiChange | undefined = end;
  while (at && !placed.has(at.sha)) {
    placed.add(at.sha);
    chain.push(toCommit(at));
    const parent: string | null = at.parent;
    at = bySha.get(parent ?? "");
    if (!at && parent !== null && !placed.has(parent)) chain.push(unknownCommit(parent, end.repository));
  }
  return chain.toReversed();
}

function unknownCommit(sha: string, repository: string): Commit {
  return { sha, repository, subject: "", author: "", reverts: null, files: [] };
}

function toCommit({ item, sha, repository, reverts, hunks }: CiChange): Commit {
  const byPath = Map.groupBy(hunks, ({ path }) => path);
  const changed = changedIn(item.body, [...byPath.keys()]);
  const files = [...byPath].map(([path, own]): ChangedFile => ({
    path,
    hunks: own.filter(({ from }) => from > 0).map(({ from, to }) => ({ from, to })),
    changed: changed.get(path)?.join("\n") ?? "",
  }));
  const author = item.actors.find(({ role }) => role === "author")?.name ?? "";
  return { sha, repository, subject: item.title, author, reverts, files };
}

/** The lines that went and came in each file: those of several stand below their paths. */
function changedIn(body: string, paths: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const changed = new Map(paths.map((path): [string, string[]] => [path, []]));
  let path = paths.length === 1 ? paths[0] : undefined;
  for (const line of body.split("\n")) {
    if (changed.has(line)) path = line;
    else if (path !== undefined && /^[+-]/.test(line)) changed.get(path)?.push(line.slice(1));
  }
  return changed;
}
