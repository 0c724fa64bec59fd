import type { CalendarEvent } from "./event.ts";
import { instantOfMoment, type Moment } from "./moment.ts";
import { dateText, instantText, type Wall } from "../calendar/wall.ts";
import type { Remarks } from "./remarks.ts";

/** An event with the file that told it. */
export interface Told {
  event: CalendarEvent;
  remarks: Remarks;
}

/** All that is known of one event, whichever files tell it. */
export interface Series {
  master: Told | undefined;
  /** Single dates that differ, by the date they stand for. */
  overrides: Map<string, Told>;
  /** Dates from which on the series differs. */
  turns: Map<string, Told>;
}

/** Every event by its uid, in the order in which they were read. */
export type Shelf = Map<string, Series>;

/** Puts an event where it belongs, if it is the latest version of it; of equal ones the first stays. */
export function shelve(shelf: Shelf, told: Told): void {
  const { event } = told;
  const series: Series = shelf.get(event.uid) ?? { master: undefined, overrides: new Map(), turns: new Map() };
  shelf.set(event.uid, series);
  if (event.instead === undefined) series.master = later(series.master, told);
  else {
    const place = event.isFromThenOn ? series.turns : series.overrides;
    const key = keyOf(event.instead);
    place.set(key, later(place.get(key), told));
  }
}

/** The key of a date of a series: its plain date, or its instant. */
export function keyOf(moment: Moment): string {
  return moment.isDate ? dateKey(moment.wall) : instantText(instantOfMoment(moment));
}

/** The key of a whole day. */
export function dateKey(wall: Wall): string {
  return dateText(wall);
}

/** A cancellation takes the event back and tells little of it, so that what is known of it stays. */
function later(known: Told | undefined, told: Told): Told {
  if (known === undefined) return told;
  const isLater = told.event.isCancellation ? told.event.sequence >= known.event.sequence : isNewer(told.event, known.event);
  if (!isLater) return known;
  if (!told.event.isCancellation) return told;
  const { sequence, stamp, updatedAt } = told.event;
  const fields = { ...known.event.fields, status: "cancelled" as const };
  return { ...known, event: { ...known.event, sequence, stamp, updatedAt, isCancellation: true, fields } };
}

function isNewer(event: CalendarEvent, known: CalendarEvent): boolean {
  return event.sequence === known.sequence ? event.stamp > known.stamp : event.sequence > known.sequence;
}
