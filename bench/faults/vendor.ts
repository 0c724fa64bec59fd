import { setTimeout as wait } from "node:timers/promises";
import type { OutboxState } from "../../src/core/delivery.ts";
import type { OnUnknown } from "../../src/core/grant.ts";
import type { Store } from "../../src/core/ports/store.ts";
import { createWebhook } from "../../src/deliveries/webhook.ts";
import { systemClock } from "../../src/lib/clock.ts";
import { openDatabase } from "../../src/store/database/database.ts";
import { createStore } from "../../src/store/open.ts";
import { startVendor, type Fault, type Vendor } from "../../test/support/vendor.ts";
import type { FaultRow, Measure } from "./table.ts";
import { addMessage, createOutbox } from "./vendor-outbox.ts";

/** The waits of the outbox, all of them made shorter together. */
const SHORT_TIMEOUT_MS = 200;
/** Where every call is answered or dropped, a slow machine must not make a timeout of it. */
const LONG_TIMEOUT_MS = 10_000;
const SETTLE_MS = 300;
const LATE_MS = 150;
const LAST_COPY_MS = 2 * LATE_MS;
const RETRY_AFTER_S = 1;
const POLL_MS = 25;
/** Outboxes that send side by side, since one sends to a receiver one message after the other. */
const OUTBOXES = 25;
const SEED = 7;

/** How one message ended, and how often the receiver stored it. */
interface Ended {
  state: OutboxState;
  copies: number;
}

interface Failing {
  faults: readonly Fault[];
  /** How often it fails of each message. */
  times: number;
  canFind: boolean;
  onUnknown?: OnUnknown;
}

/** A receiver that takes its time, and gives no sign of life meanwhile. */
export const vendorStoresLate: Measure = asked("stores late, after the connection is gone", ["stores-late"]);

/** A receiver that can be asked: whatever it does, each message arrives once. */
export const vendorThatCanBeAsked: readonly Measure[] = [
  asked("accepts, then drops the connection", ["drops-after"]),
  asked("answers 429 with Retry-After", ["busy"]),
  asked("answers 500", ["broken"]),
  asked("gives no answer in time", ["hangs-before", "hangs-after"]),
  vendorStoresLate,
];

function asked(what: string, faults: readonly Fault[]): Measure {
  return async (volume) => {
    const { ended, failures, lookups } = await send(volume, { faults, times: 2, canFind: true });
    const lost = ended.filter(({ copies, state }) => copies === 0 || state !== "sent").length;
    const repeated = sum(ended.map(({ copies }) => Math.max(copies - 1, 0)));
    const note = `${failures} calls failed, ${lookups} looks`;
    return { fault: `receiver ${what}`, volume, lost, repeated, note, met: lost + repeated === 0 && failures >= volume };
  };
}

/** A receiver that can't be asked and drops the connection before it has stored anything. */
export async function vendorDropsBefore(volume: number): Promise<FaultRow> {
  const { ended, failures } = await send(volume, { faults: ["drops-before"], times: 1, canFind: false });
  const lost = ended.filter(({ copies, state }) => copies === 0 || state !== "sent").length;
  const repeated = sum(ended.map(({ copies }) => Math.max(copies - 1, 0)));
  const note = `${failures} calls failed`;
  return { fault: "receiver that can't be asked drops before it stored", volume, lost, repeated, note, met: lost + repeated === 0 };
}

/** The same after it has stored the message: half are sent once more with the same key, half are to wait for a person. */
export async function vendorDropsAfter(volume: number): Promise<FaultRow> {
  const failing = { faults: ["drops-after"], times: 1, canFind: false } as const;
  const half = Math.ceil(volume / 2);
  const resent = await send(half, failing);
  const held = await send(volume - half, { ...failing, onUnknown: "hold" });
  const ended = [...resent.ended, ...held.ended];
  const lost = ended.filter(({ copies }) => copies === 0).length;
  // What is allowed: one further copy under the same key, by which the receiver can tell.
  const repeated = sum([...resent.ended.map(({ copies }) => Math.max(copies - 2, 0)), ...held.ended.map(({ copies }) => copies - 1)]);
  const isAsPromised = resent.ended.every(({ state }) => state === "sent") && held.ended.every(({ state }) => state === "held");
  const note = `${half} sent once more with the same key, as promised; ${volume - half} held for a person`;
  return {
    fault: "receiver that can't be asked drops after it stored",
    volume,
    lost,
    repeated,
    note,
    met: lost + repeated === 0 && isAsPromised,
  };
}

async function send(volume: number, failing: Failing): Promise<{ ended: Ended[]; failures: number; lookups: number }> {
  const { faults, times } = failing;
  const plan = { faults, mostPerMessage: times, lookupShare: 0.2, seed: SEED, lateMs: LATE_MS, retryAfterS: RETRY_AFTER_S };
  const vendor = await startVendor(plan);
  try {
    const runs = Array.from({ length: volume }, (_, index) => `run ${index}`);
    const shares = Array.from({ length: OUTBOXES }, (_, index) => runs.filter((_run, place) => place % OUTBOXES === index));
    const ended = await Promise.all(shares.filter((share) => share.length > 0).map((share) => sendShare(share, vendor, failing)));
    const failures = vendor.record.calls.filter(({ fault }) => fault !== "none").length;
    return { ended: ended.flat(), failures, lookups: vendor.record.lookups.length };
  } finally {
    await vendor.close();
  }
}

async function sendShare(runs: readonly string[], vendor: Vendor, { faults, canFind, onUnknown }: Failing): Promise<Ended[]> {
  const store = createStore(openDatabase(":memory:"), "faults");
  for (const run of runs) await addMessage(store, run, onUnknown && { onUnknown });
  const address = { url: vendor.url, secret: "a secret of sixteen", ...(canFind && { lookup: vendor.lookupUrl }) };
  const webhook = createWebhook({ clock: systemClock, webhookOf: () => address });
  const sendTimeoutMs = faults.some((fault) => fault.startsWith("hangs")) ? SHORT_TIMEOUT_MS : LONG_TIMEOUT_MS;
  const worker = createOutbox(store, webhook, { clock: systemClock, sendTimeoutMs, settleMs: SETTLE_MS });
  await worker.start();
  while (await isOpen(store)) await wait(POLL_MS);
  await worker.stop(0);
  // A copy that should not have been sent may still be stored.
  await wait(LAST_COPY_MS);
  const ended = (await store.outbox.list({})).map(({ key, state }) => ({
    state,
    copies: vendor.record.stored.filter((call) => call.key === key).length,
  }));
  await store.close();
  return ended;
}

async function isOpen({ outbox }: Store): Promise<boolean> {
  return (await outbox.list({ states: ["pending", "sending"], limit: 1 })).length > 0;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
