import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import type { MessageDecision } from "../../src/core/approval.ts";
import { OWNER_ONLY } from "../../src/core/audience.ts";
import { createConsole } from "../../src/deliveries/console.ts";
import { decideMessage } from "../../src/engine/decide-message.ts";
import { hashOf } from "../../src/lib/hash.ts";
import { automationWith } from "../support/automation.ts";
import { codeOf } from "../support/engine-world.ts";
import { addRun, BRIEFING, endsOf, open, sendWell, type Send, type World } from "./outbox/outbox-world.ts";

const held = { state: "held", expiresAt: "2099-01-01T00:00:00.000Z" } as const;
const consoleDelivery = createConsole({ print: () => {}, columns: () => 80, color: false });
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

function decide({ store, worker, clock }: World, prefix: string, decision: MessageDecision, inForce = [PERMITTING], ran = inForce[0]) {
  const { outbox, consents, documents } = store;
  const deliveries = { ids: ["mail"], load: async () => consoleDelivery };
  const others = { automations: () => inForce, findRanBy: async () => ran, owner: () => "me", decided: () => {} };
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

/** A message that is asked about, of an automation whose approver may not see what it reads. */
async function askedMessage(context: TestContext, approvers: readonly string[]): Promise<World> {
  const world = await open(context, { send: sendWell, preview: consoleDelivery.preview }, []);
  const { exact } = consoleDelivery.preview(BRIEFING, {});
  const approval = { content: hashOf(exact), reasons: [{ kind: "asked" }], approvers } as const;
  await addRun(world.store, "a", { ...held, key: "v1:abc1", approval });
  return world;
}

const LETTERS = [{ name: "gmail", connector: "gmail", options: {}, audience: [{ kind: "person", person: "me" }] }] as const;
const ASKING = automationWith({
  ...PERMITTING,
  reads: LETTERS,
  writes: PERMITTING.writes.map((write) => ({ ...write, audience: OWNER_ONLY })),
  approval: { when: "always", approvers: ["ana"], expiresMs: 1_000 },
});

test("the owner approves where nobody who is named may see what it rests on, and then nobody else does", async (context) => {
  const world = await askedMessage(context, ["me"]);
  assert.equal((await decide(world, "abc", yes, [ASKING])).state, "sent");
  const other = await askedMessage(context, ["ana"]);
  assert.equal(await codeOf(decide(other, "abc", { approved: true, by: "ana" }, [ASKING])), "message-not-yours");
});

test("a yes to a message whose file asks for more than when its run began asks anew instead", async (context) => {
  const world = await askedMessage(context, ["me"]);
  const ran = automationWith({ ...ASKING, hash: "v1:then", approval: { ...ASKING.approval, when: "never" } });
  assert.equal(await codeOf(decide(world, "abc", yes, [ASKING], ran)), "message-asks-more");
  const asked = await world.store.outbox.find("v1:abc1");
  assert.deepEqual(
    asked?.approval?.reasons.map(({ kind }) => kind),
    ["asked", "redefined", "stricter"],
  );
  assert.equal((await decide(world, "abc", yes, [ASKING], ran)).state, "sent");
});
