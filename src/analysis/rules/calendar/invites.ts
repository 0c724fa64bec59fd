import type { Finding } from "../../../core/finding.ts";
import { fact, prose, type Prose } from "../../../core/prose.ts";
import { getThreshold, type Rule, type RuleContext } from "../../rule.ts";
import { matterFinding, mattersIn, seriesOf, urgencyOf, type Matter } from "./instances-series.ts";
import { attendanceOf, entryOf, impactOf, meetingsIn, nameOf, stateOf, type Meeting } from "./instances.ts";
import { factsOf } from "../tasks/task.ts";

const CONFIDENCE = 0.95;
const HOUR_MS = 60 * 60_000;
const DAY_MS = 24 * HOUR_MS;

/** CAL-04: an invitation without an answer, near or lying there for days. */
export const unanswered: Rule = {
  id: "CAL-04",
  title: "Unanswered invitation",
  about: "An invitation that you have not answered, and that is soon or was sent days ago: whoever invites can't plan.",
  source: "ics",
  cleared: "no longer without an answer",
  thresholds: {
    hoursAhead: { value: 24, unit: "hour", about: "Told when it starts within this time." },
    daysAhead: { value: 5, unit: "day", about: "Told when it starts within this time and was sent long ago." },
    hoursOld: { value: 48, unit: "hour", about: "Sent longer ago than this counts as long ago." },
    mostPeople: { value: 30, unit: "participant", about: "Nobody waits for the answers to an invitation of more people than this." },
  },
  find: (context) => {
    const open = meetingsIn(context).filter((meeting) => meeting.response === "needs_action" && isPressing(meeting, context));
    return mattersIn(open, (meeting) => [seriesOf(meeting)]).map((matter) => inviteFinding(matter, context));
  },
};

function isPressing(meeting: Meeting, context: RuleContext): boolean {
  const now = Date.parse(context.now);
  const aheadMs = meeting.startMs - now;
  const isOld = meeting.created !== null && now - Date.parse(meeting.created) > getThreshold(context, "hoursOld") * HOUR_MS;
  const soonMs = isOld ? getThreshold(context, "daysAhead") * DAY_MS : getThreshold(context, "hoursAhead") * HOUR_MS;
  return aheadMs > 0 && aheadMs <= soonMs && attendanceOf(meeting) <= getThreshold(context, "mostPeople");
}

function inviteFinding({ next }: Matter<Meeting>, context: RuleContext): Finding {
  const { item, created } = next;
  return matterFinding([seriesOf(next)], {
    rule: unanswered,
    primary: item,
    factors: { impact: impactOf(2, [next], context.people), urgency: urgencyOf(next, false, context) },
    confidence: CONFIDENCE,
    title: prose`${entryOf(next, context)} waits for your answer`,
    why: created === null ? prose`not accepted and not declined` : prose`the invitation came on ${fact(item, "fields.created", "instant")}`,
    action: answering(next),
    owner: "you",
    due: next.start,
    lapses: next.start,
    evidence: factsOf(item, "fields.start", "fields.created"),
    // Each date of a series starts at another instant, which is no news.
    state: next.recurring ? "" : stateOf(next),
  });
}

function answering(meeting: Meeting): Prose {
  const organizer = meeting.others.find(({ isOrganizer }) => isOrganizer);
  return organizer ? prose`accept or decline; ${nameOf(meeting, organizer)} waits` : prose`accept or decline`;
}
