import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import type { Automation } from "../../src/core/automation.ts";
import { TransientError } from "../../src/core/errors.ts";
import type { Workflow } from "../../src/core/ports/engine.ts";
import type { OccurrenceStore, Store } from "../../src/core/ports/store.ts";
import type { Trigger } from "../../src/core/trigger.ts";
import { Scheduler } from "../../src/engine/scheduler.ts";
import { SqliteEngine } from "../../src/engine/sqlite-engine.ts";
import { silentLogger } from "../support/silent-logger.ts";
import { createStore } from "../../src/store/open.ts";
import { nextTime } from "../../src/triggers/schedule.ts";
import { createFakeClock, settle, until, type FakeClock } from "../support/clock.ts";
import { endOf, forever } from "../support/engine-world.ts";
import { memoryDatabase } from "../support/store.ts";

const HOUR_MS = 3_600_000;
const NINE: Trigger = { kind: "cron", expression: "0 9 * * *", timezone: "UTC" };
const HOURLY: Trigger = { kind: "cron", expression: "0 * * * *", timezone: "UTC" };
const MINUTELY: Trigger = { kind: "every", everyMs: 60_000 };

test("a due slot starts one run at its time, and is recorded with both its times", async (context) => {
  const { clock, scheduler, store } = open(context);
  await scheduler.start([automation("brief", NINE)]);
  await clock.advance(HOUR_MS - 1);
  assert.deepEqual(await store.occurrences.list({}), []);
  await clock.advance(1);
  const at = "2026-11-20T09:00:00.000Z";
  assert.deepEqual(await store.occurrences.list({}), [
    { id: `sched:brief:${at}`, automation: "brief", kind: "schedule", nominalAt: at, actualAt: at, state: "ran", reason: "done" },
  ]);
  const [run] = await store.runs.list({});
  assert.deepEqual([run?.id, run?.status, run?.input.trigger], [`sched:brief:${at}`, "succeeded", "schedule"]);
  assert.equal(await store.occurrences.earliestSlot(), "2026-11-21T09:00:00.000Z");
});

test("all automations together take one timer", async (context) => {
  const { clock, scheduler, store } = open(context);
  const many = Array.from({ length: 700 }, (_, index) => automation(`brief-${index}`, NINE));
  await scheduler.start(many);
  await settle();
  assert.equal(clock.waiting, 1);
  await clock.advance(HOUR_MS);
  await until(async () => (await store.runs.list({ statuses: ["succeeded"] })).length === 700, "700 runs");
  assert.equal(clock.waiting, 1);
});

test("two triggers that meet are one occurrence and one run", async (context) => {
  const { clock, scheduler, store } = open(context);
  await scheduler.start([automation("brief", NINE, HOURLY, HOURLY)]);
  await clock.advance(2 * HOUR_MS);
  assert.deepEqual(await told(store), ["2026-11-20T09:00 ran done", "2026-11-20T10:00 ran done"]);
});

test("of two slots of an automation that are noticed together the second is skipped", async (context) => {
  const { clock, scheduler, store } = open(context);
  await scheduler.start([automation("brief", at("09:00:00"), at("09:00:20"))]);
  await settle();
  clock.jump("2026-11-20T09:00:30.000Z");
  await clock.advance(60_000);
  assert.deepEqual(await told(store), ["2026-11-20T09:00 ran done", "2026-11-20T09:00 skipped its previous run had not ended yet"]);
});

test("a slot is skipped while the run before it goes on, and says so", async (context) => {
  const { clock, scheduler, store } = open(context, { workflow: forever });
  await scheduler.start([automation("brief", HOURLY)]);
  await clock.advance(2 * HOUR_MS);
  assert.deepEqual(await told(store), ["2026-11-20T09:00 due", "2026-11-20T10:00 skipped its previous run had not ended yet"]);
});

test("a paused automation is skipped, and resuming does not fire the past", async (context) => {
  const { clock, scheduler, store } = open(context);
  await scheduler.start([{ ...automation("brief", HOURLY), paused: true }]);
  await clock.advance(HOUR_MS + 1_000);
  await scheduler.update([automation("brief", HOURLY)]);
  await clock.advance(HOUR_MS);
  assert.deepEqual(await told(store), ["2026-11-20T09:00 skipped the automation is paused", "2026-11-20T10:00 ran done"]);
});

test("what passed while Chief was not running becomes one missed occurrence with a count", async (context) => {
  const world = open(context);
  await world.scheduler.start([automation("brief", HOURLY)]);
  world.clock.jump("2026-11-20T12:30:00.000Z");
  const { scheduler, store, clock } = restart(world);
  await scheduler.start([automation("brief", HOURLY)]);
  await clock.advance(HOUR_MS);
  assert.deepEqual(await told(store), [
    "2026-11-20T09:00 missed Chief was not running; 3 later times passed as well",
    "2026-11-20T13:00 ran done",
  ]);
});

test("forty days of missed minutes are one occurrence, and cost little", async (context) => {
  const world = open(context);
  await world.scheduler.start([automation("brief", { kind: "cron", expression: "* * * * *", timezone: "Europe/Berlin" })]);
  world.clock.jump("2026-12-30T12:00:30.000Z");
  const { scheduler, store } = restart(world);
  await scheduler.start([automation("brief", { kind: "cron", expression: "* * * * *", timezone: "Europe/Berlin" })]);
  await settle();
  assert.deepEqual(await told(store), [
    "2026-11-20T08:01 missed Chief was not running; more than 100 later times passed as well",
    "2026-12-30T12:00 ran done",
  ]);
});

test("a slot within its grace still starts; of several only the newest", async (context) => {
  const world = open(context);
  await world.scheduler.start([automation("brief", MINUTELY), automation("nine", NINE)]);
  world.clock.jump("2026-11-20T09:03:20.000Z");
  const { scheduler, store } = restart(world, { graceMs: 300_000 });
  await scheduler.start([automation("brief", MINUTELY), automation("nine", NINE)]);
  await settle();
  assert.deepEqual(await told(store), [
    "2026-11-20T08:01 missed Chief was not running; 61 later times passed as well",
    "2026-11-20T09:00 ran done",
    "2026-11-20T09:03 ran done",
  ]);
});

test("waking from sleep is noticed within a minute", async (context) => {
  const { clock, scheduler, store } = open(context);
  await scheduler.start([automation("brief", NINE), automation("hourly", HOURLY)]);
  await settle();
  clock.jump("2026-11-20T16:30:00.000Z");
  await clock.advance(60_000);
  assert.deepEqual(await told(store), [
    "2026-11-20T09:00 missed the machine was asleep, or its clock was changed",
    "2026-11-20T09:00 missed the machine was asleep, or its clock was changed; 7 later times passed as well",
  ]);
});

test("a clock that is set back starts no slot a second time", async (context) => {
  const { clock, scheduler, store } = open(context);
  await scheduler.start([automation("brief", HOURLY)]);
  await clock.advance(HOUR_MS + 60_000);
  clock.jump("2026-11-20T08:30:00.000Z");
  await clock.advance(2 * HOUR_MS);
  assert.deepEqual(await told(store), ["2026-11-20T09:00 ran done", "2026-11-20T10:00 ran done"]);
});

test("an unchanged trigger keeps its place when definitions change, a changed one starts anew", async (context) => {
  const { clock, scheduler, store } = open(context);
  const once: Trigger = { kind: "at", at: "2026-11-20T08:30:00.000Z" };
  await scheduler.start([automation("brief", once, NINE), automation("gone", NINE)]);
  await scheduler.update([automation("brief", HOURLY, once)]);
  const slots = (await store.occurrences.slots()).map((slot) => [slot.automation, slot.trigger, slot.nextAt]);
  assert.deepEqual(slots, [
    ["brief", 0, "2026-11-20T09:00:00.000Z"],
    ["brief", 1, "2026-11-20T08:30:00.000Z"],
  ]);
  await clock.advance(3 * HOUR_MS);
  assert.deepEqual(
    await told(store),
    ["2026-11-20T08:30", "2026-11-20T09:00", "2026-11-20T10:00", "2026-11-20T11:00"].map((time) => `${time} ran done`),
  );
});

test("a crash between a run and its slot's next time starts nothing twice", async (context) => {
  const world = open(context, {
    occurrences: (real) => ({ ...real, record: (due, moved, at) => (moved.length > 0 ? forever() : real.record(due, moved, at)) }),
  });
  await world.scheduler.start([automation("brief", NINE)]);
  await world.clock.advance(HOUR_MS);
  assert.equal(await world.store.occurrences.earliestSlot(), "2026-11-20T09:00:00.000Z");
  const { scheduler, store, clock } = restart(world);
  await scheduler.start([automation("brief", NINE)]);
  await clock.advance(60_000);
  assert.deepEqual(await told(store), ["2026-11-20T09:00 ran done"]);
  assert.equal((await store.runs.list({})).length, 1);
});

test("where the store refuses, the schedule is tried again and nothing is lost", async (context) => {
  let full = true;
  const refuse = () => Promise.reject(new TransientError("disk-full", "expected room on the disk, got none"));
  const { clock, scheduler, store } = open(context, {
    occurrences: (real) => ({ ...real, record: (due, moved, at) => (full ? refuse() : real.record(due, moved, at)) }),
  });
  await scheduler.start([automation("brief", NINE)]);
  await clock.advance(HOUR_MS + 20_000);
  full = false;
  await clock.advance(5_000);
  assert.deepEqual(await told(store), ["2026-11-20T09:00 ran done"]);
});

test("a trigger that can't be computed does not stop the others", async (context) => {
  const { clock, scheduler, store } = open(context);
  await scheduler.start([automation("broken", { kind: "cron", expression: "nonsense", timezone: "UTC" }), automation("brief", NINE)]);
  await clock.advance(HOUR_MS);
  assert.deepEqual(await told(store), ["2026-11-20T09:00 ran done"]);
});

test("after stopping nothing starts", async (context) => {
  const { clock, scheduler, store } = open(context);
  await scheduler.start([automation("brief", NINE)]);
  await scheduler.stop();
  await clock.advance(2 * HOUR_MS);
  assert.deepEqual([await store.occurrences.list({}), clock.waiting], [[], 0]);
});

function at(time: string): Trigger {
  return { kind: "at", at: `2026-11-20T${time}.000Z` };
}

interface Opened {
  clock: FakeClock;
  store: Store;
  scheduler: Scheduler;
  /** The same data as the next start of Chief finds them. */
  next: () => Store;
}

interface Options {
  workflow?: Workflow;
  graceMs?: number;
  occurrences?: (real: OccurrenceStore) => OccurrenceStore;
}

function open(context: TestContext, options: Options = {}): Opened {
  const database = memoryDatabase(context);
  return watch({ clock: createFakeClock(), next: () => createStore(database, "test") }, options);
}

/** The earlier scheduler is left as a crash would leave it. */
function restart(world: Opened, options: Options = {}): Opened {
  return watch({ ...world, clock: createFakeClock(new Date(world.clock.now()).toISOString()) }, options);
}

function watch({ clock, next }: Pick<Opened, "clock" | "next">, options: Options): Opened {
  const store = next();
  const engine = new SqliteEngine({
    runs: store.runs,
    workflow: options.workflow ?? (async () => endOf()),
    // Its deadlines would count among the timers, and no run here comes near them.
    clock: { ...clock, after: () => () => {} },
    logger: silentLogger,
    concurrency: 8,
    limitsOf: () => ({ retries: 0, stepTimeoutMs: HOUR_MS, runTimeoutMs: HOUR_MS }),
    random: () => 1,
    onEnd: () => {},
  });
  const occurrences = options.occurrences?.(store.occurrences) ?? store.occurrences;
  const scheduler = new Scheduler({ occurrences, engine, clock, logger: silentLogger, nextTime, graceMs: options.graceMs ?? 120_000 });
  return { clock, store, scheduler, next };
}

async function told(store: Store): Promise<string[]> {
  await settle();
  const occurrences = await store.occurrences.list({});
  return occurrences.map(({ nominalAt, state, reason }) => `${nominalAt.slice(0, 16)} ${state} ${reason}`.trim()).sort();
}

function automation(id: string, ...triggers: readonly Trigger[]): Automation {
  return {
    id,
    name: id,
    description: "",
    triggers,
    timezone: "UTC",
    when: "always",
    reads: [],
    writes: [],
    quiet: "one_line",
    retries: 0,
    stepTimeoutMs: HOUR_MS,
    runTimeoutMs: HOUR_MS,
    paused: false,
    owner: "me",
    body: "",
    path: `automations/${id}.md`,
    hash: "v1:0",
  };
}
