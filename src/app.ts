import { createAddresses } from "./config/addresses.ts";
import { secretValues } from "./config/secret-values.ts";
import type { Automation } from "./core/automation.ts";
import { toStoredError } from "./core/errors.ts";
import type { Event } from "./core/event.ts";
import type { Clock, Logger } from "./core/ports/ambient.ts";
import type { Operations } from "./core/ports/operations.ts";
import type { Catalogue, Delivery } from "./core/ports/outside.ts";
import type { Store } from "./core/ports/store.ts";
import type { Run } from "./core/run.ts";
import { isSchedule } from "./core/trigger.ts";
import type { Workspace } from "./core/workspace.ts";
import { LiveDefinitions } from "./definitions/live.ts";
import type { Screen } from "./deliveries/console.ts";
import { createTelling, type Telling } from "./engine/alerts/telling.ts";
import type { Receipt } from "./engine/events/dispatcher.ts";
import type { Events } from "./engine/events/events.ts";
import { createOperations } from "./engine/operations.ts";
import { createPermit } from "./engine/outbox/permit.ts";
import { findDefinitionOf } from "./engine/run/definition-before.ts";
import { OutboxWorker } from "./engine/outbox/outbox-worker.ts";
import { endForsaken } from "./engine/retention/forsaken.ts";
import { Pruner } from "./engine/retention/pruner.ts";
import { createRunLog, withFields } from "./engine/run/run-log.ts";
import { Scheduler } from "./engine/schedule/scheduler.ts";
import { SqliteEngine } from "./engine/execution/sqlite-engine.ts";
import { instantOf } from "./lib/clock.ts";
import { lazy, type Lazy } from "./lib/lazy.ts";
import { GRACE_MS, limitsOf, retentionOf, RUN_GRACE_MS, SEND_GRACE_MS, SEND_TIMEOUT_MS, SETTLE_MS } from "./engine/limits.ts";
import { codeVersion, shippedDirectory, createWays, foldersOf, loadAutomations, loadPlaceForWork, parseDraft, words } from "./shipped.ts";
import { openStore } from "./store/open.ts";
import { eventSources } from "./triggers/event-sources.ts";
import { nextTime } from "./triggers/schedule.ts";
import { createWorkflows, openModels } from "./workflow.ts";

export interface AppOptions {
  workspace: Workspace;
  /** What its configuration may refer to. */
  env: Readonly<Record<string, string | undefined>>;
  clock: Clock;
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
  readonly deliveries: Catalogue<Delivery>;
  readonly #env: AppOptions["env"];
  readonly #clock: Clock;
  readonly #logger: Logger;
  readonly #definitions: LiveDefinitions;
  readonly #engine: SqliteEngine;
  readonly #outbox: OutboxWorker;
  readonly #scheduler: Scheduler;
  /** What many workspaces have no use for is loaded when it is. */
  readonly #events: Lazy<Events>;
  readonly #telling: Telling;
  readonly #pruner: Pruner;
  readonly #followers = new Set<() => void>();
  #findDayOff: FindDayOff | undefined;
  #workspace: Workspace;
  #started = false;

  /** Throws ConfigError: `data-locked` where another Chief has the data, and the others of `openStore`. */
  static async open(options: AppOptions): Promise<App> {
    const { dataDirectory: directory } = options.workspace;
    const store = await openStore({ directory, codeVersion });
    const app = new App(options, store);
    if (options.lasting) app.#definitions.watch();
    await app.#definitions.open();
    await app.#noteDefinitions();
    return app;
  }

  private constructor({ workspace, env, clock, screen, logger: plainLogger, progress }: AppOptions, store: Store) {
    const logger = createRunLog(plainLogger, store.logs, clock);
    const { root } = workspace;
    const { runs, occurrences, documents, definitions, alerts, cursors } = store;
    const inForce = () => this.#workspace;
    const addresses = createAddresses(inForce, env);
    const { connectors, deliveries, isShut, model } = createWays({
      ...{ ...addresses, store: store.connections, workspace: inForce, clock, screen },
      people: () => inForce().people,
      ended: () => this.#telling.look(),
    });
    const findAutomation = (id: string) => this.#definitions.find(id);
    const isBroken = (id: string) => this.#definitions.isBroken(id);
    const shared = {
      ...{ clock, logger, crashPoint: () => {}, random: Math.random, nextTime, findRanBy: (run: string) => findDefinitionOf(store, run) },
      ...{ store, connectors, deliveries, findAutomation, isBroken, workspace: inForce, paused: () => this.#reschedule() },
    };
    this.store = store;
    this.deliveries = deliveries;
    this.#env = env;
    this.#clock = clock;
    this.#logger = logger;
    this.#workspace = workspace;
    this.#definitions = new LiveDefinitions({
      folders: () => foldersOf(workspace),
      load: () => loadAutomations(this.#workspace, store.definitions),
      refresh: () => this.#reread(),
      changed: () => this.#reschedule(),
      clock,
      logger,
    });
    this.#outbox = new OutboxWorker({
      ...{ ...shared, outbox: store.outbox, documents, root },
      permit: createPermit({ ...shared, people: () => inForce().people, secrets: () => secretValues(inForce(), env) }),
      ...{ sendTimeoutMs: SEND_TIMEOUT_MS, settleMs: SETTLE_MS },
      ended: ({ state }) => (state === "expired" ? this.#followWord() : this.#telling.look()),
      postponed: () => this.#telling.look(),
    });
    this.#telling = createTelling({
      ...{ ...shared, alerts, messages: store.outbox, documents, definitions },
      ...{ isShut, outbox: this.#outbox, addressOf: addresses.pingOf, lateMs: GRACE_MS },
    });
    this.#pruner = new Pruner({
      ...{ ...shared, privacy: store.privacy },
      settle: (at) => endForsaken({ ...shared, asks: store.asks }, at),
      retentionOf: (id) => retentionOf(findAutomation(id), inForce().retention),
      nextNight: (after) => nextTime({ kind: "cron", expression: "15 3 * * *", timezone: inForce().calendar.timezone }, after),
    });
    const { workflow, ...thinking } = createWorkflows({
      ...{ ...shared, ownFolder: shippedDirectory, progress, ...words, spending: store.spending },
      loggerOf: (run: Run) => withFields(logger, { run: run.id }),
      openModels: () => openModels({ model, spending: store.spending, workspace: inForce, clock }),
    });
    const engine = new SqliteEngine({
      ...shared,
      runs,
      workflow: (context, run) => {
        this.#telling.runStarted(run);
        return workflow(context, run);
      },
      concurrency: workspace.concurrency,
      limitsOf: (id) => limitsOf(findAutomation(id)),
      onEnd: (run) => this.#follow(run),
    });
    this.#engine = engine;
    const scheduler = new Scheduler({
      ...shared,
      occurrences,
      engine,
      graceMs: GRACE_MS,
      dayOff: (automation, at) => this.#findDayOff?.(automation, this.#workspace, at),
      onMissed: () => this.#telling.look(),
    });
    this.#scheduler = scheduler;
    this.#events = lazy(async () => {
      const { createEvents } = await import("./engine/events/events.ts");
      return createEvents({ ...shared, occurrences, engine, scheduler, sources: eventSources, root, cursors, runs });
    });
    this.operations = createOperations({
      ...{ ...shared, ...thinking, engine, outbox: this.#outbox },
      parse: (file) => parseDraft(inForce(), file),
      automations: () => this.automations,
      owner: () => inForce().owner,
      decided: () => this.#followWord(),
    });
  }

  /** The configuration in force. */
  get workspace(): Workspace {
    return this.#workspace;
  }

  /** The automations in force. */
  get automations(): readonly Automation[] {
    return this.#definitions.automations;
  }

  /** The automations in force, those that were paused by hand or after failures marked as paused too. */
  async effectiveAutomations(): Promise<Automation[]> {
    const paused = new Set((await this.store.definitions.paused()).map(({ automation }) => automation));
    return this.automations.map((automation) => (paused.has(automation.id) ? { ...automation, paused: true } : automation));
  }

  /** Whether the database answers and the schedule is watched; why not, in words. */
  async readiness(): Promise<{ ready: boolean; reason?: string }> {
    if (!this.#started) return { ready: false, reason: "starting or stopping" };
    await this.store.occurrences.earliestSlot();
    const reason = await this.store.trouble();
    return reason === undefined ? { ready: true } : { ready: false, reason };
  }

  /** Resolves once what becomes of an event is kept; rejects where it could not be, and the event is then to be told again. */
  async receive(event: Event): Promise<Receipt> {
    return (await this.#events.made)?.receive(event) ?? "unheard";
  }

  /** Has whoever waits for events of a service look at one of its connections now. */
  async nudge(source: string, connection: string): Promise<void> {
    (await this.#events.made)?.nudge(source, connection);
  }

  /** There is a new message to send. */
  poke(): void {
    this.#outbox.poke();
  }

  /** Calls back after a run has ended, and after automations or the configuration have changed. */
  onChange(callback: () => void): void {
    this.#followers.add(callback);
  }

  /** Takes up what an earlier start left, the schedule, and what is waited for. */
  async start(): Promise<void> {
    await this.#outbox.start();
    await this.#engine.recover();
    const automations = await this.effectiveAutomations();
    await this.#prepare(automations);
    await this.#scheduler.start(automations);
    await this.#listen(automations);
    this.#started = true;
    this.#telling.start();
    // Whoever keeps these lines elsewhere can tell later whether what the record said until now was changed.
    this.#logger.info({ ...(await this.store.audit.head()) }, "the record so far");
    this.#pruner.start();
  }

  /** In reverse: nothing new is started, what runs and is being sent may end, and the data directory is free again. */
  async stop(): Promise<void> {
    this.#started = false;
    this.store.hurry();
    await this.#telling.stop();
    await this.#pruner.stop();
    await this.#definitions.stop();
    await (await this.#events.made)?.stop();
    await this.#scheduler.stop();
    await this.#engine.stop(RUN_GRACE_MS);
    await this.#outbox.stop(SEND_GRACE_MS);
    await this.store.close();
  }

  /** What the end of a run sets in motion. */
  #follow(run: Run): void {
    this.#outbox.poke();
    void this.#events.made?.then((events) => events.runEnded(run));
    this.#telling.runEnded(run);
    this.#tellFollowers();
  }

  /** What people's words about held messages set in motion, and that there were none in time. */
  #followWord(): void {
    this.#telling.look();
    this.#tellFollowers();
  }

  /** The configuration as it is now, or as it was last good. Where data lie and what listens is settled at the start. */
  async #reread(): Promise<void> {
    const { root, dataDirectory, automationsDirectory, server, concurrency, logLevel } = this.#workspace;
    try {
      const { workspace } = await loadPlaceForWork(root, this.#env);
      this.#workspace = { ...workspace, dataDirectory, automationsDirectory, server, concurrency, logLevel };
      // There may be a way now to whoever could not be reached.
      this.#telling.look();
    } catch (error) {
      this.#logger.warn({}, `The configuration stays as it was. ${toStoredError(error).message}`);
    }
  }

  /** What is in force from now on stands in the record. */
  #noteDefinitions(): Promise<void> {
    return this.store.definitions.keepInForce(this.automations, instantOf(this.#clock));
  }

  async #reschedule(): Promise<void> {
    await this.#noteDefinitions();
    const automations = await this.effectiveAutomations();
    await this.#prepare(automations);
    await this.#scheduler.update(automations);
    await this.#listen(automations);
    this.#tellFollowers();
  }

  #tellFollowers(): void {
    for (const callback of this.#followers) callback();
  }

  async #listen(automations: readonly Automation[]): Promise<void> {
    const waits = automations.some(({ triggers }) => !triggers.every(isSchedule));
    if (waits || this.#events.made) await (await this.#events()).update(automations);
  }

  /** Days off take a calendar library: it is loaded where a schedule asks for them. */
  async #prepare(automations: readonly Automation[]): Promise<void> {
    const asks = automations.some(({ triggers }) => triggers.some((trigger) => isSchedule(trigger) && trigger.workdaysOnly));
    if (asks) this.#findDayOff ??= (await import("./engine/run/day-off.ts")).dayOffFor;
  }
}

type FindDayOff = (automation: Automation, workspace: Workspace, at: string) => string | undefined;
