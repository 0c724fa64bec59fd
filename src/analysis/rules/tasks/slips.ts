import type { Finding } from "../../../core/finding.ts";
import type { Change } from "../../../core/item.ts";
import { derived, fact, getFact, prose } from "../../../core/prose.ts";
import { businessDaysBetween, type WorkCalendar } from "../../../core/work-calendar.ts";
import { finding, getThreshold, type Rule, type RuleContext } from "../../rule.ts";
import { ageUrgency, deadlineUrgency } from "../../severity.ts";
import { factsOf, impactOf, openTasks, stateOf, toDate, type OpenTask } from "./task.ts";

/** Computed from several dates, each read from its field. */
const CONFIDENCE = 0.9;

/** How far a due date has moved. */
interface Slip {
  due: string;
  /** How often it was moved to a later day. */
  times: number;
  /** Business days from the first date known to the present one. */
  days: number;
}

/** TASK-07: the date moves again and again, or far. */
export const slipping: Rule = {
  id: "TASK-07",
  title: "Slipping task",
  about: "A task whose due date was put off more than once, or by a week, in the last 90 days: its next date is not to be trusted either.",
  source: "files",
  cleared: "no longer slipping",
  thresholds: {
    times: { value: 2, unit: "time", about: "Told when its date was put off so often." },
    businessDays: { value: 5, unit: "business day", about: "Told when its date was put off so far in all." },
  },
  find: (context) => {
    const moves = Map.groupBy(
      context.changes.filter((change) => change.field === "due"),
      (change) => change.item,
    );
    return openTasks(context.items, context.people).flatMap((task) => {
      const slip = task.isRecurring ? undefined : slipOf(task, moves.get(task.item.id) ?? [], context.calendar);
      return slip !== undefined && isFar(slip, context) ? slippingFinding(task, slip, context) : [];
    });
  },
};

/** What was put off and then brought forward again has not slipped; neither has a date that was given for the first time. */
function slipOf({ due }: OpenTask, moves: readonly Change[], calendar: WorkCalendar): Slip | undefined {
  const first = moves.map((move) => toDate(move.from)).find((date) => date !== undefined);
  if (due === undefined || first === undefined || due <= first) return undefined;
  return { due, times: moves.filter(isLater).length, days: businessDaysBetween(calendar, first, due) };
}

function isLater({ from, to }: Change): boolean {
  const [before, after] = [toDate(from), toDate(to)];
  return before !== undefined && after !== undefined && after > before;
}

function isFar({ times, days }: Slip, context: RuleContext): boolean {
  return times >= getThreshold(context, "times") || days >= getThreshold(context, "businessDays");
}

function slippingFinding(task: OpenTask, { due, times, days }: Slip, context: RuleContext): Finding {
  const { item } = task;
  const from = [getFact(item, "fields.due")];
  const distance = Math.max(ageUrgency(days, getThreshold(context, "businessDays")), ageUrgency(times, getThreshold(context, "times")));
  const nearness = deadlineUrgency(due, context.now, context.calendar);
  const often = times > 1 ? prose`${derived(times, "time", from)}, ` : "";
  return finding({
    rule: slipping,
    primary: item,
    // How far it slipped, or how little time is left to stop it.
    factors: { impact: impactOf(2, task), urgency: distance > nearness ? ageUrgency(2 ** (distance - 1), 1) : nearness },
    confidence: CONFIDENCE,
    title: prose`${fact(item, "title")} keeps slipping`,
    why: prose`put off ${often}by ${derived(days, "business day", from)} in all, now due ${fact(item, "fields.due", "date")}`,
    action: prose`agree what must give for this date to hold`,
    owner: task.owner,
    evidence: factsOf(item, "fields.due", "fields.status", "fields.owner"),
    metric: days,
    state: stateOf(task),
  });
}
