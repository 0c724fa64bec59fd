import { utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { z } from "zod";
import type { Briefing } from "../../src/core/briefing.ts";
import type { Claim } from "../../src/core/claim.ts";
import { systemClock } from "../../src/lib/clock.ts";
import { renderMarkdown } from "../../src/render/markdown.ts";
import { openStore } from "../../src/store/open.ts";
import { startVictim } from "../../test/support/kill.ts";
import { startModel, type ModelAsked, type ScriptedTurn } from "../../test/support/model-server.ts";
import { startVendor } from "../../test/support/vendor.ts";
import { inTemporaryFolder } from "../temporary.ts";
import { lifeOf, MODEL_RUN, type ModelOrders } from "./model-orders.ts";

/** How a victim is killed: at so manieth end of a step, or so long after it began. */
export type Kill = { diesAt: number } | { afterMs: number };

/** What became of one run over all its lives. */
export interface Told {
  status: string;
  /** The briefing as its reader reads it. */
  text: string;
  /** The same as it was received, once for each time. */
  received: readonly string[];
  /** The turns that were asked, in their order, by the names of the steps that keep them. */
  asked: readonly { life: number; turn: string }[];
  /** The turns that were kept when a life began, by its number. */
  kept: ReadonlyMap<number, readonly string[]>;
  /** How many lives were ended by a kill. */
  kills: number;
  /** Of the last life: how many ends of steps it came through, and how long it lived from its first word on. */
  passed: number;
  livedMs: number;
}

const messageSchema = z.object({ markdown: z.string() });

const SCRIPT = new URL("model-victim.ts", import.meta.url);
const EDITED = new Date("2026-11-19T09:00:00.000Z");
const TASKS = "- [ ] Send the contract due: 2026-11-18\n- [ ] Book the room due: 2026-11-20\n- [ ] Write the talk due: 2026-12-20\n";
const SUBTASKS = ["late", "waits"].map((id) => ({ id, task: `Find what is ${id}.`, sources: ["files"], needs: [] }));
/** How long a model takes for a turn: some who asked die meanwhile. */
const LATENCY_MS = 10;

const claim = (text: string, kind: Claim["kind"], cite: string): Claim => ({ kind, text, cites: [cite], flags: [] });
const ROOM = claim("The room comes before the rest", "judgement", "F3");
const WRONG = claim("It costs 4711 dollars", "fact", "F2");
const TALK = claim("The talk can wait", "judgement", "F1");

/** The turn that is asked for, by what stands in it: an outline, two parts that look at something and hand in, and one line to mend. */
function turnOf({ answer, text }: ModelAsked): string {
  if (answer !== "lines") return answer === "outline" ? "outline/turn 1" : "recover/turn 1";
  const part = text.includes("Find what is late.") ? "ask-1-late" : "ask-2-waits";
  return `${part}/turn ${text.includes('"function_call_output"') ? 2 : 1}`;
}

const ANSWERS: Readonly<Record<string, ScriptedTurn>> = {
  "outline/turn 1": { answer: { subtasks: SUBTASKS } },
  "ask-1-late/turn 1": { calls: [{ name: "look", arguments: { name: "F3" } }] },
  "ask-1-late/turn 2": { answer: { claims: [ROOM, WRONG], left_out: [] } },
  "ask-2-waits/turn 1": { calls: [{ name: "look", arguments: { name: "F1" } }] },
  "ask-2-waits/turn 2": { answer: { claims: [TALK], left_out: [] } },
  "recover/turn 1": { answer: { lines: [] } },
};

/** The names of the steps that keep the turns of a run. */
export const MODEL_TURNS = Object.keys(ANSWERS);

/** One run whose processes are killed one after the other, and one more that ends well. */
export function tellRun(kills: readonly Kill[]): Promise<Told> {
  return inTemporaryFolder(async (root) => {
    writeFileSync(join(root, "tasks.md"), TASKS);
    utimesSync(join(root, "tasks.md"), EDITED, EDITED);
    const server = await startModel(async (asked) => {
      await wait(LATENCY_MS);
      return ANSWERS[turnOf(asked)] ?? { fault: "broken" };
    });
    const vendor = await startVendor();
    const originMs = systemClock.now();
    const kept = new Map<number, readonly string[]>();
    const ends: Ended[] = [];
    try {
      for (const [index, kill] of [...kills, undefined].entries()) {
        const life = index + 1;
        if (life > 1) kept.set(life, (await readRun(root)).turns);
        const { url, key } = server;
        const webhook = { url: vendor.url, secret: "the-secret-of-the-faults", lookup: vendor.lookupUrl };
        ends.push(await live({ root, originMs, model: { url, key }, webhook, life }, kill));
      }
      const { status, text } = await readRun(root);
      const { passed, livedMs } = ends.at(-1) ?? { passed: 0, livedMs: 0 };
      return {
        ...{ status, text, kept, passed, livedMs, kills: ends.filter(({ isKilled }) => isKilled).length },
        received: vendor.record.stored.map(({ body }) => messageSchema.parse(JSON.parse(body)).markdown),
        asked: server.asked.map((asked) => ({ life: lifeOf(asked.model), turn: turnOf(asked) })),
      };
    } finally {
      await Promise.all([server.close(), vendor.close()]);
    }
  });
}

interface Ended {
  isKilled: boolean;
  passed: number;
  livedMs: number;
}

/** Throws where a victim ends neither well nor by a kill, or badly though it was to live. */
async function live(orders: ModelOrders, kill: Kill | undefined): Promise<Ended> {
  const told = kill && "diesAt" in kill ? { ...orders, diesAt: kill.diesAt } : orders;
  let begun = systemClock.now();
  const victim = startVictim(SCRIPT, [JSON.stringify(told)], (line) => {
    if (line !== "ready") return;
    begun = systemClock.now();
    if (kill && "afterMs" in kill) systemClock.after(kill.afterMs, () => void victim.process.kill("SIGKILL"));
  });
  const lines = await victim.lines;
  const { exitCode, signalCode } = victim.process;
  const isKilled = signalCode === "SIGKILL";
  if (exitCode !== 0 && !(isKilled && kill)) throw new Error(`expected a victim to end well, got ${exitCode ?? signalCode}`);
  return { isKilled, passed: lines.filter((line) => line === "passed").length, livedMs: systemClock.now() - begun };
}

/** How the run stands, and which turns of it are kept. */
async function readRun(root: string): Promise<{ status: string; text: string; turns: string[] }> {
  const store = await openStore({ directory: join(root, "data"), codeVersion: "test" });
  try {
    const run = await store.runs.find(MODEL_RUN);
    const steps = await store.runs.steps(MODEL_RUN);
    const turns = steps.map(({ name }) => name).filter((name) => /\/turn \d+$/.test(name));
    const text = run?.briefing === undefined ? "" : renderMarkdown(await store.documents.get<Briefing>(run.briefing));
    return { status: run?.status ?? "unknown", text, turns };
  } finally {
    await store.close();
  }
}
