import { utimesSync } from "node:fs";
import { join } from "node:path";
import type { TestContext } from "node:test";
import type { Automation } from "../../../src/core/automation.ts";
import type { Briefing } from "../../../src/core/briefing.ts";
import type { Workflow } from "../../../src/core/ports/engine.ts";
import type { Model, ModelRequest, ModelTurn } from "../../../src/core/ports/model.ts";
import type { Store } from "../../../src/core/ports/store.ts";
import type { Run, RunInput } from "../../../src/core/run.ts";
import { pauseAfterGoal } from "../../../src/engine/alerts/goal.ts";
import { SqliteEngine } from "../../../src/engine/execution/sqlite-engine.ts";
import { renderMarkdown } from "../../../src/render/markdown.ts";
import { words } from "../../../src/shipped.ts";
import { createStore } from "../../../src/store/open.ts";
import { createWorkflows } from "../../../src/workflow.ts";
import { automationWith } from "../../support/automation.ts";
import { makeFolder, writeFiles } from "../../support/chief.ts";
import { createFakeClock } from "../../support/clock.ts";
import { shippedConnectors } from "../../support/connectors.ts";
import { shippedDeliveries } from "../../support/deliveries.ts";
import { people } from "../../support/items.ts";
import { silentLogger } from "../../support/silent-logger.ts";
import { repositoryRoot } from "../../support/source-files.ts";
import { memoryDatabase } from "../../support/store.ts";
import { workspaceAt } from "../../support/workspace.ts";

export const WEDNESDAY = "2026-11-18T09:00:00.000Z";
export const THURSDAY = "2026-11-19T09:00:00.000Z";
export const FRIDAY = "2026-11-20T09:00:00.000Z";
export const SATURDAY = "2026-11-21T09:00:00.000Z";

const MODELS = { connection: "openai", small: "small", large: "large", tier: "default" } as const;
const AN_HOUR_MS = 3_600_000;

/** What the scripted model answers to a question; what is thrown is thrown by the model. */
export type Answering = (question: string, request: ModelRequest) => unknown;

/** An automation with a goal at work over days; whoever asks a model is the real one, and the model scripted. */
export interface GoalWorld {
  store: Store;
  automation: Automation;
  /** What the model was asked as a grader, oldest first; to whatever else it is asked it has nothing to say. */
  asked: ModelRequest[];
  /** What it answers from now on. */
  answering: Answering;
  /** Whether the configuration names models. */
  hasModels: boolean;
  start(at: string, how?: Partial<RunInput>): Promise<void>;
  ended(at: string): Promise<Run>;
  run(at: string, how?: Partial<RunInput>): Promise<Run>;
  /** Takes up what an earlier start left; resolves with how many runs. */
  recover(): Promise<number>;
  /** Writes a file an hour before the run of that time. */
  write(path: string, text: string, at: string): void;
  briefing(run: Run): Promise<Briefing>;
  text(run: Run): Promise<string>;
  /** The next start of Chief over the same data. */
  restart(): GoalWorld;
}

interface Given {
  changes: Partial<Automation>;
  /** Asked in place of the scripted model. */
  model?: Model;
  /** What the runs of the first start go through. */
  through?: (workflow: Workflow) => Workflow;
}

export function openGoal(test: TestContext, { changes, model, through = (workflow) => workflow }: Given): GoalWorld {
  const root = makeFolder(test, {});
  const database = memoryDatabase(test);
  const asked: ModelRequest[] = [];
  const reads = [{ name: "files", audience: [], connector: "files", options: { paths: ["."], maxFiles: 100 } }];
  const automation = automationWith({ reads, timezone: "UTC", when: "changed", retries: 0, ...changes });
  const scripted: Model = {
    async ask(request) {
      if (request.role !== "grader") return turnOf({ claims: [], left_out: [] });
      asked.push(request);
      return turnOf(world.answering(textOf(request), request));
    },
  };
  let world: GoalWorld;
  const begin = (answering: Answering, around: (workflow: Workflow) => Workflow): GoalWorld => {
    const store = createStore(database, "test");
    const clock = createFakeClock(WEDNESDAY);
    const shared = { store, clock, logger: silentLogger, random: () => 0, crashPoint: () => {} };
    const { workflow } = createWorkflows({
      ...{ ...shared, ownFolder: repositoryRoot, ...words, openModels: async () => () => model ?? scripted },
      ...{ connectors: shippedConnectors(), deliveries: shippedDeliveries({ clock }) },
      ...{
        findAutomation: () => automation,
        isBroken: () => false,
        workspace: () => ({ ...workspaceAt(root, people), ...(own.hasModels && { models: MODELS }) }),
      },
      ...{ loggerOf: () => silentLogger, progress: () => {} },
    });
    let follows: Promise<unknown> = Promise.resolve();
    const engine = new SqliteEngine({
      ...{ ...shared, runs: store.runs, workflow: around(workflow), concurrency: 1, limitsOf: () => automation },
      onEnd: (run) => void (follows = pauseAfterGoal({ ...shared, definitions: store.definitions, paused: async () => {} }, run)),
    });
    const own: GoalWorld = {
      ...{ store, automation, asked, answering, hasModels: true },
      async start(at, how) {
        clock.jump(at);
        const input = { automation: automation.id, asOf: at, nominalAt: at, trigger: "schedule", dryRun: false, ...how } as const;
        await engine.start(at, input);
      },
      async ended(at) {
        const run = await engine.ended(at);
        await follows;
        return run;
      },
      async run(at, how) {
        await own.start(at, how);
        return own.ended(at);
      },
      recover: () => engine.recover(),
      write(path, text, at) {
        writeFiles(root, { [path]: text });
        const before = new Date(Date.parse(at) - AN_HOUR_MS);
        utimesSync(join(root, path), before, before);
      },
      briefing: (run) => store.documents.get<Briefing>(run.briefing ?? ""),
      text: async (run) => renderMarkdown(await own.briefing(run)),
      restart: () => begin(own.answering, (workflow) => workflow),
    };
    world = own;
    return own;
  };
  return begin(() => ({ grades: [] }), through);
}

/** The words of a request. */
export function textOf({ input }: ModelRequest): string {
  return input.map((piece) => (piece.kind === "text" ? piece.text : "")).join("");
}

/** The short name of the first thing that was shown with these words. */
export function nameOf(question: string, words: string): string {
  const things = [...question.matchAll(/^<<<(\w+) (\w+)\n([^]*?)\n\1>>>$/gm)];
  return things.find(([, , , text]) => text?.includes(words))?.[2] ?? "";
}

/** A turn in which a model answers. */
export function turnOf(value: unknown): ModelTurn {
  const usage = { input: 100, cached: 0, output: 10, reasoning: 0 };
  return { outcome: { kind: "answer", value }, carried: [], usage, model: "gpt-test" };
}
