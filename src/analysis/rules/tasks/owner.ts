import type { Finding } from "../../../core/finding.ts";
import { fact, prose, type Prose } from "../../../core/prose.ts";
import { businessDaysBetween, plainDateOf } from "../../../core/work-calendar.ts";
import { finding, getThreshold, type Rule, type RuleContext } from "../../rule.ts";
import { deadlineUrgency } from "../../severity.ts";
import { factsOf, impactOf, openTasks, sameOnPath, stateOf, type OpenTask } from "./task.ts";

/** Read from a field that is empty. */
const CONFIDENCE = 0.95;
/** Without a date there is no clock: soon enough that it is shown. */
const UNDATED = 2;

/** TASK-04: work of these days that is nobody's. */
export const unowned: Rule = {
  id: "TASK-04",
  title: "Task without an owner",
  about:
    "A task of these days, under way, critical or due before long, that names nobody: each may think that another does it. Where no task of a source has an owner, names are not used there, and it is silent.",
  source: "files",
  cleared: "has an owner, or no longer needs one",
  thresholds: {
    businessDays: { value: 10, unit: "business day", about: "A task that is due within this time counts as one of these days." },
  },
  find: (context) => {
    const tasks = openTasks(context.items, context.people);
    const naming = new Set(context.items.flatMap((item) => (item.kind === "task" && hasOwner(item.fields["owner"]) ? [item.source] : [])));
    const ownerless = tasks.filter((task) => task.owner === "unassigned" && naming.has(task.item.source));
    return ownerless.filter((task) => isOfTheseDays(task, context)).map((task) => unownedFinding(task, context));
  },
};

function hasOwner(owner: unknown): boolean {
  return typeof owner === "string" && owner.trim() !== "";
}

function isOfTheseDays(task: OpenTask, context: RuleContext): boolean {
  if (task.isCritical || task.status === "in_progress") return true;
  if (task.due === undefined) return false;
  const today = plainDateOf(context.now, context.calendar.timezone);
  return businessDaysBetween(context.calendar, today, task.due) <= getThreshold(context, "businessDays");
}

function unownedFinding(task: OpenTask, { calendar, now }: RuleContext): Finding {
  const { item, due } = task;
  return finding({
    rule: unowned,
    ...sameOnPath(task, "LNCH-04"),
    primary: item,
    factors: { impact: impactOf(2, task), urgency: due === undefined ? UNDATED : deadlineUrgency(due, now, calendar) },
    confidence: CONFIDENCE,
    title: prose`${fact(item, "title")} needs an owner`,
    why: prose`nobody is named for it, ${reasonOf(task)}`,
    action: prose`name somebody for it`,
    owner: "you",
    evidence: factsOf(item, "fields.due", "fields.status", "fields.priority"),
    state: stateOf(task),
  });
}

/** What makes it a matter of these days. */
function reasonOf({ item, due, isCritical }: OpenTask): Prose {
  const priority = isCritical ? prose`priority ${fact(item, "fields.priority")}` : prose`in progress`;
  if (due === undefined) return priority;
  return prose`due ${fact(item, "fields.due", "date")}${isCritical ? prose`, ${priority}` : ""}`;
}
