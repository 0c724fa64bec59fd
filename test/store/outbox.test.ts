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

test("what the same grant has sent to the same place before a message is found, the last first", async (t) => {
  const same = (key: string) => ({ ...outboxEntry(key), options: { to: "C0123456789" }, grant: "slack" });
  const entries = [
    same("a"),
    same("b"),
    same("refused"),
    { ...same("other-place"), options: { to: "me" } },
    { ...same("other-grant"), grant: "slack-2" },
    { ...same("other-automation"), automation: "another" },
    same("now"),
  ];
  const { outbox } = await storeWith(t, entries);
  await outbox.claim(AT, 10);
  await outbox.settle("refused", { state: "undeliverable", error: problem }, LATER);
  for (const { key } of entries) {
    if (key !== "refused" && key !== "now") await outbox.settle(key, { state: "sent", receipt: `C1:${key}` }, LATER);
  }
  assert.equal((await outbox.findEarlier(same("now")))?.receipt, "C1:b");
});

test("a run with a message that nobody will get is undeliverable, whatever became of the others", async (t) => {
  const store = await storeWith(t, [outboxEntry("a"), outboxEntry("b")]);
  await store.outbox.claim(AT, 10);
  await store.outbox.settle("a", { state: "undeliverable", error: problem }, LATER);
  await store.outbox.settle("b", { state: "sent", receipt: "file:2" }, LATER);
  assert.equal(await deliveryOf(store), "undeliverable");
  assert.deepEqual((await store.outbox.ofRun(RUN_ID))[0]?.error, problem);
});

test("none of the deliveries that are left out is claimed", async (t) => {
  const { outbox } = await storeWith(t, [outboxEntry("a"), { ...outboxEntry("b"), delivery: "mail" }]);
  assert.deepEqual(
    (await outbox.claim(AT, 10, ["console"])).map(({ key }) => key),
    ["b"],
  );
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

const TWO_MONTHS_LATER = "2027-01-19T09:00:00.000Z";
const held = (key?: string): OutboxEntry => ({ ...outboxEntry(key), state: "held", expiresAt: TWO_MONTHS_LATER });

test("a held message is let go once, by whom is kept, and it is due at once", async (t) => {
  const store = await storeWith(t, [held()]);
  assert.equal(await deliveryOf(store), "held");
  assert.deepEqual(await store.outbox.claim(LATER, 10), []);
  const decisions = [true, false].map((approved) => store.outbox.decide("message", { approved, by: "me" }, LATER));
  assert.deepEqual(await Promise.all(decisions), [true, false]);
  assert.equal(await deliveryOf(store), "pending");
  assert.deepEqual(await store.outbox.claim(LATER, 10), [
    { ...outboxEntry(), state: "sending", attempts: 1, nextAttemptAt: LATER, decidedBy: "me", decidedAt: LATER },
  ]);
});

test("a denied message has ended, and its run was refused", async (t) => {
  const store = await storeWith(t, [held()]);
  assert.equal(await store.outbox.decide("message", { approved: false, by: "me: not today" }, LATER), true);
  assert.deepEqual(await store.outbox.find("message"), {
    ...{ ...outboxEntry(), state: "denied", decidedBy: "me: not today" },
    decidedAt: LATER,
  });
  assert.equal(await deliveryOf(store), "refused");
  assert.equal(await store.outbox.nextAttempt(), undefined);
});

test("a message that was held by a clock a year ahead has its day from when the clock is right again", async (t) => {
  const year = { nextAttemptAt: "2027-11-20T09:00:00.000Z", expiresAt: "2027-11-21T09:00:00.000Z" };
  const store = await storeWith(t, [{ ...held("a"), ...year }, held("b"), { ...held("c"), nextAttemptAt: LATER }]);
  assert.deepEqual(await store.outbox.expire(AT), []);
  const untils = async () => (await store.outbox.list({})).map(({ key, expiresAt }) => [key, expiresAt]);
  const mended = [
    ["c", TWO_MONTHS_LATER],
    ["b", TWO_MONTHS_LATER],
    ["a", "2026-11-21T09:00:00.000Z"],
  ];
  assert.deepEqual(await untils(), mended);
  assert.deepEqual(await store.outbox.expire(LATER), []);
  assert.deepEqual(await untils(), mended);
  const expired = await store.outbox.expire("2026-11-24T09:00:00.000Z");
  assert.deepEqual([expired.map(({ key }) => key), await store.outbox.decide("a", { approved: true, by: "me" }, LATER)], [["a"], false]);
});

test("a message waits since it was asked about, also where that was right before it was to go", async (t) => {
  const store = await storeWith(
    t,
    ["a", "b"].map((key) => outboxEntry(key)),
  );
  const [wrong, until] = ["2027-11-20T09:00:00.000Z", "2027-11-21T09:00:00.000Z"];
  await store.outbox.claim(AT, 2);
  await store.outbox.ask("a", { approval: { content: "v1:a", reasons: [{ kind: "asked" }], approvers: ["me"] } }, until, wrong);
  await store.outbox.hold("b", problem, until, wrong);
  await store.outbox.expire(AT);
  const untils = (await store.outbox.list({})).map(({ expiresAt }) => expiresAt);
  assert.deepEqual(untils, ["2026-11-21T09:00:00.000Z", "2026-11-21T09:00:00.000Z"]);
});

test("a held message expires at its time, once, and nobody can decide about it from then on", async (t) => {
  const store = await storeWith(t, [held()]);
  assert.equal(await store.outbox.nextAttempt(), TWO_MONTHS_LATER);
  assert.deepEqual(await store.outbox.expire("2027-01-19T08:59:59.999Z"), []);
  assert.equal(await store.outbox.decide("message", { approved: true, by: "me" }, TWO_MONTHS_LATER), false);
  const expired = await Promise.all([store.outbox.expire(TWO_MONTHS_LATER), store.outbox.expire(TWO_MONTHS_LATER)]);
  assert.deepEqual(expired, [[{ ...outboxEntry(), state: "expired" }], []]);
  assert.equal(await deliveryOf(store), "refused");
  assert.equal(await store.outbox.decide("message", { approved: true, by: "me" }, AT), false);
});

test("a message of unknown end waits for a person, and once approved that doubt is forgotten", async (t) => {
  const store = await storeWith(t, [outboxEntry()]);
  const refusal = { name: "PermanentError", code: "entry-not-sending" };
  await assert.rejects(store.outbox.hold("message", problem, TWO_MONTHS_LATER, AT), refusal);
  await store.outbox.claim(AT, 1);
  await store.outbox.hold("message", problem, TWO_MONTHS_LATER, AT);
  assert.partialDeepStrictEqual(await store.outbox.find("message"), { state: "held", error: problem, expiresAt: TWO_MONTHS_LATER });
  assert.equal(await deliveryOf(store), "held");
  await store.outbox.decide("message", { approved: true, by: "me" }, LATER);
  assert.equal((await store.outbox.find("message"))?.error, undefined);
});

test("a message that is asked about right before it goes waits for a person, whoever said yes before", async (t) => {
  const store = await storeWith(t, [held()]);
  const approval = { content: "v1:content", reasons: [{ kind: "rewritten" }], approvers: ["ana"], reach: "v1:readers" } as const;
  const refusal = { name: "PermanentError", code: "entry-not-sending" };
  await assert.rejects(store.outbox.ask("message", { approval }, TWO_MONTHS_LATER, AT), refusal);
  await store.outbox.decide("message", { approved: true, by: "me" }, AT);
  await store.outbox.claim(AT, 1);
  await store.outbox.ask("message", { approval, error: problem }, TWO_MONTHS_LATER, AT);
  const { decidedBy, ...asked } = (await store.outbox.find("message")) ?? assert.fail();
  assert.partialDeepStrictEqual(asked, { state: "held", approval, error: problem, expiresAt: TWO_MONTHS_LATER, attempts: 1 });
  assert.equal(decidedBy, undefined);
  assert.equal(await deliveryOf(store), "held");
});

test("who read the last message is known of the same grant and place, of the last that it is known of", async (t) => {
  const others = [
    { ...outboxEntry("d"), grant: "other" },
    { ...outboxEntry("e"), options: { width: 60 } },
  ];
  const store = await storeWith(t, [outboxEntry("a"), outboxEntry("b"), outboxEntry("c"), ...others]);
  assert.equal(await store.outbox.lastReach(outboxEntry("c")), undefined);
  await store.outbox.claim(AT, 10);
  await store.outbox.settle("a", { state: "sent", receipt: "1", reach: "v1:first" }, LATER);
  await store.outbox.settle("b", { state: "sent", receipt: "2" }, LATER);
  for (const { key } of others) await store.outbox.settle(key, { state: "sent", receipt: "3", reach: `v1:${key}` }, LATER);
  assert.equal(await store.outbox.lastReach(outboxEntry("c")), "v1:first");
  assert.equal((await store.outbox.find("a"))?.reach, "v1:first");
});

test("what is open of a run counts before what has ended, and what went wrong before what went well", async (t) => {
  const store = await storeWith(t, [held("a"), held("b"), outboxEntry("c"), outboxEntry("d")]);
  const statuses = [await deliveryOf(store)];
  const note = async (change: Promise<unknown>) => (await change, statuses.push((await deliveryOf(store)) ?? ""));
  await note(store.outbox.claim(AT, 10));
  await note(store.outbox.settle("c", { state: "sent", receipt: "1" }, LATER));
  await note(store.outbox.settle("d", { state: "undeliverable", error: problem }, LATER));
  await note(store.outbox.decide("a", { approved: false, by: "me" }, LATER));
  await note(store.outbox.expire(TWO_MONTHS_LATER));
  assert.deepEqual(statuses, ["pending", "pending", "pending", "held", "held", "undeliverable"]);
});

test("messages are listed newest first, those of some states too, and those of no run", async (t) => {
  const { run: _run, ...own } = outboxEntry("own");
  const { outbox } = await storeWith(t, [outboxEntry("a"), held("b"), own]);
  const keysOf = async (query: Parameters<typeof outbox.list>[0]) => (await outbox.list(query)).map(({ key }) => key);
  assert.deepEqual(await keysOf({}), ["own", "b", "a"]);
  assert.deepEqual(await keysOf({ limit: 1 }), ["own"]);
  assert.deepEqual(await keysOf({ states: ["held", "sent"] }), ["b"]);
  assert.deepEqual(await outbox.find("own"), own);
  assert.equal(await outbox.find("nobody"), undefined);
  await outbox.claim(AT, 10);
  await outbox.settle("own", { state: "sent", receipt: "1" }, LATER);
  assert.equal((await outbox.find("own"))?.state, "sent");
});

test("what is to be done where nobody knows is kept with the message", async (t) => {
  const { outbox } = await storeWith(t, [{ ...outboxEntry(), onUnknown: "hold" }]);
  assert.equal((await outbox.find("message"))?.onUnknown, "hold");
});

test("the same message is written once", async (t) => {
  const store = await storeWith(t, [outboxEntry(), outboxEntry()]);
  assert.equal((await store.outbox.ofRun(RUN_ID)).length, 1);
});

test("the message that a receipt stands for is the newest of its delivery, and knows the one before it", async (t) => {
  const entries = ["a", "b", "c"].map((key) => outboxEntry(key));
  const { outbox } = await storeWith(t, [...entries, { ...outboxEntry("d"), options: { to: "somebody else" } }]);
  const { delivery } = outboxEntry();
  const find = async (key: string) => (await outbox.findEarlier(outboxEntry(key)))?.key;
  await outbox.claim(LATER, 4);
  await outbox.settle("a", { state: "sent", receipt: "C1:1" }, LATER);
  await outbox.settle("d", { state: "sent", receipt: "C2:1" }, LATER);
  assert.deepEqual([await find("a"), await find("b"), await find("c")], [undefined, "a", "a"]);
  await outbox.settle("c", { state: "sent", receipt: "C1:1" }, LATER);
  assert.equal(await find("b"), undefined, "what was sent late does not undo what came after it");
  assert.equal((await outbox.findByReceipt(delivery, "C1:1"))?.key, "c");
  assert.equal(await outbox.findByReceipt("pigeon", "C1:1"), undefined);
});

test("of messages that take each other's place none overtakes another, however long one has to wait", async (t) => {
  const entry = (key: string): OutboxEntry => ({ ...outboxEntry(key), inOrder: true });
  const elsewhere = { ...entry("other"), options: { to: "somebody else" } };
  const { outbox } = await storeWith(t, [{ ...entry("first"), nextAttemptAt: LATER }, entry("second"), elsewhere]);
  const claim = async (at: string) => (await outbox.claim(at, 5)).map(({ key }) => key);
  assert.deepEqual(await claim(AT), ["other"]);
  assert.equal(await outbox.nextAttempt(), LATER);
  assert.deepEqual(await claim(LATER), ["first"]);
  assert.deepEqual(await claim(LATER), [], "while it is on its way");
  await outbox.settle("first", { state: "sent", receipt: "C1:1" }, LATER);
  assert.deepEqual(await claim(LATER), ["second"]);
});

test("nothing waits for a message that waits for a person", async (t) => {
  const held: OutboxEntry = { ...outboxEntry("held"), inOrder: true, state: "held", expiresAt: LATER };
  const { outbox } = await storeWith(t, [held, { ...outboxEntry("next"), inOrder: true }]);
  assert.deepEqual(
    (await outbox.claim(AT, 5)).map(({ key }) => key),
    ["next"],
  );
});
