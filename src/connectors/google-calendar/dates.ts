import type { Range } from "../../lib/calendar/range.ts";
import { DAY_MS, dateText, instantAt, instantText, wallAt, type Wall } from "../../lib/calendar/wall.ts";
import { isTimezone } from "../../lib/timezone.ts";
import type { WireEvent, WireMoment } from "./wire.ts";

/** A date or a time of an event. */
export interface Moment {
  isDate: boolean;
  /** As the reader's clocks show it. */
  wall: Wall;
  /** In milliseconds; whole days begin with the reader's. */
  atMs: number;
  /** A plain date, or a UTC instant. */
  text: string;
}

/** One date of an event, with its times understood. */
export interface EventDate {
  event: WireEvent;
  start: Moment;
  end: Moment;
  /** When it was to take place by its series; undefined for an event of one date. */
  original: Moment | undefined;
  /** IANA zone in which it is written; undefined for UTC, and where nobody says. */
  zone: string | undefined;
  /** The start of the date before it in its series, a UTC instant. */
  previousStart?: string;
}

/** Whose clocks are meant where a time does not say: the reader's for whole days, the calendar's for times. */
export interface Clocks {
  reader: string;
  calendar: string;
}

/** An event with its times; undefined for one without a start and an end that can be read. */
export function toDate(event: WireEvent, clocks: Clocks): EventDate | undefined {
  const zone = zoneOf(event.start?.timeZone ?? clocks.calendar);
  const moment = (wire: WireMoment | undefined): Moment | undefined => wire && momentOf(wire, clocks.reader, zone ?? clocks.reader);
  const start = moment(event.start);
  const end = moment(event.end);
  if (!start || end?.isDate !== start.isDate) return undefined;
  return {
    event,
    start,
    end: endAfter(start, end, clocks.reader),
    original: moment(event.originalStartTime),
    zone: start.isDate ? undefined : zone,
  };
}

/** Whether a date lies in the range now, or did by its series before it was moved. */
export function isWithin({ start, end, original }: EventDate, range: Range): boolean {
  const meets = (from: Wall, to: Wall): boolean => from < range.to && Math.max(to, from + 1) > range.from;
  return meets(start.wall, end.wall) || (original !== undefined && meets(original.wall, original.wall));
}

/** Adds to each date of a series when the one before it was to take place, as far as that was listed, too. */
export function withPrevious(dates: readonly EventDate[]): EventDate[] {
  const series = Map.groupBy(dates, ({ event, original }) => (original?.isDate === false ? event.recurringEventId : undefined));
  return [...series].flatMap(([id, members]) => {
    if (id === undefined) return members;
    const inOrder = members.toSorted((a, b) => (a.original?.atMs ?? 0) - (b.original?.atMs ?? 0));
    return inOrder.map((date, index) => {
      const before = inOrder[index - 1]?.original;
      return before ? { ...date, previousStart: before.text } : date;
    });
  });
}

function momentOf({ date, dateTime }: WireMoment, reader: string, zone: string): Moment | undefined {
  if (date !== undefined) return dayAt(Date.parse(/^[1-9]\d{3}-\d\d-\d\d$/.test(date) ? date : ""), date, reader);
  const [whole, offset] = /^[1-9]\d{3}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(Z|[+-]\d\d:\d\d)?$/i.exec(dateTime ?? "") ?? [];
  const written = whole === undefined ? Number.NaN : Date.parse(offset === undefined ? `${whole}Z` : whole);
  if (Number.isNaN(written)) return undefined;
  const atMs = offset === undefined ? instantAt(written, zone) : written;
  return { isDate: false, wall: wallAt(atMs, reader), atMs, text: instantText(atMs) };
}

/** Undefined for a day that there is not. */
function dayAt(wall: Wall, date: string | undefined, reader: string): Moment | undefined {
  if (Number.isNaN(wall) || (date !== undefined && dateText(wall) !== date)) return undefined;
  return { isDate: true, wall, atMs: instantAt(wall, reader), text: dateText(wall) };
}

/** A whole day lasts at least until the next; nothing ends before it starts. */
function endAfter(start: Moment, end: Moment, reader: string): Moment {
  if (!start.isDate) return end.atMs < start.atMs ? start : end;
  return end.wall > start.wall ? end : (dayAt(start.wall + DAY_MS, undefined, reader) ?? end);
}

function zoneOf(name: string): string | undefined {
  return isTimezone(name) && !/^(?:Etc\/)?(?:UTC|GMT|Z)$/i.test(name) ? name : undefined;
}
