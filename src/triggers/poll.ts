import { z } from "zod";
import type { Audience } from "../core/audience.ts";
import { toStoredError } from "../core/errors.ts";
import type { EventSource, Subscription, WatchContext } from "../core/ports/events.ts";
import { DURATION_PATTERN, parseDuration } from "../lib/duration.ts";
import { hashOf } from "../lib/hash.ts";
import { retryWaitMs } from "../lib/retry.ts";
import { lookOnce, type Finding, type View } from "./poll-look.ts";
import { createMemoryKeeper, type Memory } from "./poll-memory.ts";

/** What every source that asks again and again can be told. */
export const pollKeys = {
  connection: z.string().min(1).exactOptional().describe("The connection whose read is looked at; needed where there are several."),
  every: z
    .string()
    .regex(DURATION_PATTERN, { error: "to be a duration such as 5m" })
    .refine((text) => (parseDuration(text) ?? 0) >= SHORTEST_EVERY_MS, { error: "to be 30s or longer" })
    .exactOptional()
    .describe("How often it looks, such as 5m; 30s at the least."),
};

export interface PollOptions {
  connection?: string;
  every?: string;
}

/** An event source that asks the connector of the same id, by the automation's own read grants. */
export interface Polled<Options extends PollOptions> extends Finding<Options> {
  id: string;
  schema: z.ZodType<Options>;
  describe(options: Options): string;
  audience(options: Options): readonly Audience[];
  /** How often it looks where nothing is said. */
  everyMs: number;
  /** What of a read a look makes use of; the whole of it when absent. */
  lookedAt?(grant: View<Options>["grant"]): View<Options>["grant"];
}

const SHORTEST_EVERY_MS = 30_000;
/** Failures make it look more seldom, down to this. */
const LONGEST_WAIT_MS = 15 * 60_000;
/** One thing that happens mostly gives several nudges. */
const NUDGE_WAIT_MS = 1_000;
/** However many nudges there are, looks lie so far apart. */
const NUDGE_GAP_MS = 10_000;

/** The first look only remembers; what passed while nobody looked is told by the next, once. */
export function pollingSource<Options extends PollOptions>(polled: Polled<Options>): EventSource<Options> {
  const { id, schema, describe, audience } = polled;
  return {
    id,
    schema,
    describe: (options) => describe(options),
    audience: (options) => audience(options),
    topic: (options, automation) => topicOf(id, options, automation),
    looksIn: ({ connection }) => ({ connector: id, ...(connection !== undefined && { connection }) }),
    async watch(context) {
      const followed = viewsOf(polled, context.subscriptions).map((view) => follow(polled, view, context));
      context.onNudge((connection) => followed.forEach(({ nudge }) => nudge(connection)));
      return async () => void (await Promise.all(followed.map(({ stop }) => stop())));
    },
  };
}

/** Names the automation, since each hears only of what its own grants show. How often it looks makes no other topic. */
function topicOf(id: string, options: PollOptions, automation: string): string {
  const filters = new URLSearchParams(Object.entries(options).map(([key, value]): [string, string] => [key, filterInWords(value)]));
  filters.delete("every");
  return `${id}:${automation}:${filters.toString()}`;
}

function filterInWords(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

/** One for each grant: those who have the same one share its looks. */
function viewsOf<Options extends PollOptions>(
  { id, everyMs, lookedAt = (grant) => grant }: Polled<Options>,
  all: readonly Subscription<Options>[],
): View<Options>[] {
  const views = new Map<string, View<Options>>();
  for (const subscription of all) {
    const { reads, timezone, options } = subscription;
    const ownMs = parseDuration(options.every ?? "") ?? everyMs;
    for (const { connector, options: read } of reads) {
      if (connector !== id || (options.connection ?? read["connection"]) !== read["connection"]) continue;
      const grant = lookedAt(read);
      const name = `poll:${id}:${hashOf({ grant, timezone })}`;
      const { subscriptions = [], everyMs: sharedMs = ownMs } = views.get(name) ?? {};
      const shared = { everyMs: Math.min(sharedMs, ownMs), subscriptions: [...new Set([...subscriptions, subscription])] };
      views.set(name, { name, connector, grant, timezone, ...shared });
    }
  }
  return [...views.values()];
}

interface Followed {
  nudge(connection: string): void;
  stop(): Promise<void>;
}

function follow<Options extends PollOptions>(polled: Polled<Options>, view: View<Options>, context: WatchContext<Options>): Followed {
  const { clock, logger, cursors } = context;
  const keeper = createMemoryKeeper(view.name, cursors);
  const stopping = new AbortController();
  let memory: Memory | undefined;
  let failures = 0;
  /** What the log was told last: one trouble is told once, however long it lasts. */
  let trouble: string | undefined;
  let state: "looking" | "nudged" | "waiting" = "looking";
  let lookedAt = -Infinity;
  let timerAt = Infinity;
  let cancelTimer = (): void => {};
  let work = look();

  async function look(): Promise<void> {
    let waitMs = view.everyMs;
    try {
      const looked = await lookOnce(polled, view, { memory: (memory ??= await keeper.load()), context, stop: stopping.signal });
      await keeper.save(looked.memory);
      memory = looked.memory;
      failures = 0;
      complain(looked.failures.map(({ what, error }) => ({ code: what, message: error }))[0], "a part of a source could not be looked at");
    } catch (error) {
      failures += 1;
      waitMs = waitAfter(error, failures, view.everyMs);
      complain(toStoredError(error), "a source could not be looked at; trying again");
    }
    lookedAt = clock.now();
    const wasNudged = state === "nudged";
    state = "waiting";
    arm(waitMs);
    if (wasNudged) hurry();
  }

  function complain(error: { code: string } | undefined, message: string): void {
    if (stopping.signal.aborted || error?.code === trouble) return;
    trouble = error?.code;
    if (error) logger.warn({ source: polled.id, error }, message);
    else logger.info({ source: polled.id }, "a source can be looked at again");
  }

  /** A service that failed, or asked for a pause, gets it. */
  function hurry(): void {
    if (failures === 0) arm(Math.max(NUDGE_WAIT_MS, lookedAt + NUDGE_GAP_MS - clock.now()));
  }

  /** The earlier of what is wanted and what is set. */
  function arm(ms: number): void {
    const at = clock.now() + ms;
    if (stopping.signal.aborted || at >= timerAt) return;
    cancelTimer();
    timerAt = at;
    cancelTimer = clock.after(ms, () => {
      timerAt = Infinity;
      state = "looking";
      work = look();
    });
  }

  return {
    nudge(connection) {
      if ((view.grant["connection"] ?? connection) !== connection) return;
      if (state === "waiting") hurry();
      else state = "nudged";
    },
    async stop() {
      stopping.abort();
      cancelTimer();
      await work;
    },
  };
}

/** Where only a person can help, it is looked seldom; a longer pause that was asked for is kept. */
function waitAfter(error: unknown, failures: number, everyMs: number): number {
  const askedMs = retryWaitMs(error, failures, () => 0);
  return askedMs === undefined ? LONGEST_WAIT_MS : Math.max(askedMs, everyMs, Math.min(everyMs * 2 ** (failures - 1), LONGEST_WAIT_MS));
}
