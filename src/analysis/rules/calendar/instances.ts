import type { Grade } from "../../../core/finding.ts";
import type { Actor, Item } from "../../../core/item.ts";
import { instancesIn, type Instance } from "../../../core/kinds/instance.ts";
import type { People } from "../../../core/person.ts";
import { fact, prose, type Prose, type Span } from "../../../core/prose.ts";
import { plainDateOf } from "../../../core/work-calendar.ts";
import { isExternal, isMe, isVip } from "../../people.ts";
import type { RuleContext } from "../../rule.ts";
import { raiseImpact } from "../../severity.ts";

/** From so many people on, what goes wrong with a meeting weighs more. */
const MANY_PEOPLE = 5;

/** Somebody other than the reader who is asked to come. */
export interface Guest {
  actor: Actor;
  /** Place among the item's actors. */
  index: number;
  isOrganizer: boolean;
  isOptional: boolean;
}

/** One date of an event as the reader sees it. */
export interface Meeting extends Instance {
  startMs: number;
  endMs: number;
  /** What the reader said to it; what nobody was asked about is accepted. */
  response: NonNullable<Actor["response"]>;
  /** Whether the reader is asked to come, or it is the reader's alone. */
  isMine: boolean;
  /** Whether the reader can move it. */
  isOrganised: boolean;
  /** Everybody else, each once, rooms apart. */
  others: readonly Guest[];
}

/** A day's hours when the clocks go forward: what lasts so long is no meeting, but days that are taken. */
const SHORTEST_DAY_MS = 23 * 60 * 60_000;

/** Read once for each list, since every rule asks. */
const known = new WeakMap<readonly Item[], { people: People; meetings: readonly Meeting[] }>();

/**
 * The meetings that the reader is to be at, the earliest first: not cancelled, not declined, at a time of day, and taking time.
 * One that two calendars hold counts once. Focus blocks are among them; only conflicts look at those.
 */
export function meetingsIn({ items, people }: Pick<RuleContext, "items" | "people">): readonly Meeting[] {
  const read = known.get(items);
  if (read?.people === people) return read.meetings;
  const timed = instancesIn(items).filter((each) => isHeld(each) && !takesDays(each) && each.showAs !== "out_of_office");
  const mine = timed.map((each) => readMeeting(each, people)).filter((each) => each.isMine && each.response !== "declined");
  const single = new Map(mine.map((each) => [`${each.uid} ${each.startMs}`, each]));
  const meetings = [...single.values()].toSorted((a, b) => a.startMs - b.startMs || a.item.id.localeCompare(b.item.id));
  known.set(items, { people, meetings });
  return meetings;
}

/** Whether a date takes place and takes time. */
export function isHeld({ status, showAs }: Instance): boolean {
  return status !== "cancelled" && showAs !== "free";
}

/** Whether it takes whole days rather than hours, as dates or as times. */
export function takesDays({ allDay, start, end }: Pick<Instance, "allDay" | "start" | "end">): boolean {
  return allDay || Date.parse(end) - Date.parse(start) >= SHORTEST_DAY_MS;
}

/** Whether it is a meeting with somebody, rather than time of one's own. */
export function isWithOthers({ showAs, others }: Meeting): boolean {
  return showAs === "busy" && others.length > 0;
}

/** What the reader has to do with a date. Where config does not say by which address sources know the reader, every date is the reader's. */
export function readMeeting(instance: Instance, people: People): Meeting {
  const asked = instance.item.actors.map((actor, index) => ({ actor, index })).filter(({ actor }) => actor.role !== "resource");
  const own = asked.flatMap(({ actor }) => (isMe(people, actor) ? [actor] : []));
  const others = guestsOf(asked.filter(({ actor }) => !own.includes(actor)));
  const isReaderKnown = people.all.some(({ key, emails }) => key === "me" && emails.length > 0);
  return {
    ...instance,
    startMs: Date.parse(instance.start),
    endMs: Date.parse(instance.end),
    response: responseOf(own),
    isMine: own.length > 0 || others.length === 0 || !isReaderKnown,
    isOrganised: others.length === 0 || own.some(({ role }) => role === "organizer"),
    others,
  };
}

/** The answer as a guest goes before the one that an organizer has by nature. */
function responseOf(own: readonly Actor[]): Meeting["response"] {
  if (own.some(({ response }) => response === "declined")) return "declined";
  return own.find(({ role }) => role !== "organizer")?.response ?? own[0]?.response ?? "accepted";
}

/** Who organises and is a guest, too, counts once, with the answer of the guest. */
function guestsOf(asked: readonly { actor: Actor; index: number }[]): Guest[] {
  const groups = Map.groupBy(asked, ({ actor }) => (actor.email ?? actor.name).toLowerCase());
  return [...groups.values()].flatMap((entries) => {
    const chosen = entries.find(({ actor }) => actor.role !== "organizer") ?? entries[0];
    const isOrganizer = entries.some(({ actor }) => actor.role === "organizer");
    return chosen ? [{ ...chosen, isOrganizer, isOptional: !isOrganizer && chosen.actor.role === "optional" }] : [];
  });
}

/** People who come or may come, the reader among them. */
export function attendanceOf({ others }: Meeting): number {
  return others.length + 1;
}

/** A rule's impact, raised for a meeting with somebody important, with somebody from elsewhere, and with many. */
export function impactOf(base: Grade, meetings: readonly Meeting[], people: People): Grade {
  const some = (is: (meeting: Meeting) => boolean): boolean => meetings.some(is);
  return raiseImpact(
    base,
    some(({ others }) => others.some(({ actor }) => isVip(people, actor))),
    some(({ others }) => others.some(({ actor }) => isExternal(people, actor))),
    some((meeting) => attendanceOf(meeting) >= MANY_PEOPLE),
  );
}

/** When it starts, as briefly as is clear on the reader's day, and its name: `10:00 Acme demo`. */
export function entryOf(meeting: Instance, { now, calendar }: RuleContext): Prose {
  const isToday = plainDateOf(meeting.start, calendar.timezone) === plainDateOf(now, calendar.timezone);
  return prose`${fact(meeting.item, "fields.start", isToday ? "time" : "instant")} ${fact(meeting.item, "title")}`;
}

/** Where somebody's name stands in the item, or their address where there is no name. */
export function namePathOf({ actor, index }: Guest): string {
  return `actors.${index}.${actor.name === "" && actor.email !== undefined ? "email" : "name"}`;
}

/** Somebody by name. */
export function nameOf({ item }: Instance, guest: Guest): Span {
  return fact(item, namePathOf(guest));
}

/** What makes a finding about a date `changed` when it differs. */
export function stateOf({ start, end, location, response }: Meeting): string {
  return [start, end, location ?? "", response].join("|");
}
