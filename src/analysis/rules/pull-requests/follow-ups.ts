import type { Finding } from "../../../core/finding.ts";
import { pullRequestsIn, type PullRequest } from "../../../core/kinds/pull-request.ts";
import { derived, fact, getFact, prose, type Prose } from "../../../core/prose.ts";
import { businessDaysSince } from "../../../core/work-calendar.ts";
import { hoursBetween } from "../git/items.ts";
import { finding, getThreshold, type Rule, type RuleContext } from "../../rule.ts";
import { isMerged, type Merged } from "./merged.ts";
import { authorAsOwner, authorWords, evidenceOf, impactOf, nameOf } from "./pull-request.ts";

/** It names what it takes back; or it says that it mends something, and names a number. */
const CONFIDENCE = { revert: 0.95, fix: 0.65 } as const;
/** As with a commit that is undone. */
const URGENCY = 3;
const SAYS_FIX = /^(?:hot-?fix|fix(?:es|ed)?|bug-?fix|follow-?up)\b/i;
const FIX_BRANCH = /^(?:hot-?fix|fix|bug-?fix)[/-]/i;
/** Shorter beginnings of a commit's hash name more than one. */
const SHORTEST_SHA = 7;

/** PR-10: taken back or mended shortly after it was merged. */
export const takenBack: Rule = {
  id: "PR-10",
  title: "Taken back or mended soon after",
  about:
    "A pull request that another one takes back, or mends and names, shortly after it was merged: what let it through may let the next one through.",
  source: "github",
  thresholds: {
    hours: { value: 48, unit: "hour", about: "A revert or fix within this time is told." },
    businessDays: { value: 1, unit: "business day", about: "One that was opened longer ago than this is told no more." },
  },
  find: (context) => {
    const all = pullRequestsIn(context.items);
    const merged = Map.groupBy(all.filter(isMerged), ({ repository }) => repository);
    const found = recentOf(all, context).flatMap((later) => {
      const earlier = merged.get(later.repository)?.find((each) => each !== later && isFollowedBy(each, later, context));
      return earlier === undefined ? [] : [{ earlier, later }];
    });
    // One change may draw several: a revert stands for all of them, else the first.
    const single = Map.groupBy(found, ({ earlier }) => earlier.item.id);
    return [...single.values()].flatMap((pairs) => {
      const told = pairs.find(({ later }) => later.reverts !== null) ?? pairs[0];
      return told === undefined ? [] : [followedFinding(told.earlier, told.later, context)];
    });
  },
};

/** Those that were opened within the rule's days and not given up, the earliest first. */
function recentOf(all: readonly PullRequest[], context: RuleContext): PullRequest[] {
  const { calendar, now } = context;
  const limit = getThreshold(context, "businessDays");
  const recent = all.filter(({ item, state }) => {
    return state !== "closed" && item.ts <= now && businessDaysSince(calendar, item.ts, now) <= limit;
  });
  return recent.toSorted((a, b) => a.item.ts.localeCompare(b.item.ts));
}

function isFollowedBy(earlier: Merged, later: PullRequest, context: RuleContext): boolean {
  const hours = hoursBetween(earlier.mergedAt, later.item.ts);
  if (hours < 0 || hours > getThreshold(context, "hours")) return false;
  return later.reverts === null ? mends(earlier, later) : takesBack(earlier, later.reverts);
}

/** By its number, or by the commit that it was merged as. */
function takesBack({ repository, number, mergeCommit }: Merged, reverts: string): boolean {
  if (reverts === `${repository}#${number}` || reverts === `#${number}`) return true;
  return reverts.length >= SHORTEST_SHA && mergeCommit?.startsWith(reverts) === true;
}

/** It calls itself a fix, and names the other; what it closes are issues, which have numbers of their own. */
function mends({ repository, number }: Merged, { item, head, issues }: PullRequest): boolean {
  const isFix = SAYS_FIX.test(item.title) || FIX_BRANCH.test(head);
  if (!isFix || issues.includes(`${repository}#${number}`)) return false;
  return new RegExp(String.raw`(?:#|/pull/)${number}(?!\d)`).test(`${item.title}\n${item.body}`);
}

function followedFinding(earlier: Merged, later: PullRequest, { people }: RuleContext): Finding {
  const isRevert = later.reverts !== null;
  const [lead, ...rest] = evidenceOf(earlier, "mergedAt");
  return finding({
    rule: takenBack,
    primary: earlier.item,
    factors: { impact: impactOf(2, earlier, people), urgency: URGENCY },
    confidence: isRevert ? CONFIDENCE.revert : CONFIDENCE.fix,
    title: prose`${nameOf(earlier)} ${outcomeOf(later)}`,
    why: prose`${authorWords(later, people)} opened ${fact(later.item, "title")} ${after(earlier, later)} it was merged`,
    action: isRevert ? prose`find out what broke before it is tried again` : prose`see whether a test would have caught it`,
    owner: authorAsOwner(earlier, people),
    evidence: [lead, ...rest, getFact(later.item, "title"), getFact(later.item, "ts")],
    state: "",
  });
}

function outcomeOf({ reverts, state }: PullRequest): string {
  if (reverts === null) return "possibly needed a fix";
  return state === "merged" ? "was taken back" : "is to be taken back";
}

function after({ item, mergedAt }: Merged, later: PullRequest): Prose {
  const hours = Math.floor(hoursBetween(mergedAt, later.item.ts));
  if (hours === 0) return prose`within the hour after`;
  return prose`${derived(hours, "hour", [getFact(item, "fields.mergedAt"), getFact(later.item, "ts")])} after`;
}
