import assert from "node:assert/strict";
import { test } from "node:test";
import type { Automation } from "../../../src/core/automation.ts";
import type { Event } from "../../../src/core/event.ts";
import { dayOffOf, type WorkCalendar } from "../../../src/core/work-calendar.ts";
import { settle } from "../../support/clock.ts";
import { forever } from "../../support/engine-world.ts";
import { automation, HOUR_MS, HOURLY, MINUTELY, NINE, open, restart, told, type Opened } from "./schedule-world.ts";

const CALENDAR: WorkCalendar = {
  timezone: "UTC",
  workdays: [1, 2, 3, 4, 5],
  hours: { start: "09:00", end: "17:00" },
  holidays: ["2026-11-23"],
};
const SKIPPED = "skipped its previous run had not ended yet";

const OVERLAPS: readonly [Automation["overlap"], string[]][] = [
  ["skip", ["09:00 due", `10:00 ${SKIPPED}`, `11:00 ${SKIPPED}`]],
  ["buffer_one", ["09:00 due", "10:00 due", "11:00 skipped one of its runs was waiting already"]],
  ["buffer_all", ["09:00 due", "10:00 due", "11:00 due"]],
  ["cancel_other", ["09:00 ran a newer run of it was due", "10:00 ran a newer run of it was due", "11:00 due"]],
];

for (const [overlap, expected] of OVERLAPS) {
  test(`overlap ${overlap}: what becomes of a slot while the run before it goes on`, async (context) => {
    const { clock, scheduler, store } = open(context, { workflow: forever });
    await scheduler.start([{ ...automation("brief", HOURLY), ...(overlap && { overlap }) }]);
    await clock.advance(3 * HOUR_MS);
    const lines = (await told(store)).map((line) => line.replace("2026-11-20T", ""));
    if (overlap === "cancel_other") {
      const statuses = (await store.runs.list({})).map(({ status, reason }) => `${status} ${reason}`.trim());
      assert.deepEqual(statuses, ["running", "cancelled a newer run of it was due", "cancelled a newer run of it was due"]);
      assert.match(lines[2] ?? "", /^11:00 due/);
    } else assert.deepEqual(lines, expected);
  });
}

test("overlap allow_all: runs go on side by side", async (context) => {
  const { clock, scheduler, store } = open(context, { workflow: forever, concurrency: Infinity });
  await scheduler.start([{ ...automation("brief", HOURLY), overlap: "allow_all" }]);
  await clock.advance(3 * HOUR_MS);
  assert.deepEqual(
    (await store.runs.list({})).map(({ status }) => status),
    ["running", "running", "running"],
  );
});

test("more than a thousand that wait are over the limit, and told as that", async (context) => {
  const { clock, scheduler, store } = open(context, { workflow: forever });
  const daily = {
    ...automation("brief", MINUTELY),
    overlap: "buffer_all",
    catchup: { mode: "all", windowMs: 48 * HOUR_MS, max: 1_100 },
  } as const;
  await scheduler.start([daily]);
  await settle();
  clock.jump("2026-11-21T08:00:30.000Z");
  await clock.advance(61_000);
  assert.equal((await store.occurrences.list({ states: ["over_limit"] })).length > 0, true);
  assert.ok((await store.runs.list({ statuses: ["queued"] })).length <= 1_000);
});

test("a slot with jitter starts later by the same amount whenever it is asked, and is no late one", async (context) => {
  const world = open(context);
  const trigger = { ...NINE, jitterMs: 30 * 60_000 };
  await world.scheduler.start([automation("brief", trigger), automation("other", trigger)]);
  const slots = await world.store.occurrences.slots();
  const dues = slots.map(({ dueAt = "", nextAt = "" }) => Date.parse(dueAt) - Date.parse(nextAt));
  assert.ok(dues.every((ms) => ms > 0 && ms < 30 * 60_000) && dues[0] !== dues[1], dues.join());
  const { scheduler, store, clock } = restart(world);
  await scheduler.start([automation("brief", trigger), automation("other", trigger)]);
  assert.deepEqual(await store.occurrences.slots(), slots);
  await clock.advance(2 * HOUR_MS);
  const occurrences = await store.occurrences.list({});
  assert.deepEqual(
    occurrences.map(({ state, nominalAt, caughtUp }) => [state, nominalAt, caughtUp]),
    [0, 1].map(() => ["ran", "2026-11-20T09:00:00.000Z", false]),
  );
  assert.deepEqual(new Set(occurrences.map(({ actualAt }) => actualAt)), new Set(slots.map(({ dueAt }) => dueAt)));
});

test("jitter stays below the gap to the next time", async (context) => {
  const { clock, scheduler, store } = open(context);
  await scheduler.start([automation("brief", { ...MINUTELY, jitterMs: 24 * HOUR_MS })]);
  await clock.advance(10 * 60_000);
  const late = (await store.occurrences.list({})).map(({ nominalAt, actualAt = "" }) => Date.parse(actualAt) - Date.parse(nominalAt));
  assert.ok(late.length >= 9 && late.every((ms) => ms >= 0 && ms < 60_000), late.join());
});

test("times on days off are skipped, and say which day it is", async (context) => {
  const absences = [{ from: "2026-11-24", to: "2026-11-24" }];
  const { clock, scheduler, store } = open(context, { dayOff: (_automation, at) => dayOffOf(CALENDAR, at, absences) });
  await scheduler.start([automation("brief", { ...NINE, workdaysOnly: true }), automation("always", { ...NINE, jitterMs: 0 })]);
  for (let day = 0; day < 6; day += 1) {
    clock.jump(`2026-11-2${day}T08:59:30.000Z`);
    await clock.advance(90_000);
  }
  const lines = (await store.occurrences.list({ automation: "brief" })).map(
    ({ nominalAt, state, reason }) => `${nominalAt.slice(8, 10)} ${state} ${reason}`,
  );
  assert.deepEqual(lines.toReversed(), [
    "20 ran done",
    "21 skipped Saturday is a day off; the next run covers it",
    "22 skipped Sunday is a day off; the next run covers it",
    "23 skipped 2026-11-23 is a holiday; the next run covers it",
    "24 skipped its owner is away on 2026-11-24; the next run covers it",
    "25 ran done",
  ]);
  assert.equal((await store.occurrences.list({ automation: "always", states: ["ran"] })).length, 6);
});

test("resuming after a long pause fires nothing of the past, slept through or not", async (context) => {
  const { clock, scheduler, store } = open(context);
  const paused = { ...automation("brief", HOURLY), paused: true, catchup: { mode: "all", max: 2 } as const };
  await scheduler.start([paused]);
  await clock.advance(HOUR_MS);
  clock.jump("2026-11-21T08:30:00.000Z");
  await scheduler.update([{ ...paused, paused: false }]);
  await clock.advance(HOUR_MS);
  assert.deepEqual(await told(store), [
    "2026-11-20T09:00 skipped the automation is paused",
    "2026-11-20T10:00 skipped the automation is paused; 19 times from 2026-11-20 10:00 to 2026-11-21 04:00 (UTC)",
    "2026-11-21T05:00 skipped the automation is paused",
    "2026-11-21T06:00 skipped the automation is paused",
    "2026-11-21T07:00 skipped the automation is paused",
    "2026-11-21T08:00 skipped the automation is paused",
    "2026-11-21T09:00 ran done",
  ]);
});

test("a burst starts its run when it has been collected, beside the schedule and with the same timer", async (context) => {
  const { clock, scheduler, store } = open(context);
  await scheduler.start([automation("brief", NINE)]);
  await settle();
  await collect(store, "one", "2026-11-20T08:10:00.000Z");
  scheduler.poke();
  await settle();
  assert.equal(clock.waiting, 1);
  await clock.advance(10 * 60_000 - 1);
  assert.deepEqual(await store.runs.list({}), []);
  await clock.advance(1);
  const [run] = await store.runs.list({});
  assert.deepEqual([run?.id, run?.status, run?.input.trigger], ["event:brief:file:one", "succeeded", "event"]);
  assert.deepEqual(await store.occurrences.collecting(), []);
});

test("a burst whose time came while Chief was not running starts at the next start, unless it was paused meanwhile", async (context) => {
  for (const [isPaused, line] of [
    [false, "ran done"],
    [true, "skipped the automation is paused"],
  ] as const) {
    const first = open(context);
    await collect(first.store, "one", "2026-11-20T08:10:00.000Z");
    const { scheduler, store } = restart(first, { at: "2026-11-20T12:00:00.000Z" });
    await scheduler.start([{ ...automation("brief", NINE), paused: isPaused, catchup: { mode: "none", max: 1 } }]);
    assert.ok((await told(store)).some((each) => each.endsWith(line)));
  }
});

test("a burst of an automation that is gone is skipped", async (context) => {
  const { scheduler, store } = open(context);
  await collect(store, "one", "2026-11-20T08:00:00.000Z");
  await scheduler.start([]);
  assert.deepEqual(await told(store), ["2026-11-20T07:59 skipped the automation is gone"]);
});

test("work passes its crash points in order", async (context) => {
  const points: string[] = [];
  const { clock, scheduler } = open(context, { crashPoint: (point) => points.push(point) });
  await scheduler.start([automation("brief", NINE)]);
  await clock.advance(HOUR_MS);
  assert.deepEqual(points, ["slots.judged", "slots.recorded", "slots.moved"]);
});

for (const point of ["slots.judged", "slots.recorded", "slots.moved"] as const) {
  test(`a death at ${point} neither loses nor repeats a slot`, async (context) => {
    const dead = open(context, {
      crashPoint: (reached) => {
        if (reached === point) throw new Error("dead");
      },
    });
    await dead.scheduler.start([automation("brief", NINE, HOURLY)]);
    await dead.clock.advance(HOUR_MS);
    const { scheduler, store, clock, engine } = restart(dead);
    await engine.recover();
    await scheduler.start([automation("brief", NINE, HOURLY)]);
    await clock.advance(60_000);
    assert.deepEqual(await told(store), ["2026-11-20T09:00 ran done"]);
    assert.equal((await store.runs.list({})).length, 1);
  });
}

async function collect(store: Opened["store"], id: string, startAt: string): Promise<void> {
  const at = "2026-11-20T07:59:00.000Z";
  const event: Event = { source: "file", id, topic: "file", at, title: id, fields: {} };
  const occurrence = {
    id: `event:brief:file:${id}`,
    automation: "brief",
    kind: "event",
    nominalAt: at,
    reason: "",
    caughtUp: false,
    count: 1,
  } as const;
  await store.occurrences.admit([{ occurrence: { ...occurrence, state: "due", startAt, event } }], at);
}
