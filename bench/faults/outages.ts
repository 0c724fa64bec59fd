import { CATCHUP_MODES, type Catchup } from "../../src/core/trigger.ts";
import type { Store } from "../../src/core/ports/store.ts";
import { openDatabase } from "../../src/store/database/database.ts";
import { createStore } from "../../src/store/open.ts";
import { automation, countStates, restart } from "../../test/engine/schedule/schedule-world.ts";
import { createFakeClock, settle, until } from "../../test/support/clock.ts";
import { createRandom } from "./clock-seed.ts";
import { compareTold, DAY_MS, GRACE_MS, HOUR_MS, MINUTE_MS, SHAPES, starts, timesBetween, type Shape } from "./clock-times.ts";
import type { FaultRow } from "./table.ts";

const OUTAGES_MS = [5 * MINUTE_MS, 3 * HOUR_MS, 40 * DAY_MS];
const SHAPES_OUT: readonly Shape[] = [SHAPES.minutely, SHAPES.hourly, SHAPES.daily];
const START = Date.parse("2026-11-20T00:00:00.000Z");
const MAX = 100;

interface Outage {
  shape: Shape;
  catchup: Catchup;
  /** Milliseconds since the epoch. */
  down: number;
  up: number;
}

interface Counts {
  ran: number;
  missed: number;
}

/** Outages of 5 minutes, 3 hours and 40 days under each way to catch up, `volume` of each at any time of the day: as many times run and are missed as the rules say. */
export async function outages(volume: number): Promise<FaultRow> {
  const random = createRandom(2026);
  const total = { lost: 0, repeated: 0, ran: 0, missed: 0, wrong: 0 };
  for (const outage of Array.from({ length: volume }, () => outagesOf(random)).flat()) {
    const { counts, lost, repeated } = await suffer(outage);
    const wanted = expectedOf(outage);
    total.lost += lost + Math.max(wanted.ran - counts.ran, 0);
    total.repeated += repeated + Math.max(counts.ran - wanted.ran, 0);
    total.wrong += counts.ran === wanted.ran && counts.missed === wanted.missed ? 0 : 1;
    total.ran += counts.ran;
    total.missed += counts.missed;
  }
  const { lost, repeated, ran, missed, wrong } = total;
  const note = `5 min, 3 h, 40 d with each catch-up: ${ran} times started, ${missed} missed, ${wrong} outages counted otherwise than by hand`;
  const count = volume * OUTAGES_MS.length * CATCHUP_MODES.length * SHAPES_OUT.length;
  return { fault: "nobody there for a while", volume: count, lost, repeated, note, met: lost + repeated + wrong === 0 };
}

function outagesOf(random: () => number): Outage[] {
  return OUTAGES_MS.flatMap((lengthMs) =>
    CATCHUP_MODES.flatMap((mode) =>
      SHAPES_OUT.map((shape) => {
        const down = START + Math.floor(random() * DAY_MS);
        return { shape, catchup: { mode, max: MAX }, down, up: down + lengthMs };
      }),
    ),
  );
}

/** What is to become of the times that pass, counted from the rules and nothing else. */
function expectedOf({ shape, catchup, down, up }: Outage): Counts {
  const times = timesBetween(shape, down, up);
  const ran = times.filter((time, index) => starts(shape, catchup, up - time, times.length - 1 - index)).length;
  return { ran, missed: times.length - ran };
}

async function suffer({ shape, catchup, down, up }: Outage): Promise<{ counts: Counts; lost: number; repeated: number }> {
  const database = openDatabase(":memory:");
  const options = { graceMs: GRACE_MS, concurrency: 1_000 };
  const scheduled = [{ ...automation("brief", shape.trigger), catchup }];
  const clock = createFakeClock(new Date(down).toISOString());
  const first = restart({ clock, next: () => createStore(database, "faults") }, options);
  await first.scheduler.start(scheduled);
  await settle();
  const { scheduler, store } = restart(first, { ...options, at: new Date(up).toISOString() });
  await scheduler.start(scheduled);
  await untilTold(store);
  const { ran = 0, missed = 0 } = await countStates(store);
  const { untold, toldTwice, surplus } = compareTold(timesBetween(shape, down, up), await store.occurrences.list({}));
  const runs = await store.runs.list({});
  await scheduler.stop();
  database.close();
  return { counts: { ran, missed }, lost: untold, repeated: toldTwice + surplus + Math.abs(runs.length - ran) };
}

async function untilTold({ occurrences, runs }: Store): Promise<void> {
  await settle();
  await until(async () => (await occurrences.slots()).every(({ nextAt, dueAt }) => nextAt === dueAt), "the times to be told");
  await until(async () => (await runs.list({ statuses: ["queued", "running"] })).length === 0, "the runs to end");
}
