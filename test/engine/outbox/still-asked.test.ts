import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import { endAsk, QUESTION_OVER, type Ask, type WishSaid } from "../../../src/core/ask.ts";
import type { Briefing } from "../../../src/core/briefing.ts";
import type { OutboxEntry } from "../../../src/core/delivery.ts";
import type { RunEnd } from "../../../src/core/ports/engine.ts";
import { createPermit } from "../../../src/engine/outbox/permit.ts";
import { acknowledgementKey } from "../../../src/engine/run/chase/acknowledgement-key.ts";
import { automationWith } from "../../support/automation.ts";
import { endOf, INPUT } from "../../support/engine-world.ts";
import { BRIEFING, endsOf, open, sendWell, type Receiving, type World } from "./outbox-world.ts";

const AT = INPUT.asOf;
const LATER = new Date(Date.parse(AT) + 3_600_000).toISOString();
const QUESTION: Briefing = { ...BRIEFING, asking: { kind: "ask", asks: ["a1", "a2"].map((id) => ({ id, key: `T-${id}`, title: "" })) } };

function askWith(id: string, parts: Partial<Ask> = {}): Ask {
  return {
    ...{ id, automation: "sample", item: `files:${id}`, key: `T-${id}`, title: "Load test", person: "ana", actor: "ana" },
    ...{ state: "asked", reason: "asked on 2026-11-20", because: "owns it", createdAt: AT, messages: [{ at: AT, key: "question" }] },
    ...{ askedBack: false, ...parts },
  };
}

const ASKS = [askWith("a1"), askWith("a2")];

/** A worker over a question of the run `a` about two asks; the run `b` ends right after. */
async function openAsked(
  t: TestContext,
  later: Partial<RunEnd>,
  entry: Partial<OutboxEntry> = {},
  receiving: Receiving = sendWell,
): Promise<World> {
  const world = await open(t, receiving, []);
  const { documents, runs } = world.store;
  const where = { grant: "mail", delivery: "mail", options: { to: "me" }, briefing: await documents.put("briefing", QUESTION) };
  const question: OutboxEntry = {
    key: "question",
    automation: "sample",
    run: "a",
    ...where,
    state: "pending",
    attempts: 0,
    nextAttemptAt: AT,
  };
  for (const [run, end] of Object.entries({ a: { asks: ASKS, outbox: [{ ...question, ...entry }] }, b: later })) {
    await runs.insert(run, INPUT, AT);
    await runs.claim(run, AT);
    await runs.finish(run, { ...endOf(), ...end }, AT);
  }
  return world;
}

async function errorOf({ store }: World): Promise<string> {
  const entry = await store.outbox.find("question");
  assert.deepEqual([entry?.state, entry?.receipt, entry?.error?.code], ["expired", undefined, QUESTION_OVER]);
  assert.deepEqual(await store.alerts.untold("2026-11-01T00:00:00.000Z", 1), []);
  assert.equal((await store.runs.find("a"))?.delivery, "refused");
  return entry?.error?.message ?? "";
}

const refuse = () => Promise.reject(new Error("sent"));

test("a question leaves while all that it asks is open and its person takes questions", async (t) => {
  const wishes = [
    { person: "ana", at: AT, snoozedUntil: "2026-11-20" },
    { person: "ben", at: AT, stoppedAt: AT },
  ];
  const world = await openAsked(t, { asks: [askWith("a1", { state: "unclear" })], wishes });
  await world.worker.drain();
  assert.deepEqual((await endsOf(world.store, "a")).slice(0, 2), ["delivered", "sent"]);
});

test("a question of which a part is settled is not sent, and nobody has to see to it", async (t) => {
  const world = await openAsked(t, { asks: [endAsk(askWith("a2"), "moved", "#815 was merged", AT)] }, {}, refuse);
  await world.worker.drain();
  assert.match(await errorOf(world), /got T-a2 that has ended: #815 was merged$/);
  const [entry] = await world.store.audit.list({ kinds: ["message.expired"] });
  assert.equal(entry?.detail["code"], QUESTION_OVER);
});

test("a reminder does not leave once its person has replied, clearly or not", async (t) => {
  const world = await openAsked(t, { asks: [askWith("a1", { repliedAt: AT, reason: "Ana replied, but not how it stands" })] }, {}, refuse);
  await world.worker.drain();
  assert.match(await errorOf(world), /got T-a1: Ana replied, but not how it stands$/);
});

test("a question that nobody lets go within its hours ends without a word: whoever was asked for a yes was asked once", async (t) => {
  const approval = { content: "v1:shown", reasons: [{ kind: "asked" as const }], approvers: ["me"] };
  const world = await openAsked(t, {}, { state: "held", expiresAt: LATER, approval });
  const { alerts, outbox } = world.store;
  const [asked, ...more] = await alerts.untold(AT, 1);
  assert.deepEqual([asked?.kind, more], ["held", []]);
  await alerts.keep(asked ? [asked] : []);
  assert.equal((await outbox.expire(LATER)).length, 1);
  assert.deepEqual(await alerts.untold(AT, 1), []);
});

test("a reminder does not leave while what its person has just written is yet to be heard", async (t) => {
  const asks = [askWith("a1", { messages: ["before", "question"].map((key) => ({ at: AT, key })) })];
  const reply = { id: "slack:D1:1.1", message: "before", person: "ana", at: AT, text: "all done", meaning: "reply" };
  const world = await openAsked(t, { asks }, {}, refuse);
  await world.store.replies.keep(reply);
  await world.worker.drain();
  assert.match(await errorOf(world), /got T-a1: one is about to be heard$/);
  const other = await openAsked(t, { asks });
  const [acknowledged] = await other.store.outbox.list({});
  const key = acknowledgementKey("sample", reply);
  await other.store.replies.keep(reply, acknowledged && { ...acknowledged, key, state: "sent" });
  await other.worker.drain();
  assert.equal((await other.store.outbox.find("question"))?.state, "sent", "it spoke of something else");
});

test("a question to somebody whom its write names no longer is over, as somebody wants", async (t) => {
  const { store } = await openAsked(t, {});
  const question = await store.outbox.find("question");
  const named = (to: string) => ({ person: to, options: { to } });
  const write = { name: "mail", delivery: "mail", options: {}, audience: [], carries: "questions" } as const;
  const permit = createPermit({
    store,
    findAutomation: () => automationWith({ id: "sample", writes: [{ ...write, addressees: [named("ben")] }] }),
    ...{ findRanBy: async () => undefined, workspace: () => ({ owner: "me" }), isBroken: () => false },
    ...{ people: () => ({ all: [] }), secrets: () => [] },
  });
  const delivery = { preview: () => ({ text: "", exact: "" }), audience: () => [] };
  const permission = question && (await permit(question, { delivery, briefing: QUESTION, findReach: async () => undefined }));
  assert.equal(permission?.decision === "expire" && permission.error.code, QUESTION_OVER);
});

test("a question that was called off or forgotten is not sent", async (t) => {
  const world = await openAsked(t, {}, {}, refuse);
  await world.store.asks.cancel("sample", ["a1"], "called off", AT);
  await world.worker.drain();
  assert.match(await errorOf(world), /got T-a1 that has ended: called off$/);
  const other = await openAsked(t, {}, {}, refuse);
  await other.store.privacy.forget({ kind: "person", names: ["Ana Ruiz"], key: "ana" }, AT);
  await other.worker.drain();
  assert.match(await errorOf(other), /got T-a1 of which nothing is known any more$/);
});

for (const [what, wish, got] of [
  ["want no more questions", { person: "ana", at: AT, stoppedAt: AT }, /got word that they want no more questions$/],
  [
    "want none for some days",
    { person: "ana", at: AT, snoozedUntil: "2026-11-21" },
    /got word that they want no questions before 2026-11-21$/,
  ],
] satisfies [string, WishSaid, RegExp][]) {
  test(`who said meanwhile that they ${what} gets no question`, async (t) => {
    const world = await openAsked(t, { wishes: [wish] }, {}, refuse);
    await world.worker.drain();
    assert.match(await errorOf(world), got);
  });
}

test("each attempt looks anew", async (t) => {
  const world = await openAsked(t, {}, {}, refuse);
  await world.worker.start();
  await world.clock.advance(2_000);
  assert.equal((await world.store.outbox.find("question"))?.state, "pending");
  await world.store.asks.cancel("sample", "all", "called off", AT);
  await world.clock.advance(600_000);
  assert.match(await errorOf(world), /called off$/);
});

test("a question whose person's hours have passed is not sent, also where somebody lets it go then", async (t) => {
  const sendBy = "2026-11-20T07:59:00.000Z";
  const world = await openAsked(t, {}, { sendBy }, refuse);
  await world.worker.drain();
  assert.match(await errorOf(world), /got no chance to before 2026-11-20T07:59:00.000Z$/);
  const held = await openAsked(t, {}, { sendBy, state: "held" }, refuse);
  assert.equal(await held.worker.decide("question", { approved: true, by: "me" }), true);
  await held.worker.drain();
  await errorOf(held);
});
