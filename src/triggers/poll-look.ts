import type { Event } from "../core/event.ts";
import type { Subscription, WatchContext } from "../core/ports/events.ts";
import type { Fetched } from "../core/ports/outside.ts";
import { instantOf } from "../lib/clock.ts";
import { shorten } from "../lib/text.ts";
import type { Look, Moment } from "./moment.ts";
import { knownAfter, lookAfter, type Memory } from "./poll-memory.ts";

/** A grant that is looked at for everybody who has the same one. */
export interface View<Options> {
  /** Of its memory. */
  name: string;
  connector: string;
  grant: Readonly<Record<string, unknown>>;
  timezone: string;
  everyMs: number;
  subscriptions: readonly Subscription<Options>[];
}

/** How moments of one service are found and meant. */
export interface Finding<Options> {
  /**
   * All that a look shows to have happened, also what is known already; pure. Of several with the same id the first counts.
   * Without an earlier look none of it is told.
   */
  moments(now: Look, before: Look | undefined): Moment[];
  isMeant(moment: Moment, options: Options): boolean;
}

/** What one look came to. */
export interface Looked {
  memory: Memory;
  failures: Fetched["failures"];
}

/** What changed so much earlier is looked at again: services show some things late. */
const OVERLAP_MS = 3_600_000;
const FETCH_TIMEOUT_MS = 300_000;
const LONGEST_TITLE = 200;

/** Looks once and tells what is new. Rejects with the connector's error, or where something could not be told; then nothing counts as told. */
export async function lookOnce<Options>(
  finding: Finding<Options>,
  view: View<Options>,
  { memory, context, stop }: { memory: Memory; context: WatchContext<Options>; stop: AbortSignal },
): Promise<Looked> {
  const at = instantOf(context.clock);
  const fetched = await fetchView(view, { memory, context, stop });
  const { items, covers, failures } = fetched;
  const now: Look = { items, ...(covers && { covers }), isWhole: failures.length === 0, at };
  const moments = finding.moments(now, memory.before);
  const subscriptions = view.subscriptions.filter(({ topic }) => memory.topics.includes(topic));
  for (const moment of freshOf(moments, memory)) {
    for (const { topic } of subscriptions.filter(({ options }) => finding.isMeant(moment, options))) {
      stop.throwIfAborted();
      await context.emit(eventOf(moment, topic, at));
    }
  }
  const known = knownAfter(memory.known, moments);
  const topics = view.subscriptions.map(({ topic }) => topic);
  return { memory: { before: lookAfter(now, memory.before), known, cursor: fetched.cursor, topics }, failures };
}

async function fetchView<Options>(
  { connector: id, grant: options, timezone }: View<Options>,
  { memory, context, stop }: { memory: Memory; context: WatchContext<Options>; stop: AbortSignal },
): Promise<Fetched> {
  const { clock, connectors, logger, root } = context;
  const { before, cursor } = memory;
  const timeout = new AbortController();
  const cancelTimeout = clock.after(FETCH_TIMEOUT_MS, () => timeout.abort());
  try {
    const connector = await connectors.load(id);
    const to = instantOf(clock);
    const window = { from: earliestOf(before ?? { at: to }), to };
    const signal = AbortSignal.any([stop, timeout.signal]);
    const from = { options, root, window, timezone, cursor, picture: before?.items ?? [] };
    return await connector.fetch({ ...from, signal, logger, progress() {} });
  } finally {
    cancelTimeout();
  }
}

/** What happened earlier was there to be seen by an earlier look. */
export function earliestOf({ at }: Pick<Look, "at">): string {
  return new Date(Date.parse(at) - OVERLAP_MS).toISOString();
}

/** Oldest first, each once; none by a first look. What was there when a part could not be read at first is no news when it can. */
function freshOf(moments: readonly Moment[], { before, known }: Memory): Moment[] {
  if (!before) return [];
  const fresh = new Map<string, Moment>();
  for (const moment of moments) if (!known.has(moment.id) && !fresh.has(moment.id)) fresh.set(moment.id, moment);
  const isNews = ({ at, isStale }: Moment): boolean => isStale !== true && (before.isWhole || at >= before.at);
  return [...fresh.values()].filter(isNews).sort((a, b) => (a.at < b.at ? -1 : 1));
}

/** What is dated by others must not lie ahead: cooldowns would last until then. */
function eventOf({ id, at, title, fields }: Moment, topic: string, now: string): Event {
  return { source: topic.replace(":", "/"), id, topic, at: at < now ? at : now, title: shorten(title, LONGEST_TITLE), fields };
}
