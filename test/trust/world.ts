import { mkdtempSync, readFileSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createAddresses } from "../../src/config/addresses.ts";
import type { Automation } from "../../src/core/automation.ts";
import type { Event } from "../../src/core/event.ts";
import type { Item } from "../../src/core/item.ts";
import type { Agent } from "../../src/core/ports/agent.ts";
import type { Catalogue, Connector } from "../../src/core/ports/outside.ts";
import type { Store } from "../../src/core/ports/store.ts";
import type { Run } from "../../src/core/run.ts";
import type { Workspace } from "../../src/core/workspace.ts";
import { SqliteEngine } from "../../src/engine/execution/sqlite-engine.ts";
import { limitsOf } from "../../src/engine/limits.ts";
import { secretValues } from "../../src/config/secret-values.ts";
import { createPermit } from "../../src/engine/outbox/permit.ts";
import { OutboxWorker } from "../../src/engine/outbox/outbox-worker.ts";
import { createAnalyst } from "../../src/engine/run/analyst.ts";
import { itemsOf } from "../../src/engine/run/gather-events.ts";
import { findDefinitionOf } from "../../src/engine/run/definition-before.ts";
import { createRunner } from "../../src/engine/run/runner.ts";
import { createWays, loadAutomations, loadPlaceForWork, shippedDirectory, words } from "../../src/shipped.ts";
import { openDatabase } from "../../src/store/database/database.ts";
import { createStore } from "../../src/store/open.ts";
import { createWorkflows, openModels } from "../../src/workflow.ts";
import { writeFiles } from "../support/chief.ts";
import { createFakeClock, createHastyClock, type FakeClock } from "../support/clock.ts";
import { startModel, type ModelScript, type ModelServer } from "../support/model-server.ts";
import { silentLogger } from "../support/silent-logger.ts";
import { newContents, type Contents, type Group } from "./contents.ts";
import { idOf, type Shape } from "./definitions.ts";
import { startRecorder, type Journal, type Recorder } from "./journal.ts";
import { changesOf, filesOf, secretsOf, snapshot } from "./place.ts";
import { eventOf, fill, NOW, startServices, type Services } from "./services.ts";

/** What is known once a run is over and all that it may send is sent. */
export interface Outcome {
  run: Run;
  /** The definition as its owner wrote it. */
  definition: string;
  journal: Journal;
  /** Files that were changed, made or removed, with what is in them. */
  files: ReadonlyMap<string, string>;
  /** Automations that are paused, and messages about which somebody has decided. */
  decisions: string[];
  /** How many messages wait for a person. */
  held: number;
  /** How many were sent. */
  sent: number;
  /** What went wrong on the way, as the run or its messages tell it. */
  errors: string[];
  screen: string;
}

/** How one run is made. */
export interface Attempt {
  group: Group;
  shape: Shape;
  /** Another automation than that of the group and the shape. */
  automation?: string;
  /** Whether there is to be a repository, which takes a while to make. */
  isGitRead?: boolean;
  contents: Contents;
  /** The worker, who is shown all that was read; whoever the app has at work where absent. */
  agentOf?(seen: readonly Item[]): Agent;
  /** What the model says, in a world that has one. */
  script?: ModelScript;
  /** What earlier runs have left; nothing where absent. */
  database?: ReturnType<typeof openDatabase>;
  /** Told once what is to be read is there. */
  prepare?(root: string): void;
  /** When it is; `NOW` where absent. */
  at?: string;
  /** What set it off, where that is not what the contents tell. */
  event?: Event;
  /** Told once the run is over and before anything is sent. */
  afterwards?(store: Store, clock: FakeClock): Promise<void>;
  /** Told while the run goes on, to let time pass. */
  meanwhile?(clock: FakeClock): Promise<void>;
}

/** A workspace over local services whose every byte is recorded, and runs in it that are done as the app does them. */
export interface TrustWorld {
  services: Services;
  /** Asked by all who are no worker of the tests, in a world that was opened with one. */
  model?: ModelServer;
  /** What its configuration refers to as secret. */
  secrets: readonly string[];
  root: string;
  workspace: Workspace;
  run(attempt: Attempt): Promise<Outcome>;
  /** What happened since; for whoever sends by another way. */
  look(definition: string, store?: Store): Promise<Omit<Outcome, "run">>;
  close(): Promise<void>;
}

/** `withModel`: its automations ask a model, which says what an attempt has it say. */
export async function openTrustWorld({ withModel = false } = {}): Promise<TrustWorld> {
  let contents = newContents();
  const services = await startServices(() => contents);
  const model = withModel ? await startModel() : undefined;
  const recorder = startRecorder(services.mail.port);
  const root = realpathSync(mkdtempSync(join(tmpdir(), "chief-trust-")));
  const close = async (): Promise<void> => {
    recorder.stop();
    await Promise.all([services.close(), model?.close()]);
    rmSync(root, { recursive: true, force: true });
  };
  const env = secretsOf(services, model);
  writeFiles(root, filesOf(services, model));
  const { workspace } = await loadPlaceForWork(root, env);
  const { automations, problems } = await loadAutomations(workspace);
  if (problems.length > 0) {
    await close();
    throw new Error(`expected sound definitions, got ${JSON.stringify(problems)}`);
  }
  let before = snapshot(root);
  const look: TrustWorld["look"] = async (definition, store) => {
    const after = snapshot(root);
    const files = changesOf(before, after);
    writeFiles(root, Object.fromEntries([...files.keys()].flatMap((path) => (before.has(path) ? [[path, before.get(path) ?? ""]] : []))));
    for (const path of files.keys()) if (!before.has(path)) rmSync(join(root, path));
    const told = store ? await tell(store) : { decisions: [], held: 0, sent: 0, errors: [] };
    return { definition, journal: recorder.take(), files, ...told, screen: "" };
  };
  return {
    ...{ services, root, workspace, look, secrets: Object.values(env), ...(model && { model }) },
    async run(attempt) {
      contents = attempt.contents;
      const { group, shape, automation: wanted = idOf(group, shape), isGitRead = group === "git" } = attempt;
      const automation = automations.find(({ id }) => id === wanted);
      if (!automation) throw new Error(`expected an automation called ${wanted}, got none`);
      await fill(services, root, contents, isGitRead);
      attempt.prepare?.(root);
      if (model) model.script = attempt.script ?? [];
      before = snapshot(root);
      recorder.take();
      return runOnce({ workspace, env, automation, recorder, look }, attempt);
    },
    close,
  };
}

interface Place {
  workspace: Workspace;
  env: Record<string, string>;
  automation: Automation;
  recorder: Recorder;
  look: TrustWorld["look"];
}

async function runOnce({ workspace, env, automation, look }: Place, attempt: Attempt): Promise<Outcome> {
  const database = attempt.database ?? openDatabase(":memory:");
  const store = createStore(database, "test");
  const { at = NOW } = attempt;
  const event = setOffBy(attempt);
  const clock = createFakeClock(at);
  const printed: string[] = [];
  const { connectors, deliveries, model } = createWays({
    ...{ ...createAddresses(() => workspace, env), store: store.connections, workspace: () => workspace },
    // Slack is to wait a second between two messages, which is of no interest here.
    clock: createHastyClock(at),
    screen: { print: (text) => void printed.push(text), columns: () => 80, color: false },
    people: () => workspace.people,
    ended() {},
  });
  const seen: Item[] = event ? itemsOf([event]) : [];
  const parts = { store, clock, deliveries, logger: silentLogger, random: () => 0.5, crashPoint() {} };
  const working: Working = {
    ...{ ...parts, connectors: watching(connectors, seen), ownFolder: shippedDirectory },
    ...{ findAutomation: () => automation, isBroken: () => false, workspace: () => workspace, loggerOf: () => silentLogger, progress() {} },
  };
  const workflow = attempt.agentOf
    ? createRunner({ ...working, agent: attempt.agentOf(seen), analyst: createAnalyst(store) })
    : createWorkflows({
        ...{ ...working, ...words, spending: store.spending },
        openModels: () => openModels({ model, spending: store.spending, workspace: () => workspace, clock }),
      }).workflow;
  const engine = new SqliteEngine({
    ...parts,
    runs: store.runs,
    workflow,
    concurrency: 1,
    limitsOf: () => limitsOf(automation),
    onEnd() {},
  });
  const outbox = new OutboxWorker({
    ...{ ...parts, outbox: store.outbox, documents: store.documents, root: workspace.root },
    permit: createPermit({
      store,
      findAutomation: () => automation,
      findRanBy: (run) => findDefinitionOf(store, run),
      workspace: () => workspace,
      isBroken: () => false,
      people: () => workspace.people,
      secrets: () => secretValues(workspace, env),
    }),
    ...{ sendTimeoutMs: 600_000, settleMs: 600_000, ended() {}, postponed() {} },
  });
  try {
    if (attempt.shape === "accepted") await store.consents.save({ automation: automation.id, hash: automation.hash, by: "me", at });
    const id = await begin(store, engine, automation, { at, event });
    const [run] = await Promise.all([engine.ended(id), attempt.meanwhile?.(clock)]);
    await attempt.afterwards?.(store, clock);
    await outbox.drain();
    const outcome = await look(definitionFile(workspace, automation), store);
    return { run, ...outcome, screen: printed.join("") };
  } finally {
    if (!attempt.database) database.close();
  }
}

type Working = Omit<Parameters<typeof createWorkflows>[0], keyof typeof words | "spending" | "openModels">;

interface Beginning {
  at: string;
  event: Event | undefined;
}

function setOffBy({ event, group, contents }: Attempt): Event | undefined {
  return event ?? (group === "events" ? eventOf(contents) : undefined);
}

async function begin(store: Store, engine: SqliteEngine, automation: Automation, { at, event }: Beginning): Promise<string> {
  const id = event ? `event:${automation.id}:${event.source}:${event.id}` : `run:${automation.id}:${at}`;
  if (event) {
    const base = { automation: automation.id, kind: "event", nominalAt: at, reason: "", caughtUp: false, count: 1 } as const;
    await store.occurrences.admit([{ occurrence: { ...base, id, state: "due", startAt: at, event } }], at);
  }
  const trigger = event ? "event" : "schedule";
  await engine.start(id, { automation: automation.id, asOf: at, nominalAt: at, trigger, dryRun: false });
  return id;
}

/** The same connectors, with a look at what each brings. */
function watching(connectors: Catalogue<Connector>, seen: Item[]): Catalogue<Connector> {
  return {
    ids: connectors.ids,
    async load(id) {
      const connector = await connectors.load(id);
      const fetch: Connector["fetch"] = async (context) => {
        const fetched = await connector.fetch(context);
        seen.push(...fetched.items);
        return fetched;
      };
      return { ...connector, fetch };
    },
  };
}

async function tell({ outbox, definitions }: Store): Promise<Pick<Outcome, "decisions" | "held" | "sent" | "errors">> {
  const [messages, paused] = await Promise.all([outbox.list({}), definitions.paused()]);
  const decided = messages.flatMap(({ grant, decidedBy }) => (decidedBy === undefined ? [] : `${grant} by ${decidedBy}`));
  return {
    decisions: [...decided, ...paused.map(({ automation }) => `paused ${automation}`)],
    held: messages.filter(({ state }) => state === "held").length,
    sent: messages.filter(({ state }) => state === "sent").length,
    errors: messages.flatMap(({ error }) => error?.message ?? []),
  };
}

function definitionFile({ root }: Workspace, { path }: Automation): string {
  return readFileSync(join(root, path), "utf8");
}
