import type { Finding } from "../../../core/finding.ts";
import type { Rollout } from "../../../core/kinds/rollout.ts";
import { derived, fact, getFact, prose } from "../../../core/prose.ts";
import { hoursBetween } from "../git/items.ts";
import { finding, getThreshold, matterKey, type Rule, type RuleContext } from "../../rule.ts";
import { deadlineUrgency } from "../../severity.ts";
import { evidenceOf, impactOf, nameOf, openRollouts, ownerOf } from "./rollout.ts";

/** Computed from the moments of two. */
const CONFIDENCE = 0.9;
/** Both are under way. */
const NOW = 3;

/** ROLL-07: two changes of one service at once. */
export const collision: Rule = {
  id: "ROLL-07",
  title: "Two rollouts of one service at once",
  about:
    "Two versions of one service that are planned or under way within a day of each other: if something goes wrong, nobody can tell which of them did it.",
  source: "github",
  cleared: "no longer in each other's way",
  thresholds: {
    hours: { value: 24, unit: "hour", about: "Told when they begin, or take their next step, within this time of each other." },
  },
  find: (context) => {
    const services = Map.groupBy(openRollouts(context.items), ({ service }) => service);
    return [...services.values()].flatMap((rollouts) => collisionFinding(rollouts, context) ?? []);
  },
};

/** When it begins, or takes its next step. */
function momentOf({ nextStepAt, item }: Rollout): string {
  return nextStepAt ?? item.ts;
}

/** The first two that come too near each other; one version that goes through several places is one rollout. */
function collisionFinding(rollouts: readonly Rollout[], context: RuleContext): Finding | undefined {
  const sorted = rollouts.toSorted((a, b) => momentOf(a).localeCompare(momentOf(b)) || a.item.id.localeCompare(b.item.id));
  const limit = getThreshold(context, "hours");
  const pairs = sorted.flatMap((later, index) => sorted.slice(0, index).map((earlier) => ({ earlier, later })));
  const pair = pairs.find(({ earlier, later }) => isOther(earlier, later) && hoursBetween(momentOf(earlier), momentOf(later)) <= limit);
  return pair && tellPair(pair, sorted, context);
}

function isOther(a: Rollout, b: Rollout): boolean {
  return a.version === null || a.version !== b.version;
}

function tellPair({ earlier, later }: { earlier: Rollout; later: Rollout }, all: readonly Rollout[], context: RuleContext): Finding {
  const { people, now, calendar } = context;
  const moment = momentOf(later);
  const apart = derived(Math.floor(hoursBetween(momentOf(earlier), moment)), "hour", [momentFact(earlier), momentFact(later)]);
  const [lead, ...rest] = evidenceOf(later, "service", "version", "state");
  const found = finding({
    rule: collision,
    primary: later.item,
    factors: { impact: impactOf(2, later, people), urgency: moment > now ? deadlineUrgency(moment, now, calendar) : NOW },
    confidence: CONFIDENCE,
    title: prose`${nameOf(later)} meets ${nameOf(earlier)}`,
    why: prose`both change ${fact(later.item, "fields.service")}, ${apart} apart`,
    action: prose`let one finish before the other goes on`,
    owner: ownerOf(later, people),
    ...(moment > now && { due: moment }),
    evidence: [lead, ...rest, ...evidenceOf(earlier, "service", "version", "state"), momentFact(later)],
    metric: all.length,
    state: [earlier, later].map(({ version, item }) => version ?? item.id).join("|"),
  });
  return { ...found, key: matterKey(collision, `${later.item.source}:${later.service}`) };
}

function momentFact({ item, nextStepAt }: Rollout) {
  return getFact(item, nextStepAt === null ? "ts" : "fields.nextStepAt");
}
