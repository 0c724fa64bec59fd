import type { Item } from "../core/item.ts";
import { ciJobsIn, type CiJob } from "../core/kinds/ci-job.ts";
import { pullRequestsIn, type PullRequest } from "../core/kinds/pull-request.ts";
import { rolloutsIn, type Rollout } from "../core/kinds/rollout.ts";
import { listOf } from "../lib/text.ts";
import { momentFields, type Look, type Moment } from "./moment.ts";
import { earliestOf } from "./poll-look.ts";

/** What happens at GitHub that automations can wait for. */
export const GITHUB_EVENTS = [
  "pull_request.opened",
  "pull_request.ready",
  "pull_request.review_requested",
  "pull_request.merged",
  "pull_request.closed",
  "workflow_run.failed",
  "workflow_run.succeeded",
  "release.published",
  "deployment.started",
  "deployment.succeeded",
  "deployment.failed",
  "issue.opened",
] as const;
export type GitHubEventName = (typeof GITHUB_EVENTS)[number];

/** Whether what happened is about a branch. */
export function hasBranch(event: GitHubEventName): boolean {
  return event.startsWith("pull_request.") || event.startsWith("workflow_run.");
}

/** All that items of GitHub show to have happened. What happened long before the last look is stale: it has only come into view. */
export function githubMoments({ items }: Pick<Look, "items">, before: Look | undefined): Moment[] {
  const earliest = before ? earliestOf(before) : "";
  const pulls = pullRequestsIn(items);
  const moments = [
    ...pulls.flatMap(pullRequestMoments),
    ...[...Map.groupBy(ciJobsIn(items), runOf).values()].flatMap((jobs) => runMoments(jobs, pulls)),
    ...rolloutsIn(items).flatMap(rolloutMoments),
    ...items.flatMap(itemMoments),
  ];
  return moments.map((moment) => (moment.at < earliest ? { ...moment, isStale: true } : moment));
}

function pullRequestMoments(pull: PullRequest): Moment[] {
  const { item, state, readyAt, mergedAt, closedAt, base, number } = pull;
  const about = { branch: base, pullRequest: number, author: authorOf(pull) };
  const tell = (event: GitHubEventName, at: string | null, key: string, more: object = {}): Moment[] =>
    at === null ? [] : [momentOf(event, item, { key: `${item.id}${key}`, at, more: { ...about, ...more } })];
  return [
    ...tell("pull_request.opened", item.ts, ""),
    ...tell("pull_request.ready", readyAt, `@${readyAt}`),
    ...requestsToMe(pull).flatMap(({ reviewer, at }) => tell("pull_request.review_requested", at, `@${reviewer} ${at}`, { reviewer })),
    ...tell("pull_request.merged", mergedAt, ""),
    ...(state === "closed" ? tell("pull_request.closed", closedAt, `@${closedAt}`) : []),
  ];
}

/** Those asked of the account that reads; an app is nobody, and hears of all. */
function requestsToMe({ requests, viewer }: PullRequest): { reviewer: string; at: string }[] {
  return requests.flatMap((request) => {
    const [reviewer = "", at = ""] = request.split(" ");
    return viewer === null || viewer.toLowerCase() === `github:${reviewer.toLowerCase()}` ? [{ reviewer, at }] : [];
  });
}

/** A run that is tried again is another one. */
function runOf({ repository, run, attempt }: CiJob): string {
  return `${repository}#${run}.${attempt}`;
}

/** A run has failed as soon as one of its jobs has, and has succeeded once all that are known of it are done. */
function runMoments(jobs: readonly CiJob[], pulls: readonly PullRequest[]): Moment[] {
  const [first] = jobs;
  if (!first) return [];
  const failed = jobs.filter(({ conclusion }) => conclusion === "failed" || conclusion === "timed_out");
  if (failed.length > 0) return [runMoment("workflow_run.failed", failed, pulls)];
  const hasSucceeded = jobs.every(({ status, conclusion }) => status === "done" && (conclusion === "passed" || conclusion === "skipped"));
  return hasSucceeded && jobs.some(({ conclusion }) => conclusion === "passed") ? [runMoment("workflow_run.succeeded", jobs, pulls)] : [];
}

function runMoment(event: GitHubEventName, jobs: readonly CiJob[], pulls: readonly PullRequest[]): Moment {
  const [first, ...others] = jobs.toSorted((a, b) => (endOf(a) < endOf(b) ? -1 : 1));
  if (!first) throw new RangeError("expected a run to have a job, got none");
  const names = [first, ...others].map(({ job }) => job);
  const at = event === "workflow_run.failed" ? endOf(first) : endOf(others.at(-1) ?? first);
  const { branch, pullRequest, isDefaultBranch } = first;
  const pull = pulls.find(({ repository, number }) => number === pullRequest && repository === first.repository);
  const more = { jobs: names, branch, isDefaultBranch, pullRequest, author: pull ? authorOf(pull) : null };
  const title = `${first.workflow} on ${first.branch}: ${listOf(names)} ${event === "workflow_run.failed" ? "failed" : "passed"}`;
  return { ...momentOf(event, first.item, { key: runOf(first), at, more }), title };
}

/** The account of whoever wrote it: who pushed to it last, or had it checked again, may be another. */
function authorOf({ item }: PullRequest): string | null {
  return item.actors.find(({ role }) => role === "author")?.account ?? null;
}

function endOf({ endedAt, item }: CiJob): string {
  return endedAt ?? item.updatedAt;
}

const STATES: Readonly<Partial<Record<Rollout["state"], GitHubEventName>>> = {
  running: "deployment.started",
  done: "deployment.succeeded",
  failed: "deployment.failed",
};

function rolloutMoments({ item, state, stage, stageSince, service }: Rollout): Moment[] {
  const event = STATES[state];
  if (!event) return [];
  return [momentOf(event, item, { key: `${item.id}@${stage} ${stageSince}`, at: stageSince, more: { repository: service } })];
}

/** Issues and releases; a release that is a draft is not published. */
function itemMoments(item: Item): Moment[] {
  const at = item.ts;
  if (item.kind === "issue") return [momentOf("issue.opened", item, { key: item.id, at })];
  const isDraft = item.fields["draft"] === true || item.fields["state"] === "draft";
  return item.kind === "release" && !isDraft ? [momentOf("release.published", item, { key: item.id, at })] : [];
}

function momentOf(event: GitHubEventName, item: Item, { key, at, more = {} }: { key: string; at: string; more?: object }): Moment {
  return { id: `${event} ${key}`, event, at, title: item.title, fields: momentFields(event, item, more) };
}
