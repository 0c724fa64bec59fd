import type { Event } from "../../src/core/event.ts";
import type { Logger } from "../../src/core/ports/ambient.ts";
import type { EventSource, Subscription } from "../../src/core/ports/events.ts";
import type { Connector } from "../../src/core/ports/outside.ts";
import type { Store } from "../../src/core/ports/store.ts";
import type { Run } from "../../src/core/run.ts";
import { settle, until, type FakeClock } from "../support/clock.ts";
import { silentLogger } from "../support/silent-logger.ts";

/** What a source is given in a test. */
export interface SourceStart {
  store: Store;
  clock: FakeClock;
  root?: string;
  connector?: Connector;
  logger?: Logger;
  reads?: Subscription["reads"];
  /** The ids of those who wait, all for the same. */
  automations?: readonly string[];
  /** Throws to refuse an event. */
  refuse?: (event: Event) => void;
}

/** A source that looks out for one topic, and what it told. */
export interface LookingOut {
  told: Event[];
  endRun(run: Run): void;
  nudge(connection: string): void;
  stop(): Promise<void>;
}

/** Starts a source as the app does, for options as people write them. */
export async function lookOut<Options>(source: EventSource<Options>, written: unknown, start: SourceStart): Promise<LookingOut> {
  const { store, clock, root = "/nowhere", connector, logger = silentLogger, reads = [], automations = ["test"], refuse } = start;
  const told: Event[] = [];
  const callbacks: ((run: Run) => void)[] = [];
  let nudge = (_connection: string): void => {};
  const options = source.schema.parse(written);
  const stop = await source.watch?.({
    subscriptions: automations.map((id) => ({ topic: source.topic(options, id), options, reads, timezone: "Europe/Berlin" })),
    root,
    clock,
    logger,
    cursors: store.cursors,
    runs: store.runs,
    connectors: {
      ids: connector ? [connector.id] : [],
      async load() {
        if (!connector) throw new RangeError("expected no connector to be asked for");
        return connector;
      },
    },
    onRunEnd: (callback) => void callbacks.push(callback),
    onNudge: (callback) => void (nudge = callback),
    async emit(event) {
      refuse?.(event);
      told.push(event);
    },
  });
  await settle();
  return {
    told,
    endRun: (run) => callbacks.forEach((callback) => callback(run)),
    nudge: (connection) => nudge(connection),
    stop: async () => stop?.(),
  };
}

/** Lets disk accesses of a source come to rest: the clock waits for its next look again. */
export async function looked({ clock }: Pick<SourceStart, "clock">): Promise<void> {
  await until(() => clock.waiting > 0, "the source to have looked");
}
