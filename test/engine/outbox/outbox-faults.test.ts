import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import type { OutboxState } from "../../../src/core/delivery.ts";
import type { OnUnknown } from "../../../src/core/grant.ts";
import type { Delivery } from "../../../src/core/ports/outside.ts";
import { createWebhook } from "../../../src/deliveries/webhook.ts";
import { createFakeClock, type FakeClock } from "../../support/clock.ts";
import { FAULTS, startVendor, type Vendor, type VendorPlan } from "../../support/vendor.ts";
import { open, restart, type World } from "./outbox-world.ts";
import { drainOut, runOut, SEND_TIMEOUT_MS, SETTLE_MS } from "./run-out.ts";

const MESSAGES = 36;

interface How {
  canFind?: boolean;
  onUnknown?: OnUnknown;
  /** Starts of Chief that die on the way. */
  crashes?: number;
}

interface Outcome {
  vendor: Vendor;
  /** How often each message is stored. */
  copies: number[];
  states: OutboxState[];
}

/** Sends through the real worker and store to a real receiver, until every message has ended or waits for a person. */
async function sendAll(context: TestContext, plan: Partial<VendorPlan>, how: How = {}): Promise<Outcome> {
  const { canFind = true, crashes = 0, onUnknown } = how;
  const clock = createFakeClock();
  const vendor = await startVendor({ seed: 7, ...plan }, clock);
  context.after(() => vendor.close());
  const address = { url: vendor.url, secret: "a secret of sixteen", ...(canFind && { lookup: vendor.lookupUrl }) };
  const webhook = createWebhook({ clock, webhookOf: () => address });
  const runs = Array.from({ length: MESSAGES }, (_, index) => `run ${index}`);
  const entry = { options: { to: "ops" }, ...(onUnknown && { onUnknown }) };
  const first = await open(context, webhook, runs, entry, { clock, sendTimeoutMs: SEND_TIMEOUT_MS, settleMs: SETTLE_MS });
  for (let crash = 0; crash < crashes; crash += 1) await dieOnTheWay(first, webhook, clock, vendor);
  const { worker, store } = restart(first, webhook);
  await worker.start();
  await runOut({ worker, store, clock }, vendor);
  await worker.stop(0);
  const entries = await store.outbox.list({});
  const copies = entries.map(({ key }) => vendor.record.stored.filter((call) => call.key === key).length);
  return { vendor, copies, states: entries.map(({ state }) => state) };
}

/** A start that sends some messages and dies: one message has been answered and that is not kept, the next is claimed and not sent. */
async function dieOnTheWay(world: World, webhook: Delivery, clock: FakeClock, vendor: Vendor): Promise<void> {
  let passed = 0;
  const crashPoint = (point: string) => {
    if (point === "entry.answered") passed += 1;
    if (passed > 1) throw new Error("died");
  };
  const { worker } = restart({ ...world, parts: { ...world.parts, crashPoint } }, webhook);
  await drainOut(worker, clock, vendor);
}

for (const fault of FAULTS) {
  test(`of a receiver that fails by "${fault}" and can be asked, no message is lost and none comes twice`, async (context) => {
    const { copies, states, vendor } = await sendAll(context, { faults: [fault], share: 0.6, lookupShare: 0.3 });
    assert.ok(vendor.record.calls.filter((call) => call.fault === fault).length > MESSAGES / 2);
    assert.deepEqual(new Set(states), new Set(["sent"]));
    assert.deepEqual(new Set(copies), new Set([1]));
  });
}

test("of a receiver that fails in every way, over starts that die, no message is lost and none comes twice", async (context) => {
  const { copies, states } = await sendAll(context, { faults: FAULTS, share: 0.5, lookupShare: 0.3 }, { crashes: 8 });
  assert.deepEqual(new Set(states), new Set(["sent"]));
  assert.deepEqual(new Set(copies), new Set([1]));
});

test("of a receiver that can't be asked, no message is lost unseen, and none comes more than twice", async (context) => {
  const plan = { faults: ["drops-before", "drops-after", "busy", "stores-late"], share: 0.6 } as const;
  const { copies, states, vendor } = await sendAll(context, plan, { canFind: false, crashes: 4 });
  assert.ok(copies.every((count) => count <= 2));
  assert.ok(copies.every((count, index) => count > 0 || states[index] === "undeliverable"));
  assert.deepEqual(vendor.record.lookups, []);
});

test("of messages that are to be held in doubt, none comes twice", async (context) => {
  const plan = { faults: ["drops-before", "drops-after"], share: 0.6 } as const;
  const { copies, states } = await sendAll(context, plan, { onUnknown: "hold", crashes: 4 });
  assert.deepEqual(new Set(states), new Set(["sent", "held"]));
  assert.ok(copies.every((count, index) => count === 1 || (count === 0 && states[index] === "held")));
});
