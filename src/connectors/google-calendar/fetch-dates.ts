import type { Accounts } from "../../core/connection.ts";
import { TransientError } from "../../core/errors.ts";
import type { Item, Window } from "../../core/item.ts";
import type { Identity } from "../../core/person.ts";
import type { Clock } from "../../core/ports/ambient.ts";
import type { FetchContext, Fetched } from "../../core/ports/outside.ts";
import { coversOf, rangeOf } from "../../lib/calendar/range.ts";
import { hashOf } from "../../lib/hash.ts";
import { countOf } from "../../lib/text.ts";
import { openCalendars } from "./ask.ts";
import { readCalendar, type Around, type Reading } from "./calendar.ts";
import { findCalendars } from "./calendars.ts";
import { recall, type Cursor, type Known } from "./cursor.ts";
import { ABSENCES, readAbsences } from "./free-busy.ts";
import { OWNER, prefixOf } from "./to-item.ts";
import { REACH } from "./reach.ts";
import type { GoogleCalendarOptions } from "./schema.ts";

/** Counted up whenever events are read in another way, so that none stays as it was read before. */
const READER = 2;

/** Reads dates by the connection that a grant means, and only what has changed where that is told. */
export async function fetchDates(
  context: FetchContext<GoogleCalendarOptions>,
  accounts: Accounts<"google">,
  clock: Clock,
): Promise<Fetched> {
  const { options, signal, timezone, window } = context;
  signal.throwIfAborted();
  const ask = await openCalendars(accounts, options.connection, { ...context, clock });
  const range = rangeOf(window, timezone, REACH);
  const around: Around = { ask, range, asOf: window.to };
  const { ids, failures } = await findCalendars(ask, options.calendars);
  const print = hashOf([READER, range, options]);
  const readings = await readCalendars(context, around, ids, print);
  const absences = await readAbsences(around, options.colleagues);
  const all = [...readings.map(({ reading }) => reading), absences];
  const { items, left, covers } = nearest(
    all.flatMap((each) => each.items),
    options.max,
    coversOf(window, REACH),
    window.to,
  );
  // What was left out is missing in the picture that the next fetch is given.
  const cursor: Cursor = { print, calendars: left > 0 ? {} : tokensOf(readings) };
  return {
    items,
    failures: [...failures, ...all.flatMap((each) => each.failures)],
    notes: [
      ...all.flatMap((each) => each.notes),
      ...(left > 0 ? [`Read the ${countOf(items.length, "date")} nearest to now and left out ${left.toLocaleString("en-US")}.`] : []),
    ],
    // A calendar that is not read any more has lost nothing.
    covers: { ...covers, within: [...ids, ABSENCES].map(prefixOf) },
    me: [{ account: OWNER }, ...ownersIn(items)],
    cursor,
  };
}

interface Read {
  id: string;
  reading: Reading;
}

/** One after the other. Where Google asks for a long pause, those that were read stand, and the next run goes on with the rest. */
async function readCalendars(
  { cursor, picture, progress, window }: FetchContext<GoogleCalendarOptions>,
  around: Around,
  ids: readonly string[],
  print: string,
): Promise<Read[]> {
  // A run that looks back must not know of what was not there yet.
  const sound = picture.some(({ fields }) => typeof fields["created"] === "string" && fields["created"] > window.to) ? [] : picture;
  const read: Read[] = [];
  for (const [index, id] of ids.entries()) {
    const known = recall(cursor, print, id, sound);
    try {
      read.push({ id, reading: await readCalendar(around, id, known) });
    } catch (error) {
      if (index === 0 || !(error instanceof TransientError)) throw error;
      const rest = ids.slice(index).map((each) => ({ id: each, reading: unread(each, recall(cursor, print, each, sound), error) }));
      return [...read, ...rest];
    }
    progress(`read ${index + 1} of ${countOf(ids.length, "calendar")}`);
  }
  return read;
}

/** A calendar that is left for the next run: what was known of it stands. */
function unread(what: string, known: Known | undefined, { message }: TransientError): Reading {
  const error = `${message}; ${known ? "told as it was at the last look" : "not read yet"}`;
  const failures = [{ what, error, hint: "The next run goes on with it." }];
  return known ? { ...known, failures, notes: [] } : { items: [], failures, notes: [] };
}

function tokensOf(readings: readonly Read[]): Cursor["calendars"] {
  return Object.fromEntries(
    readings.flatMap(({ id, reading: { token, items } }) => (token === undefined ? [] : [[id, { token, count: items.length }]])),
  );
}

/** In the order of time; of too many those nearest to an instant, and the part of a span in which none was left out. */
function nearest(items: readonly Item[], max: number, span: Window, instant: string): { items: Item[]; left: number; covers: Window } {
  const atMs = Date.parse(instant);
  const distance = ({ ts }: Item): number => Math.abs(Date.parse(ts) - atMs);
  const byDistance = items.length > max ? items.toSorted((a, b) => distance(a) - distance(b)) : items;
  const kept = byDistance.slice(0, max);
  const [out] = byDistance.slice(max);
  const inOrder = kept.toSorted((a, b) => (a.ts === b.ts ? (a.id < b.id ? -1 : 1) : a.ts < b.ts ? -1 : 1));
  return { items: inOrder, left: items.length - kept.length, covers: out ? within(span, atMs, distance(out)) : span };
}

/** The part of a span that is nearer to an instant than so much. */
function within({ from, to }: Window, atMs: number, distanceMs: number): Window {
  const [earliest, latest] = [atMs - distanceMs + 1, atMs + distanceMs].map((ms) => new Date(ms).toISOString());
  return { from: earliest !== undefined && earliest > from ? earliest : from, to: latest !== undefined && latest < to ? latest : to };
}

/** The addresses under which the account's owner is asked. */
function ownersIn(items: readonly Item[]): Identity[] {
  const owners = items.flatMap(({ actors }) => actors.filter(({ account }) => account === OWNER));
  return [...new Set(owners.flatMap(({ email }) => email ?? []))].map((email) => ({ email }));
}
