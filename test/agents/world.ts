import { utimesSync } from "node:fs";
import { join } from "node:path";
import type { TestContext } from "node:test";
import { createAgent } from "../../src/agents/agent.ts";
import type { Automation } from "../../src/core/automation.ts";
import type { Briefing } from "../../src/core/briefing.ts";
import type { CrashPoint } from "../../src/core/ports/ambient.ts";
import type { Model } from "../../src/core/ports/model.ts";
import type { Store } from "../../src/core/ports/store.ts";
import type { Run } from "../../src/core/run.ts";
import { createPrompts } from "../../src/definitions/prompts.ts";
import { SqliteEngine } from "../../src/engine/execution/sqlite-engine.ts";
import { createAnalyst } from "../../src/engine/run/analyst.ts";
import { createRunner } from "../../src/engine/run/runner.ts";
import { createStore } from "../../src/store/open.ts";
import { automationWith } from "../support/automation.ts";
import { makeFolder, writeFiles } from "../support/chief.ts";
import { createFakeClock, type FakeClock } from "../support/clock.ts";
import { shippedConnectors } from "../support/connectors.ts";
import { shippedDeliveries } from "../support/deliveries.ts";
import { people } from "../support/items.ts";
import { silentLogger } from "../support/silent-logger.ts";
import { memoryDatabase } from "../support/store.ts";
import { workspaceAt } from "../support/workspace.ts";

export const FRIDAY = "2026-11-20T09:00:00.000Z";
export const MONDAY = "2026-11-23T09:00:00.000Z";
export const TASKS = "- [ ] Send the contract due: 2026-11-18\n- [ ] Book the room due: 2026-11-20\n- [ ] Write the talk due: 2026-12-20\n";

/** The prompts as they are shipped. */
export const shippedPrompts = createPrompts([join(import.meta.dirname, "../../prompts")]);

/** One start of an engine over a world's data. */
export interface Life {
  store: Store;
  /** From its start to its end, or from where it was left. */
  run(id: string, at?: string): Promise<Run>;
  resume(id: string): Promise<Run>;
  /** Without waiting for its end. */
  begin(id: string, at?: string): Promise<unknown>;
}

/** Runs of one automation over a folder of tasks, written by the agent that asks a model. */
export interface World {
  clock: FakeClock;
  automation: Automation;
  write(path: string, text: string, at?: string): void;
  /** A start that is not the last one has crashed: see `mortal`. */
  start(model: Model, how?: { crashPoint?: CrashPoint; guard?: (store: Store) => Store }): Life;
}

export function openWorld(t: TestContext, changes: Partial<Automation> = {}): World {
  const root = makeFolder(t, {});
  const database = memoryDatabase(t);
  const clock = createFakeClock(FRIDAY);
  const reads = [{ name: "files", audience: [], connector: "files", options: { paths: ["."], maxFiles: 100 } }];
  const automation = automationWith({ reads, timezone: "UTC", retries: 0, ...changes });
  const models = { connection: "openai", small: "small", large: "large", tier: "default" as const };
  const workspace = { ...workspaceAt(root, people), models };
  const world: World = {
    clock,
    automation,
    write(path, text, at = FRIDAY) {
      writeFiles(root, { [path]: text });
      utimesSync(join(root, path), new Date(at), new Date(at));
    },
    start(model, { crashPoint = () => {}, guard = (store: Store) => store } = {}) {
      const store = guard(createStore(database, "test"));
      const runner = createRunner({
        ...{ ownFolder: "/nowhere", store, clock, connectors: shippedConnectors(), deliveries: shippedDeliveries({ clock }) },
        agent: createAgent({ modelFor: () => model, prompt: shippedPrompts, clock }),
        analyst: createAnalyst(store),
        ...{ findAutomation: () => automation, isBroken: () => false, workspace: () => workspace },
        ...{ loggerOf: () => silentLogger, progress: () => {} },
      });
      const engine = new SqliteEngine({
        ...{ runs: store.runs, workflow: runner, clock, logger: silentLogger, concurrency: 1, limitsOf: () => automation },
        ...{ random: () => 0, onEnd: () => {}, crashPoint },
      });
      const begin: Life["begin"] = (id, at = FRIDAY) => {
        clock.jump(at);
        return engine.start(id, { automation: automation.id, asOf: at, nominalAt: at, trigger: "schedule", dryRun: false });
      };
      return {
        ...{ store, begin },
        async run(id, at) {
          await begin(id, at);
          return waitFor(engine.ended(id), clock);
        },
        async resume(id) {
          await engine.recover();
          return waitFor(engine.ended(id), clock);
        },
      };
    },
  };
  world.write("tasks.md", TASKS);
  return world;
}

/** Longer than any wait for another try here, and less than a turn may take. */
const LONGEST_WAIT_MS = 60_000;

/** Lets the time pass that a step waits for another try. */
export async function waitFor<T>(work: Promise<T>, clock: FakeClock): Promise<T> {
  const state = { isOver: false };
  const over = work.finally(() => void (state.isOver = true));
  while (!state.isOver) {
    await new Promise((resolve) => void setImmediate(resolve));
    if (clock.nextMs < LONGEST_WAIT_MS) await clock.advance(clock.nextMs);
  }
  return over;
}

export function briefingOf({ store }: Pick<Life, "store">, run: Run): Promise<Briefing> {
  return store.documents.get<Briefing>(run.briefing ?? "");
}
