import { Temporal } from "temporal-polyfill";
import { instancesIn, type Instance } from "../../../core/kinds/instance.ts";
import { findPerson, type Person } from "../../../core/person.ts";
import type { RuleContext } from "../../rule.ts";
import { isHeld, readMeeting, takesDays, type Guest, type Meeting } from "./instances.ts";

const TRAVEL = /\b(?:travel(?:l?ing)?|flight|flying|business trip|train to)\b/i;
/** Two texts that share a word as long as this speak of the same place. */
const SHORTEST_PLACE = 4;

/** An entry of the calendar and the time that it takes. */
export interface TimeSpan {
  instance: Instance;
  startMs: number;
  endMs: number;
}

/** A time at which somebody is not there. */
export interface AwayTime extends TimeSpan {
  /** Whether a meeting can't be held for it: on the way, one can still join from afar, and meet where one travels to. */
  isInTheWayOf(meeting: Meeting): boolean;
}

/** The times at which the reader is away or travels, by the calendar. */
export function awayTimes(context: RuleContext): AwayTime[] {
  const now = Date.parse(context.now);
  const times = instancesIn(context.items).flatMap((instance) => {
    if (!isHeld(instance) || !(isOut(instance) || (isTravel(instance) && takesDays(instance))) || !isOfReader(instance, context)) return [];
    const isInTheWayOf = isOut(instance) ? () => true : (meeting: Meeting) => isHeldElsewhere(meeting, instance);
    return [{ instance, ...spanOf(instance, context.calendar.timezone), isInTheWayOf }];
  });
  return times.filter(({ endMs }) => endMs > now);
}

/** The times at which the reader is on the way, for hours or for days, by the calendar. */
export function travelTimes(context: RuleContext): TimeSpan[] {
  return instancesIn(context.items).flatMap((instance) => {
    if (!isHeld(instance) || !isTravel(instance) || !isOfReader(instance, context)) return [];
    return readMeeting(instance, context.people).response === "declined"
      ? []
      : [{ instance, ...spanOf(instance, context.calendar.timezone) }];
  });
}

/** What entries of calendars are read with. */
export type Calendars = Pick<RuleContext, "items" | "people" | "calendar">;

/** The entries by which others say that they are away, with whom each is of; by the name in its title where nobody else is named. */
export function absencesOfOthers({ items, people, calendar }: Calendars): Absence[] {
  return instancesIn(items).flatMap((instance) => {
    if (instance.status === "cancelled" || !isOut(instance)) return [];
    const named = personNamedIn(instance, people.all);
    const actor = instance.item.actors.find(({ role }) => role !== "resource");
    const isNamed = named !== undefined && named.key !== "me";
    return isNamed || actor
      ? [{ instance, ...spanOf(instance, calendar.timezone), person: isNamed ? named : undefined, actor, isNamed }]
      : [];
  });
}

/** An entry that says of somebody that they are away. */
export interface Absence extends TimeSpan {
  person: Person | undefined;
  actor: Guest["actor"] | undefined;
  /** Known only by the name in its title. */
  isNamed: boolean;
}

function isOut({ showAs }: Instance): boolean {
  return showAs === "out_of_office";
}

function isTravel(instance: Instance): boolean {
  return instance.showAs === "busy" && TRAVEL.test(instance.item.title);
}

/** An entry of nobody's is the reader's, unless its title names somebody else. */
function isOfReader(instance: Instance, { people }: RuleContext): boolean {
  const named = personNamedIn(instance, people.all);
  return readMeeting(instance, people).isMine && (named === undefined || named.key === "me");
}

function isHeldElsewhere({ conference, location }: Meeting, { item }: Instance): boolean {
  if (conference !== null) return false;
  const words = new Set(wordsOf(item.title));
  return !wordsOf(location ?? "").some((word) => words.has(word));
}

function wordsOf(text: string): string[] {
  return (text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []).filter((word) => word.length >= SHORTEST_PLACE);
}

/** Whole days are days of the reader's zone. */
function spanOf({ start, end, allDay }: Instance, timezone: string): { startMs: number; endMs: number } {
  const at = (moment: string): number =>
    allDay && !moment.includes("T") ? Temporal.PlainDate.from(moment).toZonedDateTime(timezone).epochMilliseconds : Date.parse(moment);
  return { startMs: at(start), endMs: at(end) };
}

/** Somebody of config whose first name stands in the title, written as a name is: many a name is a common word, too. */
function personNamedIn({ item }: Instance, all: readonly Person[]): Person | undefined {
  const words = new Set(item.title.split(/[^\p{L}\p{N}]+/u).map((word) => word.toLowerCase()));
  return findPerson({ all }, { name: item.title }) ?? all.find(({ name }) => words.has((name.split(" ")[0] ?? name).toLowerCase()));
}
