import type { Finding } from "../../../core/finding.ts";
import type { Fact } from "../../../core/item.ts";
import { derived, fact, getFact, prose, type Prose } from "../../../core/prose.ts";
import { businessDaysBetween, plainDateOf } from "../../../core/work-calendar.ts";
import { finding, getThreshold, type Rule, type RuleContext } from "../../rule.ts";
import { deadlineUrgency } from "../../severity.ts";
import { hoursOf, meetingDays } from "../calendar/breaks.ts";
import { travelTimes, type TimeSpan } from "../calendar/instances-away.ts";
import type { Meeting } from "../calendar/instances.ts";
import { instantOf } from "../rollouts/measured.ts";
import { factsOf, impactOf, openTasks, stateOf, type OpenTask } from "../tasks/task.ts";

/** Computed from a date and several times. */
const CONFIDENCE = 0.9;
const HOUR_MS = 60 * 60 * 1000;

/** it is due on a day on which there is no time for it. */
export const noTimeForIt: Rule = {
  id: "X-04",
  title: "Due on a day without time",
  about:
    "Something of yours that is due within days, on a day on which you travel, or that meetings fill: it has to be done before, or to be moved.",
  source: "files",
  cleared: "no longer due on a day without time",
  thresholds: {
    meetingHours: { value: 6, unit: "hour", about: "Told when the meetings of that day take longer than this together." },
    travelHours: { value: 3, unit: "hour", about: "Told when you are on the way on that day for at least this long." },
    businessDays: { value: 5, unit: "business day", about: "Told for what is due within this time." },
  },
  find: (context) => {
    const days = meetingDays(context);
    const travels = travelTimes(context);
    return openTasks(context.items, context.people).flatMap((task) => {
      if (task.owner !== "you" || task.isRecurring || task.due === undefined || !isNear(task.due, context)) return [];
      const taken = takenBy(task.due, days, travels, context);
      return taken === undefined ? [] : [noTimeFinding(task, task.due, taken, context)];
    });
  },
};

function isNear(due: string, context: RuleContext): boolean {
  const today = plainDateOf(context.now, context.calendar.timezone);
  return due >= today && businessDaysBetween(context.calendar, today, due) <= getThreshold(context, "businessDays");
}

/** What takes a day. */
interface Taken {
  words: Prose;
  evidence: readonly Fact[];
}

function takenBy(
  date: string,
  days: ReadonlyMap<string, readonly Meeting[]>,
  travels: readonly TimeSpan[],
  context: RuleContext,
): Taken | undefined {
  const travel = travels.find((each) => hoursOn(date, each, context) >= getThreshold(context, "travelHours"));
  if (travel !== undefined) {
    const { item } = travel.instance;
    const evidence = [getFact(item, "title"), getFact(item, "fields.start"), getFact(item, "fields.end")];
    return { words: prose`when the calendar has ${fact(item, "title")}`, evidence };
  }
  const meetings = days.get(date) ?? [];
  if (hoursOf(meetings) <= getThreshold(context, "meetingHours")) return undefined;
  const titles = meetings.map(({ item }) => getFact(item, "title"));
  return {
    words: prose`a day that ${derived(meetings.length, "meeting", titles)} fill${meetings.length === 1 ? "s" : ""}`,
    evidence: [...titles, ...meetings.flatMap(({ item }) => [getFact(item, "fields.start"), getFact(item, "fields.end")])],
  };
}

/** How much of a span lies on a day of the reader's, in hours. */
function hoursOn(date: string, { startMs, endMs }: TimeSpan, { calendar: { timezone } }: RuleContext): number {
  const [from, to] = [0, 1].map((days) => Date.parse(instantOf(date, days, timezone) ?? ""));
  return Math.max(0, Math.min(endMs, to ?? NaN) - Math.max(startMs, from ?? NaN)) / HOUR_MS;
}

function noTimeFinding(task: OpenTask, due: string, { words, evidence }: Taken, context: RuleContext): Finding {
  const { item } = task;
  const [lead, ...rest] = factsOf(item, "fields.due", "fields.owner", "fields.status", "fields.priority");
  return finding({
    rule: noTimeForIt,
    primary: item,
    factors: { impact: impactOf(2, task), urgency: deadlineUrgency(due, context.now, context.calendar) },
    confidence: CONFIDENCE,
    title: prose`${fact(item, "title")} is due on a day without time for it`,
    why: prose`due ${fact(item, "fields.due", "date")}, ${words}`,
    action: prose`do it before, or agree a new date`,
    owner: "you",
    due,
    evidence: [lead, ...rest, ...evidence],
    state: stateOf(task),
  });
}
