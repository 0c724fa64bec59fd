import { Temporal } from "temporal-polyfill";
import type { Finding } from "../../../core/finding.ts";
import type { Change } from "../../../core/item.ts";
import { instancesIn } from "../../../core/kinds/instance.ts";
import { derived, fact, getFact, prose, type Prose, type Span } from "../../../core/prose.ts";
import { plainDateOf } from "../../../core/work-calendar.ts";
import { finding, getThreshold, type Rule, type RuleContext } from "../../rule.ts";
import { deadlineUrgency } from "../../severity.ts";
import { entryOf, impactOf, isHeld, isWithOthers, readMeeting, takesDays, type Meeting } from "./instances.ts";
import { factsOf } from "../tasks/task.ts";

const CONFIDENCE = 0.95;
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** What became of a meeting since the last look, in words. */
interface News {
  title: Prose;
  why: Prose;
  action: Prose;
}

/**
 * CAL-08: a meeting of the next days was moved, cancelled or given another place. It happened once, and the reader may have done it, so
 * it is an event: told, and never asked about again. Time of one's own is left alone.
 */
export const changedMeeting: Rule = {
  id: "CAL-08",
  title: "Meeting changed",
  about: "A meeting of the next days was moved, cancelled or given another place since the last look.",
  source: "ics",
  thresholds: {
    hoursAhead: { value: 48, unit: "hour", about: "Told when it starts, or would have started, within this time." },
    hoursBack: { value: 24, unit: "hour", about: "What was noticed longer ago than this is no news any more." },
  },
  find: (context) => {
    const since = new Date(Date.parse(context.now) - getThreshold(context, "hoursBack") * HOUR_MS).toISOString();
    const recent = context.changes.filter(({ at }) => at > since && at <= context.now);
    const byItem = Map.groupBy(recent, ({ item }) => item);
    const standing = instancesIn(context.items).flatMap((each) => {
      const changes = byItem.get(each.item.id);
      return changes ? changeFindings(readMeeting(each, context.people), changes, context) : [];
    });
    const ids = new Set(context.items.map(({ id }) => id));
    const gone = instancesIn(context.gone).filter(({ item, status }) => status !== "cancelled" && !ids.has(item.id));
    return [...standing, ...gone.flatMap((each) => goneFindings(readMeeting(each, context.people), context))];
  },
};

function changeFindings(meeting: Meeting, changes: readonly Change[], context: RuleContext): Finding[] {
  const starts = [meeting.start, ...changes.filter(({ field }) => field === "start").map(({ from }) => String(from))];
  const news = isForReader(meeting) && isSoon(starts, context) ? newsOf(meeting, changes, context) : undefined;
  const at = changes.at(-1)?.at ?? context.now;
  return news === undefined ? [] : [changeFinding(meeting, at, news, context)];
}

/** What vanished was shown as held by the last look, and is now in no calendar that was read. */
function goneFindings(meeting: Meeting, context: RuleContext): Finding[] {
  if (!isForReader(meeting) || !isSoon([meeting.start], context)) return [];
  const news = {
    title: prose`${entryOf(meeting, context)} is gone from the calendar`,
    why: prose`it was there at the last look`,
    action: FREED,
  };
  return [changeFinding(meeting, "gone", news, context)];
}

const FREED = prose`note that the time is free, or ask why`;

function isForReader(meeting: Meeting): boolean {
  return (
    isHeld({ ...meeting, status: "confirmed" }) &&
    !takesDays(meeting) &&
    isWithOthers(meeting) &&
    meeting.isMine &&
    meeting.response !== "declined"
  );
}

function isSoon(starts: readonly string[], context: RuleContext): boolean {
  const now = Date.parse(context.now);
  const limit = now + getThreshold(context, "hoursAhead") * HOUR_MS;
  return starts.some((start) => Date.parse(start) >= now && Date.parse(start) <= limit);
}

/** The weightiest of what changed; undefined where it came back to what it was. */
function newsOf(meeting: Meeting, changes: readonly Change[], context: RuleContext): News | undefined {
  const { item, status, location } = meeting;
  const earlier = (field: string): Change["from"] | undefined => changes.find((change) => change.field === field)?.from;
  const [start, end, place, state] = [earlier("start"), earlier("end"), earlier("location"), earlier("status")];
  if (status === "cancelled") return state === undefined || state === status ? undefined : cancelledNews(meeting, context);
  if (typeof start === "string" && start !== meeting.start) return movedNews(meeting, start, context);
  if (place !== undefined && place !== location) {
    const why = location === null ? prose`no place is named any more` : prose`now ${fact(item, "fields.location")}`;
    return { title: prose`${entryOf(meeting, context)} has another place`, why, action: prose`note the place` };
  }
  return typeof end === "string" && end !== meeting.end ? resizedNews(meeting, end, context) : undefined;
}

function cancelledNews(meeting: Meeting, context: RuleContext): News {
  return { title: prose`${entryOf(meeting, context)} is cancelled`, why: prose`it still stood at the last look`, action: FREED };
}

function movedNews({ item, start }: Meeting, from: string, { calendar, now }: RuleContext): News {
  const isToday = plainDateOf(start, calendar.timezone) === plainDateOf(now, calendar.timezone);
  const title = prose`${fact(item, "title")} moved to ${fact(item, "fields.start", isToday ? "time" : "instant")}`;
  const shift = shiftOf(from, start, calendar.timezone);
  const span = derived(shift.value, shift.unit, [getFact(item, "fields.start")]);
  return { title, why: prose`${span} ${start > from ? "later" : "earlier"} than at the last look`, action: prose`note the new time` };
}

function resizedNews({ item, end }: Meeting, from: string, context: RuleContext): News {
  const shift = shiftOf(from, end, context.calendar.timezone);
  const span: Span = derived(shift.value, shift.unit, [getFact(item, "fields.end")]);
  const title = prose`${fact(item, "title")} now ends at ${fact(item, "fields.end", "time")}`;
  return { title, why: prose`${span} ${end > from ? "later" : "earlier"} than at the last look`, action: prose`note the new time` };
}

/** In days where the time of day is the same by the reader's clock, else in hours or minutes. */
function shiftOf(from: string, to: string, timezone: string): { value: number; unit: string } {
  const [a, b] = [from, to].map((instant) => Temporal.Instant.from(instant).toZonedDateTimeISO(timezone));
  const minutes = Math.round(Math.abs(Date.parse(to) - Date.parse(from)) / MINUTE_MS);
  if (a && b && a.toPlainTime().equals(b.toPlainTime())) {
    return { value: Math.abs(a.toPlainDate().until(b.toPlainDate(), { largestUnit: "days" }).days), unit: "day" };
  }
  return minutes % 60 === 0 ? { value: minutes / 60, unit: "hour" } : { value: minutes, unit: "minute" };
}

/** A second change of the same meeting is news of its own, so the scope says when this one was noticed. */
function changeFinding(meeting: Meeting, scope: string, news: News, context: RuleContext): Finding {
  const { item, start, end, location, status } = meeting;
  return finding({
    rule: changedMeeting,
    primary: item,
    scope,
    factors: { impact: impactOf(2, [meeting], context.people), urgency: deadlineUrgency(start, context.now, context.calendar) },
    confidence: CONFIDENCE,
    ...news,
    owner: "you",
    due: start,
    evidence: factsOf(item, "fields.start", "fields.end", "fields.location", "fields.status"),
    state: [start, end, location ?? "", status].join("|"),
  });
}
