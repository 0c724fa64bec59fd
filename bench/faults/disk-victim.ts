// Works on a disk that becomes full in the middle of a step or of a sending, waits until that was told, and frees it.
// Called with a folder, `disk` or `pages`, and the place at which the disk becomes full. Says how it went as JSON.
import { randomBytes } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import { toStoredError } from "../../src/core/errors.ts";
import type { Logger } from "../../src/core/ports/ambient.ts";
import type { Workflow } from "../../src/core/ports/engine.ts";
import { createWebhook } from "../../src/deliveries/webhook.ts";
import { SqliteEngine } from "../../src/engine/execution/sqlite-engine.ts";
import { databasePath, openDatabase } from "../../src/store/database/database.ts";
import { inspectDatabase } from "../../src/store/health.ts";
import { createStore } from "../../src/store/open.ts";
import { endOf, INPUT } from "../../test/support/engine-world.ts";
import { silentLogger } from "../../test/support/silent-logger.ts";
import { startVendor } from "../../test/support/vendor.ts";
import { boundedPages, smallDisk } from "./disk-room.ts";
import { createFastClock } from "./kit.ts";
import { createOutbox, messageOf } from "./vendor-outbox.ts";

/** How a process fared on a disk that was full for a while. */
export interface DiskReport {
  /** Runs that were taken and did not end well, and messages of theirs that did not arrive. */
  lost: number;
  /** Messages that arrived more than once. */
  repeated: number;
  /** What a start of another run was refused with while the disk was full; empty where it was not. */
  refusedWith: string;
  /** Whether the log told of it. */
  isLogged: boolean;
  /** Why nothing could be kept, as readiness tells it; empty where it does not. */
  trouble: string;
  /** Whether readiness was as before once there was room. */
  isReadyAgain: boolean;
  /** What SQLite finds broken afterwards. */
  damage: string[];
  /** From the first free byte until every run had ended and every message was sent, in milliseconds. */
  resumedMs: number;
}

/** Waits between tries are made shorter by this. */
const SPEED = 20;
const RUNS = 5;
/** The disk becomes full at this passing of the place. */
const FULL_AT = 3;
/** Grows the database with each step. */
const STEP_BYTES = 20_000;
const POLL_MS = 10;
/** What is refused is told at once, by whoever tried to write. */
const LONGEST_SILENCE_MS = 2_000;

const [directory = "", kind = "", place = ""] = process.argv.slice(2);
const clock = createFastClock(Date.now(), SPEED);
const database = openDatabase(databasePath(directory));
const store = createStore(database, "faults");
const room = kind === "disk" ? smallDisk(directory) : boundedPages(database);
const vendor = await startVendor();
const full = Promise.withResolvers<void>();
const logged = Promise.withResolvers<void>();
let passed = 0;
let isLogged = false;

const logger: Logger = {
  ...silentLogger,
  error(fields) {
    if (!/disk-(?:full|trouble)/.test(JSON.stringify(fields))) return;
    isLogged = true;
    logged.resolve();
  },
};

function crashPoint(point: string): void {
  if (point !== place) return;
  passed += 1;
  if (passed !== FULL_AT) return;
  room.fill();
  full.resolve();
}

const workflow: Workflow = async (context, run) => {
  for (const step of ["first", "second"]) {
    await context.step(step, () => randomBytes(STEP_BYTES).toString("base64"));
  }
  return { ...endOf(), outbox: [await persisted(() => messageOf(store, run.id))] };
};

/** What the runner does in steps, which are tried again by themselves. */
async function persisted<T>(work: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await work();
    } catch {
      await wait(POLL_MS);
    }
  }
}

const shared = { clock, logger, random: () => 0, crashPoint };
const address = { url: vendor.url, lookup: vendor.lookupUrl, secret: "a secret of sixteen" };
const outbox = createOutbox(store, createWebhook({ clock, webhookOf: () => address }), {
  ...{ ...shared, sendTimeoutMs: SPEED * 1_000, settleMs: SPEED * 300 },
});
const engine = new SqliteEngine({
  ...{ ...shared, runs: store.runs, workflow, concurrency: 2 },
  limitsOf: () => ({ retries: 3, stepTimeoutMs: 600_000, runTimeoutMs: 3_600_000, concurrency: Infinity }),
  onEnd: () => outbox.poke(),
});

/** What a start of another run is refused with; tried until the disk is full in that place too. */
async function refusal(): Promise<string> {
  for (let number = 0; number < 50; number += 1) {
    try {
      const id = `manual:sample:more-${number}`;
      await engine.start(id, INPUT);
      runs.push(id);
    } catch (error) {
      return toStoredError(error).code;
    }
  }
  return "";
}

const runs = Array.from({ length: RUNS }, (_, index) => `manual:sample:${index}`);
await outbox.start();
await Promise.all(runs.map((id) => engine.start(id, INPUT)));
await full.promise;
await Promise.race([logged.promise, wait(LONGEST_SILENCE_MS, undefined, { ref: false })]);
const refusedWith = await refusal();
const trouble = (await store.trouble()) ?? "";
const started = performance.now();
room.free();
const ended = await Promise.all(runs.map((id) => engine.ended(id)));
while ((await store.outbox.list({ states: ["pending", "sending"], limit: 1 })).length > 0) await wait(POLL_MS);
const resumedMs = performance.now() - started;
const isReadyAgain = (await store.trouble()) === undefined;
await engine.stop(0);
await outbox.stop(0);
await store.close();
await vendor.close();
const copies = runs.map((id) => vendor.record.stored.filter(({ key }) => key === `key ${id}`).length);
const report: DiskReport = {
  lost: ended.filter(({ status }, index) => status !== "succeeded" || copies[index] === 0).length,
  repeated: copies.reduce((sum, count) => sum + Math.max(count - 1, 0), 0),
  ...{ refusedWith, isLogged, trouble, isReadyAgain, resumedMs },
  damage: inspectDatabase(directory, new Date(0).toISOString()).damage,
};
process.stdout.write(`${JSON.stringify(report)}\n`);
