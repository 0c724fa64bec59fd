import type { Item } from "../../core/item.ts";
import { plainDateOf } from "../../core/work-calendar.ts";
import type { Range } from "../../lib/calendar/range.ts";
import { datesOf } from "../../lib/ics/expand.ts";
import { shelve, type Shelf } from "../../lib/ics/merge.ts";
import { readCalendar } from "../../lib/ics/read-calendar.ts";
import { remark, startRemarks, toNotes } from "../../lib/ics/remarks.ts";
import { toItem } from "../../lib/ics/to-item.ts";
import { toUtf8 } from "../../lib/ics/to-utf8.ts";
import { createZoneDirectory } from "../../lib/ics/zones.ts";
import { nextTurn } from "../../lib/next-turn.ts";

/** What a calendar at an address holds. */
export interface FeedDates {
  items: Item[];
  notes: string[];
  /** Dates of events that were made after the instant that the run speaks of. */
  later: number;
  isWhole: boolean;
}

interface Reader {
  name: string;
  prefix: string;
  timezone: string;
  asOf: string;
  range: Range;
  signal: AbortSignal;
}

const MOST_EVENTS = 20_000;
const MOST_DATES = 5_000;

/** The dates of a calendar, as those of calendar files are; undefined where it is none. */
export async function readDates(bytes: Buffer, reader: Reader): Promise<FeedDates | undefined> {
  const { name, prefix, timezone, asOf, range, signal } = reader;
  const text = toUtf8(bytes);
  if (!text) return undefined;
  const remarks = startRemarks(name);
  const shelf: Shelf = new Map();
  let events = 0;
  const zones = createZoneDirectory(timezone, Date.parse(asOf));
  const { isCalendar, isWhole } = await readCalendar({
    ...{ bytes: text, remarks, zones, today: plainDateOf(asOf, timezone), signal },
    take(event) {
      events += 1;
      if (events <= MOST_EVENTS) shelve(shelf, { event, remarks });
      else remark(remarks, `its events beyond the first ${MOST_EVENTS.toLocaleString("en-US")} were left out`);
    },
  });
  if (!isCalendar) return undefined;
  const items = new Map<string, Item>();
  let later = 0;
  for (const series of shelf.values()) {
    signal.throwIfAborted();
    for (const date of datesOf(series, range)) {
      const item = toItem(date, { source: "http-feed", prefix, timezone, asOf });
      const { created } = item.fields;
      if (typeof created === "string" && created > asOf) later += 1;
      else if (items.size < MOST_DATES) items.set(item.id, item);
      else remark(remarks, `its dates beyond the first ${MOST_DATES.toLocaleString("en-US")} were left out`);
    }
    await nextTurn();
  }
  return { items: [...items.values()], notes: toNotes([remarks]), later, isWhole };
}
