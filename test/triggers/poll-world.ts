import type { TestContext } from "node:test";
import { z } from "zod";
import type { Item } from "../../src/core/item.ts";
import type { EventSource } from "../../src/core/ports/events.ts";
import type { Connector, FetchContext, Fetched } from "../../src/core/ports/outside.ts";
import { createStore } from "../../src/store/open.ts";
import { createFakeClock, type FakeClock } from "../support/clock.ts";
import { memoryDatabase } from "../support/store.ts";
import { lookOut, type LookingOut, type SourceStart } from "./event-source-world.ts";

/** A service as a connector shows it, and what was asked of it. */
export interface PolledWorld {
  clock: FakeClock;
  /** What there is; a test adds to it. */
  items: Item[];
  /** Taken in the place of a sound answer. */
  answer: () => Partial<Fetched> | Promise<Partial<Fetched>>;
  fetches: FetchContext<unknown>[];
  warnings: string[];
  /** Starts the source anew, over what was kept. */
  begin(written: unknown, start?: Partial<SourceStart>): Promise<LookingOut>;
  /** Ids of what was told in all. */
  told(): string[];
}

/** A source that looks in a service, at eight o'clock. */
export function polledWorld<Options>(context: TestContext, source: EventSource<Options>): PolledWorld {
  const database = memoryDatabase(context);
  const lookers: LookingOut[] = [];
  const world: PolledWorld = {
    clock: createFakeClock("2026-11-20T08:00:00.000Z"),
    items: [],
    answer: () => ({}),
    fetches: [],
    warnings: [],
    told: () => lookers.flatMap(({ told }) => told.map(({ id }) => id)),
    async begin(written, start = {}) {
      const reads = [{ name: source.id, connector: source.id, options: { connection: "main" } }];
      const note = (_fields: object, message: string): void => void world.warnings.push(message);
      const logger = { debug() {}, info: note, warn: note, error: note };
      const store = createStore(database, "test");
      const looking = await lookOut(source, written, { store, clock: world.clock, connector, reads, logger, ...start });
      lookers.push(looking);
      context.after(() => looking.stop());
      return looking;
    },
  };
  const connector: Connector = {
    ...{
      id: source.id,
      title: "Service",
      alias: "X",
      schema: z.unknown(),
      mentions: [],
      needsAccount: true,
      describe: () => "all",
      audience: () => [],
    },
    async fetch(request) {
      world.fetches.push(request);
      const number = world.fetches.length;
      return { items: [...world.items], failures: [], notes: [], cursor: { number }, ...(await world.answer()) };
    },
  };
  return world;
}
