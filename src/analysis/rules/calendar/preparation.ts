import type { Finding } from "../../../core/finding.ts";
import { derived, fact, getFact, prose, type Prose } from "../../../core/prose.ts";
import { joined } from "../../facts.ts";
import { isExternal, isVip } from "../../people.ts";
import { getThreshold, type Rule, type RuleContext } from "../../rule.ts";
import { isFromAfar } from "./instances-places.ts";
import { hasLetters, hasTask } from "./instances-preparation.ts";
import { matterFinding, mattersIn, seriesOf, urgencyOf } from "./instances-series.ts";
import {
  attendanceOf,
  entryOf,
  impactOf,
  isWithOthers,
  meetingsIn,
  nameOf,
  namePathOf,
  stateOf,
  type Guest,
  type Meeting,
} from "./instances.ts";
import { factsOf } from "../tasks/task.ts";

const CONFIDENCE = 0.95;
/** Rests on what is not there: a document may lie elsewhere. */
const COMPUTED = 0.9;
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const MOST_NAMES = 2;

/** What programs write into every invitation: no word of it says what the meeting is about. */
const BOILERPLATE =
  /https?:\/\/\S+|^\s*(?:join\b|meeting id|passcode|password|dial|phone|one tap|find your|or call|tel:|pin:|more phone|microsoft teams|zoom meeting|google meet).*$|[_~:\-=*#]{3,}/gim;
/** How to get in, where it is described in words. */
const WAY_IN = /\b(?:join|dial|call|link|phone|ring)\b.{0,80}(?:https?:\/\/|\+?\d[\d ()/-]{6,})/is;

/** CAL-05: nobody has said what the meeting is about. */
export const noAgenda: Rule = {
  id: "CAL-05",
  title: "No agenda",
  about: "A meeting of several people, yours or with somebody important or from elsewhere, that says nothing of what it is about.",
  source: "ics",
  cleared: "no longer without an agenda",
  thresholds: {
    hoursAhead: { value: 24, unit: "hour", about: "Told when it starts within this time." },
    leastMinutes: { value: 30, unit: "minute", about: "A shorter meeting needs no agenda." },
    leastPeople: { value: 3, unit: "participant", about: "A smaller meeting needs no agenda." },
    leastCharacters: { value: 20, unit: "character", about: "A shorter description is none." },
  },
  find: (context) =>
    nextIn(context, (meeting) => isLarge(meeting, context) && concerns(meeting, context) && !hasAgenda(meeting, context)).map((meeting) =>
      agendaFinding(meeting, context),
    ),
};

/** CAL-10: a meeting from afar, and nothing says how to get in. */
export const noWayIn: Rule = {
  id: "CAL-10",
  title: "No way in",
  about: "A meeting without a room and without a link, soon: nobody will know where to go.",
  source: "ics",
  cleared: "no longer without a way in",
  thresholds: { hoursAhead: { value: 4, unit: "hour", about: "Told when it starts within this time." } },
  find: (context) =>
    nextIn(context, (meeting) => isFromAfar(meeting) && !hasWayIn(meeting)).map((meeting) => wayInFinding(meeting, context)),
};

/** CAL-13: people from elsewhere come, and nothing was prepared. */
export const unprepared: Rule = {
  id: "CAL-13",
  title: "Nothing prepared",
  about: "A meeting with people from elsewhere, soon, with no document, no task and no recent letters to go by.",
  source: "ics",
  cleared: "no longer unprepared",
  thresholds: {
    hoursAhead: { value: 24, unit: "hour", about: "Told when it starts within this time." },
    letterDays: { value: 14, unit: "day", about: "A letter to or from one of them that is no older than this is something to go by." },
  },
  find: (context) =>
    nextIn(context, (meeting) => externals(meeting, context).length > 0 && !isPrepared(meeting, context)).map((meeting) =>
      preparationFinding(meeting, context),
    ),
};

/** The next date of each series that starts within the hours of the rule and shows what is looked for. */
function nextIn(context: RuleContext, shows: (meeting: Meeting) => boolean): Meeting[] {
  const now = Date.parse(context.now);
  const limit = now + getThreshold(context, "hoursAhead") * HOUR_MS;
  const soon = meetingsIn(context).filter(({ startMs }) => startMs > now && startMs <= limit);
  return mattersIn(
    soon.filter((meeting) => isWithOthers(meeting) && shows(meeting)),
    (meeting) => [seriesOf(meeting)],
  ).map(({ next }) => next);
}

function isLarge(meeting: Meeting, context: RuleContext): boolean {
  const isLong = meeting.endMs - meeting.startMs >= getThreshold(context, "leastMinutes") * MINUTE_MS;
  return isLong && attendanceOf(meeting) >= getThreshold(context, "leastPeople");
}

/** Where others invite, an agenda is theirs to write, unless much hangs on it. */
function concerns({ isOrganised, others }: Meeting, { people }: RuleContext): boolean {
  return isOrganised || others.some(({ actor }) => isVip(people, actor) || isExternal(people, actor));
}

function hasAgenda({ documents, item }: Meeting, context: RuleContext): boolean {
  return documents.length > 0 || item.body.replaceAll(BOILERPLATE, "").trim().length >= getThreshold(context, "leastCharacters");
}

function hasWayIn({ conference, location, item }: Meeting): boolean {
  return conference !== null || /https?:\/\/|^(?:tel|sip):|\d{6,}/i.test(location ?? "") || WAY_IN.test(item.body);
}

function externals({ others }: Meeting, { people }: RuleContext): Guest[] {
  return others.filter(({ actor }) => actor.response !== "declined" && isExternal(people, actor));
}

function isPrepared(meeting: Meeting, context: RuleContext): boolean {
  const guests = externals(meeting, context);
  return (
    meeting.documents.length > 0 || hasTask(meeting, guests, context) || hasLetters(guests, getThreshold(context, "letterDays"), context)
  );
}

function agendaFinding(meeting: Meeting, context: RuleContext): Finding {
  const { item } = meeting;
  const guests = meeting.others.map((guest) => getFact(item, namePathOf(guest)));
  return matterFinding([seriesOf(meeting)], {
    rule: noAgenda,
    primary: item,
    factors: { impact: impactOf(2, [meeting], context.people), urgency: urgencyOf(meeting, false, context) },
    confidence: CONFIDENCE,
    title: prose`${entryOf(meeting, context)} has no agenda`,
    why: prose`${derived(guests.length, "guest", guests)}, and nothing to read`,
    action: meeting.isOrganised ? prose`add what it is to decide` : askOrganizer(meeting, "an agenda"),
    owner: "you",
    due: meeting.start,
    lapses: meeting.start,
    evidence: factsOf(item, "fields.start", "fields.end"),
    state: dateless(meeting),
  });
}

function wayInFinding(meeting: Meeting, context: RuleContext): Finding {
  return matterFinding([seriesOf(meeting)], {
    rule: noWayIn,
    primary: meeting.item,
    factors: { impact: impactOf(2, [meeting], context.people), urgency: urgencyOf(meeting, false, context) },
    confidence: CONFIDENCE,
    title: prose`${entryOf(meeting, context)} has no way in`,
    why: meeting.location === null ? prose`no room and no link` : prose`at ${fact(meeting.item, "fields.location")}, and no link`,
    action: meeting.isOrganised ? prose`add a link or a room` : askOrganizer(meeting, "the link"),
    owner: "you",
    due: meeting.start,
    lapses: meeting.start,
    evidence: factsOf(meeting.item, "fields.start", "fields.location"),
    state: dateless(meeting),
  });
}

function preparationFinding(meeting: Meeting, context: RuleContext): Finding {
  const guests = externals(meeting, context);
  const names = guests.slice(0, MOST_NAMES).map((guest) => prose`${nameOf(meeting, guest)}`);
  return matterFinding([seriesOf(meeting)], {
    rule: unprepared,
    primary: meeting.item,
    // That somebody is from elsewhere is what the rule is about, so that it can't weigh again.
    factors: { impact: impactOf(1, [meeting], context.people), urgency: urgencyOf(meeting, false, context) },
    confidence: COMPUTED,
    title: prose`${entryOf(meeting, context)} is not prepared`,
    why: prose`with ${joined(names, ", ", " and ")}, and no document, task or letter to go by`,
    action: prose`write down what you want from it`,
    owner: "you",
    due: meeting.start,
    lapses: meeting.start,
    evidence: factsOf(meeting.item, "fields.start", ...guests.map(namePathOf)),
    state: dateless(meeting),
  });
}

function askOrganizer(meeting: Meeting, what: string): Prose {
  const organizer = meeting.others.find(({ isOrganizer }) => isOrganizer);
  return organizer ? prose`ask ${nameOf(meeting, organizer)} for ${what}` : prose`ask for ${what}`;
}

/** Each date of a series starts at another instant, which is no news. */
function dateless(meeting: Meeting): string {
  return meeting.recurring ? "" : stateOf(meeting);
}
