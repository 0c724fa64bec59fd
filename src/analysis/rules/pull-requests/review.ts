import type { Finding } from "../../../core/finding.ts";
import type { People } from "../../../core/person.ts";
import type { PullRequest } from "../../../core/kinds/pull-request.ts";
import { derived, getFact, prose, type Prose } from "../../../core/prose.ts";
import { calledIn } from "../../people.ts";
import { finding, getThreshold, type Rule, type RuleContext } from "../../rule.ts";
import { ageUrgency } from "../../severity.ts";
import {
  authorAsOwner,
  authorWords,
  daysSince,
  evidenceOf,
  impactOf,
  nameOf,
  requestOfReader,
  requestsOf,
  reviewsOf,
  stateOf,
  waitingIn,
  workingDaysSince,
} from "./pull-request.ts";

/** Read from a field that says just this. */
const CONFIDENCE = 0.95;
/** Computed from several. */
const COMPUTED = 0.9;

/** PR-01: the reader was asked to review, and has not. */
export const reviewWaits: Rule = {
  id: "PR-01",
  title: "Waiting for your review",
  about: "A pull request that you were asked to review and have not yet: whoever wrote it goes on to something else, or stops.",
  source: "github",
  cleared: "no longer waiting for your review",
  thresholds: {
    businessDays: { value: 1, unit: "business day", about: "Told when you were asked longer ago than this." },
  },
  find: (context) => waitingIn(context).flatMap((pullRequest) => reviewFinding(pullRequest, context) ?? []),
};

/** PR-02: nobody has looked at it yet. */
export const noFirstReview: Rule = {
  id: "PR-02",
  title: "No review yet",
  stageOf: "PR-01",
  about: "A pull request that is ready and that nobody has reviewed yet; where the wait is yours, only that is told.",
  source: "github",
  cleared: "no longer without a review",
  thresholds: {
    businessDays: { value: 1, unit: "business day", about: "Told when it has been ready for longer than this." },
  },
  find: (context) => waitingIn(context).flatMap((pullRequest) => unreviewedFinding(pullRequest, context) ?? []),
};

/** PR-03: changes were asked for, and nothing came. */
export const changesWanted: Rule = {
  id: "PR-03",
  title: "Changes asked for, and none made",
  about: "A pull request whose reviewer asked for changes, and to which nothing was pushed since.",
  source: "github",
  cleared: "no longer waiting for changes",
  thresholds: {
    businessDays: { value: 3, unit: "business day", about: "Told when they were asked for longer ago than this." },
  },
  find: (context) => waitingIn(context).flatMap((pullRequest) => changesFinding(pullRequest, context) ?? []),
};

function reviewFinding(pullRequest: PullRequest, context: RuleContext): Finding | undefined {
  const { people } = context;
  const asked = requestOfReader(pullRequest, people);
  if (asked === undefined) return undefined;
  const [age, limit] = [workingDaysSince(asked.since, context), getThreshold(context, "businessDays")];
  if (age <= limit) return undefined;
  const { days, span } = daysSince(pullRequest, asked.since, "fields.requests", context);
  return finding({
    rule: reviewWaits,
    primary: pullRequest.item,
    factors: { impact: impactOf(2, pullRequest, people), urgency: ageUrgency(age, limit) },
    confidence: CONFIDENCE,
    title: prose`${nameOf(pullRequest)} waits for your review`,
    why: prose`${authorWords(pullRequest, people)} has waited for ${span}, ${changedLines(pullRequest)}`,
    action: prose`review it, or name somebody who can`,
    owner: "you",
    evidence: evidenceOf(pullRequest, "requests", "additions", "deletions"),
    metric: days,
    state: stateOf(pullRequest, people),
  });
}

/** How much there is to read. */
function changedLines({ item, additions, deletions }: PullRequest): Prose {
  const from = [getFact(item, "fields.additions"), getFact(item, "fields.deletions")];
  return prose`${derived(additions + deletions, "changed line", from)}`;
}

function unreviewedFinding(pullRequest: PullRequest, context: RuleContext): Finding | undefined {
  const { people } = context;
  const { readyAt, firstReviewAt, item } = pullRequest;
  const isOpen = readyAt !== null && firstReviewAt === null && pullRequest.reviews.length === 0;
  if (!isOpen || requestOfReader(pullRequest, people) !== undefined) return undefined;
  const [age, limit] = [workingDaysSince(readyAt, context), getThreshold(context, "businessDays")];
  if (age <= limit) return undefined;
  const { days, span } = daysSince(pullRequest, readyAt, "fields.readyAt", context);
  return finding({
    rule: noFirstReview,
    primary: item,
    factors: { impact: impactOf(2, pullRequest, people), urgency: ageUrgency(age, limit) },
    confidence: COMPUTED,
    title: prose`${nameOf(pullRequest)} has no review yet`,
    why: prose`${authorWords(pullRequest, people)} opened it for review ${span} ago, ${askedOf(pullRequest, people)}`,
    action: requestsOf(pullRequest).length === 0 ? prose`ask somebody to review it` : prose`ask again, or ask somebody else`,
    owner: authorAsOwner(pullRequest, people),
    evidence: evidenceOf(pullRequest, "readyAt", "requests"),
    metric: days,
    state: stateOf(pullRequest, people),
  });
}

function askedOf({ item }: PullRequest, people: People): Prose {
  const asked = item.actors.flatMap(({ role }, index) => (role === "requested" ? [index] : []));
  const [first] = asked;
  if (first === undefined) return prose`and nobody is asked`;
  const name = calledIn(item, first, people);
  const names = asked.map((index) => getFact(item, `actors.${index}.name`));
  return asked.length === 1 ? prose`${name} is asked` : prose`${derived(asked.length, "reviewer", names)} are asked, ${name} among them`;
}

function changesFinding(pullRequest: PullRequest, context: RuleContext): Finding | undefined {
  const { people } = context;
  const asked = reviewsOf(pullRequest, "changes_requested").at(-1);
  if (asked === undefined || (pullRequest.pushedAt ?? "") > asked) return undefined;
  const [age, limit] = [workingDaysSince(asked, context), getThreshold(context, "businessDays")];
  if (age <= limit) return undefined;
  const { days, span } = daysSince(pullRequest, asked, "fields.reviews", context);
  return finding({
    rule: changesWanted,
    primary: pullRequest.item,
    factors: { impact: impactOf(2, pullRequest, people), urgency: ageUrgency(age, limit) },
    confidence: COMPUTED,
    title: prose`${nameOf(pullRequest)} waits for changes`,
    why: prose`changes were asked for ${span} ago, and nothing was pushed since`,
    action: prose`make them, or say why not`,
    owner: authorAsOwner(pullRequest, people),
    evidence: evidenceOf(pullRequest, "reviews", "pushedAt"),
    metric: days,
    state: stateOf(pullRequest, people),
  });
}
