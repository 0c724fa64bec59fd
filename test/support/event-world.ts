import type { TestContext } from "node:test";
import type { Automation } from "../../src/core/automation.ts";
import type { Event } from "../../src/core/event.ts";
import type { CrashPoint } from "../../src/core/ports/ambient.ts";
import type { Workflow } from "../../src/core/ports/engine.ts";
import type { Store } from "../../src/core/ports/store.ts";
import type { Run } from "../../src/core/run.ts";
import type { EventTrigger } from "../../src/core/trigger.ts";
import { Dispatcher } from "../../src/engine/events/dispatcher.ts";
import { Scheduler } from "../../src/engine/schedule/scheduler.ts";
import { SqliteEngine } from "../../src/engine/execution/sqlite-engine.ts";
import type { Database } from "../../src/store/database/database.ts";
import { createStore } from "../../src/store/open.ts";
import { createFakeClock, type FakeClock } from "./clock.ts";
import { endOf } from "./engine-world.ts";
import { silentLogger } from "./silent-logger.ts";
import { memoryDatabase } from "./store.ts";

/** One start of everything that an event passes through, over data that may have seen starts before. */
export interface EventWorld {
  database: Database;
  store: Store;
  clock: FakeClock;
  engine: SqliteEngine;
  dispatcher: Dispatcher;
}

/** How a start differs from an empty one in which runs end at once. */
export interface EventStart {
  automations: readonly Automation[];
  database?: Database;
  clock?: FakeClock;
  workflow?: Workflow;
  concurrency?: number;
  crashPoint?: CrashPoint;
  onEnd?: (run: Run) => void;
}

/** Starts store, engine, scheduler and dispatcher as the app does. */
export async function startEvents(context: TestContext, start: EventStart): Promise<EventWorld> {
  const { automations, crashPoint = () => {}, clock = createFakeClock(), database = memoryDatabase(context) } = start;
  const store = createStore(database, "test");
  const limits = { retries: 0, stepTimeoutMs: 60_000, runTimeoutMs: 3_600_000 };
  const engine = new SqliteEngine({
    runs: store.runs,
    workflow: start.workflow ?? (async () => endOf()),
    clock,
    logger: silentLogger,
    concurrency: start.concurrency ?? 4,
    random: () => 0,
    limitsOf: (id) => ({ ...limits, concurrency: automations.find((each) => each.id === id)?.concurrency ?? 1 }),
    onEnd: start.onEnd ?? (() => {}),
    crashPoint,
  });
  const { occurrences } = store;
  const nextTime = () => undefined;
  const scheduler = new Scheduler({
    occurrences,
    engine,
    clock,
    logger: silentLogger,
    nextTime,
    graceMs: 60_000,
    dayOff: () => undefined,
    onMissed() {},
    crashPoint,
  });
  const dispatcher = new Dispatcher({ occurrences, engine, scheduler, clock, logger: silentLogger, crashPoint });
  await engine.recover();
  await dispatcher.update(automations);
  await scheduler.start(automations);
  return { database, store, clock, engine, dispatcher };
}

/** A trigger that hears of the calls of a hook named deploys. */
export function hookTrigger(changes: Partial<EventTrigger> = {}): EventTrigger {
  return { kind: "event", source: "webhook", audience: [], options: {}, topic: "webhook:deploys", where: [], ...changes };
}

/** A call of the hook named deploys. */
export function hookEvent(id: string, fields: Event["fields"] = {}): Event {
  return { source: "webhook/deploys", id, topic: "webhook:deploys", at: "2026-11-20T08:00:00.000Z", title: "deploys called", fields };
}
