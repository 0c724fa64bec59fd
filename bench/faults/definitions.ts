import { existsSync } from "node:fs";
import { mkdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { plainAgent } from "../../src/agents/plain.ts";
import { filesConnector } from "../../src/connectors/files/index.ts";
import type { Connector } from "../../src/core/ports/outside.ts";
import type { Store } from "../../src/core/ports/store.ts";
import type { Run } from "../../src/core/run.ts";
import type { Workspace } from "../../src/core/workspace.ts";
import { LiveDefinitions } from "../../src/definitions/live.ts";
import { fileDelivery } from "../../src/deliveries/file.ts";
import { createAnalyst } from "../../src/engine/run/analyst.ts";
import { createRunner } from "../../src/engine/run/runner.ts";
import { SqliteEngine } from "../../src/engine/execution/sqlite-engine.ts";
import { systemClock } from "../../src/lib/clock.ts";
import { loadAutomations, loadPlace } from "../../src/shipped.ts";
import { openDatabase, type Database } from "../../src/store/database/database.ts";
import { createStore } from "../../src/store/open.ts";
import { INPUT } from "../../test/support/engine-world.ts";
import { silentLogger } from "../../test/support/silent-logger.ts";
import { inTemporaryFolder } from "../temporary.ts";
import type { FaultRow } from "./table.ts";
import { createOutbox } from "./vendor-outbox.ts";

const FILE = "automations/day.md";
const OWN = definition("Own version", "told.md");
const OTHER = definition("Another version", "elsewhere.md");

/** What becomes of the file while its run is active, and how the run's end tells of it. */
const CHANGES: Readonly<Record<string, (folder: string) => Promise<void>>> = {
  changed: (folder) => replace(folder, OTHER),
  broken: (folder) => replace(folder, OTHER.replace("name:", "nmae:")),
  removed: (folder) => rm(join(folder, FILE)),
};

/** A definition is changed, broken and removed while its run is active, each `volume` times, every second time with a restart between: the run ends on its own version, and says so. */
export async function definitionsInMotion(volume: number): Promise<FaultRow> {
  const total = { lost: 0, repeated: 0, silent: 0 };
  for (const [word, change] of Object.entries(CHANGES)) {
    for (let round = 0; round < volume; round += 1) {
      const { run, isToldOnce, isElsewhere } = await inTemporaryFolder((folder) => changeInMotion(folder, change, round % 2 === 1));
      if (run.status !== "succeeded" || !isToldOnce) total.lost += 1;
      if (isElsewhere) total.repeated += 1;
      if (run.reason !== `its definition was ${word} while it ran; it ended on its own version`) total.silent += 1;
    }
  }
  const { lost, repeated, silent } = total;
  const note = `changed, broken, removed; ${silent} runs did not say so`;
  const count = volume * Object.keys(CHANGES).length;
  return {
    fault: "a definition changes while its run is active",
    volume: count,
    lost,
    repeated,
    note,
    met: lost + repeated + silent === 0,
  };
}

interface Ended {
  run: Run;
  /** Whether the briefing lies where its own version wanted it, under its own name. */
  isToldOnce: boolean;
  /** Whether there is one where only the other version wanted it. */
  isElsewhere: boolean;
}

/** All that one active run needs, and the gate at which it waits. */
interface World {
  root: string;
  database: Database;
  workspace: Workspace;
  live: LiveDefinitions;
}

async function changeInMotion(root: string, change: (folder: string) => Promise<void>, isRestarted: boolean): Promise<Ended> {
  await write(root, {
    [FILE]: OWN,
    "config/chief.yaml": "timezone: UTC\n",
    "tasks/shop.md": "- [ ] Send the contract @me due: 2026-03-02\n",
  });
  const { workspace } = await loadPlace(root, {});
  const database = openDatabase(":memory:");
  const reloaded = Promise.withResolvers<void>();
  const live = watch(workspace, createStore(database, "faults"), () => reloaded.resolve());
  live.watch();
  await live.open();
  const world = { root, database, workspace, live };
  const first = open(world);
  await first.engine.start("run", { ...INPUT, automation: "day", asOf: new Date().toISOString() });
  await first.atWork;
  await change(root);
  await reloaded.promise;
  const ended = await finish(world, isRestarted ? open(world) : first);
  // What the start that was left behind still does at its end must not count either.
  await first.engine.stop(0);
  await live.stop();
  database.close();
  return ended;
}

function watch(workspace: Workspace, store: Store, changed: () => void): LiveDefinitions {
  return new LiveDefinitions({
    folders: () => [workspace.automationsDirectory],
    load: () => loadAutomations(workspace, store.definitions),
    refresh: async () => {},
    changed: async () => changed(),
    clock: systemClock,
    logger: silentLogger,
  });
}

interface Opened {
  store: Store;
  engine: SqliteEngine;
  /** Resolves once the run reads its source, and there waits. */
  atWork: Promise<void>;
  letGo(): void;
}

/** The next start over the same data; one that was before it is left as a crash would leave it. */
function open({ database, workspace, live }: World): Opened {
  const store = createStore(database, "faults");
  const [arrived, gate] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
  const slowFiles: Connector = {
    ...filesConnector,
    async fetch(context) {
      arrived.resolve();
      await gate.promise;
      return filesConnector.fetch({ ...context, options: filesConnector.schema.parse(context.options) });
    },
  };
  const workflow = createRunner({
    ownFolder: "/nowhere",
    ...{ store, clock: systemClock, agent: plainAgent, analyst: createAnalyst(store) },
    connectors: { ids: ["files"], load: async () => slowFiles },
    deliveries: { ids: ["file"], load: async () => fileDelivery },
    findAutomation: (id) => live.find(id),
    isBroken: (id) => live.isBroken(id),
    workspace: () => workspace,
    loggerOf: () => silentLogger,
    progress() {},
  });
  const engine = new SqliteEngine({
    ...{ runs: store.runs, workflow, clock: systemClock, logger: silentLogger, concurrency: 1, random: () => 0 },
    limitsOf: () => ({ retries: 0, stepTimeoutMs: 60_000, runTimeoutMs: 60_000, concurrency: 1 }),
    onEnd() {},
    crashPoint() {},
  });
  return { store, engine, atWork: arrived.promise, letGo: gate.resolve };
}

async function finish({ root }: World, { store, engine, letGo }: Opened): Promise<Ended> {
  await engine.recover();
  letGo();
  const run = await engine.ended("run");
  const outbox = createOutbox(store, fileDelivery, { clock: systemClock, root });
  await outbox.drain();
  await engine.stop(0);
  const told = join(root, "told.md");
  const isToldOnce = existsSync(told) && (await readFile(told, "utf8")).split("Own version").length === 2;
  return { run, isToldOnce, isElsewhere: existsSync(join(root, "elsewhere.md")) };
}

function definition(name: string, path: string): string {
  return `---\nname: ${name}\non: { schedule: "0 9 * * *" }\nreads:\n  - files: { paths: [tasks] }\nwrites:\n  - file: { path: ${path} }\n---\n\nGo through @Files.\n`;
}

async function write(root: string, files: Readonly<Record<string, string>>): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
}

/** By renaming, so that it is one change. */
async function replace(root: string, text: string): Promise<void> {
  await write(root, { "draft.md": text });
  await rename(join(root, "draft.md"), join(root, FILE));
}
