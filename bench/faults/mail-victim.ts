// Sends what is in the outbox by mail until it is killed, or nothing is left.
import { setTimeout as wait } from "node:timers/promises";
import { z } from "zod";
import { systemClock } from "../../src/lib/clock.ts";
import { openStore } from "../../src/store/open.ts";
import { permitAsWritten } from "../../test/support/permit.ts";
import { hasOpen, mailTo, readersOf } from "./mail-world.ts";
import { createOutbox } from "./vendor-outbox.ts";

const POLL_MS = 10;

const orders = z
  .strictObject({ directory: z.string(), port: z.number(), volume: z.number(), sendTimeoutMs: z.number(), settleMs: z.number() })
  .parse(JSON.parse(process.argv[2] ?? ""));
const { directory, port, volume, ...waits } = orders;
const store = await openStore({ directory, codeVersion: "faults" });
const connection = { kind: "smtp", host: "127.0.0.1", port, security: "none", from: "Chief <chief@example.com>" } as const;
const worker = createOutbox(store, mailTo(connection, volume), {
  clock: systemClock,
  permit: permitAsWritten(store, readersOf(volume)),
  ...waits,
});
await worker.start();
while (await hasOpen(store)) await wait(POLL_MS);
await worker.stop(0);
await store.close();
