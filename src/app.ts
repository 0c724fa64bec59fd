import { join, resolve } from "node:path";
import packageFile from "../package.json" with { type: "json" };
import type { LoadedWorkspace } from "./config/parse.ts";
import { checkWorkspace, openWorkspace } from "./config/place.ts";
import { CONFIG_FOLDER } from "./config/sources.ts";
import { connectors } from "./connectors/registry.ts";
import type { Automation } from "./core/automation.ts";
import { toStoredError } from "./core/errors.ts";
import type { Logger } from "./core/ports/ambient.ts";
import type { Workflow } from "./core/ports/engine.ts";
import type { Operations } from "./core/ports/operations.ts";
import type { DefinitionStore, Store } from "./core/ports/store.ts";
import type { Run } from "./core/run.ts";
import type { Trigger } from "./core/trigger.ts";
import type { Workspace } from "./core/workspace.ts";
import { LiveDefinitions } from "./definitions/live.ts";
import { loadDefinitions, type LoadedDefinitions } from "./definitions/load.ts";
import type { Screen } from "./deliveries/console.ts";
import { createDeliveries } from "./deliveries/registry.ts";
import { createOperations } from "./engine/operations.ts";
import { OutboxWorker } from "./engine/outbox-worker.ts";
import { createRunLog, withFields } from "./engine/run-log.ts";
import type { RunnerParts } from "./engine/parts.ts";
import { Scheduler } from "./engine/scheduler.ts";
import { SqliteEngine } from "./engine/sqlite-engine.ts";
import { instantOf, systemClock } from "./lib/clock.ts";
import { codeVersionOf } from "./lib/code-version.ts";
import type { Sentence } from "./policy/explain.ts";
import { openStore } from "./store/open.ts";
import { openRecord } from "./store/record.ts";
import { checkTrigger, nextTime, warnTrigger } from "./triggers/schedule.ts";

/** The folder that Chief itself lies in, with the automations and the configuration that it ships. */
export const shippedDirectory = resolve(import.meta.dirname, "..");
const codeVersion = codeVersionOf(import.meta.dirname, packageFile.version);
/** What a workspace falls back on, and what its configuration is checked against. */
const shipped = {
  shipped: join(shippedDirectory, "automations"),
  codeVersion,
  knownRules: loadKnownRules,
};

/** How long runs and messages may go on after a stop was asked for; what is cut off is taken up by the next start. */
const STOP_GRACE_MS = 1_000;
/** A slot that is noticed later than this was missed. */
const GRACE_MS = 5 * 60_000;
const SEND_TIMEOUT_MS = 10_000;
/** No request of a process that has died can still arrive after this: its timeout, and half a minute on the other side. */
const SETTLE_MS = SEND_TIMEOUT_MS + 30_000;

/** A run whose definition is gone fails in its first step. */
const LIMITS_OF_THE_GONE = { retries: 0, stepTimeoutMs: 60_000, runTimeoutMs: 60_000 };

/** For whoever only asks deliveries about themselves. */
const offScreen = createDeliveries({ print: () => {}, columns: () => 80, color: false });
const warnNow = (trigger: Trigger) => warnTrigger(trigger, instantOf(systemClock));

async function loadKnownRules(): Promise<Record<string, string[]>> {
  const { rules } = await import("./analysis/rules/registry.ts");
  return Object.fromEntries(rules.map((rule) => [rule.id, Object.keys(rule.thresholds)]));
}

/** A workspace with its warnings; throws ConfigError for a folder or a configuration that can't be used. */
export function loadPlace(directory: string, env: Readonly<Record<string, string | undefined>>): Promise<LoadedWorkspace> {
  return openWorkspace({ ...shipped, directory, env });
}

/** All that is wrong with a workspace: its configuration and every definition, at once. */
export async function validatePlace(directory: string, env: Readonly<Record<string, string | undefined>>): Promise<LoadedDefinitions> {
  const { workspace, problems, warnings } = await checkWorkspace({ ...shipped, directory, env });
  const loaded = await loadAutomations(workspace);
  return { ...loaded, problems: [...problems, ...loaded.problems], warnings: [...warnings, ...loaded.warnings] };
}

/** The record of a workspace, for reading. */
export function openRecordOf(workspace: Workspace): Promise<Store> {
  return openRecord({ directory: workspace.dataDirectory, codeVersion });
}

/** The automations of a workspace, with all that is wrong with their files; parsed anew where no `cache` knows them. */
export function loadAutomations(workspace: Workspace, cache?: DefinitionStore): Promise<LoadedDefinitions> {
  const { root, automationsDirectory: directory, calendar, people } = workspace;
  return loadDefinitions({
    ...{ directory, root, timezone: calendar.timezone, people, connectors, deliveries: offScreen, checkTrigger, warnTrigger: warnNow },
    ...(cache && { cache: { store: cache, codeVersion } }),
  });
}

/** What an automation may do, in words. */
export async function explain(automation: Automation): Promise<Sentence[]> {
  const { explainAutomation } = await import("./policy/explain.ts");
  const [readers, writers] = await Promise.all([
    Promise.all(
      automation.reads.map(async (grant) => [grant.name, (await connectors.load(grant.connector)).describe(grant.options)] as const),
    ),
    Promise.all(
      automation.writes.map(async (grant) => [grant.name, (await offScreen.load(grant.delivery)).describe(grant.options)] as const),
    ),
  ]);
  const reads = new Map(readers);
  const writes = new Map(writers);
  return explainAutomation(automation, { read: (grant) => reads.get(grant.name) ?? "", write: (grant) => writes.get(grant.name) ?? "" });
}

/** Whether an automation needs no account and writes only where Chief itself runs. */
export async function isOffline({ reads, writes }: Automation): Promise<boolean> {
  if (!writes.every((grant) => grant.delivery === "console")) return false;
  const used = await Promise.all(reads.map((grant) => connectors.load(grant.connector)));
  return used.every((connector) => !connector.needsAccount);
}

/** The JSON Schema of automation files. */
export async function definitionSchema(): Promise<Record<string, unknown>> {
  const { definitionJsonSchema } = await import("./definitions/json-schema.ts");
  return definitionJsonSchema(connectors, offScreen);
}

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
  #started = false;

  #workspace: Workspace;

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
      ...{ clock, logger },
    });
    this.#outbox = new OutboxWorker({
      ...{ outbox: store.outbox, documents: store.documents, deliveries, root: workspace.root, clock, logger },
      ...{ random: Math.random, sendTimeoutMs: SEND_TIMEOUT_MS, settleMs: SETTLE_MS },
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
      ...{ runs: store.runs, workflow, clock, logger, concurrency: workspace.concurrency, random: Math.random },
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
    await this.#scheduler.start(await this.#withPauses());
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
    const { root, dataDirectory, server, concurrency, logLevel } = this.#workspace;
    try {
      const { workspace } = await loadPlace(root, env);
      this.#workspace = { ...workspace, dataDirectory, server, concurrency, logLevel };
    } catch (error) {
      logger.warn({}, `The configuration stays as it was. ${toStoredError(error).message}`);
    }
  }

  async #reschedule(): Promise<void> {
    await this.#scheduler.update(await this.#withPauses());
  }

  async #withPauses(): Promise<Automation[]> {
    const paused = new Set(await this.store.definitions.paused());
    return this.automations.map((automation) => ({ ...automation, paused: automation.paused || paused.has(automation.id) }));
  }
}

/** What runs do is loaded with the first run: a start that only waits has no use for it. */
function createWorkflow(parts: Omit<RunnerParts, "agent">): Workflow {
  return async (context, run) => {
    const [{ createRunner }, { plainAgent }] = await Promise.all([import("./engine/runner.ts"), import("./agents/plain.ts")]);
    return createRunner({ ...parts, agent: plainAgent })(context, run);
  };
}
