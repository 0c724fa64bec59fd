import type { Finding } from "../../../core/finding.ts";
import type { Said } from "../../../core/kinds/ask.ts";
import { derived, fact, getFact, prose, type Prose } from "../../../core/prose.ts";
import { businessDaysBetween, businessDaysSince, plainDateOf } from "../../../core/work-calendar.ts";
import { plansIn, type Plan, type PlannedTask } from "../../plan/plans.ts";
import { finding, getThreshold, type FindingDraft, type Rule, type RuleContext } from "../../rule.ts";
import { ageUrgency, stateUrgency } from "../../severity.ts";
import { factsOf, stateOf, STATUS_WORDS } from "../tasks/task.ts";
import { COMPUTED, forLaunch, launchUrgency, READ, saidFacts } from "./words.ts";

/** Business days for which something critical may be blocked before it weighs most. */
const LONG_BLOCKED = 2;

/** LNCH-04: the launch waits for what is nobody's, or for nobody knows how long. */
export const unplannedCritical: Rule = {
  id: "LNCH-04",
  title: "Critical task without an owner or a date",
  about:
    "A task that a launch's critical path hangs on and that names nobody, or of which nobody has said when it will be done: neither a date nor its work is known.",
  source: "files",
  cleared: "has an owner and a date, or no longer needs them",
  thresholds: {},
  find: (context) => plansIn(context).flatMap((plan) => pathAndBefore(plan).flatMap((task) => unplannedFinding(task, plan, context))),
};

/** LNCH-05: nobody knows any more how it stands. */
export const staleStatus: Rule = {
  id: "LNCH-05",
  title: "Task of a launch that nobody has told of",
  about:
    "A task of a launch that is under way or on its critical path, and of which nobody has said for longer than its plan's cadence how it stands; shortly before the launch each day counts.",
  source: "files",
  cleared: "told of again",
  thresholds: {
    businessDays: {
      value: 3,
      unit: "business day",
      about: "Told when it was last told of longer ago than this; the plan's own cadence comes first.",
    },
    near: { value: 5, unit: "business day", about: "So shortly before the launch it is to be told of each day." },
  },
  find: (context) => plansIn(context).flatMap((plan) => plan.open.flatMap((task) => staleFinding(task, plan, context))),
};

/** LNCH-06: the launch waits for what doesn't move. */
export const blockedCritical: Rule = {
  id: "LNCH-06",
  title: "Critical task that is blocked",
  about: "A task on a launch's critical path that is blocked: the launch moves away by a day with each day of it.",
  source: "files",
  cleared: "no longer blocked",
  thresholds: {},
  find: (context) => plansIn(context).flatMap((plan) => plan.path.filter(isBlocked).map((task) => blockedFinding(task, plan, context))),
};

/** LNCH-07: nobody has decided yet whether it goes ahead. */
export const openGate: Rule = {
  id: "LNCH-07",
  title: "Decision of go or no-go still open",
  about: "A decision of go or no-go that is open so shortly before the launch that there is no time left to act on a no.",
  source: "files",
  cleared: "decided",
  thresholds: {
    businessDays: { value: 3, unit: "business day", about: "Told when the launch is within this time." },
  },
  find: (context) =>
    plansIn(context).flatMap((plan) => {
      const isNear = plan.daysLeft !== undefined && plan.daysLeft <= getThreshold(context, "businessDays");
      return isNear ? plan.open.filter(({ gate }) => gate).map((task) => gateFinding(task, plan, context)) : [];
    }),
};

/** The critical path, and what it waits for of which nobody knows how long it takes: that may well be what decides. */
function pathAndBefore({ open, path }: Plan): readonly PlannedTask[] {
  const names = new Set(path.flatMap(({ dependsOn }) => dependsOn.map((name) => name.toLowerCase())));
  const isBefore = (task: PlannedTask): boolean => names.has(task.key.toLowerCase()) || names.has(task.item.title.toLowerCase());
  return open.filter((task) => path.includes(task) || isBefore(task));
}

function unplannedFinding(planned: PlannedTask, plan: Plan, context: RuleContext): Finding[] {
  const { item, task, due, expected, estimate } = planned;
  const lacksOwner = task.owner === "unassigned";
  const lacksDate = due === undefined && expected === undefined && estimate === null;
  if (!lacksOwner && !lacksDate) return [];
  const lacks = [...(lacksOwner ? ["an owner"] : []), ...(lacksDate ? ["a date"] : [])].join(" and ");
  return [
    told(unplannedCritical, planned, {
      factors: { impact: 3, urgency: launchUrgency(plan, context) },
      confidence: READ,
      title: prose`${fact(item, "title")} needs ${lacks}`,
      why: prose`the critical path of ${forLaunch(plan)} hangs on it`,
      action: lacksOwner ? prose`name somebody for it` : prose`say when it will be done, or how much work is left`,
      owner: lacksOwner ? "you" : task.owner,
      evidence: [...factsOf(item, "fields.status", "fields.owner"), getFact(plan.launch.item, "title")],
      state: lacks,
    }),
  ];
}

function staleFinding(planned: PlannedTask, plan: Plan, context: RuleContext): Finding[] {
  const { item, task, statusAt, said, isCritical } = planned;
  if (statusAt === null || (task.status === "todo" && !isCritical)) return [];
  const isNear = plan.daysLeft !== undefined && plan.daysLeft <= getThreshold(context, "near");
  const limit = isNear ? 1 : (plan.launch.cadence ?? getThreshold(context, "businessDays"));
  const last = said !== undefined && said.saidAt > statusAt ? getFact(said.ask, "fields.saidAt") : getFact(item, "fields.statusAt");
  const age = businessDaysSince(context.calendar, String(last.value), context.now);
  if (age <= limit) return [];
  return [
    told(staleStatus, planned, {
      factors: { impact: 2, urgency: ageUrgency(age, limit) },
      confidence: COMPUTED,
      title: prose`Nobody has told how ${fact(item, "title")} stands`,
      why: prose`${STATUS_WORDS[task.status]}, last told of ${derived(age, "business day", [last])} ago, part of ${forLaunch(plan)}`,
      action: prose`say how it stands and when it will be done`,
      owner: task.owner,
      evidence: factsOf(item, "fields.statusAt", "fields.status", "fields.owner"),
      metric: age,
    }),
  ];
}

function blockedFinding(planned: PlannedTask, plan: Plan, { now, calendar }: RuleContext): Finding {
  const { item, task, said } = planned;
  const { blockedSince, blockedBy } = task;
  const age = blockedSince === undefined ? undefined : businessDaysBetween(calendar, blockedSince, plainDateOf(now, calendar.timezone));
  const own: Prose = blockedBy === undefined ? prose`blocked` : prose`waiting for ${fact(item, "fields.blockedBy")}`;
  const reason = task.isBlocked || said === undefined ? own : saidReason(said);
  const since = age === undefined ? [] : prose` for ${derived(age, "business day", [getFact(item, "fields.blockedSince")])}`;
  return told(blockedCritical, planned, {
    factors: { impact: 4, urgency: stateUrgency(age ?? 0, LONG_BLOCKED) },
    confidence: READ,
    title: prose`${fact(item, "title")} is blocked and holds up ${fact(plan.launch.item, "title")}`,
    why: prose`${reason}${since}, on the critical path of ${forLaunch(plan)}`,
    action: prose`clear the way or find a way around`,
    owner: task.owner,
    evidence: [
      ...factsOf(item, "fields.status", "fields.blockedBy", "fields.blockedSince", "fields.owner"),
      ...saidFacts(planned),
      getFact(plan.launch.item, "title"),
    ],
    ...(age !== undefined && { metric: age }),
    state: [stateOf(task), blockedBy ?? ""].join("|"),
  });
}

/** By its plan, or by what its person said since. */
function isBlocked({ task, said }: PlannedTask): boolean {
  return task.isBlocked || said?.status === "blocked";
}

function saidReason({ ask, blocker }: Said): Prose {
  const reason = blocker === null ? prose`blocked` : prose`waiting for ${fact(ask, "fields.blocker")}`;
  return prose`${reason}, as ${fact(ask, "fields.person")} says`;
}

function gateFinding(planned: PlannedTask, plan: Plan, context: RuleContext): Finding {
  const { item, task } = planned;
  return told(openGate, planned, {
    factors: { impact: 3, urgency: launchUrgency(plan, context) },
    confidence: READ,
    title: prose`${fact(item, "title")} is still open`,
    why: prose`it decides on ${forLaunch(plan)}`,
    action: prose`decide, or say what is missing for it`,
    owner: task.owner === "unassigned" ? "you" : task.owner,
    ...(plan.date !== undefined && { due: plan.date }),
    evidence: [...factsOf(item, "fields.status", "fields.due", "fields.owner"), getFact(plan.launch.item, "fields.date")],
  });
}

type Told = Omit<FindingDraft, "rule" | "primary" | "state"> & { state?: string };

function told(rule: Rule, { item, task }: PlannedTask, draft: Told): Finding {
  return finding({ state: stateOf(task), ...draft, rule, primary: item });
}
