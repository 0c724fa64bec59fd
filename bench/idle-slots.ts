// Holds a hundred thousand automations, watches as many of them as it is told, none of them due, and says in JSON what that costs.
// Called with a folder and a count; with `make` only keeps the slots.
import { setTimeout as wait } from "node:timers/promises";
import { Scheduler } from "../src/engine/schedule/scheduler.ts";
import { systemClock } from "../src/lib/clock.ts";
import { openStore } from "../src/store/open.ts";
import { nextTime } from "../src/triggers/schedule.ts";
import { automation } from "../test/engine/schedule/schedule-world.ts";
import { silentLogger } from "../test/support/silent-logger.ts";
import { residentMegabytes } from "./memory.ts";

/** Longer than the longest time between two looks at the clock. */
const IDLE_MS = 62_000;
const SETTLE_MS = 15_000;
const MOST = 100_000;
const NOT_SOON_MS = 12 * 3_600_000;

const [directory = "", count = "0", purpose = "measure"] = process.argv.slice(2);
const store = await openStore({ directory, codeVersion: "bench" });
const scheduler = new Scheduler({
  occurrences: store.occurrences,
  engine: { loadOf: () => ({ running: 0, queued: 0 }), activeRuns: () => [], cancel: () => Promise.resolve(false), take: () => {} },
  clock: systemClock,
  logger: silentLogger,
  nextTime,
  graceMs: 60_000,
  dayOff: () => undefined,
  onMissed: () => {},
  crashPoint: () => {},
});
const hour = new Date(systemClock.now() + NOT_SOON_MS).getUTCHours();
const automations = Array.from({ length: MOST }, (_, index) =>
  automation(`automation-${index}`, { kind: "cron", expression: `${index % 60} ${hour} * * *`, timezone: "UTC" }),
);
await scheduler.start(automations.slice(0, Number(count)));
if (purpose === "measure") await measure();
await scheduler.stop();
await store.close();
// Held until here, watched or not: what is measured is what watching takes.
if (automations.length !== MOST) throw new RangeError(`expected ${MOST} automations, got ${automations.length}`);

async function measure(): Promise<void> {
  // Compacting, so that what is resident is what is held and not what the start has left behind.
  globalThis.gc?.({ type: "major", execution: "sync", flavor: "last-resort" });
  await wait(SETTLE_MS);
  const before = process.cpuUsage();
  await wait(IDLE_MS);
  const used = process.cpuUsage(before);
  const timers = process.getActiveResourcesInfo().filter((kind) => kind === "Timeout").length;
  const cpuMsPerMinute = ((used.user + used.system) / 1_000 / IDLE_MS) * 60_000;
  process.stdout.write(`${JSON.stringify({ megabytes: residentMegabytes(process.pid), cpuMsPerMinute, timers })}\n`);
}
