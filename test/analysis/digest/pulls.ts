import type { Actor, DraftItem, FieldValue, Item } from "../../../src/core/item.ts";
import { itemOf } from "../../support/items.ts";

/** A merged pull request of `acme/shop` by Ann, of two days' work and one review by Ben, with what a test cares about changed. */
export function pullOf(number: number, fields: Readonly<Record<string, FieldValue>> = {}, changes: Partial<DraftItem> = {}): Item {
  return itemOf({
    id: `github:acme/shop#${number}`,
    source: "github",
    kind: "pull_request",
    title: `Change ${number}`,
    ts: "2026-11-16T09:00:00.000Z",
    actors: [actor("Ann", "author"), actor("Ben", "reviewer")],
    ...changes,
    fields: {
      repository: "acme/shop",
      number,
      state: "merged",
      draft: false,
      base: "main",
      baseIsDefault: true,
      head: `work/${number}`,
      headSha: `${number}`.padStart(40, "a"),
      labels: [],
      milestone: null,
      additions: 10,
      deletions: 2,
      files: [],
      readyAt: "2026-11-16T09:00:00.000Z",
      firstCommitAt: "2026-11-15T09:00:00.000Z",
      pushedAt: null,
      requests: [],
      reviews: [],
      firstReviewAt: "2026-11-16T13:00:00.000Z",
      approvals: 1,
      mergeable: null,
      conflictingSince: null,
      checks: "passed",
      failedChecks: [],
      failedSince: null,
      mergedAt: "2026-11-17T09:00:00.000Z",
      closedAt: null,
      mergeCommit: `${number}`.padStart(40, "b"),
      issues: [],
      reverts: null,
      bot: false,
      viewer: "github:sam",
      ...fields,
    },
  });
}

/** An open pull request. */
export function openPull(number: number, fields: Readonly<Record<string, FieldValue>> = {}, changes: Partial<DraftItem> = {}): Item {
  const none = { mergedAt: null, mergeCommit: null, firstReviewAt: null, approvals: 0 };
  return pullOf(number, { state: "open", ...none, ...fields }, changes);
}

/** A step of the default branch of the repository `shop`. */
export function changeOf(sha: string, fields: Readonly<Record<string, FieldValue>> = {}, changes: Partial<DraftItem> = {}): Item {
  const full = sha.padEnd(40, "0");
  return itemOf({
    id: `git:./change/${full}`,
    source: "git",
    kind: "change",
    title: `Change ${sha}`,
    ts: "2026-11-17T09:00:00.000Z",
    actors: [{ name: "Ann", role: "author" }],
    ...changes,
    fields: {
      repository: "shop",
      repositoryId: "git:./repository",
      sha: full,
      short: full.slice(0, 9),
      branch: "main",
      merge: false,
      commits: 1,
      additions: 5,
      deletions: 1,
      files: [],
      firstCommitAt: null,
      authoredAt: changes.ts ?? "2026-11-17T09:00:00.000Z",
      pullRequest: null,
      reverts: null,
      pickedFrom: null,
      bot: false,
      ...fields,
    },
  });
}

/** Somebody with an account of GitHub. */
export function actor(name: string, role: string): Actor {
  return { name, account: `github:${name.toLowerCase()}`, role };
}
