// Runs the automation `morning` of a folder twice, with some new letters in between, as a daemon does on two mornings, and says in JSON what each took.
// Called with the folder, the number of letters, and the instant from which they are dated.
import { monitorEventLoopDelay } from "node:perf_hooks";
import { App } from "../src/app.ts";
import { systemClock } from "../src/lib/clock.ts";
import { loadPlace } from "../src/shipped.ts";
import { silentLogger } from "../test/support/silent-logger.ts";
import { residentMegabytes } from "./memory.ts";
import { writeOffice } from "./office.ts";

const RESOLUTION_MS = 5;
const SAMPLE_MS = 20;
const NEW_LETTERS = 20;

const [folder = "", letters = "0", now = ""] = process.argv.slice(2);
const { workspace } = await loadPlace(folder, {});
const screen = { print: () => {}, columns: () => 80, color: false };
const app = await App.open({ workspace, env: {}, clock: systemClock, lasting: false, screen, logger: silentLogger, progress: () => {} });
const run = async (automation: string) => app.operations.ended(await app.operations.run({ automation, dryRun: false }));
// A daemon has loaded its code long before.
await run("nothing");
const first = await brief();
writeOffice(folder, { letters: NEW_LETTERS, series: 0, from: Number(letters) }, new Date(now));
const next = await brief();
await app.stop();
process.stdout.write(`${JSON.stringify({ first, next })}\n`);

async function brief() {
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
  let megabytes = 0;
  const timer = setInterval(() => (megabytes = Math.max(megabytes, residentMegabytes(process.pid))), SAMPLE_MS);
  delay.enable();
  const start = performance.now();
  const { status, reason } = await run("morning");
  const ms = performance.now() - start;
  delay.disable();
  clearInterval(timer);
  if (status !== "succeeded") throw new Error(`expected the briefing to succeed, got ${status}: ${reason}`);
  return { ms, p99Ms: delay.percentile(99) / 1e6, longestMs: delay.max / 1e6, megabytes };
}
