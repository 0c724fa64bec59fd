import { Temporal } from "temporal-polyfill";
import type { Finding } from "../../../core/finding.ts";
import type { Person } from "../../../core/person.ts";
import { fact, prose, type Prose } from "../../../core/prose.ts";
import { isExternal, isVip, personOf } from "../../people.ts";
import { getThreshold, type Rule, type RuleContext } from "../../rule.ts";
import { absencesOfOthers, type Absence } from "./instances-away.ts";
import { endOfBusinessDay, matterFinding, mattersIn, seriesOf, urgencyOf, type Matter } from "./instances-series.ts";
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
const JOINED_BY_NAME = 0.6;

/** Somebody whom a meeting needs, and how it is known that they are not there. */
interface Missing {
  meeting: Meeting;
  guest: Guest;
  /** Absent where they declined, or config says that they are away. */
  absence?: Absence;
  isDeclined: boolean;
}

/** CAL-09: the only counterpart, the organiser, or somebody required in a small round is not there. */
export const keyGuestOut: Rule = {
  id: "CAL-09",
  title: "Somebody it needs is out",
  about: "The only other person, the organiser or somebody required has declined or is away: the meeting may be for nothing.",
  source: "ics",
  cleared: "no longer missed",
  thresholds: {
    mostPeople: {
      value: 8,
      unit: "participant",
      about: "In a meeting of more people than this, only its organiser and people who matter are missed.",
    },
    businessDaysAhead: { value: 2, unit: "business day", about: "Looks this far ahead; who declined all dates is told at once." },
  },
  find: (context) => {
    const now = Date.parse(context.now);
    const limit = endOfBusinessDay(getThreshold(context, "businessDaysAhead"), context);
    const absences = absencesOfOthers(context);
    const ahead = meetingsIn(context).filter((meeting) => meeting.startMs > now && isWithOthers(meeting));
    const missing = ahead.flatMap((meeting) => missingAt(meeting, absences, context));
    const matters = mattersIn(missing, idsOf).filter(({ next, isStanding }) => isStanding || next.meeting.startMs < limit);
    return matters.map((matter) => missingFinding(matter, context));
  },
};

/** At most one for each meeting: that one is missed is enough to look at it. */
function missingAt(meeting: Meeting, absences: readonly Absence[], context: RuleContext): Missing[] {
  const needed = meeting.others.filter((guest) => isNeeded(guest, meeting, context));
  const missing = needed.flatMap((guest): Missing[] => {
    if (guest.actor.response === "declined") return [{ meeting, guest, isDeclined: true }];
    const absence = absenceAt(meeting, guest, absences, context);
    if (absence) return [{ meeting, guest, absence, isDeclined: false }];
    return isAwayByConfig(meeting, personOf(context.people, guest.actor), context) ? [{ meeting, guest, isDeclined: false }] : [];
  });
  return missing.slice(0, 1);
}

/** Whether somebody is known to be away while a meeting is held, by the calendar or by config. */
export function isAwayAt(meeting: Meeting, guest: Guest, absences: readonly Absence[], context: RuleContext): boolean {
  const entry = absenceAt(meeting, guest, absences, context);
  return entry !== undefined || isAwayByConfig(meeting, personOf(context.people, guest.actor), context);
}

function absenceAt(meeting: Meeting, guest: Guest, absences: readonly Absence[], context: RuleContext): Absence | undefined {
  return absences.find((each) => isOf(each, guest, context) && each.startMs < meeting.endMs && meeting.startMs < each.endMs);
}

function isNeeded(guest: Guest, meeting: Meeting, context: RuleContext): boolean {
  if (guest.isOptional) return false;
  if (meeting.others.length === 1 || guest.isOrganizer) return true;
  const { people } = context;
  const isSmall = attendanceOf(meeting) <= getThreshold(context, "mostPeople");
  return isSmall || isVip(people, guest.actor) || isExternal(people, guest.actor);
}

/** Whether an entry is of this guest: by the person of config, by address, or by name where there is none. */
function isOf({ person, actor }: Absence, guest: Guest, context: RuleContext): boolean {
  if (person !== undefined) return personOf(context.people, guest.actor)?.key === person.key;
  if (actor?.email !== undefined && guest.actor.email !== undefined) return actor.email.toLowerCase() === guest.actor.email.toLowerCase();
  return actor?.name !== "" && actor?.name === guest.actor.name;
}

/** Absences are plain dates of the person's own zone. */
function isAwayByConfig({ start }: Meeting, person: Person | undefined, { calendar }: RuleContext): boolean {
  if (person === undefined || person.absences.length === 0) return false;
  const date = Temporal.Instant.from(start)
    .toZonedDateTimeISO(person.timezone ?? calendar.timezone)
    .toPlainDate()
    .toString();
  return person.absences.some(({ from, to }) => from <= date && date <= to);
}

function idsOf({ meeting, guest }: Missing): string[] {
  return [seriesOf(meeting), guest.actor.email ?? guest.actor.name];
}

function missingFinding({ next, isStanding }: Matter<Missing>, context: RuleContext): Finding {
  const { meeting, guest, absence } = next;
  const name = nameOf(meeting, guest);
  const [lead, ...rest] = factsOf(meeting.item, "fields.start", namePathOf(guest));
  return matterFinding(idsOf(next), {
    rule: keyGuestOut,
    primary: meeting.item,
    factors: { impact: impactOf(3, [meeting], context.people), urgency: urgencyOf(meeting, isStanding, context) },
    confidence: absence?.isNamed ? JOINED_BY_NAME : CONFIDENCE,
    title: prose`${entryOf(meeting, context)} lacks ${name}`,
    why: reasonOf(next),
    action: prose`${meeting.isOrganised ? "move it" : "ask whether it is moved"}, or go on without ${name}`,
    owner: "you",
    due: meeting.start,
    lapses: meeting.start,
    evidence: [lead, ...rest, ...(absence ? factsOf(absence.instance.item, "fields.start", "fields.end") : [])],
    state: isStanding ? "" : [stateOf(meeting), next.isDeclined ? "declined" : "away"].join("|"),
  });
}

function reasonOf({ meeting, absence, isDeclined }: Missing): Prose {
  const weight = meeting.others.length === 1 ? ", and nobody else is asked" : "";
  if (isDeclined) return prose`declined${weight}`;
  return absence ? prose`away: ${fact(absence.instance.item, "title")}${weight}` : prose`away on that day${weight}`;
}
