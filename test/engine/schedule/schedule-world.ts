import type { TestContext } from "node:test";
import type { Automation } from "../../../src/core/automation.ts";
import type { CrashPoint } from "../../../src/core/ports/ambient.ts";
import type { Workflow } from "../../../src/core/ports/engine.ts";
import type { OccurrenceStore, Store } from "../../../src/core/ports/store.ts";
import type { Schedule } from "../../../src/core/trigger.ts";
import { Scheduler } from "../../../src/engine/schedule/scheduler.ts";
import { SqliteEngine } from "../../../src/engine/execution/sqlite-engine.ts";
import { createStore } from "../../../src/store/open.ts";
import { nextTime } from "../../../src/triggers/schedule.ts";
import { automationWith } from "../../support/automation.ts";
import { createFakeClock, settle, type FakeClock } from "../../support/clock.ts";
import { endOf } from "../../support/engine-world.ts";
import { silentLogger } from "../../support/silent-logger.ts";
import { memoryDatabase } from "../../support/store.ts";

export const HOUR_MS = 3_600_000;
export const NINE: Schedule = { kind: "cron", expression: "0 9 * * *", timezone: "UTC" };
export const HOURLY: Schedule = { kind: "cron", expression: "0 * * * *", timezone: "UTC" };
export const MINUTELY: Schedule = { kind: "every", everyMs: 60_000 };

/** A scheduler with a real engine over a real store, on a clock that a test moves. */
export interface Opened {
  clock: FakeClock;
  store: Store;
  engine: SqliteEngine;
  scheduler: Scheduler;
  /** The same data as the next start of Chief finds them. */
  next: () => Store;
}

export interface Options {
  at?: string;
  workflow?: Workflow;
  graceMs?: number;
  concurrency?: number;
  dayOff?: (automation: Automation, at: string) => string | undefined;
  crashPoint?: CrashPoint;
  onMissed?: () => void;
  occurrences?: (real: OccurrenceStore) => OccurrenceStore;
}

export function open(context: TestContext, options: Options = {}): Opened {
  const database = memoryDatabase(context);
  return watch({ clock: createFakeClock(options.at), next: () => createStore(database, "test") }, options);
}

/** The earlier scheduler is left as a crash would leave it. */
export function restart(world: Pick<Opened, "clock" | "next">, options: Options = {}): Opened {
  return watch({ ...world, clock: createFakeClock(options.at ?? new Date(world.clock.now()).toISOString()) }, options);
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
    limitsOf: () => ({ retries: 0, stepTimeoutMs: HOUR_MS, runTimeoutMs: HOUR_MS, concurrency: options.concurrency ?? 1 }),
    random: () => 1,
    onEnd: () => {},
    crashPoint: () => {},
  });
  const scheduler = new Scheduler({
    occurrences: options.occurrences?.(store.occurrences) ?? store.occurrences,
    engine,
    clock,
    logger: silentLogger,
    nextTime,
    graceMs: options.graceMs ?? 120_000,
    dayOff: options.dayOff ?? (() => undefined),
    onMissed: options.onMissed ?? (() => {}),
    crashPoint: options.crashPoint ?? (() => {}),
  });
  return { clock, store, engine, scheduler, next };
}

/** Every occurrence as time, state and reason, oldest first. */
export async function told(store: Store): Promise<string[]> {
  await settle();
  const occurrences = await store.occurrences.list({});
  return occurrences.map(({ nominalAt, state, reason }) => `${nominalAt.slice(0, 16)} ${state} ${reason}`.trim()).sort();
}

/** How many slots came to each state, those that are told together counted one by one. */
export async function countStates(store: Store): Promise<Record<string, number>> {
  await settle();
  const counts: Record<string, number> = {};
  for (const { state, count } of await store.occurrences.list({})) counts[state] = (counts[state] ?? 0) + count;
  return counts;
}

export function automation(id: string, ...triggers: Automation["triggers"]): Automation {
  const limits = { pauseOnFailure: 0, retries: 0, stepTimeoutMs: HOUR_MS, runTimeoutMs: HOUR_MS };
  return automationWith({ id, name: id, triggers, timezone: "UTC", path: `automations/${id}.md`, ...limits });
}
