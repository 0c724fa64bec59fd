import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { TestContext } from "node:test";
import { plainAgent } from "../../../src/agents/plain.ts";
import type { Audience } from "../../../src/core/audience.ts";
import type { Automation } from "../../../src/core/automation.ts";
import type { OutboxEntry } from "../../../src/core/delivery.ts";
import type { Workflow } from "../../../src/core/ports/engine.ts";
import type { Reviewer, ReviewRequest } from "../../../src/core/ports/reviewer.ts";
import type { Store } from "../../../src/core/ports/store.ts";
import type { Run, RunInput } from "../../../src/core/run.ts";
import { pauseAfterDenials } from "../../../src/engine/alerts/denials.ts";
import { SqliteEngine } from "../../../src/engine/execution/sqlite-engine.ts";
import { OutboxWorker } from "../../../src/engine/outbox/outbox-worker.ts";
import { createPermit } from "../../../src/engine/outbox/permit.ts";
import { createAnalyst } from "../../../src/engine/run/analyst.ts";
import { findDefinitionOf } from "../../../src/engine/run/definition-before.ts";
import { createRunner } from "../../../src/engine/run/runner.ts";
import { explain } from "../../../src/shipped.ts";
import { createStore } from "../../../src/store/open.ts";
import { automationWith } from "../../support/automation.ts";
import { makeFolder } from "../../support/chief.ts";
import { createFakeClock, type FakeClock } from "../../support/clock.ts";
import { shippedConnectors } from "../../support/connectors.ts";
import { shippedDeliveries } from "../../support/deliveries.ts";
import { people } from "../../support/items.ts";
import { silentLogger } from "../../support/silent-logger.ts";
import { memoryDatabase } from "../../support/store.ts";
import { workspaceAt } from "../../support/workspace.ts";

export const FRIDAY = "2026-11-20T09:00:00.000Z";
/** Readers who are not the owner alone. */
const ROOM: Audience = { kind: "place", place: "slack:C0123456789" };
const ME: Audience = { kind: "person", person: "me" };

/** A write into a file of the workspace, which others read. */
export const TO_ROOM = { name: "file", delivery: "file", options: { path: "room.md" }, audience: [ROOM] } as const;
/** One that its owner alone reads. */
export const TO_ME = { name: "file-2", delivery: "file", options: { path: "mine.md" }, audience: [ME] } as const;

/** What a scripted reviewer does with a question. */
export type Answer = (request: ReviewRequest, signal: AbortSignal) => unknown;

/** A workspace at work with a reviewer: runs, messages and pauses are the real ones. */
export interface World {
  clock: FakeClock;
  store: Store;
  automation: Automation;
  /** What the reviewer was asked, oldest first. */
  asked: ReviewRequest[];
  start(id: string, how?: Partial<RunInput>): Promise<void>;
  ended(id: string): Promise<Run>;
  /** One run from its start to its end, with all that follows, and its messages as they are then. */
  run(id: string, how?: Partial<RunInput>): Promise<OutboxEntry[]>;
  /** Takes up what an earlier start left; resolves with how many runs. */
  recover(): Promise<number>;
  /** The next start of Chief over the same data: this one is left as a crash would leave it. */
  restart(): World;
  /** What stands in a file that a message was written to; undefined where none was. */
  read(path: string): string | undefined;
}

export interface Given {
  answer?: Answer;
  changes?: Partial<Automation>;
  /** What the runs of the first start go through. */
  through?: (workflow: Workflow) => Workflow;
}

const TASKS = { "tasks.md": "- [ ] Send the contract due: 2026-11-18\n- [ ] Book the room due: 2026-11-20\n" };

export function openWorld(test: TestContext, given: Given): World {
  const root = makeFolder(test, TASKS);
  const database = memoryDatabase(test);
  const reads = [{ name: "files", audience: [], connector: "files", options: { paths: ["tasks.md"], maxFiles: 100 } }];
  const automation = automationWith({ reads, timezone: "UTC", writes: [TO_ROOM], ...given.changes });
  const asked: ReviewRequest[] = [];
  const { answer } = given;
  const reviewer: Reviewer | undefined = answer && {
    async review(request, signal) {
      asked.push(request);
      return answer(request, signal);
    },
  };
  const begin = (through: (workflow: Workflow) => Workflow): World => {
    const store = createStore(database, "test");
    return startWorld({ root, store, automation, reviewer, through, asked, again: () => begin((workflow) => workflow) });
  };
  return begin(given.through ?? ((workflow) => workflow));
}

interface Start {
  root: string;
  store: Store;
  automation: Automation;
  reviewer: Reviewer | undefined;
  through: (workflow: Workflow) => Workflow;
  asked: ReviewRequest[];
  again: () => World;
}

function startWorld({ root, store, automation, reviewer, through, asked, again }: Start): World {
  const clock = createFakeClock(FRIDAY);
  const shared = { store, clock, logger: silentLogger, random: () => 0, crashPoint: () => {}, deliveries: shippedDeliveries({ clock }) };
  const known = { findAutomation: () => automation, isBroken: () => false };
  const runner = createRunner({
    ...{ ...shared, ...known, ownFolder: "/nowhere", connectors: shippedConnectors(), agent: plainAgent, analyst: createAnalyst(store) },
    ...(reviewer && { judges: async () => ({ reviewing: { reviewer, explain } }) }),
    workspace: () => workspaceAt(root, people),
    loggerOf: () => silentLogger,
    progress: () => {},
  });
  let follows: Promise<unknown> = Promise.resolve();
  const pauses = { ...shared, alerts: store.alerts, definitions: store.definitions, paused: async () => {} };
  const engine = new SqliteEngine({
    ...{ ...shared, runs: store.runs, workflow: through(runner), concurrency: 1, limitsOf: () => automation },
    onEnd: (run) => void (follows = pauseAfterDenials(pauses, run)),
  });
  const permit = createPermit({
    ...{ ...shared, ...known, findRanBy: (run) => findDefinitionOf(store, run), workspace: () => ({ owner: "me" }) },
    ...{ people: () => ({ all: [] }), secrets: () => [] },
  });
  const outbox = new OutboxWorker({
    ...{ ...shared, outbox: store.outbox, documents: store.documents, permit, root },
    ...{ sendTimeoutMs: 10_000, settleMs: 30_000, ended: () => {}, postponed: () => {} },
  });
  const input = { automation: automation.id, asOf: FRIDAY, nominalAt: FRIDAY, trigger: "schedule", dryRun: false } as const;
  const world: World = {
    ...{ clock, store, automation, asked },
    recover: () => engine.recover(),
    start: async (id, how) => void (await engine.start(id, { ...input, ...how })),
    async ended(id) {
      const run = await engine.ended(id);
      await follows;
      await outbox.drain();
      return run;
    },
    async run(id, how) {
      await world.start(id, how);
      await world.ended(id);
      return store.outbox.ofRun(id);
    },
    restart: again,
    read: (path) => (existsSync(join(root, path)) ? readFileSync(join(root, path), "utf8") : undefined),
  };
  return world;
}
