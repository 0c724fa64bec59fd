import type { Clock } from "../src/core/ports/ambient.ts";
import { Scheduler } from "../src/engine/schedule/scheduler.ts";
import { SqliteEngine } from "../src/engine/execution/sqlite-engine.ts";
import { systemClock } from "../src/lib/clock.ts";
import { nextTurn } from "../src/lib/next-turn.ts";
import { openStore } from "../src/store/open.ts";
import { nextTime } from "../src/triggers/schedule.ts";
import { automation } from "../test/engine/schedule/schedule-world.ts";
import { endOf } from "../test/support/engine-world.ts";
import { silentLogger } from "../test/support/silent-logger.ts";
import { inTemporaryFolder } from "./temporary.ts";

const DUE = 1_000;
const DAY_MS = 86_400_000;

/** Milliseconds of each round from the second on which a thousand automations are due. */
export interface DueRounds {
  /** Until every occurrence and every run is committed. */
  committedMs: readonly number[];
  /** Until the first run has begun. */
  begunMs: readonly number[];
}

/** A day passes at once, again and again, and every automation is due at nine: the record grows by a thousand runs a round. */
export function measureDueSlots(rounds: number): Promise<DueRounds> {
  return inTemporaryFolder(async (directory) => {
    const store = await openStore({ directory, codeVersion: "bench" });
    const day = createDays();
    const mark = { recorded: 0, begun: 0, ended: 0 };
    const limits = { retries: 0, stepTimeoutMs: 60_000, runTimeoutMs: 60_000, concurrency: 1 };
    let allEnded = () => {};
    const engine = new SqliteEngine({
      runs: store.runs,
      workflow: () => {
        mark.begun ||= performance.now();
        return Promise.resolve(endOf());
      },
      clock: systemClock,
      logger: silentLogger,
      concurrency: 16,
      limitsOf: () => limits,
      random: Math.random,
      onEnd: () => {
        mark.ended += 1;
        if (mark.ended === DUE) allEnded();
      },
      crashPoint: () => {},
    });
    const scheduler = new Scheduler({
      occurrences: store.occurrences,
      engine,
      clock: day.clock,
      logger: silentLogger,
      nextTime,
      graceMs: 60_000,
      dayOff: () => undefined,
      onMissed: () => {},
      crashPoint: (point) => {
        if (point === "slots.recorded") mark.recorded = performance.now();
      },
    });
    const nine = { kind: "cron", expression: "0 9 * * *", timezone: "Europe/Berlin" } as const;
    await scheduler.start(Array.from({ length: DUE }, (_, index) => automation(`automation-${index}`, nine)));
    const committed: number[] = [];
    const begun: number[] = [];
    for (let round = 0; round < rounds; round += 1) {
      await day.asleep();
      Object.assign(mark, { recorded: 0, begun: 0, ended: 0 });
      const ended = new Promise<void>((resolve) => void (allEnded = resolve));
      const start = performance.now();
      day.pass();
      await ended;
      committed.push(mark.recorded - start);
      begun.push(mark.begun - start);
    }
    await scheduler.stop();
    await engine.stop(0);
    await store.close();
    return { committedMs: committed, begunMs: begun };
  });
}

/** A clock of the scheduler's own: it goes on by a day whenever it is told to, once the scheduler waits for it. */
function createDays(): { clock: Clock; asleep(): Promise<void>; pass(): void } {
  let now = Date.parse("2026-11-20T08:00:00.000Z") - DAY_MS;
  const waiting = new Set<() => void>();
  return {
    clock: {
      now: () => now,
      after: (_ms, callback) => {
        waiting.add(callback);
        return () => void waiting.delete(callback);
      },
    },
    async asleep() {
      while (waiting.size === 0) await nextTurn();
    },
    pass() {
      now += DAY_MS;
      const due = [...waiting];
      waiting.clear();
      due.forEach((callback) => callback());
    },
  };
}
