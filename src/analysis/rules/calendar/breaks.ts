import type { Finding } from "../../../core/finding.ts";
import { derived, fact, getFact, prose, type Prose } from "../../../core/prose.ts";
import { plainDateOf } from "../../../core/work-calendar.ts";
import { getThreshold, type Rule, type RuleContext } from "../../rule.ts";
import { isFirm } from "./instances-clashes.ts";
import { endOfBusinessDay, matterFinding, urgencyOf } from "./instances-series.ts";
import { entryOf, isWithOthers, meetingsIn, type Meeting } from "./instances.ts";
import { factsOf } from "../tasks/task.ts";

/** Computed from the times of several meetings. */
const CONFIDENCE = 0.9;
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** Meetings that follow each other without a break. */
interface Run {
  first: Meeting;
  /** The one that ends last. */
  last: Meeting;
  meetings: readonly Meeting[];
}

/** CAL-11: hours of meetings without a break, or a day full of them. It concerns nobody but the reader, so that guests do not raise it. */
export const noBreak: Rule = {
  id: "CAL-11",
  title: "No break",
  about: "Meetings follow each other for hours, or fill most of the day: no time to think, eat or prepare.",
  source: "ics",
  cleared: "no longer without a break",
  thresholds: {
    runHours: { value: 3, unit: "hour", about: "Told when meetings follow each other for at least this long." },
    breakMinutes: { value: 10, unit: "minute", about: "A shorter gap is no break." },
    dayHours: { value: 6, unit: "hour", about: "Told when the meetings of a day take longer than this together." },
    businessDaysAhead: { value: 1, unit: "business day", about: "Looks this far ahead." },
  },
  find: (context) => {
    const limit = endOfBusinessDay(getThreshold(context, "businessDaysAhead"), context);
    const today = plainDateOf(context.now, context.calendar.timezone);
    return [...meetingDays(context, limit)].flatMap(([date, meetings]) => (date < today ? [] : dayFindings(date, meetings, context)));
  },
};

/** The meetings with others that are firm, by the plain date on which they begin, the earliest first; those that begin before `limitMs`. */
export function meetingDays(context: RuleContext, limitMs = Infinity): ReadonlyMap<string, readonly Meeting[]> {
  const held = meetingsIn(context).filter((meeting) => isFirm(meeting) && isWithOthers(meeting) && meeting.startMs < limitMs);
  return Map.groupBy(held, ({ start }) => plainDateOf(start, context.calendar.timezone));
}

/** How long meetings take together, in hours; what overlaps counts once. They are in the order of their start. */
export function hoursOf(meetings: readonly Meeting[]): number {
  return runsOf(meetings, 0).reduce((sum, run) => sum + lengthOf(run), 0) / HOUR_MS;
}

/** At most one for each day: a run without a break says more than the sum. What is over of today counts, or a day would get better by itself. */
function dayFindings(date: string, meetings: readonly Meeting[], context: RuleContext): Finding[] {
  const runs = runsOf(meetings, getThreshold(context, "breakMinutes") * MINUTE_MS);
  const now = Date.parse(context.now);
  const longest = runs
    .filter(({ last }) => last.endMs > now)
    .toSorted((a, b) => lengthOf(b) - lengthOf(a) || a.first.startMs - b.first.startMs)[0];
  if (longest === undefined) return [];
  const total = hoursOf(meetings);
  const isRun = longest.meetings.length > 1 && lengthOf(longest) >= getThreshold(context, "runHours") * HOUR_MS;
  if (!isRun && total <= getThreshold(context, "dayHours")) return [];
  return [isRun ? runFinding(date, longest, context) : fullDayFinding(date, runs[0]?.first ?? longest.first, meetings, total, context)];
}

function runsOf(meetings: readonly Meeting[], breakMs: number): Run[] {
  const runs: Run[] = [];
  for (const meeting of meetings) {
    const run = runs.at(-1);
    if (run === undefined || meeting.startMs - run.last.endMs >= Math.max(breakMs, 1)) {
      runs.push({ first: meeting, last: meeting, meetings: [meeting] });
    } else {
      const last = meeting.endMs > run.last.endMs ? meeting : run.last;
      runs[runs.length - 1] = { ...run, last, meetings: [...run.meetings, meeting] };
    }
  }
  return runs;
}

function lengthOf({ first, last }: Run): number {
  return last.endMs - first.startMs;
}

function runFinding(date: string, run: Run, context: RuleContext): Finding {
  const { first, last, meetings } = run;
  const hours = derived(Math.floor(lengthOf(run) / HOUR_MS), "hour", [
    getFact(first.item, "fields.start"),
    getFact(last.item, "fields.end"),
  ]);
  return breakFinding(date, meetings, first, context, {
    title: prose`${entryOf(first, context)} begins a run without a break`,
    why: prose`${count(meetings)} in ${hours}, until ${fact(last.item, "fields.end", "time")}`,
    state: [first.start, last.end].join("|"),
  });
}

function fullDayFinding(date: string, first: Meeting, meetings: readonly Meeting[], total: number, context: RuleContext): Finding {
  const hours = derived(
    Math.round(total * 10) / 10,
    "hour",
    meetings.map(({ item }) => getFact(item, "fields.start")),
  );
  return breakFinding(date, meetings, first, context, {
    title: prose`${entryOf(first, context)} begins a day full of meetings`,
    why: prose`${count(meetings)}, ${hours} together`,
    state: String(total * HOUR_MS),
  });
}

function count(meetings: readonly Meeting[]): Prose {
  return prose`${derived(
    meetings.length,
    "meeting",
    meetings.map(({ item }) => getFact(item, "title")),
  )}`;
}

function breakFinding(
  date: string,
  meetings: readonly Meeting[],
  first: Meeting,
  context: RuleContext,
  told: Pick<Finding, "title" | "why" | "state">,
): Finding {
  const [lead, ...rest] = factsOf(first.item, "fields.start", "fields.end");
  return matterFinding([date], {
    rule: noBreak,
    primary: first.item,
    factors: { impact: 1, urgency: urgencyOf(first, false, context) },
    confidence: CONFIDENCE,
    ...told,
    action: prose`shorten one of them by a quarter of an hour, or move one`,
    owner: "you",
    due: first.start,
    lapses:
      meetings
        .map(({ end }) => end)
        .toSorted()
        .at(-1) ?? first.end,
    evidence: [
      lead,
      ...rest,
      ...meetings.filter((each) => each !== first).flatMap(({ item }) => factsOf(item, "fields.start", "fields.end")),
    ],
  });
}
