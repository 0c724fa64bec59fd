import type { Finding } from "../../../core/finding.ts";
import { instancesIn } from "../../../core/kinds/instance.ts";
import { fact, prose, type Prose, type Span } from "../../../core/prose.ts";
import { getThreshold, type Rule, type RuleContext } from "../../rule.ts";
import { clashesIn, endOf, isSameTwice, moverOf, type Clash } from "./instances-clashes.ts";
import { roomsOf } from "./instances-places.ts";
import { endOfBusinessDay, matterFinding, mattersIn, seriesOf, urgencyOf, type Matter } from "./instances-series.ts";
import { entryOf, impactOf, isHeld, isWithOthers, meetingsIn, nameOf, readMeeting, stateOf, takesDays, type Meeting } from "./instances.ts";
import { factsOf } from "../tasks/task.ts";

const CONFIDENCE = 0.95;
const MINUTE_MS = 60_000;

/** Two entries that should be one, or that share what only one can have. */
interface Double extends Clash {
  isSame: boolean;
}

/** CAL-12: the same meeting twice, or two meetings in one room. */
export const doubleBooked: Rule = {
  id: "CAL-12",
  title: "Booked twice",
  about: "The same meeting stands in the calendar twice, or another one is in the same room: one entry is wrong, and people may part ways.",
  source: "ics",
  cleared: "no longer booked twice",
  thresholds: {
    minutes: { value: 5, unit: "minute", about: "Told when they overlap for at least this long." },
    businessDaysAhead: { value: 2, unit: "business day", about: "Looks this far ahead; what comes back with every date is told at once." },
  },
  find: (context) => {
    const leastMs = getThreshold(context, "minutes") * MINUTE_MS;
    const limit = endOfBusinessDay(getThreshold(context, "businessDaysAhead"), context);
    const doubles = [...sameTwice(context, leastMs), ...sameRoom(context, leastMs)];
    const matters = mattersIn(doubles, idsOf).filter(({ next, isStanding }) => isStanding || next.second.startMs < limit);
    return matters.map((matter) => doubleFinding(matter, context));
  },
};

function sameTwice(context: RuleContext, leastMs: number): Double[] {
  const meetings = ahead(meetingsIn(context), context).filter(isWithOthers);
  const groups = Map.groupBy(meetings, ({ item }) => item.title.trim().toLowerCase());
  const neighbours = [...groups.values()].flatMap((group) =>
    group.slice(1).flatMap((second, index) => (group[index] ? [{ first: group[index], second }] : [])),
  );
  return neighbours
    .filter(({ first, second }) => isSameTwice(first, second) && Math.min(first.endMs, second.endMs) - second.startMs >= leastMs)
    .map((pair) => ({ ...pair, isSame: true }));
}

/** Here the meetings of others count, too: it is the reader's who will find the room taken. */
function sameRoom(context: RuleContext, leastMs: number): Double[] {
  const own = ahead(meetingsIn(context), context);
  const ids = new Set(own.map(({ item }) => item.id));
  const timed = instancesIn(context.items).filter((each) => isHeld(each) && !takesDays(each) && !ids.has(each.item.id));
  const others = ahead(
    timed.map((each) => readMeeting(each, context.people)).filter(({ isMine }) => !isMine),
    context,
  );
  const rooms = Map.groupBy(
    [...own, ...others].flatMap((meeting) => roomsOf(meeting).map((room) => ({ room, meeting }))),
    ({ room }) => room,
  );
  return [...rooms.values()].flatMap((bookings) => {
    const byTime = bookings.map(({ meeting }) => meeting).toSorted((a, b) => a.startMs - b.startMs || a.item.id.localeCompare(b.item.id));
    return clashesIn(byTime, leastMs)
      .filter(
        ({ first, second }) => first.uid !== second.uid && [first, second].some((each) => ids.has(each.item.id) && isWithOthers(each)),
      )
      .map((clash) => ({ ...clash, isSame: false }));
  });
}

function ahead(meetings: readonly Meeting[], { now }: RuleContext): Meeting[] {
  return meetings.filter(({ endMs }) => endMs > Date.parse(now));
}

function idsOf({ first, second, isSame }: Double): string[] {
  return [...[seriesOf(first), seriesOf(second)].toSorted(), ...(isSame ? [] : ["room"])];
}

function doubleFinding({ next, isStanding }: Matter<Double>, context: RuleContext): Finding {
  const { first, second, isSame } = next;
  const own = [first, second].filter(({ isMine }) => isMine);
  const move = own.length === 1 && own[0] ? own[0] : moverOf(next, context.people);
  const other = move === first ? second : first;
  const [lead, ...rest] = factsOf(move.item, "fields.start", "fields.location");
  return matterFinding(idsOf(next), {
    rule: doubleBooked,
    primary: move.item,
    factors: { impact: impactOf(2, own, context.people), urgency: urgencyOf(second, isStanding, context) },
    confidence: CONFIDENCE,
    title: isSame ? prose`${entryOf(move, context)} has a double in the calendar` : prose`${entryOf(move, context)} shares its room`,
    why: isSame
      ? prose`same title and people, at the same time`
      : prose`${roomOf(move)} is taken by ${fact(other.item, "title")} at the same time`,
    action: isSame ? prose`delete one of them` : roomAction(move),
    owner: "you",
    due: move.start,
    lapses: endOf(next),
    evidence: [lead, ...rest, ...factsOf(other.item, "fields.start", "fields.location")],
    state: isStanding ? "" : [first, second].map(stateOf).join(" "),
  });
}

function roomOf({ item, location }: Meeting): Span {
  const booked = item.actors.findIndex(({ role }) => role === "resource");
  return location === null ? fact(item, `actors.${booked}.name`) : fact(item, "fields.location");
}

function roomAction(meeting: Meeting): Prose {
  const organizer = meeting.others.find(({ isOrganizer }) => isOrganizer);
  return meeting.isOrganised || organizer === undefined
    ? prose`book another room`
    : prose`ask ${nameOf(meeting, organizer)} for another room`;
}
