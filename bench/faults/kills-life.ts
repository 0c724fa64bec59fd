import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { systemClock } from "../../src/lib/clock.ts";
import type { Orders } from "./victim-orders.ts";

/** What one victim did. Times are milliseconds since the epoch. */
export interface Life {
  spawnedAt: number;
  diedAt: number;
  /** What it said in whole lines: a verb and an id. */
  said: { verb: string; id: string; at: number }[];
  /** How it came to its end: by itself with its work done, at the place where it was told to die, or shot. */
  end: "done" | "suicide" | "shot";
}

const VICTIM = new URL("victim.ts", import.meta.url).pathname;

/** Runs a victim until it ends, and shoots it after `shootMs`. Throws where it ends in any other way. */
export async function live(orders: Orders, shootMs: number, cache: string): Promise<Life> {
  const spawnedAt = systemClock.now();
  const child = spawn(process.execPath, [VICTIM, JSON.stringify(orders)], {
    stdio: ["ignore", "pipe", "inherit"],
    env: { NODE_COMPILE_CACHE: cache },
  });
  // A victim must not outlive whoever was to kill it.
  const kill = (): void => void child.kill("SIGKILL");
  process.once("exit", kill);
  const gone = once(child, "exit");
  const said: Life["said"] = [];
  let isShot = false;
  const spare = systemClock.after(shootMs, () => (isShot = child.kill("SIGKILL")));
  const lines = createInterface({ input: child.stdout });
  lines.on("line", (line) => {
    const [verb = "", id = ""] = line.split(/ (.*)/, 2);
    said.push({ verb, id, at: systemClock.now() });
  });
  await Promise.all([gone, once(lines, "close")]);
  spare();
  process.off("exit", kill);
  const end = child.exitCode === 0 ? "done" : isShot ? "shot" : "suicide";
  if (end === "suicide" && child.signalCode !== "SIGKILL") {
    throw new Error(`expected a victim to be killed, got its end with ${child.exitCode ?? child.signalCode}`);
  }
  return { spawnedAt, diedAt: systemClock.now(), said, end };
}
