import type { FieldValue, Item } from "../../src/core/item.ts";
import { itemOf } from "../support/items.ts";

type Fields = Readonly<Record<string, FieldValue>>;

function inShop(name: string, fields: Fields): Fields {
  return { repository: name, repositoryId: `git:${name}/repository`, ...fields };
}

/** A repository with a remote whose default branch is main. */
export function repositoryOf(name = "shop", fields: Fields = {}): Item {
  return itemOf({
    id: `git:${name}/repository`,
    source: "git",
    kind: "repository",
    title: name,
    fields: inShop(name, { defaultBranch: "main", ...fields }),
  });
}

/** A clean work tree, unless the fields say otherwise. */
export function treeOf(fields: Fields = {}, path = "."): Item {
  const title = path === "." ? "shop" : path;
  const clean = { path, branch: "main", detached: false, changed: 0, untracked: 0, conflicts: 0 };
  return itemOf({
    id: `git:shop/worktree/${path}`,
    source: "git",
    kind: "worktree",
    title,
    fields: inShop("shop", { ...clean, ...fields }),
  });
}

/** A local branch with two commits that are not merged; `at` is its last commit. */
export function branchOf(title: string, at: string, fields: Fields = {}, author = { name: "Sam Field", email: "sam@example.com" }): Item {
  const usual = { remote: false, default: false, merged: false, ahead: 2, unpushed: 0, upstreamGone: false };
  return itemOf({
    id: `git:shop/branch/heads/${title}`,
    source: "git",
    kind: "branch",
    title,
    ts: at,
    actors: [{ ...author, role: "author" }],
    fields: inShop("shop", { ...usual, ...fields }),
  });
}

/** A commit; its fields may say what it follows up. */
export function commitOf(title: string, at: string, fields: Fields = {}, author = "Ben Ode", repository = "shop"): Item {
  const sha = Buffer.from(`${repository} ${title} ${at}`).toString("hex").slice(0, 40);
  const usual = {
    sha,
    short: sha.slice(0, 9),
    branch: "main",
    merge: false,
    bot: false,
    files: 1,
    insertions: 10,
    deletions: 0,
    paths: [],
    older: false,
  };
  return itemOf({
    id: `git:${repository}/commit/${sha}`,
    source: "git",
    kind: "commit",
    title,
    ts: at,
    actors: [{ name: author, role: "author" }],
    fields: inShop(repository, { ...usual, ...fields }),
  });
}

/** What a commit has that undoes or mends another one. */
export function following(
  earlierAt: string,
  kind: "revert" | "fix" = "revert",
  said: "message" | "files" = "message",
  earlierAuthor = "Dana Reyes",
): Fields {
  const earlierSha = Buffer.from(earlierAt).toString("hex").slice(0, 40);
  return {
    followUp: kind,
    followUpSaid: said,
    earlierSha,
    earlierShort: earlierSha.slice(0, 9),
    earlierSubject: "Add coupons",
    earlierAuthor,
    earlierAt,
  };
}

/** The counts that come with new commits. */
export function tallyOf(commits: number, fields: Fields = {}, repository = "shop"): Item {
  return itemOf({
    id: `git:${repository}/tally/${commits}`,
    source: "git",
    kind: "tally",
    title: `${commits} new commits in ${repository}`,
    fields: inShop(repository, { commits, shown: commits, merges: 0, byBots: 0, ...fields }),
  });
}

export function tagOf(title: string, release = true): Item {
  return itemOf({ id: `git:shop/tag/${title}`, source: "git", kind: "tag", title, fields: inShop("shop", { release }) });
}

export function todoOf(title: string, fields: Fields = {}): Item {
  return itemOf({
    id: `git:shop/todo/${title}`,
    source: "git",
    kind: "todo",
    title,
    fields: inShop("shop", { path: "src/cart.ts", line: 3, committed: true, ...fields }),
  });
}
