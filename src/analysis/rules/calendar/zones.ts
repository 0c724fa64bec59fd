import { Temporal } from "temporal-polyfill";
import type { Finding } from "../../../core/finding.ts";
import { derived, fact, getFact, prose } from "../../../core/prose.ts";
import { isTimezone } from "../../../lib/timezone.ts";
import { finding, getThreshold, type Rule, type RuleContext } from "../../rule.ts";
import { endOfBusinessDay, matterFinding, urgencyOf } from "./instances-series.ts";
import { entryOf, impactOf, isWithOthers, meetingsIn, nameOf, stateOf, type Meeting } from "./instances.ts";
import { factsOf } from "../tasks/task.ts";

/** Two starts and the clocks of two zones. */
const CONFIDENCE = 0.9;
const MINUTE_MS = 60_000;

/** CAL-07: a series is at another hour for the reader, since clocks changed in one zone only; or the reader is in another zone than home. */
export const zoneShift: Rule = {
  id: "CAL-07",
  title: "At another hour than usual",
  about:
    "A series that starts at another hour than last time, since clocks were changed where it is planned and not where you are, or the other way round; or your day is set to another zone than home.",
  source: "ics",
  cleared: "no longer at another hour",
  thresholds: { businessDaysAhead: { value: 2, unit: "business day", about: "Looks this far ahead." } },
  find: (context) => {
    const now = Date.parse(context.now);
    const limit = endOfBusinessDay(getThreshold(context, "businessDaysAhead"), context);
    const ahead = meetingsIn(context).filter((each) => each.startMs > now && each.startMs < limit && isWithOthers(each));
    return [...ahead.flatMap((meeting) => shiftFindings(meeting, context)), ...abroadFindings(ahead[0], context)];
  },
};

function shiftFindings(meeting: Meeting, context: RuleContext): Finding[] {
  const { previousStart, timezone, start, item } = meeting;
  const mine = context.calendar.timezone;
  if (previousStart === null || timezone === null || !isTimezone(timezone)) return [];
  const apart = (instant: string): number => offsetAt(instant, timezone) - offsetAt(instant, mine);
  const laterMs = apart(previousStart) - apart(start);
  if (laterMs === 0 || timeOf(start, mine) === timeOf(previousStart, mine)) return [];
  const isMineChanged = offsetAt(start, mine) !== offsetAt(previousStart, mine);
  const facts = [getFact(item, "fields.start"), getFact(item, "fields.previousStart")];
  const organizer = meeting.others.find(({ isOrganizer }) => isOrganizer);
  const shift = finding({
    rule: zoneShift,
    primary: item,
    factors: { impact: impactOf(2, [meeting], context.people), urgency: urgencyOf(meeting, false, context) },
    confidence: CONFIDENCE,
    title: prose`${entryOf(meeting, context)} is at another hour than usual`,
    why: prose`last time at ${fact(item, "fields.previousStart", "time")}: ${isMineChanged ? "your clocks changed, those of" : "the clocks changed in"} ${fact(item, "fields.timezone")} ${isMineChanged ? "did not" : "and not yours"}, so it is ${derived(Math.abs(laterMs) / MINUTE_MS, "minute", facts)} ${laterMs > 0 ? "later" : "earlier"}`,
    action: organizer ? prose`confirm the hour with ${nameOf(meeting, organizer)}` : prose`confirm the hour`,
    owner: "you",
    due: start,
    lapses: start,
    evidence: factsOf(item, "fields.start", "fields.previousStart", "fields.timezone"),
    state: stateOf(meeting),
  });
  return [shift];
}

/** One for as long as the reader is abroad, about the next meeting. */
function abroadFindings(next: Meeting | undefined, context: RuleContext): Finding[] {
  const home = context.people.all.find(({ key }) => key === "me")?.timezone;
  const { timezone } = context.calendar;
  if (next === undefined || home === undefined || offsetAt(context.now, home) === offsetAt(context.now, timezone)) return [];
  const abroad = matterFinding(["abroad", timezone], {
    rule: zoneShift,
    primary: next.item,
    factors: { impact: 2, urgency: 2 },
    confidence: CONFIDENCE,
    title: prose`${entryOf(next, context)} is by other clocks than those at home`,
    why: prose`your day is set to another zone than home, and so are all times here`,
    action: prose`check that its hour suits, and that those at home know`,
    owner: "you",
    evidence: factsOf(next.item, "fields.start", "fields.timezone"),
    state: timezone,
  });
  return [abroad];
}

/** How far a zone is ahead of UTC, in milliseconds. */
function offsetAt(instant: string, timezone: string): number {
  return Temporal.Instant.from(instant).toZonedDateTimeISO(timezone).offsetNanoseconds / 1_000_000;
}

function timeOf(instant: string, timezone: string): string {
  return Temporal.Instant.from(instant).toZonedDateTimeISO(timezone).toPlainTime().toString();
}
