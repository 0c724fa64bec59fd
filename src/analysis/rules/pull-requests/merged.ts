import type { Finding } from "../../../core/finding.ts";
import { pullRequestsIn, type PullRequest } from "../../../core/kinds/pull-request.ts";
import { fact, prose, type Prose } from "../../../core/prose.ts";
import { businessDaysSince, plainDateOf } from "../../../core/work-calendar.ts";
import { finding, getThreshold, type Rule, type RuleContext } from "../../rule.ts";
import { authorAsOwner, evidenceOf, impactOf, nameOf } from "./pull-request.ts";

/** Computed from several fields, as they stood when it was merged. */
const CONFIDENCE = 0.9;
/** It is done, and can still be looked at. */
const DONE = 2;
/** It may hurt somebody now. */
const LIVE = 3;
/** What goes from here, or to here, is with those who use it before long. */
const HOTFIX = /^hot-?fix(?:es)?(?:[/-]|$)/i;
const RELEASE = /^(?:releases?|prod|production|stable)(?:[/-]|$)/i;

const RECENT = {
  businessDays: { value: 1, unit: "business day", about: "What was merged longer ago than this is told no more." },
} as const;

/** PR-08: in, and nobody but its author has seen it. */
export const mergedUnreviewed: Rule = {
  id: "PR-08",
  title: "Merged without a review",
  about:
    "A pull request that was merged without an approval; a hotfix, or one for a release, presses more. What programs opened is left alone.",
  source: "github",
  thresholds: RECENT,
  find: (context) => {
    const unreviewed = mergedIn(context).filter(({ approvals, bot }) => approvals === 0 && !bot);
    return unreviewed.map((pullRequest) => unreviewedFinding(pullRequest, context));
  },
};

/** PR-09: in, although its checks failed. */
export const mergedRed: Rule = {
  id: "PR-09",
  title: "Merged with failing checks",
  about: "A pull request that was merged while checks of it failed: the branch that it went to may be broken for everybody.",
  source: "github",
  thresholds: RECENT,
  find: (context) => {
    const red = mergedIn(context).filter(({ checks }) => checks === "failed");
    return red.map((pullRequest) => redFinding(pullRequest, context));
  },
};

/** A pull request with the instant at which it was merged. */
export type Merged = PullRequest & { mergedAt: string };

/** Whether it is in. */
export function isMerged(pullRequest: PullRequest): pullRequest is Merged {
  return pullRequest.state === "merged" && pullRequest.mergedAt !== null;
}

/** What was merged within the rule's days. */
function mergedIn(context: RuleContext): Merged[] {
  const { items, calendar, now } = context;
  const merged = pullRequestsIn(items).filter(isMerged);
  const limit = getThreshold(context, "businessDays");
  return merged.filter(({ mergedAt }) => mergedAt <= now && businessDaysSince(calendar, mergedAt, now) <= limit);
}

function unreviewedFinding(pullRequest: Merged, context: RuleContext): Finding {
  const { head, base, item } = pullRequest;
  const isUrgent = HOTFIX.test(head) || RELEASE.test(base);
  return finding({
    rule: mergedUnreviewed,
    primary: item,
    factors: { impact: impactOf(3, pullRequest, context.people), urgency: isUrgent ? LIVE : DONE },
    confidence: CONFIDENCE,
    title: prose`${nameOf(pullRequest)} was merged without a review`,
    why: prose`merged ${mergedAt(pullRequest, context)} into ${fact(item, "fields.base")}, and nobody approved it`,
    action: prose`have somebody read it now`,
    owner: authorAsOwner(pullRequest, context.people),
    evidence: evidenceOf(pullRequest, "mergedAt", "approvals", "base", "head"),
    state: "",
  });
}

function redFinding(pullRequest: Merged, context: RuleContext): Finding {
  const { item, failedChecks } = pullRequest;
  const names = failedChecks.length === 0 ? [] : prose`, while ${fact(item, "fields.failedChecks")} failed`;
  return finding({
    rule: mergedRed,
    primary: item,
    factors: { impact: impactOf(3, pullRequest, context.people), urgency: LIVE },
    confidence: CONFIDENCE,
    title: prose`${nameOf(pullRequest)} was merged with failing checks`,
    why: prose`merged ${mergedAt(pullRequest, context)} into ${fact(item, "fields.base")}${names}`,
    action: prose`see whether ${fact(item, "fields.base")} still works, and mend it or take it back`,
    owner: authorAsOwner(pullRequest, context.people),
    evidence: evidenceOf(pullRequest, "mergedAt", "checks", "failedChecks", "base"),
    state: "",
  });
}

/** Of today by the time alone. */
function mergedAt({ item, mergedAt: at }: Merged, { now, calendar: { timezone } }: RuleContext): Prose {
  const isToday = plainDateOf(at, timezone) === plainDateOf(now, timezone);
  return isToday ? prose`at ${fact(item, "fields.mergedAt", "time")}` : prose`on ${fact(item, "fields.mergedAt", "instant")}`;
}
