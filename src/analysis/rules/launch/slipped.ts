import type { Finding } from "../../../core/finding.ts";
import { formerFact, type Change, type Fact, type Item } from "../../../core/item.ts";
import { derived, fact, prose, type Prose } from "../../../core/prose.ts";
import { businessDaysBetween } from "../../../core/work-calendar.ts";
import { plansIn, type Plan, type PlannedTask } from "../../plan/plans.ts";
import { finding, getThreshold, type Rule, type RuleContext } from "../../rule.ts";
import { factsOf, stateOf, toDate } from "../tasks/task.ts";
import { shown } from "../../facts.ts";
import { COMPUTED, etaFact, factOrNone, forLaunch, launchUrgency, SAID, saidFacts } from "./words.ts";

const DAY_MS = 24 * 60 * 60 * 1000;

/** LNCH-03: what the launch waits for comes later than was said. */
export const slippedPath: Rule = {
  id: "LNCH-03",
  title: "Critical task that slipped",
  about: "A task on a launch's critical path whose date, due or expected, was put off lately: each day of it is a day of the launch.",
  source: "files",
  cleared: "no longer slipping",
  thresholds: {
    businessDays: { value: 1, unit: "business day", about: "Told when it was put off so far in all." },
    days: { value: 7, unit: "day", about: "Looked back on for so long." },
  },
  find: (context) => {
    const from = new Date(Date.parse(context.now) - getThreshold(context, "days") * DAY_MS).toISOString();
    const moves = Map.groupBy(
      context.changes.filter(({ at, field }) => at >= from && (field === "due" || field === "eta")),
      ({ item }) => item,
    );
    return plansIn(context).flatMap((plan) =>
      plan.path.flatMap((task) => {
        const slip = slipFinding(task, plan, moves.get(task.item.id) ?? [], context);
        return slip.length > 0 ? slip : riskFinding(task, plan, context);
      }),
    );
  },
};

/** From the later of its two dates as they were to the later of them now. */
function slipFinding(task: PlannedTask, plan: Plan, moves: readonly Change[], context: RuleContext): Finding[] {
  const before = laterFact(formerly(task.item, moves, "due"), formerly(task.item, moves, "eta"));
  const now = laterFact(factOrNone(task.item, "fields.due"), etaFact(task));
  const [from, to] = [toDate(before.value), toDate(now.value)];
  if (from === undefined || to === undefined || to <= from) return [];
  const days = businessDaysBetween(context.calendar, from, to);
  if (days < getThreshold(context, "businessDays")) return [];
  return [
    finding({
      rule: slippedPath,
      primary: task.item,
      factors: { impact: 3, urgency: launchUrgency(plan, context) },
      confidence: COMPUTED,
      title: prose`${fact(task.item, "title")} slipped on the way to ${fact(plan.launch.item, "title")}`,
      why: prose`put off by ${derived(days, "business day", [before, now])} to ${shown(now, "date")}${sayer(task, now)}, on the critical path of ${forLaunch(plan)}`,
      action: prose`agree what must give for the launch to hold`,
      owner: task.task.owner,
      due: to,
      evidence: [...factsOf(task.item, "fields.due", "fields.eta", "fields.owner"), ...saidFacts(task)],
      metric: days,
      state: stateOf(task.task),
    }),
  ];
}

/** Its person says that it may slip, and names no day. */
function riskFinding(task: PlannedTask, plan: Plan, context: RuleContext): Finding[] {
  if (task.said?.status !== "at_risk") return [];
  const { ask } = task.said;
  return [
    finding({
      rule: slippedPath,
      primary: task.item,
      factors: { impact: 3, urgency: launchUrgency(plan, context) },
      confidence: SAID,
      title: prose`${fact(task.item, "title")} may slip on the way to ${fact(plan.launch.item, "title")}`,
      why: prose`at risk, as ${fact(ask, "fields.person")} says, on the critical path of ${forLaunch(plan)}`,
      action: prose`agree what must give for the launch to hold`,
      owner: task.task.owner,
      evidence: [...factsOf(task.item, "fields.due", "fields.eta", "fields.owner"), ...saidFacts(task)],
      state: stateOf(task.task),
    }),
  ];
}

/** Who named a day, where it does not stand in the plan. */
function sayer({ item, said }: PlannedTask, day: Fact): Prose {
  return said === undefined || day.item === item.id ? [] : prose`, as ${fact(said.ask, "fields.person")} says`;
}

/** A date as it was before its first move. */
function formerly(item: Item, moves: readonly Change[], field: string): Fact {
  const first = moves.find((move) => move.field === field);
  return first === undefined ? factOrNone(item, `fields.${field}`) : formerFact(first);
}

function laterFact(a: Fact, b: Fact): Fact {
  return (toDate(b.value) ?? "") > (toDate(a.value) ?? "") ? b : a;
}
