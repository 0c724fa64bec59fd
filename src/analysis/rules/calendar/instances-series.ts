import { Temporal } from "temporal-polyfill";
import type { Finding, Grade } from "../../../core/finding.ts";
import type { Instance } from "../../../core/kinds/instance.ts";
import { isWorkday, plainDateOf, type WorkCalendar } from "../../../core/work-calendar.ts";
import { finding, matterKey, type FindingDraft, type RuleContext } from "../../rule.ts";
import { deadlineUrgency } from "../../severity.ts";

/** What comes back with every date presses no more on the day before than on any other. */
const STANDING_URGENCY: Grade = 2;

/** Something about a date that later dates of its series may show as well. */
export interface Matter<Case> {
  /** The next date that shows it. */
  next: Case;
  /** Other dates that are known show it, too. */
  isStanding: boolean;
}

/** Dates that show the same, told as one matter. `cases` are in the order of time; `idsOf` says what makes them the same. */
export function mattersIn<Case>(cases: readonly Case[], idsOf: (each: Case) => readonly string[]): Matter<Case>[] {
  const groups = Map.groupBy(cases, (each) => idsOf(each).join("\n"));
  return [...groups.values()].flatMap(([next, ...later]) => (next === undefined ? [] : [{ next, isStanding: later.length > 0 }]));
}

/** What a date belongs to: its series, or nothing but itself. */
export function seriesOf({ item, uid, recurring }: Instance): string {
  return recurring ? `${item.source}:${uid}` : item.id;
}

/** How pressing a matter is: by the start, unless it comes back anyhow. */
export function urgencyOf({ start }: Instance, isStanding: boolean, { now, calendar }: RuleContext): Grade {
  return isStanding ? STANDING_URGENCY : deadlineUrgency(start, now, calendar);
}

/** A finding whose key is that of a matter, so that the next date of a series is no news. */
export function matterFinding(ids: readonly string[], draft: FindingDraft): Finding {
  const [first = draft.primary.id, ...rest] = ids;
  return { ...finding(draft), key: matterKey(draft.rule, first, rest.join("\n")) };
}

/** Ends of days, by calendar: every rule about meetings asks for one or two of them. */
const knownEnds = new WeakMap<WorkCalendar, Map<string, number>>();

/** The end of the reader's day so many business days ahead, days off behind it included, in milliseconds since 1970. */
export function endOfBusinessDay(days: number, { now, calendar }: Pick<RuleContext, "now" | "calendar">): number {
  const known = knownEnds.get(calendar) ?? new Map<string, number>();
  knownEnds.set(calendar, known);
  const key = `${now} ${days}`;
  const end = known.get(key) ?? findEnd(days, plainDateOf(now, calendar.timezone), calendar);
  known.set(key, end);
  return end;
}

function findEnd(days: number, today: string, calendar: WorkCalendar): number {
  let day = Temporal.PlainDate.from(today);
  let workdays = 0;
  // A calendar without any workday would never end.
  for (let ahead = 0; ahead <= days * 7 + 31 && workdays <= days; ahead += 1) {
    day = day.add({ days: 1 });
    if (isWorkday(calendar, day.toString())) workdays += 1;
  }
  return day.toZonedDateTime(calendar.timezone).epochMilliseconds;
}
