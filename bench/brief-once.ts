// Runs the automation `morning` of a folder once, as a daemon does, and says in JSON what that took.
import { monitorEventLoopDelay } from "node:perf_hooks";
import { App } from "../src/app.ts";
import { loadPlace } from "../src/shipped.ts";
import { silentLogger } from "../test/support/silent-logger.ts";
import { residentMegabytes } from "./memory.ts";

const RESOLUTION_MS = 5;
const SAMPLE_MS = 20;

const [folder = ""] = process.argv.slice(2);
const { workspace } = await loadPlace(folder, {});
const screen = { print: () => {}, columns: () => 80, color: false };
const app = await App.open({ workspace, env: {}, lasting: false, screen, logger: silentLogger, progress: () => {} });
const run = async (automation: string) => app.operations.ended(await app.operations.run({ automation, dryRun: false }));
// A daemon has loaded its code long before.
await run("nothing");
const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS });
let megabytes = 0;
const timer = setInterval(() => (megabytes = Math.max(megabytes, residentMegabytes(process.pid))), SAMPLE_MS);
delay.enable();
const start = performance.now();
const { status, reason } = await run("morning");
const ms = performance.now() - start;
delay.disable();
clearInterval(timer);
await app.stop();
if (status !== "succeeded") throw new Error(`expected the briefing to succeed, got ${status}: ${reason}`);
process.stdout.write(`${JSON.stringify({ ms, p99Ms: delay.percentile(99) / 1e6, longestMs: delay.max / 1e6, megabytes })}\n`);
