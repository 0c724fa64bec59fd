import type { Finding } from "../../../core/finding.ts";
import type { Item } from "../../../core/item.ts";
import { rolloutsIn, type Rollout } from "../../../core/kinds/rollout.ts";
import { derived, fact, getFact, prose } from "../../../core/prose.ts";
import { hoursBetween } from "../git/items.ts";
import { finding, getThreshold, type Rule, type RuleContext } from "../../rule.ts";
import { ageUrgency } from "../../severity.ts";
import { evidenceOf, impactOf, ownerOf, stateOf } from "./rollout.ts";

/** Computed from a state and since when it holds. */
const CONFIDENCE = 0.9;
const HOURS_IN_DAY = 24;
const EVERYBODY = /^100(?:\.0+)? ?%$/;

/** ROLL-09: everybody has it, and the switch is still there. */
export const leftoverFlag: Rule = {
  id: "ROLL-09",
  title: "Flag that nobody needs any more",
  about:
    "A feature flag that is on for everybody for weeks and is still in the code: both ways have to be kept working, and somebody may turn it off by mistake.",
  source: "files",
  cleared: "taken out of the code",
  thresholds: {
    days: { value: 30, unit: "day", about: "Told when everybody has had it for longer than this." },
  },
  find: (context) => lastOfEachFlag(context.items).flatMap((rollout) => flagFinding(rollout, context) ?? []),
};

/** Of several rollouts behind one flag the last one counts; one whose flag is out of the code speaks for all. */
function lastOfEachFlag(items: readonly Item[]): Rollout[] {
  const flags = Map.groupBy(
    rolloutsIn(items).filter(({ flag }) => (flag ?? "").trim() !== ""),
    ({ service, flag }) => `${service} ${flag}`,
  );
  return [...flags.values()].flatMap((rollouts) => {
    const isRemoved = rollouts.some(({ flagRemovedAt }) => flagRemovedAt !== null);
    const [last] = rollouts.toSorted((a, b) => b.item.ts.localeCompare(a.item.ts) || a.item.id.localeCompare(b.item.id));
    return isRemoved || last === undefined ? [] : [last];
  });
}

function isForEverybody({ state, stage }: Rollout): boolean {
  return state === "done" || (state === "running" && EVERYBODY.test(stage.trim()));
}

function flagFinding(rollout: Rollout, context: RuleContext): Finding | undefined {
  const { item, stageSince } = rollout;
  const [days, limit] = [hoursBetween(stageSince, context.now) / HOURS_IN_DAY, getThreshold(context, "days")];
  if (!isForEverybody(rollout) || days <= limit) return undefined;
  return finding({
    rule: leftoverFlag,
    primary: item,
    factors: { impact: impactOf(1, rollout, context.people), urgency: ageUrgency(days, limit) },
    confidence: CONFIDENCE,
    title: prose`The flag ${fact(item, "fields.flag")} of ${fact(item, "title")} is still in the code`,
    why: prose`everybody has had it for ${derived(Math.floor(days), "day", [getFact(item, "fields.stageSince")])}`,
    action: prose`take the flag out`,
    owner: ownerOf(rollout, context.people),
    evidence: evidenceOf(rollout, "flag", "state", "stageSince"),
    metric: Math.floor(days / limit),
    state: stateOf(rollout, context.people),
  });
}
