import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import { z } from "zod";
import type { Briefing } from "../../../src/core/briefing.ts";
import type { OutboxEntry } from "../../../src/core/delivery.ts";
import type { Logger } from "../../../src/core/ports/ambient.ts";
import type { Catalogue, Delivery } from "../../../src/core/ports/outside.ts";
import type { Store } from "../../../src/core/ports/store.ts";
import { AlertWorker } from "../../../src/engine/alerts/alert-worker.ts";
import { instantOf } from "../../../src/lib/clock.ts";
import { renderTerminal } from "../../../src/render/terminal.ts";
import { createStore } from "../../../src/store/open.ts";
import type { Database } from "../../../src/store/database/database.ts";
import { createFakeClock, settle, type FakeClock } from "../../support/clock.ts";
import { silentLogger } from "../../support/silent-logger.ts";
import { memoryDatabase } from "../../support/store.ts";
import { outboxEntry, runEnd } from "../../store/samples.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** Two ways that differ in what receives; the options of both say where to. */
const deliveries: Catalogue<Delivery> = {
  ids: ["console", "webhook"],
  load: async (id) => ({
    id,
    title: id,
    schema: z.unknown(),
    needsAccount: false,
    describe: () => `to ${id}`,
    audience: () => [],
    target: (options) => JSON.stringify(options),
    preview: () => ({ text: "", exact: "" }),
    send: async () => ({ receipt: "sent" }),
  }),
};
const HOOK = { delivery: "webhook", options: { to: "ops" } };
const SCREEN = { delivery: "console", options: {} };

interface World {
  clock: FakeClock;
  store: Store;
  worker: AlertWorker;
  /** What was logged as a warning or an error. */
  logged: string[];
  /** Whether what the outbox was told to send. */
  pokes: () => number;
}

interface Start {
  database: Database;
  clock: FakeClock;
  to: readonly { delivery: string; options: Record<string, unknown> }[];
  onFailure: { after: number; everyMs: number };
}

function start({ database, clock, to, onFailure }: Start): World {
  const store = createStore(database, "test");
  const logged: string[] = [];
  let pokes = 0;
  const log: Logger["warn"] = (_fields, message) => void logged.push(message);
  const workspace = {
    ...{ alerts: { to, everyMs: HOUR_MS }, owner: "me", people: { all: [] } },
    calendar: { timezone: "Europe/Berlin", workdays: [1], hours: { start: "09:00", end: "17:00" }, holidays: [] },
  };
  const worker = new AlertWorker({
    ...{ alerts: store.alerts, messages: store.outbox, documents: store.documents },
    deliveries,
    isShut: async () => false,
    workspace: () => workspace,
    findAutomation: () => ({ onFailure }),
    outbox: { poke: () => void (pokes += 1) },
    clock,
    logger: { ...silentLogger, warn: log, error: log },
    crashPoint: () => {},
    lateMs: 5 * MINUTE_MS,
  });
  return { clock, store, worker, logged, pokes: () => pokes };
}

function open(t: TestContext, options: Partial<Start> = {}): Start {
  const defaults = { to: [HOOK, SCREEN], onFailure: { after: 1, everyMs: HOUR_MS } };
  return { database: memoryDatabase(t), clock: createFakeClock(), ...defaults, ...options };
}

async function fail({ store, clock }: World, automation = "day", status: "failed" | "succeeded" = "failed"): Promise<string> {
  const now = instantOf(clock);
  const id = `sched:${automation}:${now}`;
  await store.runs.insert(id, { automation, asOf: now, nominalAt: now, trigger: "schedule", dryRun: false }, now);
  await store.runs.claim(id, now);
  await store.runs.finish(id, runEnd({ status, reason: "expected the folder to be there, got none" }), now);
  return id;
}

async function miss({ store, clock }: World, automation: string, count: number): Promise<void> {
  const now = instantOf(clock);
  const fixed = {
    kind: "schedule",
    nominalAt: now,
    actualAt: now,
    state: "missed",
    reason: "Chief was not running",
    caughtUp: false,
  } as const;
  await store.occurrences.record([{ occurrence: { id: `sched:${automation}:${now}`, automation, count, ...fixed } }], [], now);
}

async function messages({ store }: World): Promise<OutboxEntry[]> {
  return (await store.outbox.list({})).filter(({ run }) => run === undefined).toReversed();
}

async function textOf({ store }: World, entry: OutboxEntry | undefined): Promise<string> {
  const briefing = await store.documents.get<Briefing>(entry?.briefing ?? "");
  return renderTerminal(briefing, { width: 80, color: false }).replaceAll(/\s+/g, " ");
}

test("a run that failed is told once, with when, why and what to do, however often the worker looks", async (t) => {
  const world = start(open(t));
  world.worker.start();
  const run = await fail(world);
  await world.clock.advance(5_000);
  for (let look = 0; look < 3; look += 1) {
    world.worker.poke();
    await world.clock.advance(2 * HOUR_MS);
  }
  const [entry, ...others] = await messages(world);
  assert.deepEqual(
    [entry?.delivery, entry?.options, entry?.state, entry?.automation, others.length],
    ["webhook", { to: "ops" }, "pending", "chief", 0],
  );
  const text = await textOf(world, entry);
  assert.match(text, /- day failed on Fri 20 Nov 09:00: expected the folder to be there, got none\./);
  assert.ok(text.includes(`chief retry ${run} takes it up again`), text);
  assert.deepEqual([world.pokes(), world.logged], [1, ["day failed"]]);
});

test("a run that is tried again and fails again is no second trouble", async (t) => {
  const world = start(open(t));
  world.worker.start();
  const run = await fail(world);
  await world.clock.advance(3 * HOUR_MS);
  await world.store.runs.reopen(run, instantOf(world.clock));
  await world.store.runs.claim(run, instantOf(world.clock));
  await world.store.runs.finish(run, runEnd({ status: "failed" }), instantOf(world.clock));
  world.worker.poke();
  await world.clock.advance(HOUR_MS);
  assert.equal((await messages(world)).length, 1);
});

test("what an earlier process did not come to tell is told by the next, also when it died after noticing", async (t) => {
  const place = open(t);
  const first = start(place);
  await fail(first);
  await fail(first, "noticed");
  const [, noticed] = await first.store.alerts.untold("2026-11-20T00:00:00.000Z", HOUR_MS);
  await first.store.alerts.keep(noticed ? [noticed] : []);
  const second = start(place);
  second.worker.start();
  await place.clock.advance(5_000);
  const [entry, ...others] = await messages(second);
  assert.equal(others.length, 0);
  assert.match(await textOf(second, entry), /- day failed on.*- noticed failed on/);
});

test("a long outage of many automations is one message, with a line for each and how often", async (t) => {
  const world = start(open(t));
  for (let index = 0; index < 700; index += 1) await miss(world, `automation-${index}`, 40);
  world.worker.start();
  await world.clock.advance(60_000);
  const [entry, ...others] = await messages(world);
  assert.equal(others.length, 0);
  const text = await textOf(world, entry);
  assert.match(
    text,
    /- automation-\d+ did not run 40 times, last on Fri 20 Nov 09:00: Chief was not running\. Next: chief run automation-\d+ runs it now/,
  );
  assert.match(text, /And 680 more lines/);
  assert.equal(world.logged.length, 700);
});

test("what goes wrong within the cooldown is told together when it is over, without anything new to wake it", async (t) => {
  const world = start(open(t, { onFailure: { after: 1, everyMs: 2 * HOUR_MS } }));
  world.worker.start();
  await fail(world);
  await world.clock.advance(10 * MINUTE_MS);
  for (let count = 0; count < 3; count += 1) {
    await fail(world);
    world.worker.poke();
    await world.clock.advance(10 * MINUTE_MS);
  }
  assert.equal((await messages(world)).length, 1);
  await fail(world, "other");
  world.worker.poke();
  await world.clock.advance(5_000);
  assert.equal((await messages(world)).length, 2);
  await world.clock.advance(HOUR_MS);
  assert.equal((await messages(world)).length, 2);
  await world.clock.advance(HOUR_MS);
  const all = await messages(world);
  assert.equal(all.length, 3);
  assert.match(await textOf(world, all[2]), /- day failed 3 times, last on Fri 20 Nov 09:30 \(4 failures in a row now\)/);
});

test("with after, only so many failures in a row are told", async (t) => {
  const world = start(open(t, { onFailure: { after: 3, everyMs: HOUR_MS } }));
  world.worker.start();
  for (const status of ["failed", "failed", "succeeded", "failed", "failed"] as const) {
    await fail(world, "day", status);
    world.worker.poke();
    await world.clock.advance(HOUR_MS);
  }
  assert.equal((await messages(world)).length, 0);
  await fail(world);
  world.worker.poke();
  await world.clock.advance(HOUR_MS);
  const [entry] = await messages(world);
  assert.match(await textOf(world, entry), /- day failed 5 times, last on .* \(3 failures in a row now\)/);
});

test("a message that could not be delivered is told by another way than its own", async (t) => {
  const world = start(open(t));
  await deliverInVain(world, HOOK);
  world.worker.start();
  await world.clock.advance(5_000);
  const [entry, ...others] = await messages(world);
  assert.deepEqual([entry?.delivery, others.length], ["console", 0]);
  assert.match(await textOf(world, entry), /A message of day did not arrive on .*: gone\. Choose another\. Next: chief messages lists it/);
});

test("an alert that can't be delivered goes out by the next way with what it had to say, and after the last one only to the log", async (t) => {
  const world = start(open(t));
  world.worker.start();
  await fail(world);
  await world.clock.advance(5_000);
  await giveUp(world);
  world.worker.poke();
  await world.clock.advance(5_000);
  const [, second] = await messages(world);
  assert.equal(second?.delivery, "console");
  assert.match(await textOf(world, second), /A message of chief did not arrive.*What it had to say follows\. - day failed on/);
  await giveUp(world);
  world.worker.poke();
  await world.clock.advance(HOUR_MS);
  assert.equal((await messages(world)).length, 2);
  assert.equal(world.logged.at(-1), "no way is left to tell the owner");
});

test("troubles that no single way suits go out by one each", async (t) => {
  const world = start(open(t));
  await deliverInVain(world, HOOK, "day");
  await deliverInVain(world, SCREEN, "night");
  world.worker.start();
  await world.clock.advance(5_000);
  assert.deepEqual((await messages(world)).map(({ delivery }) => delivery).sort(), ["console", "webhook"]);
});

test("a worker that was stopped tells nothing, and leaves no timer", async (t) => {
  const world = start(open(t));
  world.worker.start();
  await fail(world);
  await world.worker.stop();
  world.worker.poke();
  await world.clock.advance(HOUR_MS);
  assert.deepEqual([world.clock.waiting, (await messages(world)).length], [0, 0]);
});

test("a clock that is set back by a day holds nothing back", async (t) => {
  const world = start(open(t));
  world.worker.start();
  await fail(world);
  await world.clock.advance(5_000);
  world.clock.jump("2026-11-19T08:00:00.000Z");
  await fail(world);
  world.worker.poke();
  await world.clock.advance(MINUTE_MS);
  assert.equal((await messages(world)).length, 2);
});

/** A run whose message was refused for good. */
async function deliverInVain(world: World, { delivery, options }: typeof HOOK | typeof SCREEN, automation = "day"): Promise<void> {
  const now = instantOf(world.clock);
  const id = `sched:${automation}:${now}`;
  await world.store.runs.insert(id, { automation, asOf: now, nominalAt: now, trigger: "schedule", dryRun: false }, now);
  await world.store.runs.claim(id, now);
  const message = { ...outboxEntry(`${automation} message`, id), automation, delivery, options, nextAttemptAt: now };
  await world.store.runs.finish(id, runEnd({ outbox: [message] }), now);
  await giveUp(world);
}

async function giveUp({ store, clock }: World): Promise<void> {
  for (const { key } of await store.outbox.claim(instantOf(clock), 10)) {
    await store.outbox.settle(
      key,
      { state: "undeliverable", error: { code: "gone", message: "gone", hint: "Choose another." } },
      instantOf(clock),
    );
  }
  await settle();
}
