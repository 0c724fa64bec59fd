import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { setTimeout as wait } from "node:timers/promises";
import { residentMegabytes } from "./memory.ts";

/** A daemon to measure: Node's arguments, and the page that answers with 200 once it is ready. */
export interface Daemon {
  args: readonly string[];
  env: Readonly<Record<string, string | undefined>>;
  url: string;
}

const POLL_MS = 1;
const GIVE_UP_MS = 30_000;
/** Long enough for start-up garbage to be collected and freed. */
const IDLE_MS = 3_000;

/** Milliseconds from the spawn to the first answer with 200. */
export function timeToReady(daemon: Daemon): Promise<number> {
  return whileRunning(daemon, (readyMs) => Promise.resolve(readyMs));
}

/** Megabytes that it holds a few seconds after it was ready. */
export function idleMegabytes(daemon: Daemon): Promise<number> {
  return whileRunning(daemon, async (_readyMs, child) => {
    await wait(IDLE_MS);
    return residentMegabytes(child.pid ?? 0);
  });
}

async function whileRunning<T>(daemon: Daemon, measure: (readyMs: number, child: ChildProcess) => Promise<T>): Promise<T> {
  const start = performance.now();
  const child = spawn(process.execPath, daemon.args, { env: daemon.env, stdio: "ignore" });
  const exit = once(child, "exit");
  try {
    await untilReady(daemon.url, child);
    return await measure(performance.now() - start, child);
  } finally {
    child.kill("SIGTERM");
    await exit;
  }
}

async function untilReady(url: string, child: ChildProcess): Promise<void> {
  const deadline = performance.now() + GIVE_UP_MS;
  while (!(await answers(url))) {
    if (child.exitCode !== null) throw new Error(`expected ${child.spawnargs.join(" ")} to go on running, got exit code ${child.exitCode}`);
    if (performance.now() > deadline) throw new Error(`expected ${url} to answer within ${GIVE_UP_MS} ms, got nothing`);
    await wait(POLL_MS);
  }
}

async function answers(url: string): Promise<boolean> {
  try {
    const response = await fetch(url);
    await response.body?.cancel();
    return response.ok;
  } catch {
    return false; // not listening yet
  }
}
