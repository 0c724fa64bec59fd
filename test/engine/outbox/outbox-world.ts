import type { TestContext } from "node:test";
import { z } from "zod";
import type { Briefing } from "../../../src/core/briefing.ts";
import type { OutboxEntry } from "../../../src/core/delivery.ts";
import type { Delivery, SendContext } from "../../../src/core/ports/outside.ts";
import type { Store } from "../../../src/core/ports/store.ts";
import type { DeliverParts } from "../../../src/engine/outbox/deliver.ts";
import { OutboxWorker } from "../../../src/engine/outbox/outbox-worker.ts";
import { createStore } from "../../../src/store/open.ts";
import { createFakeClock, type FakeClock } from "../../support/clock.ts";
import { endOf, INPUT } from "../../support/engine-world.ts";
import { permitAsWritten } from "../../support/permit.ts";
import { silentLogger } from "../../support/silent-logger.ts";
import { memoryDatabase } from "../../support/store.ts";

export type Send = (message: SendContext<unknown>) => Promise<{ receipt: string }>;

export const BRIEFING: Briefing = {
  automation: "sample",
  title: "Sample",
  run: "a",
  asOf: INPUT.asOf,
  timezone: "UTC",
  example: false,
  headline: [{ kind: "text", text: "Nothing needs you." }],
  sections: [],
  gaps: [],
  coverage: [],
  citations: [],
  sources: [],
  quiet: true,
};

/** What stands behind the delivery `mail`; `quick` always sends well. */
export type Receiving = Send | (Pick<Delivery, "send"> & Partial<Delivery>);

export interface World {
  clock: FakeClock;
  store: Store;
  worker: OutboxWorker;
  /** The same data as the next start of Chief finds them. */
  next: () => Store;
  /** What the worker is given besides. */
  parts: Partial<DeliverParts>;
}

/** A worker that is not started, over one message of each run. */
export async function open(
  context: TestContext,
  receiving: Receiving,
  runs: readonly string[],
  entry: Partial<OutboxEntry> = {},
  parts: Partial<DeliverParts> = {},
): Promise<World> {
  const database = memoryDatabase(context);
  const world = work({ clock: createFakeClock(), next: () => createStore(database, "test"), parts }, receiving);
  for (const run of runs) await addRun(world.store, run, entry);
  return world;
}

/** The next start of Chief, `at` a later time where that is given. The earlier worker is left as a crash would leave it. */
export function restart(world: World, receiving: Receiving, at = new Date(world.clock.now()).toISOString()): World {
  return work({ ...world, clock: createFakeClock(at) }, receiving);
}

function work({ clock, next, parts }: Pick<World, "clock" | "next" | "parts">, receiving: Receiving): World {
  const store = next();
  const { outbox, documents } = store;
  const deliveries = { ids: ["mail", "quick"], load: async (id: string) => deliveryOf(id, id === "quick" ? sendWell : receiving) };
  const worker = new OutboxWorker({
    ...{ outbox, documents, deliveries, permit: permitAsWritten(store), root: "/workspace", clock, logger: silentLogger },
    ...{ random: () => 1, sendTimeoutMs: 10_000, settleMs: 30_000, crashPoint: () => {}, ended: () => {}, postponed: () => {} },
    ...parts,
  });
  return { clock, store, worker, next, parts };
}

export async function sendWell(): Promise<{ receipt: string }> {
  return { receipt: "well" };
}

function deliveryOf(id: string, receiving: Receiving): Delivery {
  const given = typeof receiving === "function" ? { send: receiving } : receiving;
  return {
    id,
    title: id,
    schema: z.unknown(),
    needsAccount: false,
    describe: () => "",
    audience: () => [],
    target: () => "",
    preview: () => ({ text: "", exact: "" }),
    ...given,
  };
}

/** A run that ended and left one message. */
export async function addRun(store: Store, run: string, entry: Partial<OutboxEntry>): Promise<void> {
  const briefing = await store.documents.put("briefing", BRIEFING);
  const waiting = { grant: "mail", delivery: "mail", options: { to: "me" }, briefing, state: "pending", attempts: 0 } as const;
  await store.runs.insert(run, INPUT, INPUT.asOf);
  await store.runs.claim(run, INPUT.asOf);
  await store.runs.finish(
    run,
    { ...endOf(), outbox: [{ key: `key ${run}`, automation: "sample", run, nextAttemptAt: INPUT.asOf, ...waiting, ...entry }] },
    INPUT.asOf,
  );
}

/** How a run's message ended: of the run, of the entry, after how many attempts, with which receipt or error. */
export async function endsOf(store: Store, run: string): Promise<unknown[]> {
  const [entry] = await store.outbox.ofRun(run);
  return [(await store.runs.find(run))?.delivery, entry?.state, entry?.attempts, entry?.receipt ?? entry?.error];
}
