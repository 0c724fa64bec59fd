import { relative } from "node:path";
import type { Item, Window } from "../../core/item.ts";
import { countOf } from "../../lib/text.ts";
import { readAdrift, summariseAdrift } from "./adrift.ts";
import { refsAsOf } from "./as-of.ts";
import { nameBranches, readBranches, type Branches } from "./branches.ts";
import { newTags, toCursor, type RepositoryCursor } from "./cursor.ts";
import { findFollowUps } from "./follow-ups.ts";
import type { Git } from "./git.ts";
import {
  branchItem,
  commitItem,
  createItemMaker,
  rangeItem,
  repositoryItem,
  tagItem,
  tallyItem,
  todoItem,
  workTreeItem,
  type ItemMaker,
  type Label,
} from "./items.ts";
import { toInstant } from "./instant.ts";
import type { Layout, WorkTree } from "./layout.ts";
import { changeItem, MOST_STEPS, readMainline, readReleased, type ReleasedStep, type Step } from "./mainline.ts";
import { MOST_COMMITS, readNews, type News } from "./news.ts";
import { findBounds, type Bounds } from "./range.ts";
import { defaultBranch, readRefs, type Ref } from "./refs.ts";
import { readUncommittedTodos, type Todo } from "./todos.ts";
import { findWebPages, type WebPages } from "./web-address.ts";
import { readWorkTree, type WorkTreeState } from "./work-tree.ts";

/** What reading one repository brought. */
export interface Reading {
  items: readonly Item[];
  notes: readonly string[];
  cursor: RepositoryCursor;
}

export interface Request {
  window: Window;
  /** Absent on the first fetch of this repository. */
  cursor: RepositoryCursor | undefined;
  /** How many repositories share the room of the grant's cursor. */
  share: number;
  /** How far back the changes of the default branch are told, however new; not at all where absent. */
  weeks?: number | undefined;
  /** The release whose changes are told. */
  range?: string | undefined;
}

const CUT_MAINLINE = `of the default branch only the latest ${MOST_STEPS} changes were read.`;
const NO_BRANCHES: Branches = { branches: [], unpushed: new Set(), notes: [] };

/** Reads one repository with its work trees. Throws PermanentError where it is damaged or can't be read. */
export async function readRepository(layout: Layout, label: Label, request: Request): Promise<Reading> {
  const { git } = layout;
  const listed = await readRefs(git);
  const refs = await refsAsOf(git, listed.refs, request.window.to);
  const base = defaultBranch({ ...listed, refs }, layout.branch);
  // A bare repository is where work is kept, not where anybody works: its branches wait for nobody here.
  const isStore = layout.isBare && layout.workTrees.length === 0;
  const heads = layout.workTrees.flatMap((tree) => (tree.head !== undefined && tree.branch === undefined ? [tree.head] : []));
  const { weeks, range, window } = request;
  const [news, branches, trees, stashes, adrift, steps, released] = await Promise.all([
    readNews(git, refs, heads, request.window, request.cursor),
    isStore ? NO_BRANCHES : readBranches(git, refs, base?.refs ?? []),
    Promise.all(layout.workTrees.map((tree) => readTree(layout, tree))),
    listed.hasStash ? readStashes(git) : [],
    readAdrift(git, heads, listed.refs),
    weeks === undefined ? [] : readMainline(git, { base: base?.refs ?? [], weeks, until: window.to }),
    range === undefined ? undefined : readRelease(git, { refs, base: base?.refs ?? [], wanted: range }, window.to),
  ]);
  const make = createItemMaker(label);
  const pages = findWebPages(layout.remotes.get("origin") ?? [...layout.remotes.values()][0]);
  const latest =
    refs
      .map((ref) => ref.committedAt)
      .toSorted()
      .at(-1) ?? new Date(0).toISOString();
  const isHere = (sha: string): boolean => branches.unpushed.has(sha) || adrift.has(sha);
  const pageOf = ({ commit: { sha } }: Step): string | undefined => (isHere(sha) ? undefined : pages?.commit(sha));
  const items = [
    repositoryItem(make, layout, label.name, { defaultBranch: base?.name, at: latest, stashes }),
    ...trees.map((tree) => workTreeItem(make, tree.path === "." ? label.name : tree.path, tree, summariseAdrift(adrift, tree.head ?? ""))),
    ...branches.branches.map((branch) => branchItem(make, branch)),
    ...newTags(refs, request.cursor, request.window.from).map((tag) => tagItem(make, tag, pages)),
    ...(await commitItems(make, label, git, {
      news,
      refs,
      base: base?.refs ?? [],
      isHere,
      pages,
    })),
    ...steps.map((step) => changeItem(make, step, { url: pageOf(step) })),
    ...(released ? releaseItems(make, released, pageOf) : []),
    ...todoItems(make, [...news.todos, ...trees.flatMap((tree) => tree.todos)], latest),
  ];
  const notes = [
    ...(request.cursor === undefined ? branches.notes : []),
    ...notesOf(layout, news, trees, request),
    ...(Math.max(steps.length, released?.steps.length ?? 0) < MOST_STEPS ? [] : [CUT_MAINLINE]),
  ].map((note) => `${label.name}: ${note}`);
  return { items, notes, cursor: toCursor(refs, heads, request.share) };
}

interface Release {
  bounds: Bounds;
  steps: readonly ReleasedStep[];
}

async function readRelease(git: Git, wanted: Parameters<typeof findBounds>[1], until: string): Promise<Release | undefined> {
  const bounds = await findBounds(git, wanted);
  return bounds && { bounds, steps: await readReleased(git, bounds, until) };
}

/** A release, and each of its changes. */
function releaseItems(make: ItemMaker, { bounds, steps }: Release, pageOf: (step: Step) => string | undefined): Item[] {
  const range = rangeItem(make, bounds, steps.length);
  return [range, ...steps.map((step) => changeItem(make, step, { url: pageOf(step), range: range.id }))];
}

interface Tree {
  path: string;
  head: string | undefined;
  branch: string | undefined;
  state: WorkTreeState;
  todos: readonly Todo[];
}

async function readTree(layout: Layout, tree: WorkTree): Promise<Tree> {
  const git = await layout.openWorkTree(tree.folder);
  const state = await readWorkTree(git);
  const todos = state.changed > 0 && tree.head !== undefined ? await readUncommittedTodos(git) : [];
  return { path: relative(layout.home, tree.folder) || ".", head: tree.head, branch: tree.branch, state, todos };
}

/** When each stash was put away, the latest first. */
async function readStashes(git: Git): Promise<string[]> {
  const seconds = await git.read({ args: ["log", "--walk-reflogs", "--format=%ct", "--end-of-options", "refs/stash", "--"] });
  return seconds.map(toInstant);
}

interface Material {
  news: News;
  refs: readonly Ref[];
  base: readonly Ref[];
  /** Whether no remote has a commit. */
  isHere: (sha: string) => boolean;
  pages: WebPages | undefined;
}

async function commitItems(make: ItemMaker, label: Label, git: Git, { news, refs, base, isHere, pages }: Material): Promise<Item[]> {
  const { commits, total, isOlder } = news;
  const names = nameBranches(commits, [
    ...base,
    ...refs.filter((ref) => ref.kind === "branch"),
    ...refs.filter((ref) => ref.kind === "remote"),
  ]);
  const baseTips = base.map((ref) => ref.sha);
  const baseNames = new Set(base.map((ref) => ref.short));
  const mainline = new Set(commits.filter((commit) => baseNames.has(names.get(commit.sha) ?? "")).map((commit) => commit.sha));
  const followUps = isOlder ? new Map<string, never>() : await findFollowUps(git, commits, mainline, baseTips);
  const items = commits.map((commit) =>
    commitItem(make, commit, {
      branch: names.get(commit.sha),
      isOlder,
      isUnpushed: isHere(commit.sha),
      followUp: followUps.get(commit.sha),
      pages,
    }),
  );
  return isOlder ? items : [...items, ...tallyItem(make, label.name, commits, total)];
}

function todoItems(make: ItemMaker, todos: readonly Todo[], at: string): Item[] {
  const seen = new Map<string, number>();
  return todos.map((todo) => {
    const key = `${todo.path}\n${todo.text}`;
    const count = (seen.get(key) ?? 0) + 1;
    seen.set(key, count);
    return todoItem(make, todo, todo.path, at, count);
  });
}

function notesOf(layout: Layout, news: News, trees: readonly Tree[], { cursor }: Request): string[] {
  const isFirst = cursor === undefined;
  const isOnlyHere = !layout.isBare && layout.remotes.size === 0 && news.commits.length > 0;
  const unsure = trees.reduce((sum, tree) => sum + tree.state.unsure, 0);
  return [
    ...(isFirst && layout.isShallow ? ["a shallow clone, so older commits can't be seen."] : []),
    ...(isFirst && isOnlyHere ? ["no remote, so all of its commits exist only on this machine."] : []),
    ...(news.total > news.commits.length ? [`${news.total} new commits: the latest ${MOST_COMMITS} were read, the rest was counted.`] : []),
    ...(unsure > 0
      ? [`${countOf(unsure, "changed file")} behind a filter such as Git LFS could not be compared, since filters are programs.`]
      : []),
  ];
}
