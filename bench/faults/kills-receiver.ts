import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { z } from "zod";
import type { Orders } from "./victim-orders.ts";

const recordSchema = z.object({
  stored: z.array(z.object({ key: z.string() })),
  lookups: z.array(z.object({ key: z.string(), at: z.number() })),
  calls: z.array(z.object({ key: z.string(), at: z.number() })),
});

/** What came in, of all messages in the order of their coming. Times are milliseconds since the epoch. */
export type ReceiverRecord = z.infer<typeof recordSchema>;

/** A receiver of webhooks that lives on while its senders are killed. */
export interface Receiver {
  webhook: Orders["webhook"];
  record(): Promise<ReceiverRecord>;
  stop(): void;
}

const SCRIPT = new URL("../../test/support/vendor.ts", import.meta.url).pathname;
/** How long it takes to store a message: some senders die meanwhile. */
const LATENCY_MS = 8;

export async function startReceiver(): Promise<Receiver> {
  const words = [SCRIPT, "--latency-ms", String(LATENCY_MS)];
  const child = spawn(process.execPath, words, { stdio: ["ignore", "pipe", "inherit"], env: {} });
  const lines = createInterface({ input: child.stdout });
  const stop = (): void => void child.kill("SIGKILL");
  process.once("exit", stop);
  const said: unknown[] = await once(lines, "line");
  const origin = `http://127.0.0.1:${String(said[0])}`;
  return {
    webhook: { url: `${origin}/messages`, secret: "the-secret-of-the-faults", lookup: `${origin}/lookup` },
    record: async () => recordSchema.parse(await (await fetch(`${origin}/record`)).json()),
    stop() {
      stop();
      process.off("exit", stop);
    },
  };
}
