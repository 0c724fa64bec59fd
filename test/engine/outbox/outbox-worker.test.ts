import assert from "node:assert/strict";
import { test } from "node:test";
import { PermanentError, TransientError } from "../../../src/core/errors.ts";
import type { SendContext } from "../../../src/core/ports/outside.ts";
import { hashOf } from "../../../src/lib/hash.ts";
import { settle } from "../../support/clock.ts";
import { forever } from "../../support/engine-world.ts";
import { addRun, BRIEFING, endsOf, open, restart, sendWell, type Send } from "./outbox-world.ts";

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

test("a receiver that refuses is tried for hours, and then given up", async (context) => {
  const { worker, store, clock } = await open(context, () => Promise.reject(new Error("refused")), ["a"]);
  await worker.start();
  await clock.advance(6 * 3_600_000);
  assert.equal((await endsOf(store, "a"))[0], "pending");
  await clock.advance(12 * 3_600_000);
  assert.deepEqual(await endsOf(store, "a"), ["undeliverable", "undeliverable", 100, { code: "unexpected", message: "refused" }]);
});

test("a message is not tried longer than its definition allows, and what it was refused with stays known", async (context) => {
  const sendBy = "2026-11-20T08:30:00.000Z";
  const tries: number[] = [];
  const refuse = () => Promise.reject(new Error(`refused ${tries.push(1)}`));
  const { worker, store, clock } = await open(context, refuse, ["a"], { sendBy });
  await worker.start();
  await clock.advance(24 * 3_600_000);
  const [run, state, attempts, error] = await endsOf(store, "a");
  assert.deepEqual([run, state, error], ["undeliverable", "undeliverable", { code: "unexpected", message: `refused ${tries.length}` }]);
  assert.equal(attempts, tries.length);
  assert.ok(tries.length > 1 && tries.length < 20, `${tries.length} tries`);
});

test("a message whose time has passed while nobody was there is not sent", async (context) => {
  const { worker, store } = await open(context, sendWell, ["a"], { sendBy: "2026-11-20T00:00:00.000Z" });
  await worker.drain();
  assert.partialDeepStrictEqual(await endsOf(store, "a"), ["undeliverable", "undeliverable", 1, { code: "delivery-late" }]);
});

test("a message that a person lets go after its time is sent", async (context) => {
  const { worker, store } = await open(context, sendWell, ["a"], { sendBy: "2026-11-20T00:00:00.000Z", state: "held" });
  assert.equal(await worker.decide("key a", { approved: true, by: "me" }), true);
  await worker.drain();
  assert.deepEqual((await endsOf(store, "a")).slice(0, 2), ["delivered", "sent"]);
});

test("a staged message is never sent, and its run says so", async (context) => {
  const { worker, store, clock } = await open(context, () => Promise.reject(new Error("sent")), ["a"], { state: "staged" });
  await worker.start();
  await clock.advance(24 * 3_600_000);
  assert.deepEqual((await endsOf(store, "a")).slice(0, 3), ["staged", "staged", 0]);
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

test("a slow delivery does not keep another one's new message waiting", async (context) => {
  const { worker, store } = await open(context, forever, ["a"]);
  worker.poke();
  await settle();
  await addRun(store, "b", { delivery: "quick" });
  worker.poke();
  await settle();
  assert.deepEqual([(await endsOf(store, "a"))[1], (await endsOf(store, "b"))[1]], ["sending", "sent"]);
});

test("what waits for its turn is not claimed, so that a crash leaves no doubt about it", async (context) => {
  const first = await open(context, forever, ["a", "b"]);
  await first.worker.start();
  await settle();
  assert.deepEqual([(await endsOf(first.store, "a"))[1], (await endsOf(first.store, "b"))[1]], ["sending", "pending"]);
  const second = restart(first, sendWell);
  await second.worker.start();
  await settle();
  assert.deepEqual([(await endsOf(second.store, "a"))[1], (await endsOf(second.store, "b"))[1]], ["sending", "sent"]);
});

test("the places where a process may die are passed in their order, and ends are told after they are kept", async (context) => {
  const passed: string[] = [];
  const { worker } = await open(
    context,
    sendWell,
    ["a"],
    {},
    { crashPoint: (point) => passed.push(point), ended: ({ state }) => passed.push(state) },
  );
  await worker.drain();
  assert.deepEqual(passed, ["entry.claimed", "entry.answered", "entry.settled", "sent"]);
});

test("a process that only drains leaves alone what a dead one left on its way", async (context) => {
  const first = await open(context, forever, ["a"]);
  await first.worker.start();
  await settle();
  const second = restart(first, () => assert.fail("sent"));
  await second.worker.drain();
  await second.clock.advance(300_000);
  assert.equal((await second.store.outbox.unsure()).length, 1);
  assert.equal(second.clock.waiting, 0);
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

test("what a person has approved takes the place of no earlier message, since that was not shown", async (context) => {
  const earlier: unknown[] = [];
  const world = await open(context, async ({ findEarlier }) => (earlier.push(await findEarlier()), { receipt: "C1:1.1" }), ["a", "b"]);
  const content = hashOf("");
  const approval = { content, reasons: [{ kind: "asked" as const }], approvers: ["me"] };
  await world.worker.drain();
  await addRun(world.store, "c", { state: "held", expiresAt: "2099-01-01T00:00:00.000Z", approval });
  await world.worker.decide("key c", { approved: true, by: "me", content });
  await world.worker.drain();
  assert.deepEqual(
    earlier.map((each) => each !== undefined),
    [false, true, false],
  );
});
