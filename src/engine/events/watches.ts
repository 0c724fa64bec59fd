import type { Automation } from "../../core/automation.ts";
import { toStoredError } from "../../core/errors.ts";
import type { Event } from "../../core/event.ts";
import type { Clock, Logger } from "../../core/ports/ambient.ts";
import type { EventSource, Subscription, WatchContext } from "../../core/ports/events.ts";
import type { Catalogue } from "../../core/ports/outside.ts";
import { isSchedule } from "../../core/trigger.ts";
import type { Run } from "../../core/run.ts";

export interface WatchesParts extends Pick<WatchContext<unknown>, "root" | "cursors" | "runs" | "connectors"> {
  sources: Catalogue<EventSource>;
  /** The dispatcher's. */
  receive(event: Event): Promise<unknown>;
  clock: Clock;
  logger: Logger;
}

/** One event source at work. */
interface Watch {
  /** What it looks out for, to see whether that has changed. */
  wanted: string;
  stop(): Promise<void>;
}

const RETRY_MS = 30_000;

/** Keeps those event sources looking out that automations in force wait for. */
export class Watches {
  readonly #parts: WatchesParts;
  readonly #watches = new Map<string, Watch>();
  readonly #runEnds = new Set<(run: Run) => void>();
  /** By source. */
  readonly #nudges = new Map<string, (connection: string) => void>();
  #wanted = new Map<string, Subscription[]>();
  #cancelRetry: () => void = () => {};
  #isStopped = false;
  /** Updates follow one another. */
  #work: Promise<void> = Promise.resolve();

  constructor(parts: WatchesParts) {
    this.#parts = parts;
  }

  /** Changes what is looked out for; a source whose subscriptions stay as they are is left alone. Resolves when all look out. */
  update(automations: readonly Automation[]): Promise<void> {
    this.#wanted = subscriptionsOf(automations);
    return this.#settle();
  }

  /** Tells those who wait for ends of runs. */
  runEnded(run: Run): void {
    for (const tell of this.#runEnds) tell(run);
  }

  /** Tells a source that something has happened at a connection of its service; nobody may wait for it. */
  nudge(source: string, connection: string): void {
    this.#nudges.get(source)?.(connection);
  }

  /** Resolves once nothing looks out and nothing is being told any more. */
  async stop(): Promise<void> {
    this.#isStopped = true;
    this.#wanted = new Map();
    await this.#settle();
  }

  #settle(): Promise<void> {
    this.#cancelRetry();
    this.#work = this.#work.then(() => this.#bringAbout());
    return this.#work;
  }

  /** A source that fails must not keep the others from looking out. */
  async #bringAbout(): Promise<void> {
    const ids = new Set([...this.#watches.keys(), ...this.#wanted.keys()]);
    const done = await Promise.all([...ids].map((id) => this.#replace(id)));
    if (!this.#isStopped && done.includes(false)) this.#cancelRetry = this.#parts.clock.after(RETRY_MS, () => void this.#settle());
  }

  async #replace(id: string): Promise<boolean> {
    const subscriptions = this.#wanted.get(id) ?? [];
    const wanted = JSON.stringify(subscriptions);
    const current = this.#watches.get(id);
    if (current?.wanted === wanted) return true;
    try {
      this.#watches.delete(id);
      await current?.stop();
      if (subscriptions.length > 0) this.#watches.set(id, { wanted, stop: await this.#begin(id, subscriptions) });
      return true;
    } catch (error) {
      this.#parts.logger.error({ source: id, error: toStoredError(error) }, "an event source does not look out; trying again");
      return false;
    }
  }

  async #begin(id: string, subscriptions: readonly Subscription[]): Promise<() => Promise<void>> {
    const { sources, receive, root, clock, logger, cursors, runs, connectors } = this.#parts;
    const callbacks: ((run: Run) => void)[] = [];
    const forget = (): void => {
      callbacks.forEach((callback) => this.#runEnds.delete(callback));
      this.#nudges.delete(id);
    };
    const onRunEnd = (callback: (run: Run) => void): void => {
      callbacks.push(callback);
      this.#runEnds.add(callback);
    };
    const onNudge = (callback: (connection: string) => void): void => void this.#nudges.set(id, callback);
    const emit = async (event: Event): Promise<void> => void (await receive(event));
    try {
      const source = await sources.load(id);
      const stop = await source.watch?.({ subscriptions, root, clock, logger, cursors, runs, connectors, onRunEnd, onNudge, emit });
      return async () => {
        forget();
        await stop?.();
      };
    } catch (error) {
      forget();
      throw error;
    }
  }
}

/** What is to be looked out for, by source; several triggers with one topic share a subscription. */
function subscriptionsOf(automations: readonly Automation[]): Map<string, Subscription[]> {
  const bySource = new Map<string, Map<string, Subscription>>();
  for (const { triggers, reads, timezone } of automations) {
    for (const trigger of triggers) {
      if (isSchedule(trigger)) continue;
      const ofSource = bySource.get(trigger.source) ?? new Map<string, Subscription>();
      bySource.set(trigger.source, ofSource);
      if (!ofSource.has(trigger.topic)) ofSource.set(trigger.topic, { topic: trigger.topic, options: trigger.options, reads, timezone });
    }
  }
  return new Map([...bySource].map(([source, ofSource]) => [source, [...ofSource.values()]]));
}
