import type { Finding } from "../../../core/finding.ts";
import { derived, fact, getFact, prose, type Prose } from "../../../core/prose.ts";
import { getThreshold, type Rule, type RuleContext } from "../../rule.ts";
import { awayTimes, type AwayTime } from "./instances-away.ts";
import { clashesIn, endOf, isFirm, moverOf, type Clash } from "./instances-clashes.ts";
import { endOfBusinessDay, matterFinding, mattersIn, seriesOf, urgencyOf, type Matter } from "./instances-series.ts";
import { entryOf, impactOf, meetingsIn, nameOf, stateOf, type Meeting } from "./instances.ts";
import { factsOf } from "../tasks/task.ts";

const CONFIDENCE = 0.95;
const MINUTE_MS = 60_000;

const THRESHOLDS = {
  minutes: { value: 5, unit: "minute", about: "Told when they overlap for at least this long." },
  businessDaysAhead: { value: 2, unit: "business day", about: "Looks this far ahead; what comes back with every date is told at once." },
} as const;

/** CAL-01: two meetings that the reader has accepted, or one while the reader is away. */
export const hardConflict: Rule = {
  id: "CAL-01",
  title: "Two meetings at once",
  about: "Two meetings that you accepted overlap, or one falls into time off: somebody will wait for you in vain.",
  source: "ics",
  cleared: "no longer in the way of each other",
  thresholds: THRESHOLDS,
  find: (context) => {
    const least = getThreshold(context, "minutes") * MINUTE_MS;
    const firm = ahead(context).filter(isFirm);
    const hard = soonMatters(clashesIn(firm, least), context);
    const away = awayTimes(context).flatMap((time) => firm.flatMap((meeting) => collision(meeting, time, least)));
    const limit = endOfBusinessDay(getThreshold(context, "businessDaysAhead"), context);
    const soon = away.filter(({ meeting }) => meeting.startMs < limit);
    return [
      ...hard.map((matter) => hardFinding(matter, context)),
      ...mattersIn(soon, idsOfAway).map(({ next }) => awayFinding(next, context)),
    ];
  },
};

/** CAL-02: a meeting that is not accepted yet, or a focus block, is in the way of another. */
export const softConflict: Rule = {
  id: "CAL-02",
  title: "A meeting in the way of one not accepted yet",
  stageOf: "CAL-01",
  about: "An invitation that you have not accepted, or your focus time, overlaps another meeting: one of them has to give way.",
  source: "ics",
  cleared: "no longer in the way of each other",
  thresholds: THRESHOLDS,
  find: (context) => {
    const least = getThreshold(context, "minutes") * MINUTE_MS;
    const soft = clashesIn(ahead(context), least).filter((clash) => {
      const [firm, focus] = [pairOf(clash).filter(isFirm), pairOf(clash).filter(({ showAs }) => showAs === "focus")];
      return firm.length < 2 && (focus.length === 0 || firm.length === 1);
    });
    return soonMatters(soft, context).map((matter) => softFinding(matter, context));
  },
};

function ahead(context: RuleContext): Meeting[] {
  const now = Date.parse(context.now);
  return meetingsIn(context).filter(({ endMs }) => endMs > now);
}

function soonMatters(clashes: readonly Clash[], context: RuleContext): Matter<Clash>[] {
  const limit = endOfBusinessDay(getThreshold(context, "businessDaysAhead"), context);
  return mattersIn(clashes, idsOf).filter(({ next, isStanding }) => isStanding || next.second.startMs < limit);
}

function pairOf({ first, second }: Clash): [Meeting, Meeting] {
  return [first, second];
}

/** The same whichever of both begins first. */
function idsOf(clash: Clash): string[] {
  return pairOf(clash).map(seriesOf).toSorted();
}

function overlap({ first, second }: Clash): Prose {
  const earlier = first.endMs < second.endMs ? first : second;
  const minutes = Math.round((earlier.endMs - second.startMs) / MINUTE_MS);
  const facts = [getFact(second.item, "fields.start"), getFact(earlier.item, "fields.end")];
  return prose`${derived(minutes, "minute", facts)} at the same time`;
}

function entries({ first, second }: Clash, context: RuleContext): Prose {
  return prose`${entryOf(first, context)} overlaps ${fact(second.item, "fields.start", "time")} ${fact(second.item, "title")}`;
}

function evidenceOf({ first, second }: Clash): Finding["evidence"] & ReturnType<typeof factsOf> {
  const [lead, ...rest] = factsOf(first.item, "fields.start", "fields.end");
  return [lead, ...rest, ...factsOf(second.item, "fields.start", "fields.end")];
}

function hardFinding({ next, isStanding }: Matter<Clash>, context: RuleContext): Finding {
  const move = moverOf(next, context.people);
  return matterFinding(idsOf(next), {
    rule: hardConflict,
    primary: move.item,
    factors: { impact: impactOf(3, pairOf(next), context.people), urgency: urgencyOf(next.second, isStanding, context) },
    confidence: CONFIDENCE,
    title: entries(next, context),
    why: prose`both accepted, ${overlap(next)}${isStanding ? " each time" : ""}`,
    action: givingWay(move),
    owner: "you",
    due: next.second.start,
    lapses: endOf(next),
    evidence: evidenceOf(next),
    state: isStanding ? "" : pairOf(next).map(stateOf).join(" "),
  });
}

/** Who organises can move it; who does not can ask, or stay away. */
function givingWay(meeting: Meeting): Prose {
  const title = fact(meeting.item, "title");
  const organizer = meeting.others.find(({ isOrganizer }) => isOrganizer);
  if (meeting.isOrganised) return prose`move ${title}; you organise it`;
  return organizer ? prose`ask ${nameOf(meeting, organizer)} to move ${title}, or decline it` : prose`decline ${title} or have it moved`;
}

function softFinding({ next, isStanding }: Matter<Clash>, context: RuleContext): Finding {
  const soft = softOf(next, context);
  const isFocus = soft.showAs === "focus";
  return matterFinding(idsOf(next), {
    rule: softConflict,
    primary: soft.item,
    // Focus time is there to give way where it must.
    factors: { impact: isFocus ? 1 : impactOf(2, pairOf(next), context.people), urgency: urgencyOf(next.second, isStanding, context) },
    confidence: CONFIDENCE,
    title: entries(next, context),
    why: prose`${fact(soft.item, "title")} is ${standingOf(soft)}, ${overlap(next)}${isStanding ? " each time" : ""}`,
    action: isFocus
      ? prose`move ${fact(soft.item, "title")}, or keep it and move the other`
      : prose`accept or decline ${fact(soft.item, "title")}`,
    owner: "you",
    due: next.second.start,
    lapses: endOf(next),
    evidence: evidenceOf(next),
    state: isStanding ? "" : pairOf(next).map(stateOf).join(" "),
  });
}

function softOf(clash: Clash, { people }: RuleContext): Meeting {
  const soft = pairOf(clash).filter((meeting) => !isFirm(meeting));
  return soft.length === 1 && soft[0] ? soft[0] : moverOf(clash, people);
}

function standingOf({ showAs, response }: Meeting): string {
  if (showAs === "focus") return "your focus time";
  return response === "needs_action" ? "not answered yet" : "not settled yet";
}

/** A meeting within time away. */
interface Collision {
  meeting: Meeting;
  time: AwayTime;
}

function collision(meeting: Meeting, time: AwayTime, least: number): Collision[] {
  const shared = Math.min(meeting.endMs, time.endMs) - Math.max(meeting.startMs, time.startMs);
  return shared >= least && time.isInTheWayOf(meeting) ? [{ meeting, time }] : [];
}

function idsOfAway({ meeting, time }: Collision): string[] {
  return [seriesOf(meeting), seriesOf(time.instance)];
}

function awayFinding({ meeting, time }: Collision, context: RuleContext): Finding {
  const { item } = meeting;
  const [lead, ...rest] = factsOf(item, "fields.start", "fields.end");
  return matterFinding(idsOfAway({ meeting, time }), {
    rule: hardConflict,
    primary: item,
    factors: { impact: impactOf(3, [meeting], context.people), urgency: urgencyOf(meeting, false, context) },
    confidence: CONFIDENCE,
    title: prose`${entryOf(meeting, context)} falls into ${fact(time.instance.item, "title")}`,
    why: prose`accepted, though you are away then`,
    action: givingWay(meeting),
    owner: "you",
    due: meeting.start,
    lapses: meeting.end,
    evidence: [lead, ...rest, ...factsOf(time.instance.item, "fields.start", "fields.end")],
    state: stateOf(meeting),
  });
}
