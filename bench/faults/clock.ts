import { CATCHUP_MODES, type Catchup } from "../../src/core/trigger.ts";
import type { Occurrence } from "../../src/core/occurrence.ts";
import { openDatabase } from "../../src/store/database/database.ts";
import { createStore } from "../../src/store/open.ts";
import { automation, restart, type Opened } from "../../test/engine/schedule/schedule-world.ts";
import { createFakeClock, settle, until } from "../../test/support/clock.ts";
import { createRandom } from "./clock-seed.ts";
import { compareTold, DAY_MS, GRACE_MS, HOUR_MS, MINUTE_MS, SHAPES, starts, timesBetween, type Shape } from "./clock-times.ts";
import type { FaultRow } from "./table.ts";

/** What a machine's clock does: it is set on and back by an hour and a day, and stands still over a night's sleep. */
const JUMPS_MS = [HOUR_MS, -HOUR_MS, DAY_MS, -DAY_MS, 8 * HOUR_MS];
const START = Date.parse("2026-11-20T08:00:30.000Z");
/** A jump is noticed within this time. */
const NOTICED_MS = MINUTE_MS;
const MAX = 100;

interface Plan {
  id: string;
  shape: Shape;
  catchup: Catchup;
}

/** One automation for each shape and each way to catch up. */
const PLANS: readonly Plan[] = [SHAPES.fiveMinutes, SHAPES.sevenMinutes, SHAPES.hourly, SHAPES.daily].flatMap((shape, index) =>
  CATCHUP_MODES.map((mode) => ({ id: `${mode}-${index}`, shape, catchup: { mode, max: MAX } })),
);

/** Sets the clock on and back, each of five jumps `volume` times: every time is told once, none runs twice, late ones follow their catch-up. */
export async function jumpingClock(volume: number): Promise<FaultRow> {
  let [lost, repeated, wrong, times] = [0, 0, 0, 0];
  for (let round = 0; round < volume; round += 1) {
    const judged = await jumpAround(round);
    lost += judged.lost;
    repeated += judged.repeated;
    wrong += judged.wrong;
    times += judged.times;
  }
  const note = `clock set by ±1 h and ±1 d, sleep of 8 h; ${times} times of ${PLANS.length} schedules, ${wrong} against their catch-up`;
  const met = lost + repeated + wrong === 0 && times > 0;
  return { fault: "the clock jumps", volume: volume * JUMPS_MS.length, lost, repeated, note, met };
}

interface Judged {
  lost: number;
  repeated: number;
  wrong: number;
  times: number;
}

async function jumpAround(seed: number): Promise<Judged> {
  const random = createRandom(seed);
  const database = openDatabase(":memory:");
  const clock = createFakeClock(new Date(START).toISOString());
  const world = restart({ clock, next: () => createStore(database, "faults") }, { graceMs: GRACE_MS, concurrency: 1_000 });
  await world.scheduler.start(PLANS.map(({ id, shape, catchup }) => ({ ...automation(id, shape.trigger), catchup, concurrency: 1_000 })));
  await settle();
  for (const jumpMs of JUMPS_MS.toSorted(() => random() - 0.5)) {
    world.clock.jump(new Date(world.clock.now() + jumpMs).toISOString());
    await world.clock.advance(MINUTE_MS + Math.floor(random() * 20 * MINUTE_MS));
  }
  const judged = await judge(world);
  await world.scheduler.stop();
  database.close();
  return judged;
}

/** Looks once the clock has caught up with the latest time that it ever showed, so that no time is still to come. */
async function judge({ clock, store, engine, scheduler }: Opened): Promise<Judged> {
  const farthest = Math.max(clock.now(), ...(await store.occurrences.list({})).map(({ nominalAt }) => Date.parse(nominalAt)));
  clock.jump(new Date(farthest + 1).toISOString());
  await clock.advance(NOTICED_MS);
  scheduler.poke();
  await until(async () => (await store.occurrences.slots()).every(({ nextAt, dueAt }) => nextAt === dueAt), "the times to be told");
  await until(() => PLANS.every(({ id }) => engine.activeRuns(id).length === 0), "the runs to end");
  // When its run was queued is when a time was decided about; it may have begun later.
  const queued = new Map((await store.runs.list({})).map(({ id, queuedAt }) => [id, queuedAt]));
  const total: Judged = { lost: 0, repeated: 0, wrong: 0, times: 0 };
  for (const { id, shape, catchup } of PLANS) {
    const occurrences = await store.occurrences.list({ automation: id });
    const times = timesBetween(shape, START, clock.now());
    const { untold, toldTwice, surplus } = compareTold(times, occurrences);
    const ran = occurrences.filter(({ state }) => state === "ran").map((occurrence) => occurrence.id);
    const started = [...queued.keys()].filter((run) => run.startsWith(`sched:${id}:`));
    total.lost += untold + ran.filter((run) => !queued.has(run)).length;
    total.repeated += toldTwice + surplus + started.filter((run) => !ran.includes(run)).length;
    total.wrong += occurrences.filter((each) => !followsCatchup(each, queued.get(each.id) ?? each.actualAt, { shape, catchup })).length;
    total.times += times.length;
  }
  return total;
}

/** Judged by nothing but when a time was due and when it was decided about; where several are told together, by the first. */
function followsCatchup(
  { nominalAt, state, caughtUp }: Occurrence,
  decidedAt: string | undefined,
  { shape, catchup }: Omit<Plan, "id">,
): boolean {
  if (decidedAt === undefined) return false;
  const [time, decided] = [Date.parse(nominalAt), Date.parse(decidedAt)];
  const newer = timesBetween(shape, time, decided).length;
  const isToStart = starts(shape, catchup, decided - time, newer);
  if (state !== "ran") return state === "missed" && !isToStart;
  return isToStart && caughtUp === (newer > 0 || decided - time > GRACE_MS);
}
