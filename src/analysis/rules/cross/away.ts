import type { Finding } from "../../../core/finding.ts";
import { derived, fact, getFact, prose, type Prose } from "../../../core/prose.ts";
import { businessDaysBetween, plainDateOf } from "../../../core/work-calendar.ts";
import { finding, getThreshold, type Rule, type RuleContext } from "../../rule.ts";
import { deadlineUrgency } from "../../severity.ts";
import { absencesOf, countWorkdays, type Absence } from "./absence.ts";
import { factsOf, impactOf, openTasks, ownerSpan, stateOf, type OpenTask } from "../tasks/task.ts";

/** Undated work that much hangs on waits on a day on which its owner is away. */
const UNDATED = 3;

/** whoever is to do it is away. */
export const ownerAway: Rule = {
  id: "X-01",
  title: "Owner away before it is due",
  about:
    "A task that is due before long, or critical, whose owner is away on or before that day: while they are here it can be handed over.",
  source: "files",
  cleared: "its owner is there again, or it no longer matters",
  thresholds: {
    businessDays: { value: 5, unit: "business day", about: "Told for what is due within this time." },
    criticalBusinessDays: { value: 20, unit: "business day", about: "Told for a critical task that is due within this time." },
  },
  find: (context) =>
    openTasks(context.items, context.people).flatMap((task) => {
      const until = lastDayOf(task, context);
      return until === undefined || task.owner === "unassigned" ? [] : awayFinding(task, until, context);
    }),
};

/** The day up to which an absence matters; undefined where the task is not near enough. What is late needs its owner now. */
function lastDayOf(task: OpenTask, context: RuleContext): string | undefined {
  const today = plainDateOf(context.now, context.calendar.timezone);
  if (task.due === undefined) return task.isCritical ? today : undefined;
  if (task.due < today) return today;
  const limit = getThreshold(context, task.isCritical ? "criticalBusinessDays" : "businessDays");
  return businessDaysBetween(context.calendar, today, task.due) <= limit ? task.due : undefined;
}

function awayFinding(task: OpenTask, until: string, context: RuleContext): Finding[] {
  const today = plainDateOf(context.now, context.calendar.timezone);
  const counted = absencesOf(task, context).map((absence) => ({ absence, days: countWorkdays(today, until, absence, context) }));
  const [longest] = counted.toSorted((a, b) => b.days.away - a.days.away || b.absence.confidence - a.absence.confidence);
  if (longest === undefined || longest.days.away === 0) return [];
  const { absence, days } = longest;
  const { item, due } = task;
  return [
    finding({
      rule: ownerAway,
      primary: item,
      factors: {
        impact: impactOf(3, task),
        urgency: due === undefined ? UNDATED : deadlineUrgency(lastChance(due, absence, today), context.now, context.calendar),
      },
      confidence: absence.confidence,
      title: prose`${fact(item, "title")} needs somebody who is away`,
      why: prose`${dueOf(task, today)}${nameOf(task)} away ${howLong(task, days, absence)}`,
      action: prose`hand it over or agree a new date`,
      owner: "you",
      ...(due !== undefined && due >= today && { due }),
      evidence: [...factsOf(item, "fields.due", "fields.owner", "fields.status", "fields.priority"), ...absence.evidence],
      state: stateOf(task),
    }),
  ];
}

/** Of whoever stays away until it is due, it is the last day here that counts. */
function lastChance(due: string, { from, to }: Absence, today: string): string {
  if (due < today || to < due) return due;
  return from > today ? from : today;
}

function dueOf({ item, due }: OpenTask, today: string): Prose {
  if (due === undefined) return prose`priority ${fact(item, "fields.priority")}, `;
  return prose`${due < today ? "was due" : "due"} ${fact(item, "fields.due", "date")}, `;
}

function nameOf(task: OpenTask): Prose {
  return task.owner === "you" ? prose`you are` : prose`${ownerSpan(task)} is`;
}

function howLong({ item }: OpenTask, { all, away }: { all: number; away: number }, { evidence }: Absence): Prose {
  const from = [getFact(item, "title"), ...evidence];
  if (away === all) return all === 1 ? prose`just then` : prose`all of the ${derived(all, "business day", from)} left`;
  return prose`for ${derived(away, "day", from)} of the ${derived(all, "business day", from)} left`;
}
