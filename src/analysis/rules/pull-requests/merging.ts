import type { Finding } from "../../../core/finding.ts";
import type { PullRequest } from "../../../core/kinds/pull-request.ts";
import { derived, fact, getFact, prose, type Prose } from "../../../core/prose.ts";
import { hoursBetween } from "../git/items.ts";
import { finding, getThreshold, type Rule, type RuleContext } from "../../rule.ts";
import { ageUrgency } from "../../severity.ts";
import { authorAsOwner, daysSince, evidenceOf, impactOf, nameOf, reviewsOf, stateOf, waitingIn, workingDaysSince } from "./pull-request.ts";

/** Computed from several fields. */
const CONFIDENCE = 0.9;
const HOURS_IN_DAY = 24;

/** PR-04: its checks fail. */
export const checksFail: Rule = {
  id: "PR-04",
  title: "Failing checks",
  about: "A pull request whose last commit fails its checks, and to which nothing was pushed since: it can't be merged as it is.",
  source: "github",
  cleared: "its checks no longer fail",
  thresholds: {
    hours: { value: 4, unit: "hour", about: "Told when they have failed for longer than this." },
  },
  find: (context) => waitingIn(context).flatMap((pullRequest) => checksFinding(pullRequest, context) ?? []),
};

/** PR-05: approved, and left lying. */
export const approvedUnmerged: Rule = {
  id: "PR-05",
  title: "Approved, not merged",
  about: "A pull request that is approved and could be merged, yet is not: what is ready is of no use until it is in.",
  source: "github",
  cleared: "no longer waiting to be merged",
  thresholds: {
    businessDays: { value: 1, unit: "business day", about: "Told when it was approved longer ago than this." },
  },
  find: (context) => waitingIn(context).flatMap((pullRequest) => unmergedFinding(pullRequest, context) ?? []),
};

/** PR-06: it no longer fits what it is to be merged into. */
export const conflicts: Rule = {
  id: "PR-06",
  title: "Conflicts",
  about: "A pull request that has conflicted for days with the branch it is for: the longer it waits, the more there is to sort out.",
  source: "github",
  cleared: "no longer in conflict",
  thresholds: {
    businessDays: { value: 1, unit: "business day", about: "Told when it has conflicted for longer than this." },
  },
  find: (context) => waitingIn(context).flatMap((pullRequest) => conflictFinding(pullRequest, context) ?? []),
};

function checksFinding(pullRequest: PullRequest, context: RuleContext): Finding | undefined {
  const { item, checks, failedSince, pushedAt } = pullRequest;
  const since = failedSince ?? pushedAt;
  if (checks !== "failed" || since === null) return undefined;
  const [age, limit] = [hoursBetween(since, context.now), getThreshold(context, "hours")];
  if (age <= limit) return undefined;
  const path = failedSince === null ? "pushedAt" : "failedSince";
  const hours = derived(Math.floor(age), "hour", [getFact(item, `fields.${path}`)]);
  const days = derived(Math.floor(age / HOURS_IN_DAY), "day", [getFact(item, `fields.${path}`)]);
  return finding({
    rule: checksFail,
    primary: item,
    factors: { impact: impactOf(2, pullRequest, context.people), urgency: ageUrgency(age, limit) },
    confidence: CONFIDENCE,
    title: prose`${nameOf(pullRequest)} fails its checks`,
    why: prose`its checks${failedOf(pullRequest)} have failed for ${age < 2 * HOURS_IN_DAY ? hours : days}, and nothing was pushed since`,
    action: prose`mend it, or run it again`,
    owner: authorAsOwner(pullRequest, context.people),
    evidence: evidenceOf(pullRequest, path, "failedChecks", "headSha"),
    metric: Math.floor(age / HOURS_IN_DAY),
    state: [stateOf(pullRequest, context.people), pullRequest.headSha].join("|"),
  });
}

/** Which of them. */
function failedOf({ item, failedChecks }: PullRequest): Prose {
  return failedChecks.length === 0 ? [] : prose` (${fact(item, "fields.failedChecks")})`;
}

function unmergedFinding(pullRequest: PullRequest, context: RuleContext): Finding | undefined {
  const { item, mergeable, checks, approvals } = pullRequest;
  const approved = reviewsOf(pullRequest, "approved").at(-1);
  const isReady = mergeable === true && checks !== "failed" && reviewsOf(pullRequest, "changes_requested").length === 0;
  if (approved === undefined || approvals === 0 || !isReady) return undefined;
  const [age, limit] = [workingDaysSince(approved, context), getThreshold(context, "businessDays")];
  if (age <= limit) return undefined;
  const { days, span } = daysSince(pullRequest, approved, "fields.reviews", context);
  return finding({
    rule: approvedUnmerged,
    primary: item,
    factors: { impact: impactOf(1, pullRequest, context.people), urgency: ageUrgency(age, limit) },
    confidence: CONFIDENCE,
    title: prose`${nameOf(pullRequest)} is approved and not merged`,
    why: prose`approved ${span} ago, ${untilMerged(pullRequest)}`,
    action: prose`merge it, or say what it waits for`,
    owner: authorAsOwner(pullRequest, context.people),
    evidence: evidenceOf(pullRequest, "reviews", "mergeable", "checks"),
    metric: days,
    state: stateOf(pullRequest, context.people),
  });
}

function untilMerged({ checks }: PullRequest): Prose {
  return checks === "pending" ? prose`its checks still run` : prose`nothing stands in its way`;
}

function conflictFinding(pullRequest: PullRequest, context: RuleContext): Finding | undefined {
  const { item, mergeable, conflictingSince } = pullRequest;
  if (mergeable !== false || conflictingSince === null) return undefined;
  const [age, limit] = [workingDaysSince(conflictingSince, context), getThreshold(context, "businessDays")];
  if (age <= limit) return undefined;
  const { days, span } = daysSince(pullRequest, conflictingSince, "fields.conflictingSince", context);
  return finding({
    rule: conflicts,
    primary: item,
    factors: { impact: impactOf(2, pullRequest, context.people), urgency: ageUrgency(age, limit) },
    confidence: CONFIDENCE,
    title: prose`${nameOf(pullRequest)} can't be merged`,
    why: prose`it has conflicted with ${fact(item, "fields.base")} for ${span}`,
    action: prose`bring it up to date`,
    owner: authorAsOwner(pullRequest, context.people),
    evidence: evidenceOf(pullRequest, "conflictingSince", "mergeable", "base"),
    metric: days,
    state: stateOf(pullRequest, context.people),
  });
}
