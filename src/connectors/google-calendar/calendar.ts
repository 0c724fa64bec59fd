import type { Item } from "../../core/item.ts";
import type { Range } from "../../lib/calendar/range.ts";
import { DAY_MS, instantAt, instantText } from "../../lib/calendar/wall.ts";
import { sealItem } from "../../lib/hash.ts";
import { nextTurn } from "../../lib/next-turn.ts";
import { countOf } from "../../lib/text.ts";
import type { Ask } from "./ask.ts";
import type { Known } from "./cursor.ts";
import { isWithin, toDate, withPrevious, type EventDate } from "./dates.ts";
import { listEvents, type Listed } from "./events.ts";
import { refusedPart, type Failure } from "./failure.ts";
import { isDate, prefixOf, toDraft } from "./to-item.ts";
import type { WireEvent } from "./wire.ts";

/** A date of a series knows the one before it, and most series meet once a month at least. */
const LOOK_BACK_MS = 32 * DAY_MS;
/** A date that was moved out of the range by at most so much is told still. */
const ROOM_AHEAD_MS = 7 * DAY_MS;
const SEALED_AT_ONCE = 100;

/** Whom to ask, and for which days. */
export interface Around {
  ask: Ask;
  range: Range;
  /** The run's instant. */
  asOf: string;
}

/** The dates of one calendar. */
export interface Reading {
  items: readonly Item[];
  /** Tells later what has changed since; absent where everything is to be listed anew. */
  token?: string;
  failures: Failure[];
  notes: string[];
}

/** Google has forgotten what it told by a token, or never knew: https://developers.google.com/workspace/calendar/api/guides/sync */
const FORGOTTEN: ReadonlySet<number | undefined> = new Set([410, 400]);

/**
 * The dates of a calendar within a range of days. Where they are `known`, only what has changed is asked for. The days being the same,
 * Google tells every change among them; once they have moved on they are listed anew, since nothing else brings the dates that have come
 * into view: that is one call for each 2,500 dates, and on most days the only one.
 */
export async function readCalendar(around: Around, calendarId: string, known: Known | undefined): Promise<Reading> {
  const changes = known && (await listEvents(around.ask, calendarId, { syncToken: known.token }));
  if (known && changes?.ok) {
    const merged = merge(around, calendarId, known, changes);
    if (merged) return merged;
  }
  const isForgotten = changes?.ok === false && FORGOTTEN.has(changes.refusal.status);
  const listed = await listEvents(around.ask, calendarId, spanOf(around.range));
  if (!listed.ok) return { items: [], failures: [refusedPart(calendarId, listed.refusal)], notes: [] };
  const reading = await readAll(around, calendarId, listed);
  const name = listed.name === "" ? calendarId : listed.name;
  return isForgotten ? { ...reading, notes: [...reading.notes, `Google no longer knew what ${name} had told; read it anew.`] } : reading;
}

/** What is asked for, as instants: every day of the range, and some more on both sides. */
export function spanOf({ from, to, timezone }: Range): { timeMin: string; timeMax: string } {
  const at = (wall: number): string => instantText(instantAt(wall, timezone));
  return { timeMin: at(from - LOOK_BACK_MS), timeMax: at(to + ROOM_AHEAD_MS) };
}

/**
 * What was known, with changes of single events. Undefined where a date of a series has changed: its neighbours then have another date
 * before them, dates of a series that was moved have other ids, and a whole series may be meant by one entry.
 */
function merge(around: Around, calendarId: string, { items }: Known, changes: Listed): Reading | undefined {
  const changed = new Set(changes.events.map(({ id }) => `${prefixOf(calendarId)}${id}`));
  const isOfSeries = changes.events.some(
    ({ id, recurringEventId }) =>
      recurringEventId !== undefined || items.some((item) => item.id.startsWith(`${prefixOf(calendarId)}${id}_`)),
  );
  const dates = datesIn(changes, around);
  if (isOfSeries || changes.broken > 0 || dates.broken > 0 || dates.later > 0 || changes.token === undefined) return undefined;
  const place = placeOf(around, calendarId, changes);
  const anew = dates.dates.map((date) => sealItem(toDraft(date, place)));
  return { items: [...items.filter(({ id }) => !changed.has(id)), ...anew], token: changes.token, failures: [], notes: [] };
}

async function readAll(around: Around, calendarId: string, listed: Listed): Promise<Reading> {
  const { dates, broken, later } = datesIn(listed, around);
  const place = placeOf(around, calendarId, listed);
  const items: Item[] = [];
  for (const date of dates) {
    if (items.length % SEALED_AT_ONCE === 0) await nextTurn();
    items.push(sealItem(toDraft(date, place)));
  }
  const amiss = listed.broken + broken;
  const failures = amiss > 0 ? [brokenPart(place.calendar, amiss)] : [];
  // What was left out, for its date or since nobody can read it, is to be looked at again.
  const isWhole = amiss === 0 && later === 0 && listed.token !== undefined;
  const notes = later > 0 ? [`Left out ${countOf(later, "date")} of ${place.calendar} that were entered after this run.`] : [];
  return { items, ...(isWhole && listed.token !== undefined && { token: listed.token }), failures, notes };
}

function placeOf({ asOf }: Around, calendarId: string, { name }: Listed): { calendarId: string; calendar: string; asOf: string } {
  return { calendarId, calendar: name === "" ? calendarId : name.slice(0, 100), asOf };
}

/** The dates within the range, how many have no time that can be read, and how many a run that looks back must not know of. */
function datesIn({ events, timezone }: Listed, { range, asOf }: Around): { dates: EventDate[]; broken: number; later: number } {
  const held = events.filter(isDate);
  const read = held.flatMap((event) => toDate(event, { reader: range.timezone, calendar: timezone }) ?? []);
  const inRange = withPrevious(read).filter((date) => isWithin(date, range));
  const dates = inRange.filter(({ event }) => !isMadeLater(event, asOf));
  return { dates, broken: held.length - read.length, later: inRange.length - dates.length };
}

function isMadeLater({ created = "" }: WireEvent, asOf: string): boolean {
  return Date.parse(created) > Date.parse(asOf);
}

function brokenPart(what: string, count: number): Failure {
  return {
    what,
    error: `expected every entry to have an id and a time, got ${countOf(count, "entry")} without`,
    hint: "The rest was read. Look at the calendar; the next run asks for these again.",
  };
}
