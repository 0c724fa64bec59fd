import { OWNER_ONLY } from "../core/audience.ts";
import { z } from "zod";
import { toStoredError } from "../core/errors.ts";
import type { Event } from "../core/event.ts";
import type { EventSource, Subscription, WatchContext } from "../core/ports/events.ts";
import { TERMINAL_STATUSES, type Run } from "../core/run.ts";
import { instantOf } from "../lib/clock.ts";
import { listOf } from "../lib/text.ts";

const automationId = z.string().min(1);

const schema = z
  .union([automationId, z.array(automationId).min(1).max(50)], { error: "to be the id of an automation, or a list of them" })
  .transform((written) => ({ automations: [...new Set([written].flat())] }))
  .describe("Ids of automations: runs when a run of one of them has ended. Conditions on status, content and others go under where.");

export type RunOptions = z.infer<typeof schema>;

/** How far ends were told. */
interface Cursor {
  /** When the trigger came into force: earlier ends are none of its business. */
  from: string;
  /** When the last run ended that was told. */
  since: string;
}

/** Ends are committed in another order than they are dated; so much earlier ones are looked at again. */
const OVERLAP_MS = 60_000;
const MOST_MISSED = 1_000;
const RETRY_MS = 5_000;

/** The end of another automation's run. What ended just before a crash is told by the next start; dry runs tell nothing. */
export const runSource: EventSource<RunOptions> = {
  id: "run",
  schema,
  topic: ({ automations }) => `run:${automations.join(",")}`,
  describe: ({ automations }) => `when a run of ${listOf(automations)} has ended`,
  audience: () => OWNER_ONLY,
  async watch(context) {
    const stops = await Promise.all(context.subscriptions.map((subscription) => follow(subscription, context)));
    return async () => void (await Promise.all(stops.map((stop) => stop())));
  },
};

async function follow(subscription: Subscription<RunOptions>, context: WatchContext<RunOptions>): Promise<() => Promise<void>> {
  const { clock, logger, cursors } = context;
  const { topic } = subscription;
  const automations = new Set(subscription.options.automations);
  let waiting: Run[] = [];
  let work: Promise<void> | undefined;
  let cancelRetry = (): void => {};
  const stopping = new AbortController();

  context.onRunEnd((run) => {
    if (stopping.signal.aborted || run.input.dryRun || !automations.has(run.automation)) return;
    waiting.push(run);
    work ??= tellAll();
  });
  // Asked for after the callback stands, so that no end falls between the two: one that is told twice is known by its id.
  const cursor = await loadCursor(topic, context);
  waiting.push(...(await endedSince(cursor, automations, context)));
  if (waiting.length > 0) work ??= tellAll();

  async function tellAll(): Promise<void> {
    // Told from a later turn, so that `work` is set before it is cleared.
    await Promise.resolve();
    while (waiting.length > 0 && !stopping.signal.aborted) {
      const runs = waiting;
      waiting = [];
      try {
        await Promise.all(runs.map((run) => context.emit(eventOf(run, topic))));
        cursor.since = runs.reduce((latest, run) => (endOf(run) > latest ? endOf(run) : latest), cursor.since);
        await cursors.save(topic, cursor);
      } catch (error) {
        logger.warn({ topic, error: toStoredError(error) }, "the end of a run could not be told; trying again");
        waiting.unshift(...runs);
        cancelRetry = clock.after(RETRY_MS, () => void (work ??= tellAll()));
        break;
      }
    }
    work = undefined;
  }

  return async () => {
    stopping.abort();
    cancelRetry();
    await work;
  };
}

async function loadCursor(topic: string, { clock, cursors }: WatchContext<RunOptions>): Promise<Cursor> {
  const kept = await cursors.load(topic);
  if (isCursor(kept)) return kept;
  const fresh = { from: instantOf(clock), since: instantOf(clock) };
  await cursors.save(topic, fresh);
  return fresh;
}

function isCursor(kept: unknown): kept is Cursor {
  return typeof kept === "object" && kept !== null && "from" in kept && "since" in kept;
}

/** Oldest first. */
async function endedSince({ from, since }: Cursor, automations: ReadonlySet<string>, { runs }: WatchContext<RunOptions>): Promise<Run[]> {
  const lookBackTo = new Date(Date.parse(since) - OVERLAP_MS).toISOString();
  const earliest = from > lookBackTo ? from : lookBackTo;
  const statuses = [...TERMINAL_STATUSES];
  const lists = await Promise.all([...automations].map((automation) => runs.list({ automation, statuses, limit: MOST_MISSED })));
  const ended = lists.flat().filter((run) => !run.input.dryRun && endOf(run) >= earliest);
  return ended.sort((a, b) => (endOf(a) < endOf(b) ? -1 : 1));
}

/** A run that was taken up again after its end may end once more: the time tells the two apart. */
function eventOf(run: Run, topic: string): Event {
  const { automation, status, content, reason, recoveries } = run;
  return {
    source: topic.replace(":", "/"),
    id: `${run.id}@${endOf(run)}`,
    topic,
    at: endOf(run),
    title: reason === "" ? `A run of ${automation} ended: ${status}` : `A run of ${automation} ended: ${status}, ${reason}`,
    fields: { automation, status, content, reason, recoveries, run: run.id },
  };
}

function endOf({ endedAt, queuedAt }: Run): string {
  return endedAt ?? queuedAt;
}
