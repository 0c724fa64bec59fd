import { utimesSync } from "node:fs";
import { join } from "node:path";
import type { TestContext } from "node:test";
import { plainAgent } from "../../../src/agents/plain.ts";
import type { Automation } from "../../../src/core/automation.ts";
import type { Claim } from "../../../src/core/claim.ts";
import type { Models, Prompts } from "../../../src/core/model.ts";
import type { Agent, Assignment } from "../../../src/core/ports/agent.ts";
import type { Replayed, ReplayRequest } from "../../../src/core/ports/operations.ts";
import type { Store } from "../../../src/core/ports/store.ts";
import type { Run, RunInput } from "../../../src/core/run.ts";
import type { Workspace } from "../../../src/core/workspace.ts";
import { SqliteEngine } from "../../../src/engine/execution/sqlite-engine.ts";
import { replayRun } from "../../../src/engine/replay/replay-run.ts";
import { createAnalyst } from "../../../src/engine/run/analyst.ts";
import { createRunner } from "../../../src/engine/run/runner.ts";
import type { Database } from "../../../src/store/database.ts";
import { createStore } from "../../../src/store/open.ts";
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
  prompt: string;
  model: string;
  material: string;
}

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
  replay(run: Run, changes?: Omit<ReplayRequest, "run">): Promise<Replayed>;
  write(path: string, text: string): void;
}

/** A world over a new folder and database. */
export function openWorld(test: TestContext, script: Script, changes: Partial<Automation> = {}): World & Lasting {
  return startAgain({ root: makeFolder(test), database: memoryDatabase(test), calls: [] }, script, changes);
}

interface Lasting {
  root: string;
  database: Database;
  calls: Call[];
}

/** Another start over the same folder and database. */
export function startAgain({ root, database, calls }: Lasting, script: Script, changes: Partial<Automation> = {}): World & Lasting {
  const store = createStore(database, "test");
  const clock = createFakeClock(FRIDAY);
  const reads = [{ name: "files", audience: [], connector: "files", options: { paths: ["."], maxFiles: 100 } }];
  const writes = [{ name: "console", audience: [], delivery: "console", options: {}, onUnknown: "hold" }] as const;
  const automation = automationWith({ reads, writes, timezone: "UTC", ...changes });
  const inForce: World["inForce"] = { automation, workspace: { ...workspaceAt(root, people), models: MODELS }, prompt: "Say it." };
  const agentWith = ({ prompts = {}, models = MODELS }: { prompts?: Prompts; models?: Models }): Agent =>
    scripted(({ material, run }) => {
      const call = { prompt: prompts.executor ?? inForce.prompt, model: models.large, material };
      calls.push({ ...call, run });
      return script(call);
    });
  const parts = {
    ...{ store, clock, connectors: shippedConnectors(), deliveries: shippedDeliveries({ clock }), analyst: createAnalyst(store) },
    ...{ ownFolder: "/nowhere", findAutomation: () => inForce.automation, isBroken: () => false, workspace: () => inForce.workspace },
    ...{ progress: () => {}, random: () => 0 },
    spending: { spent: async ({ run = "" }) => spentOn(calls.filter((call) => call.run === run).length) },
  };
  const engine = new SqliteEngine({
    ...{ runs: store.runs, clock, logger: silentLogger, concurrency: 1, limitsOf: () => automation, random: () => 0 },
    workflow: createRunner({ ...parts, agent: agentWith({}), loggerOf: () => silentLogger }),
    ...{ onEnd: () => {}, crashPoint: () => {} },
  });
  return {
    ...{ root, database, calls, store, inForce },
    async run(at, how = {}) {
      clock.jump(at);
      await engine.start(at, { automation: automation.id, asOf: at, nominalAt: at, trigger: "schedule", dryRun: false, ...how });
      return engine.ended(at);
    },
    replay: ({ id: run }, wanted = {}) => replayRun({ ...parts, agentWith }, { run, ...wanted }),
    write(path, text) {
      writeFiles(root, { [path]: text });
      utimesSync(join(root, path), new Date(FRIDAY), new Date(FRIDAY));
    },
  };
}

function spentOn(calls: number) {
  return { calls, tokens: 100 * calls, usd: 0.01 * calls, unpriced: 0 };
}

/** An agent of one turn: what holds is told, what does not is left out. */
function scripted(ask: (asked: { material: string; run: string }) => readonly Claim[]): Agent {
  const isAsked = ({ automation, models }: Assignment): boolean => models !== undefined && automation.model !== "none";
  return {
    outline: (assignment, steps) =>
      isAsked(assignment) ? Promise.resolve([{ id: "all", sources: assignment.news, task: "all" }]) : plainAgent.outline(assignment, steps),
    async execute(subtask, assignment, steps, handed) {
      if (!isAsked(assignment)) return plainAgent.execute(subtask, assignment, steps, handed);
      const { text: material } = await assignment.pack({ tokens: 4_000 }, steps.signal);
      const { turn } = await steps.keep("turn 1", () => turnOf(ask({ material, run: assignment.run })));
      return { subtask: subtask.id, bullets: [], claims: turn.outcome.value.claims };
    },
    async recover(executed, assignment, steps) {
      if (!isAsked(assignment)) return plainAgent.recover(executed, assignment, steps);
      const checked = await assignment.check(
        executed.flatMap(({ claims }) => claims),
        steps.signal,
      );
      const sound = checked.filter(({ faults }) => faults.length === 0).map(({ bullet }) => bullet);
      return { bullets: sound, writing: { by: "model", replaced: checked.length - sound.length } };
    },
  };
}

function turnOf(claims: readonly Claim[]) {
  const usage = { input: 90, cached: 0, output: 10, reasoning: 0 };
  return {
    prompt: "v1:prompt",
    ms: 1,
    turn: { outcome: { kind: "answer", value: { claims } }, carried: [], usage, model: "gpt-large" },
  } as const;
}
