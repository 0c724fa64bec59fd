import type { Actor, DraftItem } from "../../core/item.ts";
import type { PullRequest, PullRequestFields } from "../../core/kinds/pull-request.ts";
import { actorOf, instantOf, isProgram, webAddress } from "./actors.ts";
import { checksOf, failedIn } from "./pull-checks.ts";
import { requestsOf, verdictsOf } from "./pull-reviews.ts";
import { plainLine, plainLines } from "./plain-text.ts";
import type { PullDetails } from "./pull-wire.ts";

const STATES = { OPEN: "open", MERGED: "merged", CLOSED: "closed" } as const;
/** Those of one description. */
const MOST_ISSUES = 20;

/** What is known of a pull request beside what GitHub tells of it. */
export interface Known {
  viewer: string | null;
  /** As the fetch before brought it. */
  before: PullRequest | undefined;
  /** When it was looked at: a UTC instant. */
  now: string;
  /** Changed files with the lines changed in each. */
  files: string[];
}

/** A pull request as an Item. */
export function toPullDraft(pull: PullDetails, known: Known): DraftItem {
  const { number, repository, createdAt, updatedAt } = pull;
  const url = webAddress(pull.url);
  return {
    id: `github:${repository.nameWithOwner}#${number}`,
    source: "github",
    kind: "pull_request",
    title: plainLine(pull.title),
    body: plainLines(pull.body),
    ...(url !== undefined && { url }),
    ts: instantOf(createdAt) ?? known.now,
    updatedAt: instantOf(updatedAt) ?? known.now,
    actors: actorsOf(pull),
    fields: { ...fieldsOf(pull, known) },
  };
}

function fieldsOf(pull: PullDetails, { viewer, before, now, files }: Known): PullRequestFields {
  const { repository, baseRefName } = pull;
  const mergeable = mergeableOf(pull, before);
  const { reviews, approvals, firstReviewAt } = verdictsOf(pull);
  return {
    ...{ repository: repository.nameWithOwner, number: pull.number, state: STATES[pull.state], draft: pull.isDraft },
    ...{ base: plainLine(baseRefName), baseIsDefault: repository.defaultBranchRef?.name === baseRefName },
    ...{ head: plainLine(pull.headRefName), headSha: pull.headRefOid },
    labels: pull.labels.map(({ name }) => plainLine(name)),
    milestone: pull.milestone ? plainLine(pull.milestone.title) : null,
    ...{ additions: pull.additions, deletions: pull.deletions, files },
    readyAt: pull.isDraft ? null : instantOf(lastOf(pull, "ReadyForReviewEvent") ?? pull.createdAt),
    firstCommitAt: instantOf(pull.firstCommit[0]?.commit.committedDate),
    pushedAt: pushedAt(pull),
    ...{ requests: requestsOf(pull), reviews, firstReviewAt, approvals, mergeable },
    conflictingSince: mergeable === false ? (before?.conflictingSince ?? now) : null,
    ...{ checks: checksOf(pull), ...failedIn(pull, before, now) },
    ...{ mergedAt: instantOf(pull.mergedAt), closedAt: instantOf(pull.closedAt), mergeCommit: pull.mergeCommit?.oid ?? null },
    ...{ issues: issuesOf(pull), reverts: revertedBy(pull) },
    bot: isProgram(pull.author?.login, pull.author?.type),
    viewer: viewer === null ? null : `github:${viewer}`,
  };
}

/** GitHub works it out when it is asked, and has no answer until then: what was known before holds as long as the head stays. */
function mergeableOf({ mergeable, headRefOid, state }: PullDetails, before: PullRequest | undefined): boolean | null {
  if (state !== "OPEN") return null;
  if (mergeable === "UNKNOWN") return before?.headSha === headRefOid ? before.mergeable : null;
  return mergeable === "MERGEABLE";
}

function pushedAt(pull: PullDetails): string | null {
  const dates = [pull.head[0]?.commit.committedDate, lastOf(pull, "HeadRefForcePushedEvent")];
  return (
    dates
      .flatMap((date) => instantOf(date) ?? [])
      .toSorted()
      .at(-1) ?? null
  );
}

function lastOf({ timelineItems }: PullDetails, type: string): string | undefined {
  return timelineItems.findLast((event) => event.type === type)?.createdAt;
}

function actorsOf(pull: PullDetails): Actor[] {
  const reviewers = new Set(pull.reviews.flatMap(({ author }) => author?.login ?? []));
  const requested = pull.reviewRequests.flatMap(({ requestedReviewer }) => requestedReviewer ?? []);
  return [
    actorOf(pull.author?.login, "author"),
    ...pull.assignees.map(({ login }) => actorOf(login, "assignee")),
    ...requested.map(({ login, combinedSlug = "a team" }) =>
      login === undefined ? { name: plainLine(combinedSlug), role: "requested" } : actorOf(login, "requested"),
    ),
    ...[...reviewers].map((login) => actorOf(login, "reviewer")),
    ...(pull.mergedBy ? [actorOf(pull.mergedBy.login, "merger")] : []),
  ];
}

/** https://docs.github.com/issues/tracking-your-work-with-issues/using-issues/linking-a-pull-request-to-an-issue */
const CLOSES = /\b(?:close[sd]?|fix(?:e[sd])?|resolve[sd]?):?\s+(?:([\w-]+\/[\w.-]+))?#(\d{1,9})\b/gi;

function issuesOf({ body, repository, closingIssuesReferences }: PullDetails): string[] {
  const written = [...body.matchAll(CLOSES)].map(([, where = repository.nameWithOwner, number]) => `${where}#${number}`);
  const told = closingIssuesReferences.map((issue) => `${issue.repository.nameWithOwner}#${issue.number}`);
  return [...new Set([...told, ...written])].slice(0, MOST_ISSUES);
}

/** As GitHub's own button writes it, and git: on a line of its own. In the midst of a sentence it may mean anything. */
const REVERTS_PULL = /^[ \t]*Reverts[ \t]+(?:([\w-]+\/[\w.-]+))?#(\d{1,9})\.?[ \t]*$/im;
const REVERTS_COMMIT = /^[ \t]*This reverts commit ([0-9a-f]{7,40})\b/im;

function revertedBy({ title, body, repository }: PullDetails): string | null {
  const [, where = repository.nameWithOwner, number] = REVERTS_PULL.exec(`${title}\n${body}`) ?? [];
  if (number !== undefined) return `${where}#${number}`;
  return REVERTS_COMMIT.exec(body)?.[1] ?? null;
}
