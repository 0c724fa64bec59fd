import type { OutboxEntry } from "../../src/core/delivery.ts";
import type { Delivery } from "../../src/core/ports/outside.ts";
import type { Store } from "../../src/core/ports/store.ts";
import type { OutboxWorker } from "../../src/engine/outbox/outbox-worker.ts";
import { openDatabase, type Database } from "../../src/store/database/database.ts";
import { createStore } from "../../src/store/open.ts";
import { createFakeClock, type FakeClock } from "../../test/support/clock.ts";
import { z } from "zod";
import { createRandom } from "./clock-seed.ts";
import { DAY_MS, MINUTE_MS } from "./clock-times.ts";
import type { FaultRow } from "./table.ts";
import { addMessage, createOutbox } from "./vendor-outbox.ts";

const START = Date.parse("2026-11-20T08:00:00.000Z");
const HELD_MS = 60 * DAY_MS;
/** Beyond the end of being held, so that a second end would be seen. */
const WATCHED_MS = 70 * DAY_MS;
const STARTS = 7;
const RUN = "run";

/** One message that waits for a person, and what came of it outside. */
interface Waiting {
  database: Database;
  /** The keys that were sent, in order. */
  sent: string[];
  /** The ends that were told, in order. */
  ended: OutboxEntry["state"][];
}

/** One start of Chief over it. */
interface Started {
  clock: FakeClock;
  store: Store;
  worker: OutboxWorker;
}

/** Messages held for 60 days over restarts and upgrades, `volume` of them: half approved on some day, which are sent once, half left to expire, which they do once. */
export async function heldForLong(volume: number): Promise<FaultRow> {
  const total = { lost: 0, repeated: 0, approved: 0 };
  for (let round = 0; round < volume; round += 1) {
    const isApproved = round % 2 === 0;
    const { sent, ended, entry } = await holdOne(createRandom(round + 1), isApproved);
    const wanted = isApproved ? "sent" : "expired";
    if (entry?.state !== wanted || !ended.includes(wanted)) total.lost += 1;
    total.repeated += Math.max(ended.length - 1, 0) + Math.max(sent.length - (isApproved ? 1 : 0), 0);
    if (isApproved) total.approved += 1;
  }
  const { lost, repeated, approved } = total;
  const note = `${STARTS} starts and ${STARTS - 1} upgrades each; ${approved} approved and sent, ${volume - approved} expired`;
  return { fault: "a message held for 60 days", volume, lost, repeated, note, met: lost + repeated === 0 };
}

/** Starts follow one another at any time; each ends as a crash would, each is another version. */
async function holdOne(random: () => number, isApproved: boolean): Promise<Waiting & { entry: OutboxEntry | undefined }> {
  const waiting: Waiting = { database: openDatabase(":memory:"), sent: [], ended: [] };
  const expiresAt = new Date(START + HELD_MS).toISOString();
  await addMessage(createStore(waiting.database, "version 0"), RUN, { state: "held", expiresAt });
  const times = Array.from({ length: STARTS }, () => START + Math.floor(random() * WATCHED_MS)).sort((a, b) => a - b);
  const decideAt = START + Math.floor(random() * HELD_MS);
  for (const [index, from] of [START, ...times].entries()) {
    const started = await start(waiting, `version ${index + 1}`, from);
    const until = times[index] ?? START + WATCHED_MS;
    if (isApproved && from <= decideAt && decideAt < until) {
      await passTo(started.clock, decideAt);
      await started.worker.decide(`key ${RUN}`, { approved: true, by: "me" });
    }
    await passTo(started.clock, until);
    if (until >= START + HELD_MS) await started.worker.decide(`key ${RUN}`, { approved: true, by: "somebody late" });
  }
  const entry = await createStore(waiting.database, "the last").outbox.find(`key ${RUN}`);
  waiting.database.close();
  return { ...waiting, entry };
}

async function start({ database, sent, ended }: Waiting, codeVersion: string, at: number): Promise<Started> {
  const clock = createFakeClock(new Date(at).toISOString());
  const store = createStore(database, codeVersion);
  const worker = createOutbox(store, receiver(sent), { clock, ended: ({ state }) => void ended.push(state) });
  await worker.start();
  return { clock, store, worker };
}

/** The machine sleeps, and is awake for some minutes. */
async function passTo(clock: FakeClock, at: number): Promise<void> {
  if (at - clock.now() > 3 * MINUTE_MS) {
    await clock.advance(MINUTE_MS);
    clock.jump(new Date(at - MINUTE_MS).toISOString());
  }
  await clock.advance(at - clock.now());
}

function receiver(sent: string[]): Delivery {
  return {
    ...{
      id: "webhook",
      title: "Webhook",
      schema: z.unknown(),
      needsAccount: false,
      describe: () => "",
      audience: () => [],
      target: () => "",
    },
    preview: () => ({ text: "", exact: "" }),
    async send({ idempotencyKey }) {
      sent.push(idempotencyKey);
      return { receipt: `receipt ${sent.length}` };
    },
  };
}
