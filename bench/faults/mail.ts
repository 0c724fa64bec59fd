import { permitAsWritten } from "../../test/support/permit.ts";
import { setTimeout as wait } from "node:timers/promises";
import type { OnUnknown } from "../../src/core/grant.ts";
import { systemClock } from "../../src/lib/clock.ts";
import { openDatabase } from "../../src/store/database/database.ts";
import { createStore } from "../../src/store/open.ts";
import { startMailServer, type MailServer, type Place } from "../../test/support/mail-server.ts";
import { addMail, endsOf, hasOpen, judge, mailTo, readerIn, type Ended, readersOf } from "./mail-world.ts";
import type { FaultRow } from "./table.ts";
import { createOutbox } from "./vendor-outbox.ts";

const SEND_TIMEOUT_MS = 10_000;
const SETTLE_MS = 100;
const POLL_MS = 25;
/** Outboxes that send side by side, since one sends one mail after the other. */
const OUTBOXES = 20;

/** A mail server that drops the connection once for each mail, before it has stored it: half before the mail is out, half after its end. */
export async function mailDropsBefore(volume: number): Promise<FaultRow> {
  const { ended, drops } = await send(volume, (place, reader) => place === (numberIn(reader) % 2 === 0 ? "recipient" : "mail"));
  const { lost, repeated } = judge(ended);
  const twice = ended.reduce((sum, { copies }) => sum + Math.max(copies - 1, 0), 0);
  const note = `${drops} connections dropped`;
  return {
    fault: "mail server drops before it stored",
    volume,
    lost,
    repeated: repeated + twice,
    note,
    met: lost + repeated + twice === 0 && drops === volume,
  };
}

/** The same after it has stored the mail: half are sent once more with the same Message-ID, half are to wait for a person. */
export async function mailDropsAfter(volume: number): Promise<FaultRow> {
  const { ended, drops } = await send(
    volume,
    (place) => place === "after",
    (index) => (index % 2 === 0 ? undefined : "hold"),
  );
  const { lost, repeated, resent, held } = judge(ended);
  const note = `${resent} sent once more with the same Message-ID, as promised; ${held} held for a person`;
  return {
    fault: "mail server drops after it stored",
    volume,
    lost,
    repeated,
    note,
    met: lost + repeated === 0 && drops === volume && resent + held === volume,
  };
}

type Drops = (place: Place | "after", reader: string) => boolean;

async function send(
  volume: number,
  drops: Drops,
  onUnknown?: (index: number) => OnUnknown | undefined,
): Promise<{ ended: Ended[]; drops: number }> {
  const dropped = new Set<string>();
  const server = await startMailServer({
    drops(place, about) {
      const reader = readerIn(about);
      if (reader === "" || dropped.has(reader) || !drops(place, reader)) return false;
      dropped.add(reader);
      return true;
    },
  });
  try {
    const indexes = Array.from({ length: volume }, (_, index) => index);
    const shares = Array.from({ length: OUTBOXES }, (_, share) => indexes.filter((index) => index % OUTBOXES === share));
    const ended = await Promise.all(shares.filter((share) => share.length > 0).map((share) => sendShare(share, server, volume, onUnknown)));
    return { ended: ended.flat(), drops: dropped.size };
  } finally {
    await server.close();
  }
}

async function sendShare(
  share: readonly number[],
  server: MailServer,
  volume: number,
  onUnknown: (index: number) => OnUnknown | undefined = () => undefined,
): Promise<Ended[]> {
  const store = createStore(openDatabase(":memory:"), "faults");
  for (const index of share) {
    const policy = onUnknown(index);
    await addMail(store, index, policy && { onUnknown: policy });
  }
  const worker = createOutbox(store, mailTo(server.connection(), volume), {
    ...{ clock: systemClock, permit: permitAsWritten(store, readersOf(volume)), sendTimeoutMs: SEND_TIMEOUT_MS, settleMs: SETTLE_MS },
  });
  await worker.start();
  while (await hasOpen(store)) await wait(POLL_MS);
  await worker.stop(0);
  const ended = await endsOf(store, server.received);
  await store.close();
  return ended;
}

function numberIn(reader: string): number {
  return Number(/\d+/.exec(reader)?.[0]);
}
