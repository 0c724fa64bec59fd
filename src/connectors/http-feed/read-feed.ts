import { PermanentError } from "../../core/errors.ts";
import type { Item } from "../../core/item.ts";
import type { Range } from "../../lib/calendar/range.ts";
import { countOf } from "../../lib/text.ts";
import type { WebFile } from "../../lib/web-file.ts";
import { decode } from "./decode.ts";
import type { FeedContent } from "./entry.ts";
import { readDates } from "./read-dates.ts";
import { readJson } from "./read-json.ts";
import { readXml } from "./read-xml.ts";
import type { Feed } from "./schema.ts";
import { prefixOf, toItem } from "./to-item.ts";

/** For whom and when feeds are read. */
export interface Reading {
  timezone: string;
  asOf: string;
  range: Range;
  max: number;
  before: ReadonlyMap<string, Item>;
  signal: AbortSignal;
}

/** What one file brought. */
export interface FeedItems {
  items: Item[];
  notes: string[];
  isCalendar: boolean;
  /** All of it was there and was read: nothing is to be looked at again as long as it stays the same. */
  isDone: boolean;
  failure?: { error: string; hint: string };
}

const CUT_OFF = {
  error: "expected the feed's end, got one that breaks off",
  hint: "If it stays so, tell whoever runs it; what was whole has been read.",
};

/** Reads what an address gave. `base` is where its own links start from; absent where that is a secret. Throws PermanentError `feed-unreadable`. */
export async function readFeed(file: WebFile, feed: Feed, base: string | undefined, reading: Reading): Promise<FeedItems> {
  const form = feed.as === "auto" ? guess(file.bytes) : feed.as;
  if (form === "ics") return datesIn(file, feed, reading);
  const text = decode(file.bytes, file.contentType);
  const isJson = form === "json" || /^\s*[[{]/.test(text);
  const content = isJson ? readJson(text, feed, base) : await readXml(text, base);
  if (content === undefined) {
    throw unreadable(
      "expected a feed, got something else, such as a web page",
      "Name the address of the feed itself: pages often link to it as RSS or Atom.",
    );
  }
  if ("fault" in content) throw unreadable(content.fault, content.hint);
  return entriesIn(content, feed, reading);
}

function guess(bytes: Buffer): "ics" | "feed" {
  const head = bytes.subarray(0, 200).toString("latin1").replaceAll("\0", "");
  return /^\W{0,20}BEGIN:VCALENDAR/i.test(head) ? "ics" : "feed";
}

async function datesIn(file: WebFile, { name }: Feed, reading: Reading): Promise<FeedItems> {
  const found = await readDates(file.bytes, { ...reading, name, prefix: prefixOf(name) });
  if (!found) {
    throw unreadable("expected a calendar (BEGIN:VCALENDAR), got something else", "Name the calendar's address in the iCal format.");
  }
  const { items, notes, later, isWhole } = found;
  return {
    items,
    notes: [...notes, ...laterNote(name, later)],
    isCalendar: true,
    isDone: isWhole && later === 0,
    ...(!isWhole && { failure: CUT_OFF }),
  };
}

function entriesIn({ title, entries, left, isWhole }: FeedContent, { name }: Feed, { asOf, before, max }: Reading): FeedItems {
  const past = entries.filter(({ at }) => at === undefined || at <= asOf);
  const origin = { feed: name, feedTitle: title === undefined || title === "" ? null : title, asOf, before };
  const all = new Map<string, Item>();
  for (const entry of past) {
    const item = toItem(entry, origin);
    if (!all.has(item.id)) all.set(item.id, item);
  }
  // Feeds have the newest first, which decides among those of one time.
  const items = [...all.values()].toSorted((a, b) => (a.ts === b.ts ? 0 : a.ts < b.ts ? 1 : -1)).slice(0, max);
  const later = entries.length - past.length;
  return {
    items,
    notes: [
      ...(all.size > max ? [`${name}: read the newest ${max} of ${countOf(all.size, "entry")}.`] : []),
      ...(left > 0
        ? [`${name}: left out ${countOf(left, "entry")} that ${left === 1 ? "says" : "say"} nothing, or came after too many others.`]
        : []),
      ...laterNote(name, later),
    ],
    isCalendar: false,
    isDone: isWhole && later === 0,
    ...(!isWhole && { failure: CUT_OFF }),
  };
}

/** A run that looks back must not know of what was not there yet. */
function laterNote(name: string, later: number): string[] {
  return later === 0 ? [] : [`${name}: left out ${countOf(later, "entry")} dated after this run.`];
}

function unreadable(message: string, hint: string): PermanentError {
  return new PermanentError("feed-unreadable", message, { hint });
}
