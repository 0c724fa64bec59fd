import { utimesSync } from "node:fs";
import { join } from "node:path";
import type { TestContext } from "node:test";
import { createAgent } from "../../../src/agents/agent.ts";
import { byNames } from "../../../src/agents/by-names.ts";
import type { Automation } from "../../../src/core/automation.ts";
import type { Claim } from "../../../src/core/claim.ts";
import type { ModelRole, Models } from "../../../src/core/model.ts";
import type { Staff } from "../../../src/engine/run/parts.ts";
import type { Model } from "../../../src/core/ports/model.ts";
import type { Replayed, ReplayRequest } from "../../../src/core/ports/operations.ts";
import type { Store } from "../../../src/core/ports/store.ts";
import type { Run, RunInput } from "../../../src/core/run.ts";
import type { Workspace } from "../../../src/core/workspace.ts";
import { SqliteEngine } from "../../../src/engine/execution/sqlite-engine.ts";
import { replayRun, type StaffChanges } from "../../../src/engine/replay/replay-run.ts";
import { createAnalyst } from "../../../src/engine/run/analyst.ts";
import { createRunner } from "../../../src/engine/run/runner.ts";
import type { Database } from "../../../src/store/database/database.ts";
import { createStore } from "../../../src/store/open.ts";
import { scripted, shown } from "../../agents/scripted.ts";
import { automationWith } from "../../support/automation.ts";
import { makeFolder, writeFiles } from "../../support/chief.ts";
import { createFakeClock } from "../../support/clock.ts";
import { shippedConnectors } from "../../support/connectors.ts";
import { shippedDeliveries } from "../../support/deliveries.ts";
import { people } from "../../support/items.ts";
import { silentLogger } from "../../support/silent-logger.ts";
import { memoryDatabase } from "../../support/store.ts";
import { workspaceAt } from "../../support/workspace.ts";

export const FRIDAY = "2026-11-20T09:00:00.000Z";
export const SATURDAY = "2026-11-21T09:00:00.000Z";
export const MODELS: Models = { connection: "openai", small: "gpt-small", large: "gpt-large", tier: "default" };

/** What a scripted model is asked by: what it says may depend on each of them. */
export interface Asked {
  role: ModelRole;
  prompt: string;
  model: string;
  material: string;
}

/** The lines that it hands in; to whom asks for lines to be mended, these in their order. */
export type Script = (asked: Asked) => readonly Claim[];

/** What was asked of the model, and for which run. */
export interface Call extends Asked {
  run: string;
}

/** Runs of one automation that reads a folder of tasks, and their replays. */
export interface World {
  store: Store;
  database: Database;
  /** In force now. */
  inForce: { automation?: Automation; workspace: Workspace; prompt: string };
  calls: readonly Call[];
  run(at: string, how?: Partial<RunInput>): Promise<Run>;
  /** Goes on with a run that an earlier start left unfinished. */
  recover(id: string): Promise<Run>;
  replay(run: Run, changes?: Omit<ReplayRequest, "run">): Promise<Replayed>;
  write(path: string, text: string): void;
}

/** A world over a new folder and database. */
export function openWorld(test: TestContext, script: Script | Model, changes: Partial<Automation> = {}): World & Lasting {
  return startAgain({ root: makeFolder(test), database: memoryDatabase(test), calls: [] }, script, changes);
}

interface Lasting {
  root: string;
  database: Database;
  calls: Call[];
}

/** Another start over the same folder and database. */
export function startAgain({ root, database, calls }: Lasting, script: Script | Model, changes: Partial<Automation> = {}): World & Lasting {
  const store = createStore(database, "test");
  const clock = createFakeClock(FRIDAY);
  const reads = [{ name: "files", audience: [], connector: "files", options: { paths: ["."], maxFiles: 100 } }];
  const writes = [{ name: "console", audience: [], delivery: "console", options: {}, onUnknown: "hold" }] as const;
  const automation = automationWith({ reads, writes, timezone: "UTC", retries: 0, ...changes });
  const inForce: World["inForce"] = { automation, workspace: { ...workspaceAt(root, people), models: MODELS }, prompt: "Say it." };
  const staffWith = ({ prompts, models = MODELS }: StaffChanges): Staff => ({
    agent: createAgent({
      modelFor: ({ run }) =>
        byNames(typeof script === "function" ? modelBy(script, (call) => calls.push({ ...call, run })) : script, models),
      prompt: async (role) => prompts[role] ?? inForce.prompt,
      clock,
    }),
  });
  const parts = {
    ...{ store, clock, connectors: shippedConnectors(), deliveries: shippedDeliveries({ clock }), analyst: createAnalyst(store) },
    ...{ ownFolder: "/nowhere", findAutomation: () => inForce.automation, isBroken: () => false, workspace: () => inForce.workspace },
    ...{ progress: () => {}, random: () => 0 },
    spending: { spent: async ({ run = "" }) => spentOn(calls.filter((call) => call.run === run).length) },
  };
  const engine = new SqliteEngine({
    ...{ runs: store.runs, clock, logger: silentLogger, concurrency: 1, limitsOf: () => automation, random: () => 0 },
    workflow: createRunner({ ...parts, ...staffWith({ prompts: {} }), loggerOf: () => silentLogger }),
    ...{ onEnd: () => {}, crashPoint: () => {} },
  });
  return {
    ...{ root, database, calls, store, inForce },
    async run(at, how = {}) {
      clock.jump(at);
      await engine.start(at, { automation: automation.id, asOf: at, nominalAt: at, trigger: "schedule", dryRun: false, ...how });
      return engine.ended(at);
    },
    async recover(id) {
      await engine.recover();
      return engine.ended(id);
    },
    replay: ({ id: run }, wanted = {}) => replayRun({ ...parts, staffWith }, { run, ...wanted }),
    write(path, text) {
      writeFiles(root, { [path]: text });
      utimesSync(join(root, path), new Date(FRIDAY), new Date(FRIDAY));
    },
  };
}

function spentOn(calls: number) {
  return { calls, tokens: 100 * calls, input: 90 * calls, cached: 0, usd: 0.01 * calls, unpriced: 0, assumedUsd: 0, estimated: 0 };
}

function modelBy(script: Script, note: (asked: Asked) => void): Model {
  return scripted((request) => {
    const { role, instructions: prompt, model = "" } = request;
    const asked = { role, prompt, model, material: shown(request) };
    const claims = script(asked);
    if (role === "recovery") return { answer: { lines: claims.map((claim, index) => ({ number: index + 1, ...claim })) } };
    note(asked);
    return { claims };
  });
}
