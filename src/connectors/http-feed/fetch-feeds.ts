import { z } from "zod";
import type { Accounts } from "../../core/connection.ts";
import { ChiefError, PermanentError, TransientError } from "../../core/errors.ts";
import type { Item } from "../../core/item.ts";
import type { Clock } from "../../core/ports/ambient.ts";
import type { FetchContext, Fetched } from "../../core/ports/outside.ts";
import { rangeOf, USUAL_REACH } from "../../lib/calendar/range.ts";
import { parseDuration } from "../../lib/duration.ts";
import { hashOf } from "../../lib/hash.ts";
import type { AddressFinder } from "../../lib/pinned-agent.ts";
import { countOf } from "../../lib/text.ts";
import { fetchWebFile } from "../../lib/web-file.ts";
import { readFeed, type Reading } from "./read-feed.ts";
import { feedsOf, type Feed, type HttpFeedOptions } from "./schema.ts";
import { prefixOf } from "./to-item.ts";

export interface FeedParts {
  accounts: Accounts<"feed">;
  clock: Clock;
  /** The system's own where absent. */
  find?: AddressFinder;
}

/** What is remembered of a feed, so that it is not sent again while it stays the same. */
const markSchema = z.object({
  /** Of what was asked for; of a calendar with the days that were. */
  print: z.string(),
  isCalendar: z.boolean(),
  etag: z.string().exactOptional(),
  lastModified: z.string().exactOptional(),
  /** How many items it had. */
  count: z.int(),
  notes: z.array(z.string()).max(10),
  /** UTC instant before which it asks to be left alone. */
  until: z.string().exactOptional(),
});
type Mark = z.infer<typeof markSchema>;
const cursorSchema = z.object({ feeds: z.record(z.string(), markSchema) });

/** What one feed came to. */
interface Told {
  feed: Feed;
  items: readonly Item[];
  notes: readonly string[];
  mark?: Mark;
  failure?: { error: string; hint?: string };
  thrown?: ChiefError;
}

const MOST_BYTES = 5 * 1_048_576;
const PATIENCE_MS = 30_000;
const SIDE_BY_SIDE = 4;
/** Counted up whenever feeds are read in another way, so that none stays as it was read before. */
const READER = 1;
const ACCEPT =
  "application/atom+xml, application/rss+xml, application/rdf+xml, application/feed+json, text/calendar, application/xml;q=0.9, text/xml;q=0.9, application/json;q=0.9, */*;q=0.5";
const REACH = { behindMs: parseDuration(USUAL_REACH.behind) ?? 0, aheadMs: parseDuration(USUAL_REACH.ahead) ?? 0 };

/** Reads every feed of a grant; one that can't be read is a failure, and throws where that is all of them. */
export async function fetchFeeds(context: FetchContext<HttpFeedOptions>, parts: FeedParts): Promise<Fetched> {
  const { options, window, timezone, signal, picture, cursor } = context;
  const before = new Map(picture.map((item) => [item.id, item]));
  const reading = { timezone, asOf: window.to, range: rangeOf(window, timezone, REACH), max: options.max, before, signal };
  const marks = cursorSchema.safeParse(cursor).data?.feeds ?? {};
  const feeds = feedsOf(options);
  const told: Told[] = [];
  for (let start = 0; start < feeds.length; start += SIDE_BY_SIDE) {
    signal.throwIfAborted();
    const some = feeds.slice(start, start + SIDE_BY_SIDE);
    told.push(...(await Promise.all(some.map((feed) => tell(feed, marks[feed.name], { reading, hosts: options.hosts, parts })))));
    context.progress(`read ${told.length} of ${countOf(feeds.length, "feed")}`);
  }
  throwWhereNothing(told);
  return {
    items: told.flatMap(({ items }) => items),
    failures: told.flatMap(({ feed, failure }) => (failure ? [{ what: feed.name, ...failure }] : [])),
    notes: told.flatMap(({ notes }) => notes),
    cursor: { feeds: Object.fromEntries(told.flatMap(({ feed, mark }) => (mark ? [[feed.name, mark] as const] : []))) },
  };
}

interface Telling {
  reading: Reading;
  hosts: readonly string[];
  parts: FeedParts;
}

async function tell(feed: Feed, mark: Mark | undefined, telling: Telling): Promise<Told> {
  const { reading } = telling;
  const known = [...reading.before.values()].filter(({ id }) => id.startsWith(prefixOf(feed.name)));
  try {
    if (mark?.until !== undefined && reading.asOf < mark.until) throw leftAlone(mark.until, reading.asOf);
    return await look(feed, mark?.count === known.length ? mark : undefined, known, telling);
  } catch (error) {
    reading.signal.throwIfAborted();
    const thrown = toOwn(error);
    const asked = thrown instanceof TransientError ? thrown.retryAfterMs : undefined;
    const until = asked === undefined ? undefined : new Date(Date.parse(reading.asOf) + asked).toISOString();
    const { message, hint } = thrown;
    // What was published stays so; of a date nobody knows whether it still stands.
    const items = known.filter(({ kind }) => kind === "entry");
    const kept: Mark = { ...(mark ?? { print: "", isCalendar: false, notes: [], count: 0 }), ...(until !== undefined && { until }) };
    const isKept = mark?.count === items.length || until !== undefined;
    return {
      feed,
      items,
      notes: [],
      failure: { error: message, ...(hint !== undefined && { hint }) },
      thrown,
      ...(isKept && { mark: kept }),
    };
  }
}

async function look(feed: Feed, mark: Mark | undefined, known: readonly Item[], { reading, hosts, parts }: Telling): Promise<Told> {
  const { accounts, clock, find } = parts;
  const print = (isCalendar: boolean): string => hashOf([READER, feed, reading.max, isCalendar ? reading.range : null]);
  const isSame = mark?.print === print(mark?.isCalendar === true) ? mark : undefined;
  const url = feed.url ?? accounts.readSecret(accounts.get(feed.connection).address);
  const { etag, lastModified } = isSame ?? {};
  const file = await fetchWebFile(
    {
      ...{ url, hosts, accept: ACCEPT, mostBytes: MOST_BYTES, patienceMs: PATIENCE_MS },
      known: { ...(etag !== undefined && { etag }), ...(lastModified !== undefined && { lastModified }) },
    },
    { clock, signal: reading.signal, ...(find && { find }) },
  );
  if (!file && isSame) return { feed, items: known, notes: isSame.notes, mark: withoutPause(isSame) };
  if (!file) return { feed, items: [], notes: [], failure: UNASKED };
  const { items, notes, isCalendar, isDone, failure } = await readFeed(file, feed, feed.url, reading);
  const validators = {
    ...(file.etag !== undefined && { etag: file.etag }),
    ...(file.lastModified !== undefined && { lastModified: file.lastModified }),
  };
  const isMarked = isDone && notes.length <= 10 && Object.keys(validators).length > 0;
  return {
    ...{ feed, items, notes },
    ...(failure && { failure }),
    ...(isMarked && { mark: { print: print(isCalendar), isCalendar, ...validators, count: items.length, notes } }),
  };
}

const UNASKED = { error: "expected the feed, got the answer that it has not changed since nobody asked", hint: "Tell whoever runs it." };

function withoutPause(mark: Mark): Mark {
  const { until: _, ...rest } = mark;
  return rest;
}

function leftAlone(until: string, asOf: string): TransientError {
  return new TransientError("web-unreachable", `expected the feed to be open, got its wish to be left alone until ${until}`, {
    hint: "It is asked again then.",
    retryAfterMs: Date.parse(until) - Date.parse(asOf),
  });
}

/** What a parser trips over is wrong with the feed, whatever it is. */
function toOwn(error: unknown): ChiefError {
  if (error instanceof ChiefError) return error;
  const name = error instanceof Error ? error.name : "an error";
  return new PermanentError("feed-unreadable", `expected a feed that can be read, got one that ended in ${name}`, {
    hint: "Open the address in a browser; if it looks right there, tell whoever maintains Chief.",
    cause: error,
  });
}

/** One that may pass comes first: then all of them are tried again, once the longest pause has passed that was asked for. */
function throwWhereNothing(told: readonly Told[]): void {
  const thrown = told.flatMap((each) => each.thrown ?? []);
  const [first] = thrown;
  if (!first || thrown.length < told.length) return;
  const passing = thrown.filter((error) => error instanceof TransientError);
  const longest = passing.toSorted((a, b) => (b.retryAfterMs ?? 0) - (a.retryAfterMs ?? 0))[0];
  const error = longest ?? first;
  if (told.length === 1) throw error;
  const all = told.map(({ feed }) => feed.name).join(", ");
  const detail = { ...(error.hint !== undefined && { hint: error.hint }), cause: error };
  const message = `expected one of the feeds ${all} to be read, got none: ${error.message}`;
  if (!(error instanceof TransientError)) throw new PermanentError(error.code, message, detail);
  throw new TransientError(error.code, message, {
    ...detail,
    ...(error.retryAfterMs !== undefined && { retryAfterMs: error.retryAfterMs }),
  });
}
