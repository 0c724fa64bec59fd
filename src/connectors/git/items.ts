import type { DraftItem, FieldValue, Item } from "../../core/item.ts";
import { hashOfBytes, sealItem } from "../../lib/hash.ts";
import { countOf, shorten } from "../../lib/text.ts";
import { folderOf, isBot } from "./commit-traits.ts";
import type { Branch } from "./branches.ts";
import type { FollowUp } from "./follow-ups.ts";
import type { Commit } from "./history.ts";
import type { Layout } from "./layout.ts";
import type { Bounds } from "./range.ts";
import type { Ref } from "./refs.ts";
import type { Todo } from "./todos.ts";
import type { WebPages } from "./web-address.ts";
import type { WorkTreeState } from "./work-tree.ts";

const LONGEST_TITLE = 200;
const LONGEST_BODY = 4_000;
/** Characters of a hash that people are shown. */
export const SHORT_HASH = 9;
const RELEASE = /^(?:[\w.-]*[/@-])?v?\d+(?:\.\d+)+(?:[-+.]?[\w.-]+)?$|^release/i;

/** How one repository is told from others: a path for ids, a name for people. */
export interface Label {
  /** Relative to the workspace: `.`, `../api`. */
  path: string;
  name: string;
}

/** Makes the items of one repository; ids are `git:<path>/<kind>/<native id>`. */
export type ItemMaker = (draft: Draft) => Item;

interface Draft extends Pick<DraftItem, "kind" | "title" | "ts"> {
  native: string;
  body?: string;
  updatedAt?: string;
  actors?: DraftItem["actors"];
  url?: string;
  /** Those that are undefined are left out. */
  fields: Readonly<Record<string, FieldValue | undefined>>;
}

/** A maker of items that all name their repository. */
export function createItemMaker(label: Label): ItemMaker {
  return ({ native, kind, title, body = "", ts, updatedAt = ts, actors = [], url, fields }) => {
    const known = Object.entries(fields).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const]));
    return sealItem({
      id: `git:${[label.path, kind, native].filter(Boolean).join("/")}`,
      source: "git",
      kind,
      title: shorten(title.trim() || "(no title)", LONGEST_TITLE),
      body: shorten(body, LONGEST_BODY),
      ts,
      updatedAt,
      actors,
      fields: { repository: label.name, repositoryId: `git:${label.path}/repository`, ...Object.fromEntries(known) },
      ...(url !== undefined && { url }),
    });
  };
}

/** What is known about a commit beside the commit itself. */
export interface CommitSetting {
  branch: string | undefined;
  isOlder: boolean;
  isUnpushed: boolean;
  followUp: FollowUp | undefined;
  pages: WebPages | undefined;
}

export function commitItem(make: ItemMaker, commit: Commit, { branch, isOlder, isUnpushed, followUp, pages }: CommitSetting): Item {
  return make({
    kind: "commit",
    native: commit.sha,
    title: commit.subject,
    body: commit.body,
    ts: commit.committedAt,
    ...(pages && !isUnpushed && { url: pages.commit(commit.sha) }),
    actors: [
      { ...commit.author, role: "author" },
      { ...commit.committer, role: "committer" },
    ],
    fields: {
      sha: commit.sha,
      short: commit.sha.slice(0, SHORT_HASH),
      branch,
      authoredAt: commit.authoredAt,
      merge: commit.parents.length > 1,
      files: commit.files,
      insertions: commit.insertions,
      deletions: commit.deletions,
      paths: commit.paths,
      folder: folderOf(commit.paths),
      bot: isBot(commit.author),
      older: isOlder,
      ...followUpFields(followUp),
    },
  });
}

function followUpFields(followUp: FollowUp | undefined): Record<string, FieldValue> {
  if (followUp === undefined) return {};
  const { kind, said, earlier } = followUp;
  return {
    followUp: kind,
    followUpSaid: said,
    earlierSha: earlier.sha,
    earlierShort: earlier.sha.slice(0, SHORT_HASH),
    earlierSubject: shorten(earlier.subject, LONGEST_TITLE),
    earlierAuthor: earlier.author,
    earlierAt: earlier.committedAt,
  };
}

export function tagItem(make: ItemMaker, tag: Ref, pages: WebPages | undefined): Item {
  return make({
    kind: "tag",
    native: tag.short,
    title: tag.short,
    body: tag.subject,
    ts: tag.createdAt,
    ...(pages && { url: pages.tag(tag.short) }),
    actors: [{ ...tag.author, role: "author" }],
    fields: { sha: tag.sha, short: tag.sha.slice(0, SHORT_HASH), release: RELEASE.test(tag.short) },
  });
}

/** The part of the history that belongs to one release. */
export function rangeItem(make: ItemMaker, { from, to, tip }: Bounds, changes: number): Item {
  const name = to?.short ?? "not released yet";
  return make({
    kind: "range",
    native: `${from?.short ?? ""}..${to?.short ?? ""}`,
    title: name,
    ts: to?.createdAt ?? tip.committedAt,
    fields: { from: from?.short ?? null, to: to?.short ?? null, changes },
  });
}

export function branchItem(make: ItemMaker, branch: Branch): Item {
  const { ref } = branch;
  return make({
    kind: "branch",
    native: `${branch.isRemote ? "remotes" : "heads"}/${ref.short}`,
    title: ref.short,
    body: ref.subject,
    ts: ref.committedAt,
    actors: [{ ...ref.author, role: "author" }],
    fields: {
      sha: ref.sha,
      remote: branch.isRemote,
      default: branch.isDefault,
      merged: branch.ahead === 0,
      ahead: branch.ahead,
      unpushed: branch.unpushed,
      oldestUnpushedAt: branch.oldestUnpushedAt,
      upstream: ref.upstream?.replace(/^refs\/(?:remotes|heads)\//, ""),
      upstreamGone: branch.isUpstreamGone,
    },
  });
}

export function workTreeItem(
  make: ItemMaker,
  title: string,
  { path, branch, state }: { path: string; branch: string | undefined; state: WorkTreeState },
  adrift: { adrift?: number; oldestAdriftAt?: string },
): Item {
  return make({
    kind: "worktree",
    native: path,
    title,
    ts: [state.oldestChangeAt, state.oldestNewAt].flatMap((at) => at ?? []).toSorted()[0] ?? state.headMovedAt,
    updatedAt: state.newestChangeAt ?? state.headMovedAt,
    fields: {
      path,
      branch: branch ?? null,
      detached: branch === undefined,
      changed: state.changed,
      untracked: state.untracked,
      conflicts: state.conflicts,
      oldestChangeAt: state.oldestChangeAt,
      oldestNewAt: state.oldestNewAt,
      ahead: state.ahead,
      behind: state.behind,
      operation: state.operation?.kind,
      operationAt: state.operation?.at,
      ...adrift,
    },
  });
}

export function todoItem(make: ItemMaker, todo: Todo, path: string, at: string, count: number): Item {
  const { commit } = todo;
  const hash = hashOfBytes(todo.text).slice(3, 15);
  return make({
    kind: "todo",
    native: `${path}#${count > 1 ? `${hash}-${count}` : hash}`,
    title: todo.text,
    ts: commit?.committedAt ?? at,
    actors: commit ? [{ name: commit.author, role: "author" }] : [],
    fields: { path, line: todo.line, committed: commit !== undefined, sha: commit?.sha },
  });
}

/** What a repository is, whatever happens in it. */
export function repositoryItem(
  make: ItemMaker,
  layout: Layout,
  name: string,
  standing: { defaultBranch: string | undefined; at: string; stashes: readonly string[] },
): Item {
  return make({
    kind: "repository",
    native: "",
    title: name,
    ts: standing.at,
    fields: {
      defaultBranch: standing.defaultBranch ?? null,
      branch: layout.branch ?? null,
      remote: layout.remotes.size > 0,
      bare: layout.isBare,
      shallow: layout.isShallow,
      stashes: standing.stashes.length,
      oldestStashAt: standing.stashes.toSorted()[0],
    },
  });
}

/** The counts of what is new, which stay exact where not every commit became an item. */
export function tallyItem(make: ItemMaker, name: string, commits: readonly Commit[], total: number): Item[] {
  const newest = commits[0];
  if (newest === undefined) return [];
  const count = (test: (commit: Commit) => boolean): number => commits.filter(test).length;
  const tally = make({
    kind: "tally",
    native: newest.sha,
    title: `${countOf(total, "new commit")} in ${name}`,
    ts: newest.committedAt,
    fields: {
      commits: total,
      shown: commits.length,
      merges: count((commit) => commit.parents.length > 1),
      byBots: count((commit) => isBot(commit.author)),
    },
  });
  return [tally];
}
