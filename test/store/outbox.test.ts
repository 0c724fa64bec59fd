import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import type { OutboxEntry } from "../../src/core/delivery.ts";
import type { Store } from "../../src/core/ports/store.ts";
import { memoryStore } from "../support/store.ts";
import { AT, LATER, outboxEntry, RUN_ID, runEnd, startRun } from "./samples.ts";

const problem = { code: "refused", message: "expected the file to be writable, got EACCES", hint: "Change its rights." };

async function storeWith(t: TestContext, outbox: readonly OutboxEntry[]): Promise<Store> {
  const store = memoryStore(t);
  await startRun(store);
  await store.runs.finish(RUN_ID, runEnd({ outbox }), AT);
  return store;
}

async function deliveryOf(store: Store): Promise<string | undefined> {
  return (await store.runs.find(RUN_ID))?.delivery;
}

test("a message is claimed once, when it is due, and its attempt is counted", async (t) => {
  const { outbox } = await storeWith(t, [outboxEntry("a"), { ...outboxEntry("b"), nextAttemptAt: LATER }]);
  const [first, second] = await Promise.all([outbox.claim(AT, 10), outbox.claim(AT, 10)]);
  assert.deepEqual(first, [{ ...outboxEntry("a"), state: "sending", attempts: 1 }]);
  assert.deepEqual(second, []);
  assert.deepEqual(await outbox.unsure(), first);
  assert.equal(await outbox.nextAttempt(), LATER);
});

test("messages are claimed longest due first, no more than asked for", async (t) => {
  const { outbox } = await storeWith(t, [{ ...outboxEntry("late"), nextAttemptAt: LATER }, outboxEntry("early")]);
  assert.deepEqual(
    (await outbox.claim(LATER, 1)).map(({ key }) => key),
    ["early"],
  );
});

test("a run is delivered when the last of its messages was sent", async (t) => {
  const store = await storeWith(t, [outboxEntry("a"), outboxEntry("b")]);
  await store.outbox.claim(AT, 10);
  await store.outbox.settle("a", { state: "sent", receipt: "file:1" }, LATER);
  assert.equal(await deliveryOf(store), "pending");
  await store.outbox.settle("b", { state: "sent", receipt: "file:2" }, LATER);
  assert.equal(await deliveryOf(store), "delivered");
  assert.partialDeepStrictEqual(await store.outbox.ofRun(RUN_ID), [
    { state: "sent", receipt: "file:1" },
    { state: "sent", receipt: "file:2" },
  ]);
  assert.deepEqual(await store.outbox.unsure(), []);
  assert.equal(await store.outbox.nextAttempt(), undefined);
});

test("a run with a message that nobody will get is undeliverable, whatever became of the others", async (t) => {
  const store = await storeWith(t, [outboxEntry("a"), outboxEntry("b")]);
  await store.outbox.claim(AT, 10);
  await store.outbox.settle("a", { state: "undeliverable", error: problem }, LATER);
  await store.outbox.settle("b", { state: "sent", receipt: "file:2" }, LATER);
  assert.equal(await deliveryOf(store), "undeliverable");
  assert.deepEqual((await store.outbox.ofRun(RUN_ID))[0]?.error, problem);
});

test("a postponed message is tried again at its time, and says what went wrong", async (t) => {
  const { outbox } = await storeWith(t, [outboxEntry()]);
  await outbox.claim(AT, 10);
  await outbox.postpone("message", problem, LATER);
  assert.deepEqual(await outbox.claim(AT, 10), []);
  assert.deepEqual(await outbox.claim(LATER, 10), [
    { ...outboxEntry(), state: "sending", attempts: 2, nextAttemptAt: LATER, error: problem },
  ]);
});

test("only a message on its way can be settled or postponed", async (t) => {
  const { outbox } = await storeWith(t, [outboxEntry()]);
  const refusal = { name: "PermanentError", code: "entry-not-sending" };
  await assert.rejects(outbox.settle("message", { state: "sent", receipt: "x" }, LATER), refusal);
  await outbox.claim(AT, 1);
  await outbox.settle("message", { state: "sent", receipt: "x" }, LATER);
  await assert.rejects(outbox.postpone("message", problem, LATER), refusal);
  await assert.rejects(outbox.settle("nobody", { state: "sent", receipt: "x" }, LATER), refusal);
  assert.partialDeepStrictEqual(await outbox.ofRun(RUN_ID), [{ state: "sent", receipt: "x" }]);
});

test("the same message is written once", async (t) => {
  const store = await storeWith(t, [outboxEntry(), outboxEntry()]);
  assert.equal((await store.outbox.ofRun(RUN_ID)).length, 1);
});
