import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import type { Automation } from "../../../src/core/automation.ts";
import { PermanentError } from "../../../src/core/errors.ts";
import type { BackfillRequest } from "../../../src/core/ports/operations.ts";
import { backfill } from "../../../src/engine/schedule/backfill.ts";
import { nextTime } from "../../../src/triggers/schedule.ts";
import { settle, until } from "../../support/clock.ts";
import { silentLogger } from "../../support/silent-logger.ts";
import { automation, HOUR_MS, HOURLY, MINUTELY, open, restart, told, type Opened } from "./schedule-world.ts";

const FROM = "2026-11-20T06:00:00.000Z";
const NOW = "2026-11-20T11:40:00.000Z";

test("the slots that have not run are started once, oldest first, each as of its own time", async (context) => {
  const world = await afterOutage(context);
  const slots = await ask(world, { from: FROM, to: "2026-12-24T00:00:00.000Z" });
  assert.deepEqual(
    slots.map(({ nominalAt, state, started }) => [nominalAt.slice(11, 16), state, started]),
    [
      ["06:00", "unknown", true],
      ["07:00", "unknown", true],
      ["08:00", "ran", false],
      ["09:00", "missed", true],
      ["10:00", "missed", true],
      ["11:00", "missed", true],
    ],
  );
  await until(async () => (await world.store.runs.list({ statuses: ["succeeded"] })).length === 6, "the runs to end");
  const runs = (await world.store.runs.list({})).toReversed().slice(1);
  assert.deepEqual(
    runs.map(({ id, input }) => [id, input.asOf, input.trigger, input.caughtUp]),
    ["06", "07", "09", "10", "11"].map((hour) => [
      `sched:brief:2026-11-20T${hour}:00:00.000Z`,
      `2026-11-20T${hour}:00:00.000Z`,
      "schedule",
      undefined,
    ]),
  );
  assert.ok((await told(world.store)).every((line) => line.endsWith("ran done")));
  const again = await ask(world, { from: FROM, to: NOW });
  assert.ok(again.every(({ state, started }) => state === "ran" && !started));
  assert.equal((await world.store.runs.list({})).length, 6);
});

test("a dry run only says which there are", async (context) => {
  const world = await afterOutage(context);
  const slots = await ask(world, { from: FROM, to: NOW, dryRun: true });
  assert.deepEqual(
    slots.map(({ state, started }) => `${state} ${started}`),
    ["unknown false", "unknown false", "ran false", "missed false", "missed false", "missed false"],
  );
  assert.equal((await world.store.runs.list({})).length, 1);
});

test("too many slots are refused, with the way out", async (context) => {
  const world = await afterOutage(context);
  const refused = ask(world, { from: "2026-11-19T00:00:00.000Z", to: NOW }, { ...automation("brief", MINUTELY) });
  await assert.rejects(refused, (error: unknown) => {
    assert.ok(error instanceof PermanentError && error.code === "backfill-too-long");
    assert.match(error.hint ?? "", /could end at 2026-11-19T16:39:59.999Z/);
    return true;
  });
});

test("slots of an outage that are told together are started one by one, and the telling stays", async (context) => {
  const brief = { ...automation("brief", HOURLY), catchup: { mode: "none", max: 1 } } as const;
  const world = await afterOutage(context, brief, "2026-11-20T12:40:00.000Z");
  const slots = await ask(world, { from: "2026-11-20T09:00:00.000Z", to: "2026-11-20T13:00:00.000Z" });
  assert.deepEqual(
    slots.map(({ state, started }) => `${state} ${started}`),
    ["unknown true", "unknown true", "missed true", "missed true"],
  );
  const together = (await world.store.occurrences.list({})).filter(({ count }) => count > 1);
  assert.deepEqual(
    together.map(({ id, state, count }) => [id, state, count]),
    [["sched:brief:2026-11-20T09:00:00.000Z/2026-11-20T10:00:00.000Z", "missed", 2]],
  );
});

test("what too many would wait for is left as it was", async (context) => {
  const world = await afterOutage(context);
  const full = {
    ...world.engine,
    loadOf: () => ({ running: 1, queued: 998 }),
    take: () => {},
    activeRuns: () => [],
    cancel: async () => true,
  };
  const slots = await ask({ ...world, engine: full }, { from: FROM, to: NOW });
  assert.deepEqual(
    slots.map(({ started }) => started),
    [true, true, false, false, false, false],
  );
});

test("an automation that is unknown is said so", async (context) => {
  await assert.rejects(ask(await afterOutage(context), { automation: "other", from: FROM, to: NOW }), { code: "automation-unknown" });
});

/** Ran at 08:00, was down from 08:20 to 11:40, and missed the three slots between. */
async function afterOutage(context: TestContext, brief: Automation = automation("brief", HOURLY), up = NOW): Promise<Opened> {
  const first = open(context, { at: "2026-11-20T07:30:00.000Z" });
  await first.scheduler.start([brief]);
  await first.clock.advance(HOUR_MS - 10 * 60_000);
  const second = restart(first, { at: up });
  await second.scheduler.start([brief]);
  await settle();
  return second;
}

function ask(
  { store, engine, clock }: Pick<Opened, "store" | "clock"> & { engine: Parameters<typeof backfill>[0]["engine"] },
  request: Partial<BackfillRequest>,
  brief: Automation = automation("brief", HOURLY),
) {
  const parts = { occurrences: store.occurrences, engine, clock, logger: silentLogger, nextTime, automations: () => [brief] };
  return backfill(parts, { automation: "brief", from: FROM, to: NOW, dryRun: false, ...request });
}
