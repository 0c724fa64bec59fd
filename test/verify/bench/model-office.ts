import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { createAgent } from "../../../src/agents/agent.ts";
import { plainAgent } from "../../../src/agents/plain.ts";
import { OWNER_ONLY } from "../../../src/core/audience.ts";
import type { Briefing } from "../../../src/core/briefing.ts";
import type { JudgedFinding } from "../../../src/core/finding.ts";
import { PermanentError } from "../../../src/core/errors.ts";
import type { Item } from "../../../src/core/item.ts";
import type { People } from "../../../src/core/person.ts";
import type { Catalogue, Connector } from "../../../src/core/ports/outside.ts";
import type { Model } from "../../../src/core/ports/model.ts";
import type { Store } from "../../../src/core/ports/store.ts";
import type { WorkCalendar } from "../../../src/core/work-calendar.ts";
import { createPrompts } from "../../../src/definitions/prompts.ts";
import { SqliteEngine } from "../../../src/engine/execution/sqlite-engine.ts";
import { OutboxWorker } from "../../../src/engine/outbox/outbox-worker.ts";
import { createAnalyst, type Analyst } from "../../../src/engine/run/analyst.ts";
import type { Concluded, Draft } from "../../../src/engine/run/analyst-work.ts";
import { createRunner } from "../../../src/engine/run/runner.ts";
import { layOut, type Spread } from "../../../src/engine/run/spread.ts";
import { openDatabase } from "../../../src/store/database/database.ts";
import { createStore } from "../../../src/store/open.ts";
import type { Evidence } from "../../../src/verify/violation.ts";
import { automationWith } from "../../support/automation.ts";
import { createFakeClock, type FakeClock } from "../../support/clock.ts";
import { shippedDeliveries } from "../../support/deliveries.ts";
import { permitAsWritten } from "../../support/permit.ts";
import { silentLogger } from "../../support/silent-logger.ts";
import { workspaceAt } from "../../support/workspace.ts";

/** What an office finds on one morning. */
export interface OfficeMorning {
  now: string;
  date: string;
  calendar: WorkCalendar;
  people: People;
  items: readonly Item[];
  /** Those that do not answer. */
  failed: readonly string[];
}

/** What came of it. */
export interface OfficeDay {
  status: string;
  briefing: Briefing;
  judged: readonly JudgedFinding[];
  /** What the briefing is to be held against. */
  evidence: Evidence;
  /** The states of the messages that left. */
  messages: readonly string[];
  /** What lies where the briefing was to be written; empty where nothing does. */
  file: string;
}

export interface OfficePlan {
  /** Where briefings are written. */
  folder: string;
  /** Absent where none is configured. */
  model?: Model;
  /** The instructions of the automation. */
  body: string;
  /** Whether a call was left hanging since the last time that this was asked, so that its time may pass. */
  takeHanging?(): boolean;
}

/** One automation over an office's sources, from one morning to the next. */
export interface Office {
  brief(morning: OfficeMorning): Promise<OfficeDay>;
  close(): void;
}

const ALIASES: Readonly<Record<string, string>> = { files: "T", ics: "C", mail: "M", github: "P", rows: "R", slack: "S" };
const SOURCES = Object.keys(ALIASES);
const MODELS = { connection: "openai", small: "gpt-6-luna", large: "gpt-6.1-terra", tier: "default" } as const;
/** Longer than any wait for another try, and less than a turn may take. */
const LONGEST_WAIT_MS = 60_000;
/** How long a turn may take: a part of the time of a run that has an hour. */
const A_TURN_MS = 3_600_000 / 16;
const WAITS = { sendTimeoutMs: 10_000, settleMs: 30_000 };
const prompt = createPrompts([join(import.meta.dirname, "../../../prompts")]);

/** Where an office stands. */
interface Present {
  morning?: OfficeMorning;
  /** Of the latest run. */
  spread?: Spread;
  concluded?: string;
  told?: Draft["evidence"];
}

/** The shipped runner, engine, outbox and file delivery, with the agent that asks a model where there is one, over sources that hold what the morning has. */
export function openOffice(plan: OfficePlan): Office {
  const database = openDatabase(":memory:");
  const store = createStore(database, "bench");
  const clock = createFakeClock();
  const present: Present = {};
  const { engine, outbox } = open(plan, store, clock, present);
  return {
    async brief(morning) {
      present.morning = morning;
      clock.jump(morning.now);
      const id = `schedule:daily:${morning.date}`;
      await engine.start(id, { automation: "daily", asOf: morning.now, nominalAt: morning.now, trigger: "schedule", dryRun: false });
      const run = await waitFor(engine.ended(id), clock, plan.takeHanging);
      if (run.briefing === undefined) throw new Error(`expected a briefing of ${morning.date}, got ${run.status}: ${run.reason}`);
      await outbox.drain();
      const path = join(plan.folder, "briefings", `${morning.date}.md`);
      return {
        status: run.status,
        briefing: await store.documents.get<Briefing>(run.briefing),
        ...(await seenBy(store, present)),
        messages: (await store.outbox.ofRun(id)).map(({ state }) => state),
        file: existsSync(path) ? readFileSync(path, "utf8") : "",
      };
    },
    close: () => database.close(),
  };
}

function open({ folder, model, body }: OfficePlan, store: Store, clock: FakeClock, present: Present) {
  const automation = () =>
    automationWith({
      ...{ id: "daily", name: "Daily", body, timezone: present.morning?.calendar.timezone ?? "UTC", retries: 1 },
      reads: SOURCES.map((name) => ({ name, connector: name, options: {}, audience: OWNER_ONLY })),
      writes: [{ name: "file", delivery: "file", options: { path: "briefings/{date}.md" }, audience: OWNER_ONLY }],
    });
  const workspace = () => {
    const { people = { all: [] }, calendar } = present.morning ?? {};
    return { ...workspaceAt(folder, people), ...(calendar && { calendar }), ...(model && { models: MODELS }) };
  };
  const deliveries = shippedDeliveries({ clock });
  const runner = createRunner({
    ...{ ownFolder: "/nowhere", store, clock, deliveries, connectors: sourcesOf(present), analyst: watched(createAnalyst(store), present) },
    agent: model ? createAgent({ modelFor: () => model, prompt, clock }) : plainAgent,
    ...{ findAutomation: automation, isBroken: () => false, workspace, loggerOf: () => silentLogger, progress: () => {} },
  });
  const shared = { clock, logger: silentLogger, random: () => 0, crashPoint: () => {} };
  const engine = new SqliteEngine({
    ...{ ...shared, runs: store.runs, workflow: runner, concurrency: 1, limitsOf: automation, onEnd: () => {} },
  });
  const outbox = new OutboxWorker({
    ...{ ...shared, ...WAITS, outbox: store.outbox, documents: store.documents, permit: permitAsWritten(store), deliveries, root: folder },
    ...{ ended: () => {}, postponed: () => {} },
  });
  return { engine, outbox };
}

/** Sources of what the morning holds. */
function sourcesOf(present: Present): Catalogue<Connector> {
  return { ids: SOURCES, load: async (id) => sourceOf(id, present) };
}

function sourceOf(id: string, present: Present): Connector {
  return {
    ...{ id, title: id, alias: ALIASES[id] ?? "X", schema: z.unknown(), mentions: [], describe: () => id, audience: () => OWNER_ONLY },
    async fetch() {
      const { items = [], failed = [] } = present.morning ?? {};
      if (!failed.includes(id)) return { items: items.filter(({ source }) => source === id), failures: [], notes: [] };
      throw new PermanentError("source-shut", `expected ${id} to answer, got nothing`, { hint: "Wait." });
    },
  };
}

/** Sees what an analyst is asked about. */
function watched(analyst: Analyst, present: Present): Analyst {
  return {
    spread(spread) {
      const desk = analyst.spread(spread);
      present.spread = spread;
      return {
        ...desk,
        recall(hash) {
          present.concluded = hash;
          desk.recall(hash);
        },
        verify(draft, signal) {
          present.told = draft.evidence;
          return desk.verify(draft, signal);
        },
      };
    },
  };
}

/** Everything that the latest run had before it, as it is kept. */
async function seenBy({ items, documents }: Store, { spread, concluded, told }: Present): Promise<Pick<OfficeDay, "judged" | "evidence">> {
  if (!spread || concluded === undefined || !told) throw new Error("expected a run to have checked its briefing, got none");
  const { judged } = await documents.get<Concluded>(concluded);
  const laid = layOut(spread, await items.get(spread.items), await items.get(spread.earlier ?? []));
  return { judged, evidence: { ...told, ...laid, judged } };
}

/** Lets the time pass that a step waits for another try, or for an answer that will not come. */
async function waitFor<T>(work: Promise<T>, clock: FakeClock, takeHanging: () => boolean = () => false): Promise<T> {
  const state = { isOver: false };
  const over = work.finally(() => void (state.isOver = true));
  while (!state.isOver) {
    await new Promise((resolve) => void setImmediate(resolve));
    if (takeHanging()) await clock.advance(A_TURN_MS);
    else if (clock.nextMs < LONGEST_WAIT_MS) await clock.advance(clock.nextMs);
  }
  return over;
}
