import { spawn, type ChildProcessByStdio } from "node:child_process";
import { once } from "node:events";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Readable, Writable } from "node:stream";
import { setTimeout as wait } from "node:timers/promises";
import { z } from "zod";
import { databasePath, openDatabase } from "../../src/store/database/database.ts";
import { startVendor, type Vendor } from "../../test/support/vendor.ts";
import { inTemporaryFolder } from "../temporary.ts";
import type { LockReport } from "./lock-victim.ts";
import type { FaultRow } from "./table.ts";

const HELD_MS = 30_000;
/** Work goes on around the lock, so that it meets some. */
const AROUND_MS = 500;
const MOST_DELAY_MS = 100;

const reportSchema: z.ZodType<LockReport> = z.object({
  runs: z.array(z.string()),
  done: z.number(),
  delayP99Ms: z.number(),
  resumedMs: z.number(),
});

/** This process holds the write lock on `volume` databases side by side, each with a process of its own at work: nothing is lost, and nobody blocks. */
export async function lockHeldByAnother(volume: number, heldMs: number = HELD_MS, mostDelayMs: number = MOST_DELAY_MS): Promise<FaultRow> {
  const vendor = await startVendor();
  try {
    const reports = await inTemporaryFolder((folder) =>
      Promise.all(Array.from({ length: volume }, (_, index) => lockOnce(join(folder, String(index)), String(index), vendor, heldMs))),
    );
    return judge(reports, vendor, { heldMs, mostDelayMs });
  } finally {
    await vendor.close();
  }
}

function judge(
  reports: readonly LockReport[],
  { record }: Vendor,
  { heldMs, mostDelayMs }: Record<"heldMs" | "mostDelayMs", number>,
): FaultRow {
  const runs = reports.flatMap((report) => report.runs);
  const stored = new Set(record.stored.map(({ key }) => key));
  const unsent = runs.filter((run) => !stored.has(`key ${run}`)).length;
  const unended = runs.length - reports.reduce((sum, { done }) => sum + done, 0);
  const [lost, repeated] = [Math.max(unsent, unended), record.stored.length - stored.size];
  const delayMs = Math.max(...reports.map(({ delayP99Ms }) => delayP99Ms));
  const resumedMs = Math.max(...reports.map((report) => report.resumedMs));
  const note = `${runs.length} runs; event loop delayed by ${delayMs.toFixed(0)} ms at most at the 99th percentile`;
  const met = lost + repeated === 0 && delayMs < mostDelayMs;
  const fault = `another process holds the write lock for ${heldMs / 1_000} s`;
  return { fault, volume: reports.length, lost, repeated, resumedMs, note, met };
}

async function lockOnce(directory: string, prefix: string, vendor: Vendor, heldMs: number): Promise<LockReport> {
  mkdirSync(directory, { recursive: true });
  const script = join(import.meta.dirname, "lock-victim.ts");
  const child = spawn(process.execPath, [script, directory, prefix, new URL(vendor.url).origin], {
    stdio: ["pipe", "pipe", "inherit"],
    env: {},
  });
  try {
    return await lockDuring(child, directory, heldMs);
  } finally {
    child.kill();
  }
}

async function lockDuring(child: ChildProcessByStdio<Writable, Readable, null>, directory: string, heldMs: number): Promise<LockReport> {
  const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
  const tell = (order: string) => void child.stdin.write(`${order}\n`);
  await lines.next();
  await wait(AROUND_MS);
  const holder = openDatabase(databasePath(directory));
  holder.exec("begin immediate");
  tell("locked");
  await wait(heldMs);
  holder.exec("commit");
  tell("free");
  holder.close();
  await wait(AROUND_MS);
  child.stdin.end();
  const { value } = await lines.next();
  if (child.exitCode === null) await once(child, "exit");
  return reportSchema.parse(JSON.parse(String(value)));
}
