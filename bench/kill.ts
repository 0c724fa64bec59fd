import type { Store } from "../src/core/ports/store.ts";
import { openStore } from "../src/store/open.ts";
import { startVictim } from "../test/support/kill.ts";
import type { Row } from "./figures.ts";
import { createNoopEngine, inFlight } from "./noop-engine.ts";
import { inTemporaryFolder } from "./temporary.ts";

const KILLS = 40;
const LATEST_KILL_MS = 400;
const IN_FLIGHT = 64;

/** Kills a process under load at random moments, and counts what it had acknowledged and the next start does not know or finish. */
export async function measureKills(): Promise<Row[]> {
  let acknowledged = 0;
  let lost = 0;
  for (let round = 0; round < KILLS; round += 1) {
    const { told, missing } = await inTemporaryFolder((directory) => killOnce(directory, String(round)));
    acknowledged += told;
    lost += missing;
  }
  const what = `acknowledged runs lost in ${KILLS} kills at ${IN_FLIGHT} in flight`;
  return [
    { what, chief: `${lost} of ${acknowledged.toLocaleString("en-US")}`, bare: "", wanted: "0", met: lost === 0 && acknowledged > 0 },
  ];
}

async function killOnce(directory: string, prefix: string): Promise<{ told: number; missing: number }> {
  const victim = startVictim(new URL("kill-victim.ts", import.meta.url), [directory, prefix], (_line, count) => {
    if (count === 1) setTimeout(() => victim.process.kill("SIGKILL"), Math.random() * LATEST_KILL_MS);
  });
  const lines = await victim.lines;
  const store = await openStore({ directory, codeVersion: "bench" });
  const missing = await countMissing(store, lines);
  await store.close();
  return { told: lines.filter((line) => line.startsWith("queued ")).length, missing };
}

/** Runs said to have ended that have not, and runs said to be queued that the next start does not bring to their end. */
async function countMissing(store: Store, lines: readonly string[]): Promise<number> {
  const missing = new Set<string>();
  const inspect = (verb: string, isKept: (id: string) => Promise<boolean>): Promise<void> => {
    const ids = lines.filter((line) => line.startsWith(`${verb} `)).map((line) => line.slice(verb.length + 1));
    return inFlight(IN_FLIGHT, ids.length, async (index) => {
      const id = ids[index] ?? "";
      if (!(await isKept(id))) missing.add(id);
    });
  };
  await inspect("ended", async (id) => (await store.runs.find(id))?.status === "succeeded");
  const engine = createNoopEngine(store, IN_FLIGHT);
  await engine.recover();
  await inspect("queued", async (id) => (await engine.ended(id).catch(() => undefined))?.status === "succeeded");
  await engine.stop(0);
  return missing.size;
}
