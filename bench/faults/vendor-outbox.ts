import type { OutboxEntry } from "../../src/core/delivery.ts";
import type { Delivery } from "../../src/core/ports/outside.ts";
import type { Store } from "../../src/core/ports/store.ts";
import type { DeliverParts } from "../../src/engine/outbox/deliver.ts";
import { OutboxWorker } from "../../src/engine/outbox/outbox-worker.ts";
import { endOf, INPUT } from "../../test/support/engine-world.ts";
import { permitAsWritten } from "../../test/support/permit.ts";
import { silentLogger } from "../../test/support/silent-logger.ts";
import { BRIEFING } from "../../test/engine/outbox/outbox-world.ts";

/** A message is due from its beginning on, whatever a clock says. */
const ALWAYS_DUE = "2000-01-01T00:00:00.000Z";

/** The outbox worker as it is shipped, over one way to deliver. */
export function createOutbox(store: Store, delivery: Delivery, parts: Pick<DeliverParts, "clock"> & Partial<DeliverParts>): OutboxWorker {
  return new OutboxWorker({
    outbox: store.outbox,
    documents: store.documents,
    permit: permitAsWritten(store),
    deliveries: { ids: [delivery.id], load: async () => delivery },
    root: "/",
    logger: silentLogger,
    random: () => 0,
    sendTimeoutMs: 10_000,
    settleMs: 30_000,
    crashPoint: () => {},
    ended: () => {},
    postponed: () => {},
    ...parts,
  });
}

/** The message of a run, to be kept with its end. */
export async function messageOf(store: Store, run: string, changes: Partial<OutboxEntry> = {}): Promise<OutboxEntry> {
  return {
    key: `key ${run}`,
    automation: INPUT.automation,
    run,
    grant: "webhook",
    delivery: "webhook",
    options: { to: "vendor" },
    briefing: await store.documents.put("briefing", BRIEFING),
    state: "pending",
    attempts: 0,
    nextAttemptAt: ALWAYS_DUE,
    ...changes,
  };
}

/** A run that ended and left one message. */
export async function addMessage(store: Store, run: string, changes: Partial<OutboxEntry> = {}): Promise<void> {
  await store.runs.insert(run, INPUT, INPUT.asOf);
  await store.runs.claim(run, INPUT.asOf);
  await store.runs.finish(run, { ...endOf(), outbox: [await messageOf(store, run, changes)] }, INPUT.asOf);
}
