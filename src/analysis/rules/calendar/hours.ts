import { Temporal } from "temporal-polyfill";
import type { Finding } from "../../../core/finding.ts";
import { prose } from "../../../core/prose.ts";
import { isWorkday } from "../../../core/work-calendar.ts";
import { getThreshold, type Rule, type RuleContext } from "../../rule.ts";
import { raiseImpact } from "../../severity.ts";
import { endOfBusinessDay, matterFinding, mattersIn, seriesOf, urgencyOf, type Matter } from "./instances-series.ts";
import { entryOf, isWithOthers, meetingsIn, nameOf, stateOf, type Meeting } from "./instances.ts";
import { factsOf } from "../tasks/task.ts";

const CONFIDENCE = 0.95;
const MINUTE_MS = 60_000;
const QUARTER_MS = 15 * MINUTE_MS;
const DAY_MS = 24 * 60 * MINUTE_MS;

/** A meeting by the reader's clock: its plain date, and minutes since the midnight that the date began with. */
interface Hours {
  meeting: Meeting;
  date: string;
  start: number;
  end: number;
}

/** Why a meeting is outside the reader's hours, in words. */
type Oddity = "starts before your working day does" | "ends after your working day does" | "on a holiday" | "on a day off";

/** CAL-06: a meeting outside the reader's working hours, or on a day off. It concerns nobody but the reader, so that guests do not raise it. */
export const outsideHours: Rule = {
  id: "CAL-06",
  title: "Outside your hours",
  about: "A meeting with others that starts before your working day, ends after it, or is on a day off.",
  source: "ics",
  cleared: "no longer outside your hours",
  thresholds: {
    earlyHour: { value: 7, unit: "hour of the day", about: "A start before this weighs more." },
    lateHour: { value: 21, unit: "hour of the day", about: "An end after this weighs more." },
    businessDaysAhead: { value: 2, unit: "business day", about: "Looks this far ahead; what comes back with every date is told at once." },
  },
  find: (context) => {
    const now = Date.parse(context.now);
    const limit = endOfBusinessDay(getThreshold(context, "businessDaysAhead"), context);
    const offsetAt = offsetsOf(context.calendar.timezone);
    const ahead = meetingsIn(context).filter((meeting) => meeting.startMs > now && isWithOthers(meeting));
    const odd = ahead.flatMap((meeting) => {
      const hours = hoursOf(meeting, offsetAt);
      const oddity = oddityOf(hours, context);
      return oddity === undefined ? [] : [{ ...hours, oddity }];
    });
    const matters = mattersIn(odd, ({ meeting }) => [seriesOf(meeting)]);
    return matters
      .filter(({ next, isStanding }) => isStanding || next.meeting.startMs < limit)
      .map((matter) => hoursFinding(matter, context));
  },
};

function hoursOf(meeting: Meeting, offsetAt: (ms: number) => number): Hours {
  const [start, end] = [meeting.startMs + offsetAt(meeting.startMs), meeting.endMs + offsetAt(meeting.endMs)];
  const midnight = Math.floor(start / DAY_MS) * DAY_MS;
  const minutes = (ms: number): number => (ms - midnight) / MINUTE_MS;
  return { meeting, date: new Date(midnight).toISOString().slice(0, 10), start: minutes(start), end: minutes(end) };
}

/** How far a zone is ahead of UTC, in milliseconds: asked once for each quarter of an hour, since zones change only with one, and dates are many. */
function offsetsOf(timezone: string): (ms: number) => number {
  const known = new Map<number, number>();
  return (ms) => {
    const quarter = Math.floor(ms / QUARTER_MS);
    const offset = known.get(quarter);
    if (offset !== undefined) return offset;
    const fresh = Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(timezone).offsetNanoseconds / 1_000_000;
    known.set(quarter, fresh);
    return fresh;
  };
}

function oddityOf({ date, start, end }: Hours, { calendar, people }: RuleContext): Oddity | undefined {
  const absences = people.all.find(({ key }) => key === "me")?.absences;
  if (calendar.holidays.includes(date)) return "on a holiday";
  if (!isWorkday(calendar, date, absences)) return "on a day off";
  if (start < minutesOf(calendar.hours.start)) return "starts before your working day does";
  return end > minutesOf(calendar.hours.end) ? "ends after your working day does" : undefined;
}

/** Of `HH:MM`. */
function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(":").map(Number);
  return hours * 60 + minutes;
}

function hoursFinding({ next, isStanding }: Matter<Hours & { oddity: Oddity }>, context: RuleContext): Finding {
  const { meeting, start, end } = next;
  const isNight = start < getThreshold(context, "earlyHour") * 60 || end > getThreshold(context, "lateHour") * 60;
  const organizer = meeting.others.find(({ isOrganizer }) => isOrganizer);
  const asking = organizer ? prose`ask ${nameOf(meeting, organizer)} for another time` : prose`ask for another time`;
  return matterFinding([seriesOf(meeting)], {
    rule: outsideHours,
    primary: meeting.item,
    factors: { impact: raiseImpact(1, isNight), urgency: urgencyOf(meeting, isStanding, context) },
    confidence: CONFIDENCE,
    title: prose`${entryOf(meeting, context)} is outside your hours`,
    why: prose`${next.oddity}${isStanding ? ", each time" : ""}`,
    action: meeting.isOrganised ? prose`move it into your hours, or keep it knowingly` : prose`${asking}, or accept it as it is`,
    owner: "you",
    due: meeting.start,
    lapses: meeting.start,
    evidence: factsOf(meeting.item, "fields.start", "fields.end", "fields.timezone"),
    state: isStanding ? "" : stateOf(meeting),
  });
}
