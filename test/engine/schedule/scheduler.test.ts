import assert from "node:assert/strict";
import { test } from "node:test";
import { TransientError } from "../../../src/core/errors.ts";
import type { Schedule } from "../../../src/core/trigger.ts";
import { settle, until } from "../../support/clock.ts";
import { forever } from "../../support/engine-world.ts";
import { automation, HOUR_MS, HOURLY, NINE, open, restart, told } from "./schedule-world.ts";

test("a due slot starts one run at its time, and is recorded with both its times", async (context) => {
  const { clock, scheduler, store } = open(context);
  await scheduler.start([automation("brief", NINE)]);
  await clock.advance(HOUR_MS - 1);
  assert.deepEqual(await store.occurrences.list({}), []);
  await clock.advance(1);
  const at = "2026-11-20T09:00:00.000Z";
  assert.deepEqual(await store.occurrences.list({}), [
    {
      id: `sched:brief:${at}`,
      automation: "brief",
      kind: "schedule",
      nominalAt: at,
      actualAt: at,
      state: "ran",
      reason: "done",
      caughtUp: false,
      count: 1,
    },
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
  const once: Schedule = { kind: "at", at: "2026-11-20T08:30:00.000Z" };
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

function at(time: string): Schedule {
  return { kind: "at", at: `2026-11-20T${time}.000Z` };
}
