import { OWNER_ONLY } from "../core/audience.ts";
import { CONNECTION_MISSING } from "../core/connection.ts";
import { z } from "zod";
import { PermanentError, toStoredError } from "../core/errors.ts";
import type { Event } from "../core/event.ts";
import type { Item } from "../core/item.ts";
import type { EventSource, Subscription, WatchContext } from "../core/ports/events.ts";
import { instantOf } from "../lib/clock.ts";
import { DURATION_PATTERN, durationInWords, parseDuration } from "../lib/duration.ts";

const schema = z
  .strictObject({
    source: z.string().min(1).describe("The name of a grant under reads whose items have a start."),
    lead: z.string().regex(DURATION_PATTERN, { error: "to be a duration such as 15m" }).describe("So long before each start it runs."),
  })
  .describe("Runs ahead of each start in a source, such as that of a meeting.");

export type BeforeOptions = z.infer<typeof schema>;

/** What has a start that lies ahead. Times are milliseconds since the epoch. */
interface Upcoming {
  item: Item;
  start: number;
  dueAt: number;
}

/** A start that is moved is noticed within this time. */
const LOOK_EVERY_MS = 5 * 60_000;
/** Starts are known so much earlier than they are told. */
const MARGIN_MS = 3_600_000;
const FETCH_TIMEOUT_MS = 60_000;
const RETRY_MS = 5_000;

/** So long before what a source holds starts. While Chief was down, what has not started yet is told late. */
export const beforeSource: EventSource<BeforeOptions> = {
  id: "before",
  schema,
  topic: ({ source, lead }, automation) => `before:${automation}:${source}:${lead}`,
  describe: ({ source, lead }) => `${durationInWords(leadOf(lead))} before each start in ${source}`,
  audience: () => OWNER_ONLY,
  looksIn: ({ source }) => ({ name: source }),
  async watch(context) {
    const stops = context.subscriptions.map((subscription) => follow(subscription, context));
    return async () => void (await Promise.all(stops.map((stop) => stop())));
  },
};

function follow(subscription: Subscription<BeforeOptions>, context: WatchContext<BeforeOptions>): () => Promise<void> {
  const { clock, logger } = context;
  const { topic } = subscription;
  const leadMs = leadOf(subscription.options.lead);
  const stopping = new AbortController();
  let known: Upcoming[] = [];
  let told = new Set<string>();
  let cancelTimer = (): void => {};
  let work = look();

  async function look(): Promise<void> {
    // Looked again before each telling, since what starts may just have been moved.
    const items = await fetchItems(subscription, context, leadMs, stopping.signal).catch((error: unknown) => {
      warn(error, "the source of starts could not be read; looking again");
      return undefined;
    });
    if (items) known = items.flatMap((item) => upcomingOf(item, leadMs));
    await tellDue().catch((error: unknown) => warn(error, "a start could not be told; trying again"));
    if (stopping.signal.aborted) return;
    const waits = known.flatMap((each) => (told.has(idOf(each)) ? [] : waitFor(each, clock.now())));
    cancelTimer = clock.after(Math.min(...waits, LOOK_EVERY_MS), () => void (work = look()));
  }

  function warn(error: unknown, message: string): void {
    if (stopping.signal.aborted) return;
    const stored = toStoredError(error);
    // Of an account that nobody has connected, briefings tell.
    logger[stored.code === CONNECTION_MISSING ? "info" : "warn"]({ topic, error: stored }, message);
  }

  async function tellDue(): Promise<void> {
    known = known.filter(({ start }) => start > clock.now());
    const ids = new Set(known.map(idOf));
    told = new Set([...told].filter((id) => ids.has(id)));
    for (const each of known.toSorted((a, b) => a.dueAt - b.dueAt)) {
      if (stopping.signal.aborted || each.dueAt > clock.now()) return;
      if (told.has(idOf(each))) continue;
      await context.emit(eventOf(each, topic));
      told.add(idOf(each));
    }
  }

  return async () => {
    stopping.abort();
    cancelTimer();
    await work;
  };
}

/** One that is due already could not be told just now. */
function waitFor({ dueAt }: Upcoming, now: number): number {
  return dueAt > now ? dueAt - now : RETRY_MS;
}

async function fetchItems(
  { options, reads, timezone }: Subscription<BeforeOptions>,
  { clock, connectors, logger, root }: WatchContext<BeforeOptions>,
  leadMs: number,
  stop: AbortSignal,
): Promise<readonly Item[]> {
  const grant = reads.find(({ name }) => name === options.source);
  if (!grant) {
    throw new PermanentError("grant-missing", `expected ${options.source} to be a grant under reads, got none of that name`, {
      hint: `Add "- ${options.source}" under reads.`,
    });
  }
  const timeout = new AbortController();
  const cancelTimeout = clock.after(FETCH_TIMEOUT_MS, () => timeout.abort());
  try {
    const connector = await connectors.load(grant.connector);
    const window = { from: instantOf(clock), to: new Date(clock.now() + leadMs + MARGIN_MS).toISOString() };
    const signal = AbortSignal.any([stop, timeout.signal]);
    const progress = (): void => {};
    const from = { options: grant.options, root, window, timezone, cursor: undefined, picture: [] };
    const fetched = await connector.fetch({ ...from, signal, logger, progress });
    return fetched.items;
  } finally {
    cancelTimeout();
  }
}

function upcomingOf(item: Item, leadMs: number): Upcoming[] {
  const written = item.fields["start"];
  const start = typeof written === "string" && /T.*Z$/.test(written) ? Date.parse(written) : Number.NaN;
  return Number.isNaN(start) ? [] : [{ item, start, dueAt: start - leadMs }];
}

/** A start that is moved is another one. */
function idOf({ item, start }: Upcoming): string {
  return `${item.id}@${new Date(start).toISOString()}`;
}

function eventOf(upcoming: Upcoming, topic: string): Event {
  const { item, start, dueAt } = upcoming;
  return {
    source: topic.replace(":", "/"),
    id: idOf(upcoming),
    topic,
    at: new Date(dueAt).toISOString(),
    title: item.title,
    fields: { ...item.fields, item: item.id, start: new Date(start).toISOString(), title: item.title },
  };
}

/** The schema let only durations through. */
function leadOf(lead: string): number {
  return parseDuration(lead) ?? 0;
}
