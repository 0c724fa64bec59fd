import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import { z } from "zod";
import type { Briefing } from "../../src/core/briefing.ts";
import type { OutboxEntry } from "../../src/core/delivery.ts";
import { PermanentError, TransientError } from "../../src/core/errors.ts";
import type { Delivery, SendContext } from "../../src/core/ports/outside.ts";
import type { Store } from "../../src/core/ports/store.ts";
import { OutboxWorker } from "../../src/engine/outbox-worker.ts";
import { silentLogger } from "../support/silent-logger.ts";
import { createStore } from "../../src/store/open.ts";
import { createFakeClock, settle, type FakeClock } from "../support/clock.ts";
import { endOf, forever, INPUT } from "../support/engine-world.ts";
import { memoryDatabase } from "../support/store.ts";

type Send = (message: SendContext<unknown>) => Promise<{ receipt: string }>;

test("a message is sent once, and its run is delivered", async (context) => {
  const sent: SendContext<unknown>[] = [];
  const world = await open(context, async (message) => (sent.push(message), { receipt: "message 7" }), ["a"]);
  await world.worker.start();
  await world.worker.drain();
  assert.equal(sent.length, 1);
  const [message] = sent;
  assert.deepEqual(
    [message?.idempotencyKey, message?.briefing, message?.options, message?.root],
    ["key a", BRIEFING, { to: "me" }, "/workspace"],
  );
  assert.deepEqual(await endsOf(world.store, "a"), ["delivered", "sent", 1, "message 7"]);
});

test("what may pass is tried again after waits that double", async (context) => {
  const tries: number[] = [];
  const world = await open(context, flaky, ["a"]);
  async function flaky(): Promise<{ receipt: string }> {
    tries.push(world.clock.now());
    if (tries.length < 4) throw new Error("connection reset");
    return { receipt: "at last" };
  }
  await world.worker.start();
  await world.clock.advance(20_000);
  assert.deepEqual(
    tries.map((at) => at - (tries[0] ?? 0)),
    [0, 1_000, 3_000, 7_000],
  );
  assert.deepEqual(await endsOf(world.store, "a"), ["delivered", "sent", 4, "at last"]);
});

test("a wait that the other side asked for is kept, however long", async (context) => {
  let tries = 0;
  const limited: Send = async () => {
    if ((tries += 1) === 1) throw new TransientError("rate-limited", "expected room, got none", { retryAfterMs: 3_600_000 });
    return { receipt: "later" };
  };
  const { worker, clock } = await open(context, limited, ["a"]);
  await worker.start();
  await clock.advance(3_599_999);
  assert.equal(tries, 1);
  await clock.advance(1);
  assert.equal(tries, 2);
});

test("what stays refused is undeliverable at once, with the way out", async (context) => {
  const { worker, store } = await open(
    context,
    () => Promise.reject(new PermanentError("no-channel", "gone", { hint: "Choose another." })),
    ["a"],
  );
  await worker.drain();
  assert.deepEqual(await endsOf(store, "a"), [
    "undeliverable",
    "undeliverable",
    1,
    { code: "no-channel", message: "gone", hint: "Choose another." },
  ]);
});

test("after ten attempts a message is given up", async (context) => {
  const { worker, store, clock } = await open(context, () => Promise.reject(new Error("refused")), ["a"]);
  await worker.start();
  await clock.advance(600_000);
  assert.deepEqual(await endsOf(store, "a"), ["undeliverable", "undeliverable", 10, { code: "unexpected", message: "refused" }]);
});

test("a delivery that does not exist is undeliverable", async (context) => {
  const { worker, store } = await open(context, sendWell, ["a"], { delivery: "pigeon" });
  await worker.drain();
  assert.deepEqual((await endsOf(store, "a")).slice(0, 3), ["undeliverable", "undeliverable", 1]);
});

test("an attempt without an answer is sent once more after it can no longer arrive, and then no more", async (context) => {
  const tries: number[] = [];
  const reasons: unknown[] = [];
  const world = await open(context, silent, ["a"]);
  function silent({ signal }: SendContext<unknown>): Promise<never> {
    tries.push(world.clock.now());
    signal.addEventListener("abort", () => reasons.push(signal.reason));
    return forever();
  }
  await world.worker.start();
  await world.clock.advance(300_000);
  assert.deepEqual(
    tries.map((at) => at - (tries[0] ?? 0)),
    [0, 40_000],
  );
  assert.equal(reasons.length, 2);
  const ends = await endsOf(world.store, "a");
  assert.deepEqual(ends.slice(0, 3), ["undeliverable", "undeliverable", 2]);
  assert.match(JSON.stringify(ends[3]), /may have arrived or not/);
});

test("what a crash left on its way waits until it can no longer arrive, is sent once more, and then no more", async (context) => {
  const first = await open(context, forever, ["a"]);
  await first.worker.start();
  await settle();
  const second = restart(first, forever);
  await second.worker.start();
  await second.clock.advance(29_999);
  assert.equal((await second.store.outbox.unsure()).length, 1);
  await second.clock.advance(1);
  assert.equal((await second.store.outbox.ofRun("a"))[0]?.attempts, 2);
  const third = restart(first, () => assert.fail("sent a third time"));
  await third.worker.start();
  await third.clock.advance(300_000);
  assert.deepEqual((await endsOf(third.store, "a")).slice(0, 3), ["undeliverable", "undeliverable", 2]);
});

test("what is new does not wait for what a crash left", async (context) => {
  const first = await open(context, forever, ["a"]);
  await first.worker.start();
  await settle();
  const second = restart(first, sendWell);
  await second.worker.start();
  await addRun(second.store, "b", {});
  await second.worker.drain();
  assert.deepEqual(await endsOf(second.store, "b"), ["delivered", "sent", 1, "well"]);
  await second.clock.advance(30_000);
  assert.deepEqual(await endsOf(second.store, "a"), ["delivered", "sent", 2, "well"]);
});

test("draining waits for what is on its way, and for what was added meanwhile", async (context) => {
  const gate = Promise.withResolvers<void>();
  const { worker, store } = await open(context, async () => (await gate.promise, { receipt: "well" }), ["a"]);
  worker.poke();
  await settle();
  await addRun(store, "b", {});
  const drained = worker.drain();
  gate.resolve();
  await drained;
  assert.deepEqual([(await endsOf(store, "a"))[1], (await endsOf(store, "b"))[1]], ["sent", "sent"]);
});

test("the messages of one delivery follow one another, and do not hold up another delivery's", async (context) => {
  const order: string[] = [];
  const gate = Promise.withResolvers<void>();
  const slow: Send = async ({ idempotencyKey }) => {
    order.push(`${idempotencyKey} begins`);
    await gate.promise;
    order.push(`${idempotencyKey} ends`);
    return { receipt: "well" };
  };
  const { worker, store } = await open(context, slow, ["a", "b"]);
  await addRun(store, "c", { delivery: "quick" });
  const drained = worker.drain();
  await settle();
  assert.equal((await endsOf(store, "c"))[1], "sent");
  gate.resolve();
  await drained;
  assert.deepEqual(order, ["key a begins", "key a ends", "key b begins", "key b ends"]);
});

test("stopping gives what is on its way some time, and leaves the rest to the next start", async (context) => {
  const first = await open(context, forever, ["a"]);
  await first.worker.start();
  await settle();
  const stopped = first.worker.stop(1_000);
  await first.clock.advance(1_000);
  await stopped;
  await addRun(first.store, "b", {});
  await first.worker.drain();
  assert.deepEqual([(await endsOf(first.store, "a"))[1], (await endsOf(first.store, "b"))[1]], ["sending", "pending"]);
});

const BRIEFING: Briefing = {
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

interface World {
  clock: FakeClock;
  store: Store;
  worker: OutboxWorker;
  /** The same data as the next start of Chief finds them. */
  next: () => Store;
}

async function open(context: TestContext, send: Send, runs: readonly string[], entry: Partial<OutboxEntry> = {}): Promise<World> {
  const database = memoryDatabase(context);
  const world = work({ clock: createFakeClock(), next: () => createStore(database, "test") }, send);
  for (const run of runs) await addRun(world.store, run, entry);
  return world;
}

/** The earlier worker is left as a crash would leave it. */
function restart(world: World, send: Send): World {
  return work({ ...world, clock: createFakeClock(new Date(world.clock.now()).toISOString()) }, send);
}

function work({ clock, next }: Pick<World, "clock" | "next">, send: Send): World {
  const store = next();
  const { outbox, documents } = store;
  const deliveries = { ids: ["mail", "quick"], load: async (id: string) => deliveryOf(id, id === "quick" ? sendWell : send) };
  const worker = new OutboxWorker({
    ...{ outbox, documents, deliveries, root: "/workspace", clock, logger: silentLogger },
    ...{ random: () => 1, sendTimeoutMs: 10_000, settleMs: 30_000 },
  });
  return { clock, store, worker, next };
}

async function sendWell(): Promise<{ receipt: string }> {
  return { receipt: "well" };
}

function deliveryOf(id: string, send: Send): Delivery {
  return { id, title: id, schema: z.unknown(), needsAccount: false, describe: () => "", target: () => "", send };
}

/** A run that ended and left one message. */
async function addRun(store: Store, run: string, entry: Partial<OutboxEntry>): Promise<void> {
  const briefing = await store.documents.put("briefing", BRIEFING);
  const waiting = { grant: "mail", delivery: "mail", options: { to: "me" }, briefing, state: "pending", attempts: 0 } as const;
  await store.runs.insert(run, INPUT, INPUT.asOf);
  await store.runs.claim(run, INPUT.asOf);
  await store.runs.finish(
    run,
    { ...endOf(), outbox: [{ key: `key ${run}`, run, nextAttemptAt: INPUT.asOf, ...waiting, ...entry }] },
    INPUT.asOf,
  );
}

/** How a run's message ended: of the run, of the entry, after how many attempts, with which receipt or error. */
async function endsOf(store: Store, run: string): Promise<unknown[]> {
  const [entry] = await store.outbox.ofRun(run);
  return [(await store.runs.find(run))?.delivery, entry?.state, entry?.attempts, entry?.receipt ?? entry?.error];
}
