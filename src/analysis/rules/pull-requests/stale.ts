import type { Finding } from "../../../core/finding.ts";
import { pullRequestsIn, type PullRequest } from "../../../core/kinds/pull-request.ts";
import { derived, fact, getFact, prose } from "../../../core/prose.ts";
import { hoursBetween } from "../git/items.ts";
import { finding, getThreshold, matterKey, type Rule, type RuleContext } from "../../rule.ts";
import { ageUrgency } from "../../severity.ts";
import { authorAsOwner, evidenceOf, impactOf, nameOf, stateOf } from "./pull-request.ts";

const CONFIDENCE = 0.95;
const HOURS_IN_DAY = 24;
/** More of them than this become one finding for their repository. */
const MOST = 3;

/** PR-12: nobody has touched it for weeks. */
export const stalePullRequest: Rule = {
  id: "PR-12",
  title: "Forgotten pull request",
  about:
    "A pull request that nobody has touched for weeks: the longer it waits, the harder it is to merge, and somebody may still count on it.",
  source: "github",
  cleared: "no longer forgotten",
  thresholds: {
    days: { value: 14, unit: "day", about: "Told when nothing has happened to it for longer than this." },
    daysDraft: { value: 30, unit: "day", about: "The same for a draft." },
  },
  find: (context) => {
    const open = pullRequestsIn(context.items).filter(({ state, bot }) => state === "open" && !bot);
    const stale = open.filter((pullRequest) => idleDays(pullRequest, context) > limitOf(pullRequest, context));
    const groups = Map.groupBy(stale, ({ item, repository }) => `${item.source} ${repository}`);
    return [...groups.values()].flatMap((group) => findings(group, context));
  },
};

function idleDays({ item }: PullRequest, { now }: RuleContext): number {
  return hoursBetween(item.updatedAt, now) / HOURS_IN_DAY;
}

function limitOf({ draft }: PullRequest, context: RuleContext): number {
  return getThreshold(context, draft ? "daysDraft" : "days");
}

function findings(stale: readonly PullRequest[], context: RuleContext): Finding[] {
  const [oldest, ...others] = stale.toSorted((a, b) => a.item.updatedAt.localeCompare(b.item.updatedAt));
  if (oldest === undefined) return [];
  if (stale.length > MOST) return [together(oldest, [oldest, ...others], context)];
  return [oldest, ...others].map((pullRequest) => single(pullRequest, context));
}

function single(pullRequest: PullRequest, context: RuleContext): Finding {
  const { item } = pullRequest;
  const age = idleDays(pullRequest, context);
  return finding({
    rule: stalePullRequest,
    primary: item,
    factors: { impact: impactOf(1, pullRequest, context.people), urgency: ageUrgency(age, limitOf(pullRequest, context)) },
    confidence: CONFIDENCE,
    title: prose`${nameOf(pullRequest)} stands still`,
    why: prose`nothing has happened to it for ${derived(Math.floor(age), "day", [getFact(item, "updatedAt")])}`,
    action: prose`merge it or close it`,
    owner: authorAsOwner(pullRequest, context.people),
    evidence: [...evidenceOf(pullRequest, "draft"), getFact(item, "updatedAt")],
    metric: Math.floor(age / 7),
    state: stateOf(pullRequest, context.people),
  });
}

function together(oldest: PullRequest, stale: readonly PullRequest[], context: RuleContext): Finding {
  const { item, repository } = oldest;
  const times = stale.map((each) => getFact(each.item, "updatedAt"));
  const found = finding({
    rule: stalePullRequest,
    primary: item,
    factors: { impact: 1, urgency: ageUrgency(idleDays(oldest, context), limitOf(oldest, context)) },
    confidence: CONFIDENCE,
    title: prose`${fact(item, "fields.repository")} has ${derived(stale.length, "forgotten pull request", times)}`,
    why: prose`${nameOf(oldest)} untouched since ${fact(item, "updatedAt", "instant")} the longest`,
    action: prose`merge or close them, the oldest first`,
    owner: "you",
    evidence: [getFact(item, "fields.repository"), ...times],
    metric: stale.length,
    state: "",
  });
  // The repository has it, whichever of them is the oldest.
  return { ...found, key: matterKey(stalePullRequest, `${item.source}:${repository}`) };
}
