import { Temporal } from "temporal-polyfill";
import type { Finding } from "../../../core/finding.ts";
import type { Fact } from "../../../core/item.ts";
import { derived, fact, getFact, prose, type Span } from "../../../core/prose.ts";
import { businessDaysBetween, plainDateOf } from "../../../core/work-calendar.ts";
import { finding, getThreshold, type Rule, type RuleContext } from "../../rule.ts";
import { deadlineUrgency } from "../../severity.ts";
import { factsOf, impactOf, openTasks, stateOf, STATUS_WORDS, type OpenTask } from "./task.ts";

/** Read from a field that says just this. */
const CONFIDENCE = 0.95;

const LATE_ACTIONS = { todo: "start it, hand it over", in_progress: "finish it", blocked: "clear the way" } as const;
const TODAY_ACTIONS = { todo: "start it now", in_progress: "finish it", blocked: "clear the way" } as const;

/** TASK-01: the due date has passed. */
export const overdue: Rule = {
  id: "TASK-01",
  title: "Overdue task",
  about: "A task that is not done though its due date has passed: somebody may be waiting for it.",
  source: "files",
  cleared: "no longer overdue",
  thresholds: {},
  find: (context) => {
    const today = plainDateOf(context.now, context.calendar.timezone);
    return openTasks(context.items, context.people).flatMap((task) =>
      task.due !== undefined && task.due < today ? overdueFinding(task, task.due, today, context) : [],
    );
  },
};

/** TASK-02: due today, which weighs more where nobody is at it. */
export const dueToday: Rule = {
  id: "TASK-02",
  title: "Due today",
  stageOf: "TASK-01",
  about: "A task that is due today; it weighs more where nobody is working on it yet.",
  source: "files",
  cleared: "no longer due then",
  thresholds: {},
  find: (context) => {
    const today = plainDateOf(context.now, context.calendar.timezone);
    const due = openTasks(context.items, context.people).filter((task) => task.due === today);
    return due.map((task) => dueTodayFinding(task, today, context));
  },
};

/** What does not move by itself: an action for each status in which a task that is due soon is told. */
const SOON_ACTIONS = { todo: "start it, hand it over", in_progress: undefined, blocked: "clear the way" } as const;

/** TASK-03: due in a moment, and nobody has begun or can go on. */
export const dueSoon: Rule = {
  id: "TASK-03",
  title: "Due soon, not started or blocked",
  stageOf: "TASK-01",
  about:
    "A task that is due within days and that nobody has started, or that is blocked: today there is still time to start it, to clear the way or to agree a new date.",
  source: "files",
  cleared: "no longer due soon and waiting",
  thresholds: {
    businessDays: { value: 2, unit: "business day", about: "Told when it is due within this time, today apart." },
  },
  find: (context) => {
    const { calendar } = context;
    const today = plainDateOf(context.now, calendar.timezone);
    const limit = getThreshold(context, "businessDays");
    return openTasks(context.items, context.people).flatMap((task) => {
      const action = SOON_ACTIONS[task.status];
      if (action === undefined || task.due === undefined || task.due <= today) return [];
      return businessDaysBetween(calendar, today, task.due) <= limit ? dueSoonFinding(task, { due: task.due, action }, context) : [];
    });
  },
};

function overdueFinding(task: OpenTask, due: string, today: string, { calendar, now }: RuleContext): Finding {
  const { item, status } = task;
  const late = businessDaysBetween(calendar, due, today);
  return finding({
    rule: overdue,
    primary: item,
    factors: { impact: impactOf(2, task), urgency: deadlineUrgency(due, now, calendar) },
    confidence: CONFIDENCE,
    title: prose`${fact(item, "title")} was due ${fact(item, "fields.due", "date")}`,
    why: prose`${lateness(late, due, today, getFact(item, "fields.due"))} late, ${STATUS_WORDS[status]}`,
    action: prose`${LATE_ACTIONS[status]} or agree a new date`,
    owner: task.owner,
    evidence: factsOf(item, "fields.due", "fields.status", "fields.owner"),
    metric: late,
    state: stateOf(task),
  });
}

/** On a day off, what was due on the last working day is late by days, but by no business day yet. */
function lateness(businessDays: number, due: string, today: string, from: Fact): Span {
  if (businessDays > 0) return derived(businessDays, "business day", [from]);
  return derived(Temporal.PlainDate.from(due).until(today, { largestUnit: "days" }).days, "day", [from]);
}

function dueTodayFinding(task: OpenTask, today: string, { calendar, now }: RuleContext): Finding {
  const { item, status } = task;
  return finding({
    rule: dueToday,
    primary: item,
    factors: { impact: impactOf(status === "in_progress" ? 2 : 3, task), urgency: deadlineUrgency(today, now, calendar) },
    confidence: CONFIDENCE,
    title: prose`${fact(item, "title")} is due ${fact(item, "fields.due", "date")}`,
    why: prose`${STATUS_WORDS[status]}`,
    action: prose`${TODAY_ACTIONS[status]} or agree a new date`,
    owner: task.owner,
    due: today,
    evidence: factsOf(item, "fields.due", "fields.status", "fields.owner"),
    state: stateOf(task),
  });
}

function dueSoonFinding(task: OpenTask, { due, action }: { due: string; action: string }, { calendar, now }: RuleContext): Finding {
  const { item, status } = task;
  return finding({
    rule: dueSoon,
    primary: item,
    factors: { impact: impactOf(2, task), urgency: deadlineUrgency(due, now, calendar) },
    confidence: CONFIDENCE,
    title: prose`${fact(item, "title")} is due ${fact(item, "fields.due", "date")}`,
    why: prose`${STATUS_WORDS[status]}`,
    action: prose`${action} or agree a new date`,
    owner: task.owner,
    due,
    evidence: factsOf(item, "fields.due", "fields.status", "fields.owner"),
    state: stateOf(task),
  });
}
