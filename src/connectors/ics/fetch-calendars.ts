import { z } from "zod";
import { plainDateOf } from "../../core/work-calendar.ts";
import type { Item } from "../../core/item.ts";
import type { FetchContext, Fetched } from "../../core/ports/outside.ts";
import { coversOf, rangeOf, type Range, type Reach } from "../../lib/calendar/range.ts";
import { parseDuration } from "../../lib/duration.ts";
import { hashOf } from "../../lib/hash.ts";
import { nextTurn } from "../../lib/next-turn.ts";
import { countOf } from "../../lib/text.ts";
import { datesOf, type EventDate } from "../../lib/ics/expand.ts";
import { placesOf } from "../../lib/places.ts";
import { findFiles, type Found, type FoundFile } from "../../lib/find-files.ts";
import { shelve, type Shelf } from "../../lib/ics/merge.ts";
import { NOT_THERE } from "../../lib/file-error.ts";
import { readBytes } from "./read-bytes.ts";
import { readCalendar } from "../../lib/ics/read-calendar.ts";
import { remark, startRemarks, toNotes, type Remarks } from "../../lib/ics/remarks.ts";
import { DEFAULT_FOLDER, type IcsOptions } from "./schema.ts";
import { toItem } from "../../lib/ics/to-item.ts";
import { createZoneDirectory } from "../../lib/ics/zones.ts";

const CALENDARS = { pattern: /\.(?:ics|ical|icalendar)$/i, noun: "calendar", most: 10_000 };

/** What one fetch gathers while it goes from file to file. */
interface Collection {
  context: FetchContext<IcsOptions>;
  range: Range;
  shelf: Shelf;
  events: number;
  /** Dates of events that were made after the instant that the run speaks of. */
  later: number;
  remarks: Remarks[];
  failures: Fetched["failures"][number][];
}

const MOST_EVENTS = 100_000;
const MOST_INSTANCES = 20_000;
const CUT_OFF = {
  error: "expected its end (END:VCALENDAR), got a file that breaks off",
  hint: "If it is being written just now, the next run reads it whole; else export it anew.",
};
/** Files read ahead of the one that is being understood. */
const SIDE_BY_SIDE = 16;
/** A cursor must stay small: with longer notes than this the files are read anew. */
const LONGEST_NOTES = 20_000;

/** Counted up whenever events are read in another way, so that none stays as it was read before. */
const READER = 2;
const cursorSchema = z.object({ print: z.string(), count: z.int(), notes: z.array(z.string()) });

/** The dates of events around a run; throws where it is told to stop. */
export async function fetchCalendars(context: FetchContext<IcsOptions>): Promise<Fetched> {
  const { options, root, signal, picture } = context;
  const found = withoutUnasked(await findFiles(root, options.paths, CALENDARS, signal), context);
  const range = rangeOf(context.window, context.timezone, reachOf(options));
  const print = hashOf([READER, range, plainDateOf(context.window.to, context.timezone), options, found.notes, found.files]);
  const known = found.failures.length === 0 ? cursorSchema.safeParse(context.cursor).data : undefined;
  const { missing } = found;
  const isKnown = known?.print === print && known.count === picture.length && !picture.some((item) => isMadeLater(item, context));
  const covers = coversOf(context.window, reachOf(options));
  if (isKnown) return { items: picture, failures: [], notes: known.notes, cursor: known, covers, ...(missing && { missing }) };
  const collection: Collection = { context, range, shelf: new Map(), events: 0, later: 0, remarks: [], failures: [...found.failures] };
  await readFiles(collection, found.files);
  const { items, isFull } = await toItems(collection);
  const notes = [...found.notes, ...ownNotes(collection, found, isFull), ...toNotes(collection.remarks)];
  const { failures, later } = collection;
  // What was left out for its date is to be looked at again.
  const isSmall = failures.length === 0 && later === 0 && JSON.stringify(notes).length < LONGEST_NOTES;
  return {
    items,
    failures,
    notes,
    covers,
    ...(missing && { missing }),
    ...(isSmall ? { cursor: { print, count: items.length, notes } } : {}),
  };
}

/** The folder that is read where none is named need not be there; once it was, it is missed. */
function withoutUnasked(found: Found, { options, picture }: FetchContext<IcsOptions>): Found & Pick<Fetched, "missing"> {
  const isUnasked = options.paths.join("\n") === DEFAULT_FOLDER && picture.length === 0;
  const missing = isUnasked ? found.failures.find(({ error }) => error === NOT_THERE.error) : undefined;
  return missing ? { ...found, failures: found.failures.filter((each) => each !== missing), missing } : found;
}

function reachOf({ behind, ahead }: IcsOptions): Reach {
  return { behindMs: parseDuration(behind) ?? 0, aheadMs: parseDuration(ahead) ?? 0 };
}

async function readFiles(collection: Collection, files: readonly FoundFile[]): Promise<void> {
  const { root, signal, progress, timezone, window } = collection.context;
  const zones = createZoneDirectory(timezone, Date.parse(window.to));
  const today = plainDateOf(window.to, timezone);
  for (let start = 0; start < files.length; start += SIDE_BY_SIDE) {
    const some = files.slice(start, start + SIDE_BY_SIDE);
    // Large files one by one: together they would fill the memory.
    const isSmall = some.every(({ size }) => size < 1_000_000);
    const ahead = isSmall ? some.map(({ path, size }) => readBytes(root, path, size)) : [];
    for (const [index, { path, size }] of some.entries()) {
      signal.throwIfAborted();
      const file = await (ahead[index] ?? readBytes(root, path, size));
      if (file.kind === "failure") collection.failures.push({ what: path, error: file.error, hint: file.hint });
      if (file.kind === "bytes") await readBytesOf(collection, path, file.bytes, { zones, today, signal });
      await nextTurn();
    }
    progress(`read ${start + some.length} of ${countOf(files.length, "calendar file")}`);
  }
}

type Ambient = Pick<Parameters<typeof readCalendar>[0], "zones" | "today" | "signal">;

async function readBytesOf(collection: Collection, path: string, bytes: Buffer, ambient: Ambient): Promise<void> {
  const remarks = startRemarks(path);
  collection.remarks.push(remarks);
  const { isCalendar, isWhole } = await readCalendar({
    ...ambient,
    bytes,
    remarks,
    take(event) {
      collection.events += 1;
      if (collection.events <= MOST_EVENTS) shelve(collection.shelf, { event, remarks });
      else remark(remarks, `its events beyond the first ${MOST_EVENTS.toLocaleString("en-US")} of all files were left out`);
    },
  });
  if (isCalendar && !isWhole) collection.failures.push({ what: path, ...CUT_OFF });
  if (isCalendar) return;
  const error = `expected a calendar (BEGIN:VCALENDAR), got ${bytes.length === 0 ? "an empty file" : "something else"}`;
  collection.failures.push({ what: path, error, hint: "Export it anew, or take it out of paths." });
}

/** A run that looks back must not know of what was not there yet. */
function isMadeLater({ fields }: Item, { window }: FetchContext<IcsOptions>): boolean {
  return typeof fields["created"] === "string" && fields["created"] > window.to;
}

async function toItems(collection: Collection): Promise<{ items: Item[]; isFull: boolean }> {
  const { context, range, shelf } = collection;
  const { signal, timezone, window } = context;
  const reader = { source: "ics", prefix: "ics:", timezone, asOf: window.to };
  const items = new Map<string, Item>();
  for (const series of shelf.values()) {
    signal.throwIfAborted();
    const dates: readonly EventDate[] = datesOf(series, range);
    for (const [index, date] of dates.entries()) {
      if (items.size >= MOST_INSTANCES) return { items: [...items.values()], isFull: true };
      const item = toItem(date, reader);
      if (isMadeLater(item, context)) collection.later += 1;
      else items.set(item.id, item);
      if (index % 100 === 99) await nextTurn();
    }
    await nextTurn();
  }
  return { items: [...items.values()].sort((a, b) => (a.ts === b.ts ? 0 : a.ts < b.ts ? -1 : 1)), isFull: false };
}

function ownNotes({ context, failures, later }: Collection, { files }: Found, isFull: boolean): string[] {
  const isEmpty = files.length === 0 && failures.length === 0 && context.cursor === undefined;
  return [
    ...(isEmpty ? [`There are no calendar files in ${placesOf(context.options.paths)}.`] : []),
    ...(later > 0 ? [`Left out ${countOf(later, "date")} of events made after this run.`] : []),
    ...(isFull ? [`Read the first ${countOf(MOST_INSTANCES, "date")} and left out the rest; ask for fewer days ahead.`] : []),
  ];
}
