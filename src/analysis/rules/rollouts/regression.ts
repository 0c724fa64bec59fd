import type { Finding } from "../../../core/finding.ts";
import type { Rollout } from "../../../core/kinds/rollout.ts";
import { fact, prose } from "../../../core/prose.ts";
import { finding, getThreshold, type Rule, type RuleContext } from "../../rule.ts";
import { canariesOf, type Canary } from "./measured.ts";
import { evidenceOf, impactOf, nameOf, openRollouts, ownerOf, stateOf } from "./rollout.ts";

/** Computed from several measurements. */
const CONFIDENCE = 0.9;
/** People have it already. */
const NOW = 3;

/** ROLL-06: where it runs, things are worse than before. */
export const regression: Rule = {
  id: "ROLL-06",
  title: "Worse than before",
  about:
    "A rollout that does worse where it runs than what it replaces: at more than twice of it, or further from it than chance explains. A few measurements say nothing; where they are not counted, only how many times worse it is speaks.",
  source: "files",
  cleared: "no longer worse than before",
  thresholds: {
    times: { value: 2, unit: "time", about: "Told when it is more than so many times what it was." },
    deviations: { value: 3, unit: "standard deviation", about: "Told when it is more than so many above what it was." },
    measurements: { value: 100, unit: "measurement", about: "Fewer than these say nothing." },
  },
  find: (context) =>
    openRollouts(context.items).flatMap((rollout) => {
      const worse = canariesOf(rollout).filter((canary) => isWorse(canary, context));
      return worse[0] === undefined ? [] : [worseFinding(rollout, worse, context)];
    }),
};

function isWorse({ value, baseline, deviation, count }: Canary, context: RuleContext): boolean {
  const least = getThreshold(context, "measurements");
  if (count !== undefined && count < least) return false;
  if (value > baseline && value > getThreshold(context, "times") * baseline) return true;
  const isFar = deviation !== undefined && deviation > 0 && value - baseline > getThreshold(context, "deviations") * deviation;
  return isFar && count !== undefined;
}

function worseFinding(rollout: Rollout, worse: readonly Canary[], { people }: RuleContext): Finding {
  const { item } = rollout;
  const told = worse.map(({ path }) => fact(item, path));
  return finding({
    rule: regression,
    primary: item,
    factors: { impact: impactOf(4, rollout, people), urgency: NOW },
    confidence: CONFIDENCE,
    title: prose`${nameOf(rollout)} is worse than what it replaces`,
    why: told.flatMap((span, index) => (index === 0 ? prose`${span}` : prose`; ${span}`)),
    action: prose`take it back`,
    owner: ownerOf(rollout, people),
    evidence: evidenceOf(rollout, "state", "rollback", ...worse.map(({ path }) => path.replace("fields.", ""))),
    metric: worse.length,
    state: stateOf(rollout, people),
  });
}
