import type { RunEnd, Workflow } from "../src/core/ports/engine.ts";
import type { Store } from "../src/core/ports/store.ts";
import type { RunInput } from "../src/core/run.ts";
import { SqliteEngine } from "../src/engine/execution/sqlite-engine.ts";
import { systemClock } from "../src/lib/clock.ts";
import { silentLogger } from "../test/support/silent-logger.ts";

const END: RunEnd = {
  status: "succeeded",
  reason: "nothing to do",
  content: "nothing",
  findings: [],
  ledger: [],
  reader: "me",
  outbox: [],
  memory: {},
};

const NOW = new Date().toISOString();
export const INPUT: RunInput = { automation: "nothing", asOf: NOW, nominalAt: NOW, trigger: "manual", dryRun: false };

/** The engine as it is shipped, with runs that do nothing: queued, running, succeeded. */
export function createNoopEngine(store: Store, concurrency: number, workflow: Workflow = () => Promise.resolve(END)): SqliteEngine {
  return new SqliteEngine({
    runs: store.runs,
    workflow,
    clock: systemClock,
    logger: silentLogger,
    concurrency,
    limitsOf: () => ({ concurrency: Infinity, retries: 0, stepTimeoutMs: 60_000, runTimeoutMs: 60_000 }),
    random: Math.random,
    onEnd: () => {},
    crashPoint: () => {},
  });
}

/** Does `work` for 0 to `count`, `inFlight` at a time. */
export async function inFlight(width: number, count: number, work: (index: number) => Promise<unknown>): Promise<void> {
  let next = 0;
  const lane = async (): Promise<void> => {
    while (next < count) {
      const index = next;
      next += 1;
      await work(index);
    }
  };
  await Promise.all(Array.from({ length: width }, lane));
}
