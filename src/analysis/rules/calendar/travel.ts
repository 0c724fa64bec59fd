import type { Finding } from "../../../core/finding.ts";
import { derived, fact, getFact, prose, type Prose } from "../../../core/prose.ts";
import { getThreshold, type Rule, type RuleContext } from "../../rule.ts";
import { isFirm } from "./instances-clashes.ts";
import { buildingOf, placeOf } from "./instances-places.ts";
import { endOfBusinessDay, matterFinding, mattersIn, seriesOf, urgencyOf, type Matter } from "./instances-series.ts";
import { entryOf, impactOf, meetingsIn, stateOf, type Meeting } from "./instances.ts";
import { factsOf } from "../tasks/task.ts";

/** Two times and two places, the way between them being a guess. */
const CONFIDENCE = 0.9;
const MINUTE_MS = 60_000;

/** Two meetings at different places, one after the other. */
interface Way {
  from: Meeting;
  to: Meeting;
  gapMs: number;
}

/** CAL-03: too little time from one place to the next. Overlaps are conflicts of their own. */
export const noTravelGap: Rule = {
  id: "CAL-03",
  title: "Too little time to get there",
  about: "Two meetings at different places with less time between them than the way takes: you will be late, or leave early.",
  source: "ics",
  cleared: "no longer too close to the one before",
  thresholds: {
    travelMinutes: { value: 30, unit: "minute", about: "How long the way between two places takes." },
    sameBuildingMinutes: { value: 5, unit: "minute", about: "How long the way between two rooms of one building takes." },
    businessDaysAhead: { value: 2, unit: "business day", about: "Looks this far ahead; what comes back with every date is told at once." },
  },
  find: (context) => {
    const now = Date.parse(context.now);
    const placed = meetingsIn(context).filter((meeting) => isFirm(meeting) && placeOf(meeting) !== undefined);
    const ways = placed.flatMap((from, index) => wayTo(placed[index + 1], from)).filter(({ to }) => to.startMs > now);
    const hurried = ways.filter((way) => way.gapMs < neededFor(way, context) * MINUTE_MS);
    const limit = endOfBusinessDay(getThreshold(context, "businessDaysAhead"), context);
    const matters = mattersIn(hurried, idsOf).filter(({ next, isStanding }) => isStanding || next.to.startMs < limit);
    return matters.map((matter) => travelFinding(matter, context));
  },
};

function wayTo(to: Meeting | undefined, from: Meeting): Way[] {
  const gapMs = to === undefined ? -1 : to.startMs - from.endMs;
  return to === undefined || gapMs < 0 ? [] : [{ from, to, gapMs }];
}

/** In minutes; none within one room. */
function neededFor({ from, to }: Way, context: RuleContext): number {
  const [there, here] = [placeOf(to) ?? "", placeOf(from) ?? ""];
  if (there.toLowerCase() === here.toLowerCase()) return 0;
  return getThreshold(context, buildingOf(there) === buildingOf(here) ? "sameBuildingMinutes" : "travelMinutes");
}

function idsOf({ from, to }: Way): string[] {
  return [seriesOf(to), seriesOf(from)];
}

function travelFinding({ next, isStanding }: Matter<Way>, context: RuleContext): Finding {
  const { from, to, gapMs } = next;
  const facts = [getFact(from.item, "fields.end"), getFact(to.item, "fields.start")];
  const gap = gapMs === 0 ? prose`no time` : prose`${derived(Math.round(gapMs / MINUTE_MS), "minute", facts)}`;
  const [lead, ...rest] = factsOf(to.item, "fields.start", "fields.location");
  return matterFinding(idsOf(next), {
    rule: noTravelGap,
    primary: to.item,
    factors: { impact: impactOf(3, [to, from], context.people), urgency: urgencyOf(to, isStanding, context) },
    confidence: CONFIDENCE,
    title: prose`${entryOf(to, context)} leaves too little time to get there`,
    why: prose`${gap} to get from ${fact(from.item, "fields.location")} (${fact(from.item, "title")}) to ${fact(to.item, "fields.location")}`,
    action: actionOf(next),
    owner: "you",
    due: to.start,
    lapses: to.start,
    evidence: [lead, ...rest, ...factsOf(from.item, "fields.end", "fields.location")],
    state: isStanding ? "" : [stateOf(to), stateOf(from)].join(" "),
  });
}

/** What can be joined from afar needs no way. */
function actionOf({ from, to }: Way): Prose {
  const remote = [to, from].find(({ conference }) => conference !== null);
  return remote ? prose`join ${fact(remote.item, "title")} from afar` : prose`leave ${fact(from.item, "title")} early, or move one of them`;
}
