import type { Finding } from "../../../core/finding.ts";
import { derived, fact, getFact, prose } from "../../../core/prose.ts";
import { joined } from "../../facts.ts";
import { plansIn, type Plan, type PlannedTask } from "../../plan/plans.ts";
import { finding, type Rule } from "../../rule.ts";
import { factsOf, stateOf } from "../tasks/task.ts";
import { COMPUTED, forLaunch, pathWords } from "./words.ts";

/** A plan that contradicts itself is red until it is mended. */
const RED = { impact: 2, urgency: 3 } as const;
const MOST_NAMED = 3;

/** LNCH-08: what waits for itself, or for what there is not. */
export const brokenLinks: Rule = {
  id: "LNCH-08",
  title: "Plan that can't be computed",
  about:
    "Tasks of a launch that wait for each other in a circle, or for one that its plan does not have: the critical path is computed without these, so it may be longer than it seems.",
  source: "files",
  cleared: "can be computed again",
  thresholds: {},
  find: (context) =>
    plansIn(context).flatMap((plan) => [
      ...plan.cycles.flatMap((cycle) => cycleFinding(cycle, plan)),
      ...plan.unknown.map(({ task, names }) => unknownFinding(task, names, plan)),
    ]),
};

function cycleFinding(cycle: readonly PlannedTask[], plan: Plan): Finding[] {
  const first = cycle.toSorted((a, b) => (a.item.id < b.item.id ? -1 : 1))[0];
  if (first === undefined) return [];
  const [lead, ...rest] = factsOf(first.item, "fields.dependsOn");
  return [
    finding({
      rule: brokenLinks,
      primary: first.item,
      scope: "circle",
      factors: RED,
      confidence: COMPUTED,
      title: prose`${fact(first.item, "title")} waits for itself`,
      why: prose`the way to ${forLaunch(plan)} goes in a circle: ${pathWords(cycle)}`,
      action: prose`take one of these dependencies out`,
      owner: first.task.owner,
      evidence: [lead, ...rest, ...cycle.flatMap(({ item }) => factsOf(item, "fields.dependsOn"))],
      state: cycle.map(({ item }) => item.id).join("|"),
    }),
  ];
}

function unknownFinding({ item, task, dependsOn }: PlannedTask, names: readonly string[], plan: Plan): Finding {
  const named = names.slice(0, MOST_NAMED).map((name) => prose`${fact(item, `fields.dependsOn.${dependsOn.indexOf(name)}`)}`);
  const more =
    names.length > named.length ? prose` and ${derived(names.length - named.length, "other", [getFact(item, "fields.dependsOn")])}` : [];
  return finding({
    rule: brokenLinks,
    primary: item,
    scope: "unknown",
    factors: RED,
    confidence: COMPUTED,
    title: prose`${fact(item, "title")} waits for what its plan does not have`,
    why: prose`${joined(named, ", ", more.length === 0 ? " and " : ", ")}${more} ${names.length === 1 ? "is" : "are"} not in the plan of ${forLaunch(plan)}`,
    action: prose`add what is missing to the plan, or mend its name`,
    owner: task.owner,
    evidence: factsOf(item, "fields.dependsOn", "fields.owner"),
    state: [stateOf(task), ...names].join("|"),
  });
}
