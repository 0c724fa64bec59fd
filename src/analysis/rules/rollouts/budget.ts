import type { Finding, Grade } from "../../../core/finding.ts";
import type { Rollout } from "../../../core/kinds/rollout.ts";
import { fact, prose, type Prose } from "../../../core/prose.ts";
import { finding, getThreshold, type Rule, type RuleContext } from "../../rule.ts";
import { stateUrgency } from "../../severity.ts";
import { burnRatesOf, type BurnRate } from "./measured.ts";
import { evidenceOf, impactOf, nameOf, openRollouts, ownerOf, stateOf } from "./rollout.ts";

/** Read from what is measured. */
const CONFIDENCE = 0.95;
/** Nobody can spend what is gone: as urgent as what burns. */
const NOW = 3;
const [HOUR, DAY] = [60, 24 * 60];

/**
 * The pairs of times that are looked back on, the fastest first. The longer one says that it matters, the shorter one that it goes on:
 * https://sre.google/workbook/alerting-on-slos/ ("Multiwindow, Multi-Burn-Rate Alerts").
 */
const PAIRS = [
  { threshold: "fast", impact: 4, long: HOUR, short: 5 },
  { threshold: "steady", impact: 3, long: 6 * HOUR, short: 30 },
  { threshold: "slow", impact: 2, long: 3 * DAY, short: 2 * HOUR },
] as const;

/** ROLL-02: it spends the error budget of its service faster than it may. */
export const burningBudget: Rule = {
  id: "ROLL-02",
  title: "Error budget that burns",
  about:
    "A rollout whose service fails more often than it may, over a long time and over a short one: over the long one alone it may be over, over the short one alone it may be chance.",
  source: "files",
  cleared: "no longer spends its error budget too fast",
  thresholds: {
    fast: { value: 14.4, unit: "time", about: "Critical from so many times the allowed rate on, over 1 hour and over 5 minutes." },
    steady: { value: 6, unit: "time", about: "Told from so many times the allowed rate on, over 6 hours and over 30 minutes." },
    slow: { value: 1, unit: "time", about: "Told from so many times the allowed rate on, over 3 days and over 2 hours." },
  },
  find: (context) => openRollouts(context.items).flatMap((rollout) => burnFinding(rollout, context) ?? []),
};

/** ROLL-03: little is left that may still go wrong. */
export const budgetLeft: Rule = {
  id: "ROLL-03",
  title: "Error budget that runs out",
  about: "A rollout whose service may hardly fail any more, or has failed more than it may: there is no room for another mistake.",
  source: "files",
  cleared: "has error budget left",
  thresholds: {
    little: { value: 25, unit: "percent", about: "Told when less than this is left." },
    low: { value: 10, unit: "percent", about: "Weighs more when less than this is left." },
    none: { value: 0, unit: "percent", about: "Critical when this or less is left." },
  },
  find: (context) => openRollouts(context.items).flatMap((rollout) => leftFinding(rollout, context) ?? []),
};

interface Burning {
  long: BurnRate;
  short: BurnRate;
  impact: Grade;
  /** The lower of the two, in times of the threshold. */
  times: number;
}

/** The fastest pair of which both burn. */
function burningOf(rollout: Rollout, context: RuleContext): Burning | undefined {
  const rates = burnRatesOf(rollout);
  const over = (minutes: number): BurnRate | undefined => rates.find(({ windowMinutes }) => windowMinutes === minutes);
  return PAIRS.flatMap(({ threshold, impact, ...pair }): Burning[] => {
    const [long, short] = [over(pair.long), over(pair.short)];
    if (long === undefined || short === undefined) return [];
    const times = Math.min(long.rate, short.rate) / getThreshold(context, threshold);
    return times >= 1 ? [{ long, short, impact, times }] : [];
  })[0];
}

function burnFinding(rollout: Rollout, context: RuleContext): Finding | undefined {
  const burning = burningOf(rollout, context);
  if (burning === undefined) return undefined;
  const { item } = rollout;
  const { long, short, impact, times } = burning;
  return measuredFinding(rollout, context, {
    rule: burningBudget,
    factors: { impact: impactOf(impact, rollout, context.people), urgency: stateUrgency(times, 1) },
    title: prose`${nameOf(rollout)} spends its error budget too fast`,
    why: prose`${fact(item, long.path)} and ${fact(item, short.path)} times what is allowed`,
    action: rollout.state === "planned" ? prose`do not begin before that is over` : prose`stop it or take it back`,
    evidence: evidenceOf(rollout, "state", ...[long, short].map(({ path }) => path.replace("fields.", ""))),
  });
}

function leftFinding(rollout: Rollout, context: RuleContext): Finding | undefined {
  const { budgetLeft: left } = rollout;
  if (left === null) return undefined;
  const impact = impactOfLeft(left, context);
  if (impact === undefined) return undefined;
  return measuredFinding(rollout, context, {
    rule: budgetLeft,
    factors: { impact: impactOf(impact, rollout, context.people), urgency: NOW },
    title: prose`${nameOf(rollout)} has ${left <= 0 ? "no" : "little"} error budget left`,
    why: leftWords(rollout, left),
    action: prose`let nothing else out until it has recovered`,
    evidence: evidenceOf(rollout, "state", "budgetLeft"),
  });
}

function impactOfLeft(left: number, context: RuleContext): Grade | undefined {
  if (left <= getThreshold(context, "none")) return 4;
  if (left < getThreshold(context, "low")) return 3;
  return left < getThreshold(context, "little") ? 2 : undefined;
}

function leftWords({ item }: Rollout, left: number): Prose {
  const percent = fact(item, "fields.budgetLeft", "count");
  return left < 0 ? prose`more than all of it is spent: ${percent} % is left` : prose`${percent} % of its error budget is left`;
}

function measuredFinding(
  rollout: Rollout,
  { people }: RuleContext,
  told: Pick<Parameters<typeof finding>[0], "rule" | "factors" | "title" | "why" | "action" | "evidence">,
): Finding {
  return finding({
    ...told,
    primary: rollout.item,
    confidence: CONFIDENCE,
    owner: ownerOf(rollout, people),
    state: stateOf(rollout, people),
  });
}
