import type { Automation } from "../../src/core/automation.ts";
import type { Clock, CrashPoint } from "../../src/core/ports/ambient.ts";
import type { Workflow } from "../../src/core/ports/engine.ts";
import type { Store } from "../../src/core/ports/store.ts";
import type { Workspace } from "../../src/core/workspace.ts";
import type { WebhookAddress } from "../../src/deliveries/webhook-request.ts";
import { AlertWorker } from "../../src/engine/alerts/alert-worker.ts";
import { Dispatcher } from "../../src/engine/events/dispatcher.ts";
import { OutboxWorker } from "../../src/engine/outbox/outbox-worker.ts";
import { Scheduler } from "../../src/engine/schedule/scheduler.ts";
import { SqliteEngine } from "../../src/engine/execution/sqlite-engine.ts";
import { systemClock } from "../../src/lib/clock.ts";
import { openStore } from "../../src/store/open.ts";
import { nextTime } from "../../src/triggers/schedule.ts";
import { shippedDeliveries } from "../../test/support/deliveries.ts";
import { permitAsWritten } from "../../test/support/permit.ts";
import { silentLogger } from "../../test/support/silent-logger.ts";

export interface KitOptions {
  /** Of the data. */
  directory: string;
  /** Instead of the briefing's runner. */
  workflow: Workflow;
  automations: readonly Automation[];
  /** Where messages go, whatever the name in a write. */
  webhook: WebhookAddress;
  clock?: Clock;
  crashPoint?: CrashPoint;
  /** By the kit's clock, as the next two. */
  sendTimeoutMs?: number;
  settleMs?: number;
  graceMs?: number;
  alerts?: Workspace["alerts"];
}

/** The parts that keep the promises, put together as the app does it, around a workflow of the test's own. */
export interface Kit {
  store: Store;
  engine: SqliteEngine;
  outbox: OutboxWorker;
  scheduler: Scheduler;
  dispatcher: Dispatcher;
  alerts: AlertWorker;
  /** Takes up what an earlier start left. */
  start(): Promise<void>;
  /** Lets what is under way end, and gives the data back. */
  stop(): Promise<void>;
}

/** What the app gives a message and a run, in milliseconds. */
const PROPORTIONS = { sendTimeoutMs: 10_000, settleMs: 40_000, graceMs: 5 * 60_000 };
const STOP_MS = 5_000;
const RUNS_AT_ONCE = 8;
const LIMITS_OF_OTHERS = { retries: 0, stepTimeoutMs: 600_000, runTimeoutMs: 3_600_000, concurrency: RUNS_AT_ONCE };
const CALENDAR = { timezone: "UTC", workdays: [1, 2, 3, 4, 5, 6, 7], hours: { start: "09:00", end: "17:00" }, holidays: [] };

/** Opens the data and wires the parts; nothing happens before `start`. Throws what `openStore` throws. */
export async function openKit(options: KitOptions): Promise<Kit> {
  const { directory, workflow, automations, webhook, clock = systemClock } = options;
  const { sendTimeoutMs, settleMs, graceMs } = { ...PROPORTIONS, ...options };
  const store = await openStore({ directory, codeVersion: "test" });
  const { runs, occurrences, documents } = store;
  const crashPoint = options.crashPoint ?? (() => {});
  // No wait between tries: how long they are is tested elsewhere.
  const shared = { clock, logger: silentLogger, crashPoint, random: () => 0 };
  const deliveries = shippedDeliveries({ clock, webhookOf: () => webhook });
  const findAutomation = (id: string): Automation | undefined => automations.find((automation) => automation.id === id);
  const outbox = new OutboxWorker({
    ...shared,
    ...{ outbox: store.outbox, documents, deliveries, permit: permitAsWritten(store), root: directory, sendTimeoutMs, settleMs },
    ended: () => alerts.poke(),
    postponed: () => alerts.poke(),
  });
  const engine = new SqliteEngine({
    ...shared,
    ...{ runs, workflow, concurrency: RUNS_AT_ONCE },
    limitsOf: (id) => findAutomation(id) ?? LIMITS_OF_OTHERS,
    onEnd() {
      outbox.poke();
      alerts.poke();
    },
  });
  const onMissed = (): void => alerts.poke();
  const scheduler = new Scheduler({ ...shared, occurrences, engine, nextTime, graceMs, dayOff: () => undefined, onMissed });
  const dispatcher = new Dispatcher({ ...shared, occurrences, engine, scheduler });
  const workspace = () => ({ alerts: options.alerts ?? { to: [], everyMs: 0 }, calendar: CALENDAR, owner: "me", people: { all: [] } });
  const alerts = new AlertWorker({
    ...shared,
    ...{
      alerts: store.alerts,
      messages: store.outbox,
      documents,
      deliveries,
      findAutomation,
      workspace,
      outbox,
      lateMs: graceMs,
      isShut: async () => false,
    },
  });
  return {
    ...{ store, engine, outbox, scheduler, dispatcher, alerts },
    async start() {
      await outbox.start();
      await engine.recover();
      await scheduler.start(automations);
      await dispatcher.update(automations);
      alerts.start();
    },
    async stop() {
      await alerts.stop();
      await scheduler.stop();
      await engine.stop(STOP_MS);
      await outbox.stop(STOP_MS);
      await store.close();
    },
  };
}

/** A clock that showed the machine's time at `originMs` and has run `speed` times as fast since, in every process alike. */
export function createFastClock(originMs: number, speed: number): Clock {
  return {
    now: () => originMs + Math.floor((systemClock.now() - originMs) * speed),
    after: (ms, callback) => systemClock.after(ms / speed, callback),
  };
}
