import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import type { MessageDecision } from "../../src/core/approval.ts";
import { decideMessage } from "../../src/engine/decide-message.ts";
import { automationWith } from "../support/automation.ts";
import { codeOf } from "../support/engine-world.ts";
import { addRun, endsOf, open, sendWell, type Send, type World } from "./outbox/outbox-world.ts";

const held = { state: "held", expiresAt: "2099-01-01T00:00:00.000Z" } as const;
const yes = { approved: true, by: "me" };
const PERMITTING = automationWith({ id: "sample", writes: [{ name: "mail", audience: [], delivery: "mail", options: { to: "me" } }] });

/** Two held messages, and one that was sent. */
async function threeMessages(context: TestContext, send: Send = sendWell): Promise<World> {
  const world = await open(context, send, []);
  await addRun(world.store, "a", { ...held, key: "v1:abc1" });
  await addRun(world.store, "b", { ...held, key: "v1:abd2" });
  await addRun(world.store, "c", { key: "v1:fff3" });
  await world.worker.drain();
  return world;
}

function decide({ store, worker, clock }: World, prefix: string, decision: MessageDecision, inForce = [PERMITTING]) {
  const { outbox, consents, documents } = store;
  const deliveries = { ids: [], load: () => Promise.reject(new Error("nothing is rendered here")) };
  const others = { automations: () => inForce, owner: () => "me", decided: () => {} };
  return decideMessage({ store: outbox, consents, outbox: worker, documents, deliveries, clock, ...others }, prefix, decision);
}

test("a message that is approved by the beginning of its key, with or without its version, has been sent when that is answered", async (context) => {
  const world = await threeMessages(context);
  const sent = await decide(world, "abc", yes);
  assert.deepEqual([sent.key, sent.state, sent.receipt, sent.decidedBy], ["v1:abc1", "sent", "well", "me"]);
  assert.equal((await decide(world, "v1:abd", yes)).state, "sent");
  assert.deepEqual(await endsOf(world.store, "b"), ["delivered", "sent", 1, "well"]);
});

test("a message that is denied is never sent, and keeps who said so and why", async (context) => {
  const sent: string[] = [];
  const world = await threeMessages(context, async ({ idempotencyKey }) => {
    sent.push(idempotencyKey);
    return { receipt: "well" };
  });
  const denied = await decide(world, "abc", { approved: false, by: "me", why: "not today" });
  await world.worker.drain();
  assert.deepEqual([denied.state, denied.decidedBy, sent.length], ["denied", "me: not today", 1]);
  assert.deepEqual(await endsOf(world.store, "a"), ["refused", "denied", 0, undefined]);
});

test("nothing is decided where the key begins several held messages, none at all, or one that is not held", async (context) => {
  const world = await threeMessages(context);
  assert.equal(await codeOf(decide(world, "ab", yes)), "message-ambiguous");
  assert.equal(await codeOf(decide(world, "", yes)), "message-unknown");
  assert.equal(await codeOf(decide(world, "e", yes)), "message-unknown");
  assert.equal(await codeOf(decide(world, "fff", yes)), "message-not-held");
  assert.equal((await world.store.outbox.list({ states: ["held"] })).length, 2);
  await decide(world, "abc", yes);
  assert.equal(await codeOf(decide(world, "abc", yes)), "message-not-held");
});

test("what the definition does not permit any more can't be approved, only denied", async (context) => {
  const world = await threeMessages(context);
  const elsewhere = { ...PERMITTING, writes: PERMITTING.writes.map((grant) => ({ ...grant, options: { to: "elsewhere" } })) };
  assert.equal(await codeOf(decide(world, "abc", yes, [])), "message-not-permitted");
  assert.equal(await codeOf(decide(world, "abc", yes, [elsewhere])), "message-not-permitted");
  assert.equal((await world.store.outbox.find("v1:abc1"))?.state, "held");
  assert.equal((await decide(world, "abc", { approved: false, by: "me" }, [])).state, "denied");
});

test("whoever owns a message may end it where only others may approve it, and may not approve it", async (context) => {
  const world = await open(context, sendWell, []);
  const approval = { content: "v1:shown", reasons: [{ kind: "asked" }], approvers: ["ana"] } as const;
  await addRun(world.store, "a", { ...held, key: "v1:abc1", approval });
  assert.equal(await codeOf(decide(world, "abc", yes)), "message-not-yours");
  assert.equal(await codeOf(decide(world, "abc", { approved: false, by: "lee" })), "message-not-yours");
  assert.equal((await decide(world, "abc", { approved: false, by: "me" })).state, "denied");
});
