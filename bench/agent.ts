import { utimesSync, writeFileSync } from "node:fs";
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
import { median, timed, type Row } from "./figures.ts";
import { createNoopEngine, inFlight, INPUT } from "./noop-engine.ts";
import { inTemporaryFolder } from "./temporary.ts";

const WARM_UP = 60;
const ALONE = 200;
const TOGETHER = { width: 16, count: 1_500 };
const MOST_MS = 5;
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

/** A whole run over a folder of tasks, from queued to a briefing on its way, with a model that answers at once and with none. */
export async function measureAgent(): Promise<Row[]> {
  const prompt = createPrompts([join(import.meta.dirname, "../prompts")]);
  const asking = createAgent({ modelFor: () => ready, prompt, clock: systemClock });
  const [chief, bare] = [await measure(asking), await measure(plainAgent)];
  return [
    {
      what: "run with a model that answers at once, alone (median)",
      ...{ chief: ms(chief.aloneMs), bare: ms(bare.aloneMs), ratio: chief.aloneMs / bare.aloneMs },
      ...{ wanted: `at most ${MOST_MS} ms`, met: chief.aloneMs <= MOST_MS },
    },
    {
      what: `such runs a second, ${TOGETHER.width} in flight`,
      ...{ chief: perSecond(chief.perSecond), bare: perSecond(bare.perSecond), ratio: chief.perSecond / bare.perSecond },
      ...{ wanted: `at least ${LEAST_PER_SECOND}/s`, met: chief.perSecond >= LEAST_PER_SECOND },
    },
  ];
}

async function measure(agent: Agent): Promise<{ aloneMs: number; perSecond: number }> {
  return inTemporaryFolder(async (folder) => {
    const run = await openOffice(folder, agent);
    for (let index = 0; index < WARM_UP; index += 1) await run(`warm-${index}`);
    const alone: number[] = [];
    for (let index = 0; index < ALONE; index += 1) alone.push(await timed(() => run(`alone-${index}`)));
    const { width, count } = TOGETHER;
    const all = await timed(() => inFlight(width, count, (index) => run(`together-${index}`)));
    await run.stop();
    return { aloneMs: median(alone), perSecond: (count / all) * 1_000 };
  });
}

/** Each run is the first of an automation of its own, so that all of it is new. */
async function openOffice(folder: string, agent: Agent) {
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
  return Object.assign(run, { stop });
}

function ms(value: number): string {
  return `${value.toFixed(1)} ms`;
}

function perSecond(value: number): string {
  return `${Math.round(value).toLocaleString("en-US")}/s`;
}
