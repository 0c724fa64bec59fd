import { z } from "zod";
import type { Item } from "../item.ts";

const text = z.string().nullable();

/** What a reviewer said last. */
export const REVIEW_STATES = ["approved", "changes_requested", "commented", "dismissed"] as const;

/**
 * The fields of an Item of kind `pull_request`, whichever service it comes from. Title and body are its own, `ts` is when it was opened,
 * `url` its page; actors are `author`, `assignee`, `requested` (asked to review and did not yet), `reviewer` and `merger`, each with the
 * account, such as `github:octocat`. All instants are UTC.
 */
export const pullRequestFields = z.object({
  /** `owner/name`. */
  repository: z.string(),
  number: z.number(),
  state: z.enum(["open", "merged", "closed"]),
  draft: z.boolean(),
  base: z.string(),
  /** True where it goes to the branch that everybody works from. */
  baseIsDefault: z.boolean(),
  head: z.string(),
  headSha: z.string(),
  labels: z.array(z.string()),
  milestone: text,
  additions: z.number(),
  deletions: z.number(),
  /** Changed files with the lines changed in each, such as `src/a.ts 12`; at most 300. */
  files: z.array(z.string()),
  /** When it became ready for review; null for a draft. */
  readyAt: text,
  firstCommitAt: text,
  /** When its head last changed. */
  pushedAt: text,
  /** Who is asked to review and since when: `octocat 2026-11-20T09:00:00.000Z`. */
  requests: z.array(z.string()),
  /** What each reviewer said last and when: `octocat approved 2026-11-20T09:00:00.000Z`. */
  reviews: z.array(z.string()),
  /** The first review by somebody else who is no program. */
  firstReviewAt: text,
  /** Reviewers whose last word is an approval. */
  approvals: z.number(),
  /** Null where the service has not worked it out. */
  mergeable: z.boolean().nullable(),
  /** Since when it is known not to merge. */
  conflictingSince: text,
  /** Of the head; after the merge, as they stood then. */
  checks: z.enum(["passed", "failed", "pending", "none"]),
  /** Names of those that failed. */
  failedChecks: z.array(z.string()),
  failedSince: text,
  mergedAt: text,
  closedAt: text,
  mergeCommit: text,
  /** Issues that it closes, such as `owner/name#12`. */
  issues: z.array(z.string()),
  /** What it takes back: `owner/name#12`, or a commit. */
  reverts: text,
  /** True where a program opened it. */
  bot: z.boolean(),
  /** The account that asked, such as `github:octocat`; null for an app, which is nobody. */
  viewer: text,
});
export type PullRequestFields = z.infer<typeof pullRequestFields>;

/** An Item with the fields of its kind. */
export interface PullRequest extends PullRequestFields {
  item: Item;
}

/** Read once for each list, since every rule asks. */
const known = new WeakMap<readonly Item[], PullRequest[]>();

/** The pull requests among items of any kind, whichever source they come from; one whose fields are amiss is left out. */
export function pullRequestsIn(items: readonly Item[]): readonly PullRequest[] {
  const read = known.get(items) ?? items.flatMap(readPullRequest);
  known.set(items, read);
  return read;
}

function readPullRequest(item: Item): PullRequest[] {
  const parsed = item.kind === "pull_request" ? pullRequestFields.safeParse(item.fields) : undefined;
  return parsed?.success ? [{ item, ...parsed.data }] : [];
}
