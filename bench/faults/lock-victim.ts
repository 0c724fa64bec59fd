// Starts runs at a steady pace, each of two steps and a message, until nobody tells it anything any more.
// Called with a folder, a prefix for its runs, and the address of the receiver. Reads `locked` and `free`; says how it went as JSON.
import { createInterface } from "node:readline";
import type { Workflow } from "../../src/core/ports/engine.ts";
import { endOf, INPUT } from "../../test/support/engine-world.ts";
import { percentile } from "../percentile.ts";
import { openKit } from "./kit.ts";
import { messageOf } from "./vendor-outbox.ts";

/** How a process fared while the lock was held by another. */
export interface LockReport {
  runs: string[];
  /** Of those, the ones that ended well and whose message was sent. */
  done: number;
  /** The event loop's delay while the lock was held and until all was made up for. */
  delayP99Ms: number;
  /** From the end of the lock to the first run that was kept. */
  resumedMs: number;
}

const PACE_MS = 200;
const LOOK_MS = 10;
const [directory = "", prefix = "", url = ""] = process.argv.slice(2);

const workflow: Workflow = async (context, run) => {
  await context.step("first", () => run.id);
  await context.step("second", () => run.id);
  return { ...endOf(), outbox: [await messageOf(kit.store, run.id)] };
};
const webhook = { url: `${url}/messages`, lookup: `${url}/lookup`, secret: "a secret of sixteen" };
const kit = await openKit({ directory, workflow, automations: [], webhook });
const delaysMs: number[] = [];
const runs: string[] = [];
const starts: Promise<unknown>[] = [];
const resumed = Promise.withResolvers<number>();
let freeAt = Infinity;
let unwatch = (): void => {};

/** Looks at the clock again and again until the returned function is called. A long delay counts for all the looks that it prevented. */
function watchDelay(): () => void {
  let before = performance.now();
  const timer = setInterval(() => {
    const now = performance.now();
    for (let lateMs = now - before - LOOK_MS; lateMs > -LOOK_MS; lateMs -= LOOK_MS) delaysMs.push(Math.max(lateMs, 0));
    before = now;
  }, LOOK_MS);
  return () => clearInterval(timer);
}

async function startOne(): Promise<void> {
  const id = `manual:sample:${prefix}-${runs.length}`;
  runs.push(id);
  await kit.engine.start(id, INPUT);
  if (performance.now() >= freeAt) resumed.resolve(performance.now() - freeAt);
}

async function report(): Promise<LockReport> {
  // One after the lock at least, however slow the machine was just then.
  await Promise.all([...starts, startOne()]);
  const ended = await Promise.all(runs.map((id) => kit.engine.ended(id)));
  await kit.outbox.drain();
  unwatch();
  const sent = await Promise.all(ended.map(async ({ id, status }) => status === "succeeded" && (await kit.store.runs.find(id))?.delivery));
  const done = sent.filter((delivery) => delivery === "delivered").length;
  return { runs, done, delayP99Ms: percentile(delaysMs, 0.99), resumedMs: await resumed.promise };
}

await kit.start();
const timer = setInterval(() => void starts.push(startOne()), PACE_MS);
process.stdout.write("ready\n");
for await (const order of createInterface({ input: process.stdin })) {
  if (order === "locked") unwatch = watchDelay();
  if (order === "free") freeAt = performance.now();
}
clearInterval(timer);
process.stdout.write(`${JSON.stringify(await report())}\n`);
await kit.stop();
