import type { Finding } from "../../../core/finding.ts";
import { derived, fact, getFact, prose, type Prose } from "../../../core/prose.ts";
import { businessDaysBetween, plainDateOf } from "../../../core/work-calendar.ts";
import { findingKey } from "../../../lib/hash.ts";
import { finding, getThreshold, type Rule, type RuleContext } from "../../rule.ts";
import { deadlineUrgency, stateUrgency, type Factors } from "../../severity.ts";
import { factsOf, impactOf, openTasks, ownerSpan, type OpenTask } from "./task.ts";

/** Computed from owner, date and status, all written in the source. */
const CONFIDENCE = 0.9;

/** TASK-09: too much at once for one person. */
export const overload: Rule = {
  id: "TASK-09",
  title: "Too much at once",
  about:
    "Somebody who has many tasks due within days, or many in progress at the same time: some of it will be late unless it is chosen which.",
  source: "files",
  cleared: "no longer too much",
  thresholds: {
    tasks: { value: 5, unit: "task", about: "Told when one person has so many due within the time below." },
    businessDays: { value: 2, unit: "business day", about: "What is due from today up to so far ahead counts." },
    inProgress: { value: 4, unit: "task", about: "Told when one person has more than this in progress." },
  },
  find: (context) => {
    const owned = openTasks(context.items, context.people).filter((task) => task.owner !== "unassigned");
    const loads = [...Map.groupBy(owned, (task) => task.owner.toLowerCase()).values()];
    return loads.flatMap((tasks) => [...dueTogether(tasks, context), ...begunTogether(tasks, context)]);
  },
};

function dueTogether(tasks: readonly OpenTask[], context: RuleContext): Finding[] {
  const { calendar, now } = context;
  const today = plainDateOf(now, calendar.timezone);
  const limit = getThreshold(context, "businessDays");
  const near = tasks.flatMap((task) => (task.due !== undefined && task.due >= today ? [{ task, due: task.due }] : []));
  const due = near.filter((each) => businessDaysBetween(calendar, today, each.due) <= limit).toSorted((a, b) => a.due.localeCompare(b.due));
  const [first, last] = [due[0], due.at(-1)];
  if (first === undefined || last === undefined || due.length < getThreshold(context, "tasks")) return [];
  const what = prose`due by ${fact(last.task.item, "fields.due", "date")}, ${fact(first.task.item, "title")} first`;
  const urgency = deadlineUrgency(first.due, now, calendar);
  return [
    loadFinding(
      due.map((each) => each.task),
      "fields.due",
      { what, scope: "due", urgency },
    ),
  ];
}

function begunTogether(tasks: readonly OpenTask[], context: RuleContext): Finding[] {
  const begun = tasks.filter((task) => task.status === "in_progress" && !task.isBlocked);
  const limit = getThreshold(context, "inProgress");
  const [first] = begun;
  if (first === undefined || begun.length <= limit) return [];
  const what = prose`in progress at the same time, ${fact(first.item, "title")} among them`;
  return [loadFinding(begun, "fields.status", { what, scope: "in progress", urgency: stateUrgency(begun.length, limit) })];
}

interface Load {
  what: Prose;
  scope: string;
  urgency: Factors["urgency"];
}

/** Of a person rather than of a task, so its key is the person's: which task comes first changes from day to day. */
function loadFinding(tasks: readonly OpenTask[], path: string, { what, scope, urgency }: Load): Finding {
  const [first] = tasks;
  if (first === undefined) throw new RangeError("expected a load to have tasks, got none");
  const count = derived(
    tasks.length,
    "task",
    tasks.map(({ item }) => getFact(item, path)),
  );
  const draft = finding({
    rule: overload,
    primary: first.item,
    factors: { impact: impactOf(2, first), urgency },
    confidence: CONFIDENCE,
    title: prose`${nameOf(first)} ${count} at once`,
    why: what,
    action: prose`choose what can wait or be handed over`,
    owner: first.owner,
    evidence: factsOf(first.item, path, "fields.owner"),
    metric: tasks.length,
    state: first.owner,
  });
  return { ...draft, key: findingKey(overload.id, first.owner.toLowerCase(), scope) };
}

function nameOf(task: OpenTask): Prose {
  return task.owner === "you" ? prose`You have` : prose`${ownerSpan(task)} has`;
}
