import assert from "node:assert/strict";
import { test } from "node:test";
import type { Store } from "../../../src/core/ports/store.ts";
import type { Schedule } from "../../../src/core/trigger.ts";
import { settle, until } from "../../support/clock.ts";
import { automation, HOUR_MS, open, restart } from "./schedule-world.ts";

const MINUTE_MS = 60_000;
const EVERY_MS = 5 * MINUTE_MS;
const START = Date.parse("2026-11-20T08:00:00.000Z");
const FIVE_MINUTES: Schedule = { kind: "cron", expression: "*/5 * * * *", timezone: "UTC" };
/** What a machine's clock does: it is set on and back by an hour and a day, and stands still over a night's sleep. */
const JUMPS = [HOUR_MS, -HOUR_MS, 24 * HOUR_MS, -24 * HOUR_MS, 8 * HOUR_MS];
const ROUNDS = 20;

test("however the clock jumps, each time has one occurrence and at most one run", async (context) => {
  const { clock, scheduler, store } = open(context);
  const random = createRandom(20_261_120);
  await scheduler.start([automation("brief", FIVE_MINUTES)]);
  await settle();
  let latest = clock.now();
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const jump of JUMPS.toSorted(() => random() - 0.5)) {
      clock.jump(new Date(clock.now() + jump).toISOString());
      await clock.advance(MINUTE_MS + Math.floor(random() * 7 * MINUTE_MS));
      latest = Math.max(latest, clock.now());
    }
  }
  clock.jump(new Date(latest).toISOString());
  await clock.advance(MINUTE_MS);
  await until(async () => (await store.occurrences.slots()).every(({ nextAt, dueAt }) => nextAt === dueAt), "the slots to be told");
  await expectEachOnce(store, clock.now());
});

/** Every time from the start until now is an occurrence of its own, or lies within one that stands for several. */
async function expectEachOnce(store: Store, now: number): Promise<void> {
  const occurrences = await store.occurrences.list({});
  const single = new Set(occurrences.filter(({ count }) => count === 1).map(({ nominalAt }) => nominalAt));
  const spans = occurrences.filter(({ count }) => count > 1).map(({ id }) => id.replace("sched:brief:", "").split("/"));
  let times = 0;
  for (let at = START + EVERY_MS; at <= now; at += EVERY_MS) {
    const time = new Date(at).toISOString();
    times += 1;
    const covering = spans.filter(([first = "", last = ""]) => first <= time && time <= last).length + (single.has(time) ? 1 : 0);
    assert.equal(covering, 1, `expected ${time} to have one occurrence, got ${covering}`);
  }
  assert.equal(
    occurrences.reduce((sum, { count }) => sum + count, 0),
    times,
  );
  const ran = occurrences.filter(({ state }) => state === "ran").map(({ id }) => id);
  const runs = (await store.runs.list({})).map(({ id }) => id);
  assert.deepEqual(runs.toSorted(), ran.toSorted());
  assert.ok(runs.length > ROUNDS);
}

/** The same numbers from 0 to 1 on every run of the test. */
function createRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

for (const isRestarted of [false, true]) {
  test(`a clock that was years ahead silences nothing once it is right, ${isRestarted ? "after a restart" : "running on"}`, async (context) => {
    const first = open(context);
    await first.scheduler.start([automation("brief", FIVE_MINUTES)]);
    first.clock.jump("2036-03-27T08:05:30.000Z");
    await first.clock.advance(MINUTE_MS);
    first.clock.jump("2026-11-20T08:06:00.000Z");
    const world = isRestarted ? restart(first) : first;
    if (isRestarted) await world.scheduler.start([automation("brief", FIVE_MINUTES)]);
    await world.clock.advance(2 * EVERY_MS);
    const times = (await world.store.runs.list({})).map(({ input }) => input.nominalAt.slice(0, 16));
    assert.deepEqual(times.filter((time) => time < "2027").toSorted(), ["2026-11-20T08:10", "2026-11-20T08:15"]);
    await Promise.all([world.scheduler.stop(), first.scheduler.stop()]);
  });
}
