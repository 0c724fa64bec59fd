import assert from "node:assert/strict";
import { test } from "node:test";
import type { CATCHUP_MODES, Schedule } from "../../../src/core/trigger.ts";
import { settle, until } from "../../support/clock.ts";
import { forever } from "../../support/engine-world.ts";
import { automation, countStates, HOURLY, MINUTELY, NINE, open, restart, told, type Opened } from "./schedule-world.ts";

type Mode = (typeof CATCHUP_MODES)[number];

const LONG = { down: "2026-11-20T08:20:30.000Z", up: "2026-12-30T08:20:30.000Z" };
const MORNING = { down: "2026-11-20T08:20:00.000Z", up: "2026-11-20T11:20:00.000Z" };
const MINUTES = { down: "2026-11-20T08:58:00.000Z", up: "2026-11-20T09:03:00.000Z" };

/** What became of an outage: slots that ran, and slots that were missed. */
const OUTAGES: readonly [what: string, outage: typeof LONG, trigger: Schedule, mode: Mode, ran: number, missed: number][] = [
  ["5 minutes", MINUTES, HOURLY, "latest", 1, 0],
  ["5 minutes", MINUTES, HOURLY, "all", 1, 0],
  ["5 minutes", MINUTES, HOURLY, "none", 0, 1],
  ["5 minutes", MINUTES, MINUTELY, "latest", 1, 4],
  ["5 minutes", MINUTES, MINUTELY, "all", 5, 0],
  ["5 minutes", MINUTES, MINUTELY, "none", 1, 4],
  ["3 hours", MORNING, HOURLY, "latest", 1, 2],
  ["3 hours", MORNING, HOURLY, "all", 3, 0],
  ["3 hours", MORNING, HOURLY, "none", 0, 3],
  ["3 hours", MORNING, MINUTELY, "latest", 1, 179],
  ["3 hours", MORNING, MINUTELY, "all", 100, 80],
  ["3 hours", MORNING, MINUTELY, "none", 1, 179],
  ["40 days", LONG, HOURLY, "latest", 1, 959],
  ["40 days", LONG, HOURLY, "all", 12, 948],
  ["40 days", LONG, HOURLY, "none", 0, 960],
  ["40 days", LONG, MINUTELY, "latest", 1, 57_599],
  ["40 days", LONG, MINUTELY, "all", 100, 57_500],
  ["40 days", LONG, MINUTELY, "none", 1, 57_599],
];

for (const [what, { down, up }, trigger, mode, ran, missed] of OUTAGES) {
  test(`an outage of ${what}, ${trigger.kind} and catch-up ${mode}: ${ran} ran, ${missed} missed`, async (context) => {
    const scheduled = { ...automation("brief", trigger), catchup: { mode, max: 100 } };
    const first = open(context, { at: down });
    await first.scheduler.start([scheduled]);
    await settle();
    const { scheduler, store } = restart(first, { at: up });
    await scheduler.start([scheduled]);
    await untilTold(store);
    await until(async () => (await store.runs.list({ statuses: ["queued", "running"] })).length === 0, "the runs to end");
    assert.deepEqual(await countStates(store), { ...(missed > 0 && { missed }), ...(ran > 0 && { ran }) });
    assert.equal((await store.runs.list({})).length, ran);
    assert.ok((await store.occurrences.list({ states: ["missed"] })).length <= 102);
  });
}

test("the newest of many missed times are told one by one, those before them together with their span", async (context) => {
  const berlin = { ...automation("brief", HOURLY), timezone: "Europe/Berlin", catchup: { mode: "latest", max: 3 } as const };
  const first = open(context);
  await first.scheduler.start([berlin]);
  const { scheduler, store } = restart(first, { at: "2026-11-20T19:20:00.000Z" });
  await scheduler.start([berlin]);
  await untilTold(store);
  assert.deepEqual(await told(store), [
    "2026-11-20T09:00 missed Chief was not running; 7 times from 2026-11-20 10:00 to 2026-11-20 16:00 (Europe/Berlin)",
    "2026-11-20T16:00 missed Chief was not running",
    "2026-11-20T17:00 missed Chief was not running",
    "2026-11-20T18:00 missed Chief was not running",
    "2026-11-20T19:00 ran done",
  ]);
});

test("a caught-up briefing speaks of the present; of several each speaks of its own time, the newest of the present", async (context) => {
  const all = { ...automation("brief", HOURLY), catchup: { mode: "all", max: 100 } as const };
  const first = open(context);
  await first.scheduler.start([automation("morning", NINE), all]);
  const { scheduler, store, clock } = restart(first, { at: "2026-11-20T11:20:00.000Z" });
  await scheduler.start([automation("morning", NINE), all]);
  await settle();
  const runs = (await store.runs.list({})).map(
    ({ automation, input }) => `${automation} ${input.nominalAt} ${input.asOf} ${input.caughtUp}`,
  );
  const now = new Date(clock.now()).toISOString();
  assert.deepEqual(runs.sort(), [
    `brief 2026-11-20T09:00:00.000Z 2026-11-20T09:00:00.000Z true`,
    `brief 2026-11-20T10:00:00.000Z 2026-11-20T10:00:00.000Z true`,
    `brief 2026-11-20T11:00:00.000Z ${now} true`,
    `morning 2026-11-20T09:00:00.000Z ${now} true`,
  ]);
  assert.ok((await store.occurrences.list({})).every(({ caughtUp }) => caughtUp));
});

test("more missed times than anybody counts are told as more than that", async (context) => {
  const first = open(context);
  await first.scheduler.start([automation("brief", MINUTELY)]);
  const { scheduler, store } = restart(first, { at: "2027-03-01T08:00:30.000Z" });
  await scheduler.start([automation("brief", MINUTELY)]);
  await untilTold(store);
  const sum = (await store.occurrences.list({})).find(({ count }) => count > 1);
  assert.equal(sum?.count, 100_000);
  assert.equal(sum.reason, "Chief was not running; more than 100,000 times from 2026-11-20 08:01 to 2027-03-01 06:19 (UTC)");
});

test("what is due starts before an earlier outage has been counted", async (context) => {
  const first = open(context, { at: LONG.down });
  await first.scheduler.start([automation("brief", MINUTELY)]);
  const { scheduler, store } = restart(first, { at: LONG.up });
  await scheduler.start([automation("brief", MINUTELY)]);
  await until(async () => (await store.runs.list({})).length === 1, "the newest run");
  assert.deepEqual(await store.occurrences.list({ states: ["missed"] }), []);
  await untilTold(store);
});

for (const [where, isCrash] of [
  ["before they are counted", (rows: number) => rows > 0],
  ["between those told together and the rest", (rows: number) => rows > 2],
] as const) {
  test(`a crash ${where} loses no missed time and counts none twice`, async (context) => {
    const { down, up } = LONG;
    const first = open(context, { at: down });
    await first.scheduler.start([automation("brief", MINUTELY, HOURLY)]);
    const second = restart(first, {
      at: up,
      occurrences: (real) => ({
        ...real,
        record: (due, moved, at) => (moved.length > 0 && due.length > 0 && isCrash(due.length) ? forever() : real.record(due, moved, at)),
      }),
    });
    await second.scheduler.start([automation("brief", MINUTELY)]);
    for (let turn = 0; turn < 60; turn += 1) await settle();
    const third = restart(second, { at: "2026-12-30T10:20:30.000Z" });
    await third.scheduler.start([automation("brief", MINUTELY)]);
    await untilTold(third.store);
    assert.deepEqual(await countStates(third.store), { missed: 57_600 + 120 - 2, ran: 2 });
  });
}

test("a slot that comes due again while an outage is being counted goes on as ever", async (context) => {
  const first = open(context, { at: LONG.down });
  await first.scheduler.start([automation("brief", MINUTELY)]);
  const { scheduler, store, clock } = restart(first, { at: LONG.up });
  await scheduler.start([automation("brief", MINUTELY)]);
  await clock.advance(120_000);
  await untilTold(store);
  assert.deepEqual(await countStates(store), { missed: 57_599, ran: 3 });
});

test("stopping in the middle of counting leaves the rest to the next start", async (context) => {
  const first = open(context, { at: LONG.down });
  await first.scheduler.start([automation("brief", MINUTELY)]);
  const second = restart(first, { at: LONG.up });
  await second.scheduler.start([automation("brief", MINUTELY)]);
  await settle();
  await second.scheduler.stop();
  assert.deepEqual(await countStates(second.store), { ran: 1 });
  const third = restart(second);
  await third.scheduler.start([automation("brief", MINUTELY)]);
  await untilTold(third.store);
  assert.deepEqual(await countStates(third.store), { missed: 57_599, ran: 1 });
});

test("waking from sleep is noticed within a minute, and what was slept through is told", async (context) => {
  let alarms = 0;
  const { clock, scheduler, store } = open(context, { onMissed: () => (alarms += 1) });
  await scheduler.start([automation("brief", NINE), automation("hourly", HOURLY)]);
  await settle();
  clock.jump("2026-11-21T08:40:00.000Z");
  await clock.advance(60_000);
  await untilTold(store);
  assert.deepEqual(await countStates(store), { missed: 25 });
  assert.ok((await told(store)).every((line) => line.endsWith("missed the machine was asleep, or its clock was changed")));
  assert.ok(alarms > 0);
});

/** Resolves once no slot has times left to tell. */
async function untilTold(store: Opened["store"]): Promise<void> {
  await settle();
  await until(async () => (await store.occurrences.slots()).every(({ nextAt, dueAt }) => nextAt === dueAt), "the slots to be told");
}
