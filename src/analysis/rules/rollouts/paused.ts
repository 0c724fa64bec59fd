import type { Finding } from "../../../core/finding.ts";
import type { Rollout } from "../../../core/kinds/rollout.ts";
import { derived, getFact, prose, type Prose, type Span } from "../../../core/prose.ts";
import { hoursBetween } from "../git/items.ts";
import { finding, getThreshold, type Rule, type RuleContext } from "../../rule.ts";
import { stateUrgency } from "../../severity.ts";
import { evidenceOf, impactOf, nameOf, openRollouts, ownerOf, stateOf } from "./rollout.ts";

/** Computed from a state and since when it holds. */
const CONFIDENCE = 0.9;
const HOURS_IN_DAY = 24;

/** ROLL-01: it does not go on. */
export const pausedRollout: Rule = {
  id: "ROLL-01",
  title: "Rollout that does not go on",
  about:
    "A rollout that is paused, that runs without an end, or that is at one stage for far longer than planned: some have the new version, some the old, and both are to be looked after.",
  source: "github",
  cleared: "going on again, or over",
  thresholds: {
    hours: { value: 24, unit: "hour", about: "Told when it is paused, or its only stage runs, for longer than this." },
    planned: { value: 1.5, unit: "time", about: "Told when a stage takes longer than so many times what is planned." },
  },
  find: (context) => openRollouts(context.items).flatMap((rollout) => pausedFinding(rollout, context) ?? []),
};

/** How long a state may last, in hours; undefined where nobody can say. */
function limitOf({ state, plannedStageHours, plannedStages }: Rollout, context: RuleContext): number | undefined {
  if (state === "paused") return getThreshold(context, "hours");
  if (state !== "running") return undefined;
  if (plannedStageHours !== null) return plannedStageHours * getThreshold(context, "planned");
  // What goes through several stages may well stay at one for days.
  return plannedStages.length > 1 ? undefined : getThreshold(context, "hours");
}

function pausedFinding(rollout: Rollout, context: RuleContext): Finding | undefined {
  const { item, stageSince, state } = rollout;
  const [age, limit] = [hoursBetween(stageSince, context.now), limitOf(rollout, context)];
  if (limit === undefined || age <= limit) return undefined;
  return finding({
    rule: pausedRollout,
    primary: item,
    factors: { impact: impactOf(3, rollout, context.people), urgency: stateUrgency(age, limit) },
    confidence: CONFIDENCE,
    title: prose`${nameOf(rollout)} does not go on`,
    why: prose`${state === "paused" ? "paused" : "at this stage"} for ${lengthOf(rollout, age)}${plannedOf(rollout)}`,
    action: prose`go on with it or take it back`,
    owner: ownerOf(rollout, context.people),
    evidence: evidenceOf(rollout, "state", "stageSince", "plannedStageHours"),
    metric: Math.floor(age / HOURS_IN_DAY),
    state: stateOf(rollout, context.people),
  });
}

function lengthOf({ item }: Rollout, hours: number): Span {
  const since = [getFact(item, "fields.stageSince")];
  return hours < 2 * HOURS_IN_DAY ? derived(Math.floor(hours), "hour", since) : derived(Math.floor(hours / HOURS_IN_DAY), "day", since);
}

function plannedOf({ item, plannedStageHours, state }: Rollout): Prose {
  if (plannedStageHours === null || state === "paused") return [];
  return prose`, where ${derived(plannedStageHours, "hour", [getFact(item, "fields.plannedStageHours")])} were planned`;
}
