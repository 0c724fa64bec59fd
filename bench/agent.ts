import { mkdirSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createAgent } from "../src/agents/agent.ts";
import { plainAgent } from "../src/agents/plain.ts";
import type { Agent } from "../src/core/ports/agent.ts";
import type { Model } from "../src/core/ports/model.ts";
import { createPrompts } from "../src/definitions/prompts.ts";
import { createAnalyst } from "../src/engine/run/analyst.ts";
import { createRunner } from "../src/engine/run/runner.ts";
import { systemClock } from "../src/lib/clock.ts";
import { openStore } from "../src/store/open.ts";
import { automationWith } from "../test/support/automation.ts";
import { shippedConnectors } from "../test/support/connectors.ts";
import { shippedDeliveries } from "../test/support/deliveries.ts";
import { people } from "../test/support/items.ts";
import { silentLogger } from "../test/support/silent-logger.ts";
import { workspaceAt } from "../test/support/workspace.ts";
import { openBareRuns } from "./bare-runs.ts";
import { median, timed, type Row } from "./figures.ts";
import { createNoopEngine, inFlight, INPUT } from "./noop-engine.ts";
import { inTemporaryFolder } from "./temporary.ts";

const WARM_UP = 60;
const ALONE = 200;
const ROUNDS = 4;
const TOGETHER = { width: 16, count: 320 };
const MOST_MORE_MS = 5;
const LEAST_PER_SECOND = 500;

const TASKS = "- [ ] Send the contract due: 2026-11-18\n- [ ] Book the room due: 2026-11-20\n- [ ] Write the talk due: 2026-12-20\n";
const CLAIM = { kind: "judgement", text: "The talk can wait", cites: ["F1"], flags: [] };

/** Answers at once: what is left is what Chief takes itself. */
const ready: Model = {
  ask: () =>
    Promise.resolve({
      outcome: { kind: "answer", value: { claims: [CLAIM], left_out: [] } },
      ...{ carried: [], usage: { input: 1_000, cached: 0, output: 50, reasoning: 0 }, model: "ready" },
    }),
};

/**
 * A whole run over a folder of tasks, from queued to a briefing on its way, with a model that answers at once: beside the same run without
 * one, and beside a bare program that commits as many steps. All in turns, so that a slow moment of the machine meets each.
 */
export async function measureAgent(): Promise<Row[]> {
  const prompt = createPrompts([join(import.meta.dirname, "../prompts")]);
  const asking = createAgent({ modelFor: () => ready, prompt, clock: systemClock });
  const [withModel, without, commits] = await measureInTurns([
    (folder) => openOffice(folder, asking),
    (folder) => openOffice(folder, plainAgent),
    (folder) => Promise.resolve(openBare(folder)),
  ]);
  const more = withModel.aloneMs - without.aloneMs;
  const together = `${TOGETHER.width} in flight`;
  return [
    {
      what: "run with a model that answers at once, alone, beside none (median)",
      ...{ chief: ms(withModel.aloneMs), bare: ms(without.aloneMs), ratio: withModel.aloneMs / without.aloneMs },
      ...{ wanted: `at most ${MOST_MORE_MS} ms more`, met: more <= MOST_MORE_MS },
    },
    {
      what: "the same beside its commits alone",
      ...{ chief: ms(withModel.aloneMs), bare: ms(commits.aloneMs), ratio: withModel.aloneMs / commits.aloneMs },
    },
    {
      what: `time of a processor for such a run, ${together}, beside none`,
      ...{ chief: ms(withModel.cpuMs), bare: ms(without.cpuMs), ratio: withModel.cpuMs / without.cpuMs },
    },
    {
      what: `such runs a second, ${together}, beside none`,
      ...{ chief: perSecond(withModel.perSecond), bare: perSecond(without.perSecond), ratio: withModel.perSecond / without.perSecond },
      ...{ wanted: `at least ${LEAST_PER_SECOND}/s`, met: withModel.perSecond >= LEAST_PER_SECOND },
    },
    {
      what: `such runs a second, ${together}, beside their commits alone`,
      ...{ chief: perSecond(withModel.perSecond), bare: perSecond(commits.perSecond), ratio: withModel.perSecond / commits.perSecond },
    },
  ];
}

/** Does a run of that name. */
interface Runs {
  run(id: string): Promise<void>;
  stop(): Promise<void>;
}

/** Medians. */
interface Measured {
  aloneMs: number;
  cpuMs: number;
  perSecond: number;
}

type Open = (folder: string) => Promise<Runs>;

async function measureInTurns<Opens extends readonly Open[]>(opens: readonly [...Opens]): Promise<{ [Index in keyof Opens]: Measured }>;
async function measureInTurns(opens: readonly Open[]): Promise<Measured[]> {
  return inTemporaryFolder(async (folder) => {
    const all = await Promise.all(opens.map(async (open, index) => measuring(await open(folderIn(folder, index)))));
    for (const { runs } of all) for (let index = 0; index < WARM_UP; index += 1) await runs.run(`warm-${index}`);
    for (let index = 0; index < ALONE; index += 1) {
      for (const each of all) each.alone.push(await timed(() => each.runs.run(`alone-${index}`)));
    }
    for (let round = 0; round < ROUNDS; round += 1) for (const each of all) await measureTogether(each, round);
    for (const { runs } of all) await runs.stop();
    return all.map(({ alone, cpu, wall }) => ({ aloneMs: median(alone), cpuMs: median(cpu), perSecond: 1_000 / median(wall) }));
  });
}

interface Measuring {
  runs: Runs;
  /** Of each run, in milliseconds: alone, of processors and of time while others were under way. */
  alone: number[];
  cpu: number[];
  wall: number[];
}

function measuring(runs: Runs): Measuring {
  return { runs, alone: [], cpu: [], wall: [] };
}

async function measureTogether({ runs, cpu, wall }: Measuring, round: number): Promise<void> {
  const { width, count } = TOGETHER;
  const before = process.cpuUsage();
  const took = await timed(() => inFlight(width, count, (index) => runs.run(`together-${round}-${index}`)));
  const { user, system } = process.cpuUsage(before);
  cpu.push((user + system) / 1_000 / count);
  wall.push(took / count);
}

function folderIn(folder: string, index: number): string {
  const own = join(folder, String(index));
  mkdirSync(own);
  return own;
}

/** So many steps keeps a run with a model that answers at once. */
const STEPS = 11;

function openBare(folder: string): Runs {
  const bare = openBareRuns(folder);
  return { run: (id) => bare.run(id, STEPS), stop: async () => bare.close() };
}

/** Each run is the first of an automation of its own, so that all of it is new. */
async function openOffice(folder: string, agent: Agent): Promise<Runs> {
  const tasks = join(folder, "tasks.md");
  writeFileSync(tasks, TASKS);
  utimesSync(tasks, new Date(INPUT.asOf), new Date(INPUT.asOf));
  const store = await openStore({ directory: join(folder, "data"), codeVersion: "bench" });
  const reads = [{ name: "files", audience: [], connector: "files", options: { paths: ["tasks.md"], maxFiles: 10 } }];
  const automation = automationWith({ reads, timezone: "UTC" });
  const models = { connection: "openai", small: "small", large: "large", tier: "default" as const };
  const workspace = { ...workspaceAt(folder, people), models };
  const runner = createRunner({
    ...{ ownFolder: "/nowhere", store, clock: systemClock, connectors: shippedConnectors() },
    ...{ deliveries: shippedDeliveries({ clock: systemClock }), agent, analyst: createAnalyst(store) },
    ...{ findAutomation: (id: string) => ({ ...automation, id }), isBroken: () => false, workspace: () => workspace },
    ...{ loggerOf: () => silentLogger, progress: () => {} },
  });
  const engine = createNoopEngine(store, TOGETHER.width, runner);
  const run = async (id: string): Promise<void> => {
    await engine.start(id, { ...INPUT, automation: id });
    const { status, reason } = await engine.ended(id);
    if (status !== "succeeded") throw new Error(`expected the run to succeed, got ${status}: ${reason}`);
  };
  const stop = async (): Promise<void> => {
    await engine.stop(0);
    await store.close();
  };
  return { run, stop };
}

function ms(value: number): string {
  return `${value.toFixed(1)} ms`;
}

function perSecond(value: number): string {
  return `${Math.round(value).toLocaleString("en-US")}/s`;
}
