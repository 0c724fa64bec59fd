import type { CalendarEvent } from "./event.ts";
import { dateKey, keyOf, type Series, type Told } from "./merge.ts";
import { instantOfMoment, type Moment } from "./moment.ts";
import { lookBackOf, recurrenceOf, type Recurrence } from "./recurrence.ts";
import { remark } from "./remarks.ts";
import type { Range } from "../calendar/range.ts";
import { DAY_MS, instantAt, wallAt, type Wall } from "../calendar/wall.ts";

/** One date of an event. */
export interface EventDate {
  event: CalendarEvent;
  start: Wall;
  recurring: boolean;
  /** When it was to take place by the rule of its series; undefined for an event of one date. */
  original: Moment | undefined;
  /** The date of the series before it. */
  previous: Wall | undefined;
}

/** The dates of an event that lie in the range now, or did by the series' rule before they were moved. */
export function datesOf(series: Series, range: Range): EventDate[] {
  const { master, overrides, turns } = series;
  const recurrence = master && recurrenceOf(master.event, (what) => remark(master.remarks, what));
  const single = [...overrides.values()].map(({ event }) => overrideDate(event, master?.event, recurrence));
  const regular = master && recurrence ? regularDates(master, [...turns.values()], new Set(overrides.keys()), recurrence, range) : [];
  return [...regular, ...single].filter((date) => isWithin(date, range));
}

function overrideDate(event: CalendarEvent, master: CalendarEvent | undefined, recurrence: Recurrence | undefined): EventDate {
  const isTakenBack = master?.isCancellation === true;
  const told = isTakenBack ? { ...event, fields: { ...event.fields, status: "cancelled" as const } } : event;
  const date = { event: told, start: event.start.wall, recurring: true, original: event.instead, previous: undefined };
  if (!master || !recurrence || !event.instead || event.start.isDate) return date;
  // The clocks that its own start is written in may be other ones.
  const before = previousOf(recurrence, inZoneOf(master, event.instead), leftOut(master));
  return before === undefined ? date : { ...date, previous: wallAt(instantAt(before, master.start.zone), event.start.zone) };
}

function regularDates(
  { event }: Told,
  turns: readonly Told[],
  overridden: ReadonlySet<string>,
  recurrence: Recurrence,
  range: Range,
): EventDate[] {
  const recurring = event.rule !== undefined || event.extra.length > 0;
  if (!recurring) return [{ event, start: event.start.wall, recurring: overridden.size > 0, original: undefined, previous: undefined }];
  const isLeftOut = leftOut(event);
  const walls = originals(event, recurrence, range).filter((wall) => !isLeftOut(wall));
  return walls.flatMap((wall, index) => {
    const original = { ...event.start, wall };
    const date = { ...turned(event, wall, turns), recurring: true, original, previous: walls[index - 1] };
    if (!isWithin(date, range) || overridden.has(keyOf(original)) || overridden.has(dateKey(wall))) return [];
    return [index > 0 ? date : { ...date, previous: previousOf(recurrence, wall, isLeftOut) }];
  });
}

/** A date of a series as its last change "for this and all later dates" has it. */
function turned(event: CalendarEvent, wall: Wall, turns: readonly Told[]): Pick<EventDate, "event" | "start"> {
  const at = instantAt(wall, event.start.zone);
  const past = turns.filter(({ event: { instead } }) => instead && instantOfMoment(instead) <= at);
  const last = past.toSorted((a, b) => a.event.start.wall - b.event.start.wall).at(-1)?.event;
  if (!last?.instead || last.start.isDate !== event.start.isDate) return { event: last ?? event, start: wall };
  // Counted by the clocks of the series, so that it keeps its time of day when these change.
  const shift = inZoneOf(event, last.start) - inZoneOf(event, last.instead);
  return { event: { ...last, start: { ...last.start, zone: event.start.zone, written: event.start.written } }, start: wall + shift };
}

function originals(event: CalendarEvent, recurrence: Recurrence, range: Range): Wall[] {
  const shift = (event.example ?? 0) * DAY_MS;
  const from = onClocksOf(event, range.from, range) - event.lengthMs - shift - lookBackOf(event);
  const to = onClocksOf(event, range.to, range) - shift;
  const extra = event.extra.map((moment) => inZoneOf(event, moment)).filter((wall) => wall >= from && wall <= to);
  const regular = recurrence.between(from, to);
  return extra.length === 0 ? regular : [...new Set([...regular, ...extra])].sort((a, b) => a - b);
}

/** What the clocks of a series show when those of the reader show this. */
function onClocksOf({ start }: CalendarEvent, wall: Wall, { timezone }: Range): Wall {
  return start.isDate || start.zone === timezone ? wall : wallAt(instantAt(wall, timezone), start.zone);
}

/** What the series' own clocks show at a moment that may be written in another zone. */
function inZoneOf({ start }: CalendarEvent, moment: Moment): Wall {
  return moment.zone === start.zone || moment.isDate || start.isDate ? moment.wall : wallAt(instantOfMoment(moment), start.zone);
}

/** Whether EXDATE takes a date out: by its time, or all of its day. */
function leftOut(event: CalendarEvent): (wall: Wall) => boolean {
  const times = new Set(event.except.filter(({ isDate }) => !isDate).map((moment) => inZoneOf(event, moment)));
  const days = new Set(event.except.filter(({ isDate }) => isDate || event.start.isDate).map(({ wall }) => dateKey(wall)));
  return (wall) => times.has(wall) || (days.size > 0 && days.has(dateKey(wall)));
}

function previousOf(recurrence: Recurrence, wall: Wall, isLeftOut: (wall: Wall) => boolean): Wall | undefined {
  let previous = recurrence.before(wall);
  for (let tries = 0; previous !== undefined && isLeftOut(previous) && tries < 5; tries += 1) previous = recurrence.before(previous);
  return previous;
}

function isWithin({ event, start, original }: EventDate, range: Range): boolean {
  const shift = (event.example ?? 0) * DAY_MS;
  const meets = (moment: Moment, lengthMs: number): boolean => {
    const wall = moment.isDate ? moment.wall : wallAt(instantOfMoment(moment), range.timezone);
    return wall + shift < range.to && wall + shift + Math.max(lengthMs, 1) > range.from;
  };
  return meets({ ...event.start, wall: start }, event.lengthMs) || (original !== undefined && meets(original, 0));
}
