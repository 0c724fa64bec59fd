import { join } from "node:path";
import { CONFIG_FOLDER } from "./config/sources.ts";
import { connectors } from "./connectors/registry.ts";
import type { Automation } from "./core/automation.ts";
import { toStoredError } from "./core/errors.ts";
import type { Logger } from "./core/ports/ambient.ts";
import type { Workflow } from "./core/ports/engine.ts";
import type { Operations } from "./core/ports/operations.ts";
import type { Store } from "./core/ports/store.ts";
import type { Run } from "./core/run.ts";
import type { Workspace } from "./core/workspace.ts";
import { LiveDefinitions } from "./definitions/live.ts";
import type { Screen } from "./deliveries/console.ts";
import { createDeliveries } from "./deliveries/registry.ts";
import { createOperations } from "./engine/operations.ts";
import { OutboxWorker } from "./engine/outbox-worker.ts";
import { createRunLog, withFields } from "./engine/run-log.ts";
import type { RunnerParts } from "./engine/parts.ts";
import { Scheduler } from "./engine/scheduler.ts";
import { SqliteEngine } from "./engine/sqlite-engine.ts";
import { systemClock } from "./lib/clock.ts";
import { codeVersion, loadAutomations, loadPlace } from "./shipped.ts";
import { openStore } from "./store/open.ts";
import { nextTime } from "./triggers/schedule.ts";

/** How long runs and messages may go on after a stop was asked for; what is cut off is taken up by the next start. */
const STOP_GRACE_MS = 1_000;
/** A slot that is noticed later than this was missed. */
const GRACE_MS = 5 * 60_000;
const SEND_TIMEOUT_MS = 10_000;
/** No request of a process that has died can still arrive after this: its timeout, and half a minute on the other side. */
const SETTLE_MS = SEND_TIMEOUT_MS + 30_000;

/** A run whose definition is gone fails in its first step. */
const LIMITS_OF_THE_GONE = { retries: 0, stepTimeoutMs: 60_000, runTimeoutMs: 60_000 };

export interface AppOptions {
  workspace: Workspace;
  /** What its configuration may refer to. */
  env: Readonly<Record<string, string | undefined>>;
  /** Whether it goes on until it is stopped, and so follows files that change. */
  lasting: boolean;
  /** What the console delivery prints on. */
  screen: Screen;
  logger: Logger;
  /** Told how far long work has come. */
  progress(run: Run, message: string): void;
}

/** Chief at work on one workspace: it owns the data directory from `open` to `stop`. */
export class App {
  readonly operations: Operations;
  readonly store: Store;
  readonly #definitions: LiveDefinitions;
  readonly #engine: SqliteEngine;
  readonly #outbox: OutboxWorker;
  readonly #scheduler: Scheduler;
  #workspace: Workspace;
  #started = false;

  /** Throws ConfigError: `data-locked` where another Chief has the data, and the others of `openStore`. */
  static async open(options: AppOptions): Promise<App> {
    const { dataDirectory: directory } = options.workspace;
    const store = await openStore({ directory, codeVersion });
    const app = new App(options, store);
    if (options.lasting) app.#definitions.watch();
    await app.#definitions.open();
    return app;
  }

  private constructor({ workspace, env, screen, logger: plainLogger, progress }: AppOptions, store: Store) {
    const clock = systemClock;
    const logger = createRunLog(plainLogger, store.logs, clock);
    const deliveries = createDeliveries(screen);
    const findAutomation = (id: string) => this.#definitions.find(id);
    this.store = store;
    this.#workspace = workspace;
    this.#definitions = new LiveDefinitions({
      folders: [workspace.automationsDirectory, join(workspace.root, CONFIG_FOLDER)],
      load: () => loadAutomations(this.#workspace, store.definitions),
      refresh: () => this.#reread(env, logger),
      changed: () => this.#reschedule(),
      clock,
      logger,
    });
    this.#outbox = new OutboxWorker({
      outbox: store.outbox,
      documents: store.documents,
      deliveries,
      root: workspace.root,
      clock,
      logger,
      random: Math.random,
      sendTimeoutMs: SEND_TIMEOUT_MS,
      settleMs: SETTLE_MS,
    });
    const loggerOf = (run: Run) => withFields(logger, { run: run.id });
    const workflow = createWorkflow({
      store,
      connectors,
      deliveries,
      findAutomation,
      workspace: () => this.#workspace,
      loggerOf,
      progress,
    });
    this.#engine = new SqliteEngine({
      runs: store.runs,
      workflow,
      clock,
      logger,
      concurrency: workspace.concurrency,
      random: Math.random,
      limitsOf: (run) => findAutomation(run.automation) ?? LIMITS_OF_THE_GONE,
      onEnd: () => this.#outbox.poke(),
    });
    this.#scheduler = new Scheduler({ occurrences: store.occurrences, engine: this.#engine, clock, logger, nextTime, graceMs: GRACE_MS });
    const automations = () => this.automations;
    const paused = () => this.#reschedule();
    this.operations = createOperations({ store, engine: this.#engine, outbox: this.#outbox, clock, automations, paused });
  }

  /** The automations in force. */
  get automations(): readonly Automation[] {
    return this.#definitions.automations;
  }

  /** The automations in force, those that were paused by hand marked as paused too. */
  async effectiveAutomations(): Promise<Automation[]> {
    const paused = new Set(await this.store.definitions.paused());
    return this.automations.map((automation) => ({ ...automation, paused: automation.paused || paused.has(automation.id) }));
  }

  /** Whether the database answers and the schedule is watched; why not, in words. */
  async readiness(): Promise<{ ready: boolean; reason?: string }> {
    if (!this.#started) return { ready: false, reason: "starting or stopping" };
    await this.store.occurrences.earliestSlot();
    return { ready: true };
  }

  /** Takes up what an earlier start left, and the schedule. */
  async start(): Promise<void> {
    await this.#outbox.start();
    await this.#engine.recover();
    await this.#scheduler.start(await this.effectiveAutomations());
    this.#started = true;
  }

  /** In reverse: nothing new is started, what runs may end, and the data directory is free again. */
  async stop(): Promise<void> {
    this.#started = false;
    await this.#definitions.stop();
    await this.#scheduler.stop();
    await this.#engine.stop(STOP_GRACE_MS);
    await this.#outbox.stop(STOP_GRACE_MS);
    await this.store.close();
  }

  /** The configuration as it is now, or as it was last good. Where data lie and what listens is settled at the start. */
  async #reread(env: AppOptions["env"], logger: Logger): Promise<void> {
    const { root, dataDirectory, automationsDirectory, server, concurrency, logLevel } = this.#workspace;
    try {
      const { workspace } = await loadPlace(root, env);
      this.#workspace = { ...workspace, dataDirectory, automationsDirectory, server, concurrency, logLevel };
    } catch (error) {
      logger.warn({}, `The configuration stays as it was. ${toStoredError(error).message}`);
    }
  }

  async #reschedule(): Promise<void> {
    await this.#scheduler.update(await this.effectiveAutomations());
  }
}

/** What runs do is loaded with the first run: a start that only waits has no use for it. */
function createWorkflow(parts: Omit<RunnerParts, "agent">): Workflow {
  return async (context, run) => {
    const [{ createRunner }, { plainAgent }] = await Promise.all([import("./engine/runner.ts"), import("./agents/plain.ts")]);
    return createRunner({ ...parts, agent: plainAgent })(context, run);
  };
}
