import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import { TransientError } from "../../src/core/errors.ts";
import type { RunStore } from "../../src/core/ports/store.ts";
import type { Run } from "../../src/core/run.ts";
import { SqliteEngine, type EngineParts } from "../../src/engine/sqlite-engine.ts";
import { silentLogger } from "../support/silent-logger.ts";
import { createStore } from "../../src/store/open.ts";
import { createFakeClock, settle, type FakeClock } from "../support/clock.ts";
import { memoryDatabase, memoryStore } from "../support/store.ts";
import { endOf, INPUT, type Start, type World } from "../support/engine-world.ts";
import { testEngineContract } from "./contract.ts";

testEngineContract("the SQLite engine", (context: TestContext): World => {
  const database = memoryDatabase(context);
  const clock = createFakeClock();
  return {
    clock,
    start(how) {
      const engine = engineOver(createStore(database, how.codeVersion ?? "first").runs, clock, how);
      return { engine, ended: (run) => engine.ended(run), stop: (graceMs) => engine.stop(graceMs) };
    },
  };
});

test("the end of a run is told after it is committed", async (context) => {
  const { runs } = memoryStore(context);
  const told: [string, string | undefined][] = [];
  const onEnd = (run: Run) => void runs.find(run.id).then((stored) => told.push([run.status, stored?.status]));
  const engine = engineOver(runs, createFakeClock(), { workflow: async () => endOf() }, { onEnd });
  await engine.start("a", INPUT);
  await engine.ended("a");
  await settle();
  assert.deepEqual(told, [["succeeded", "succeeded"]]);
});

test("what the engine tells of an ended run is what the store has", async (context) => {
  const { runs } = memoryStore(context);
  const engine = engineOver(runs, createFakeClock(), { workflow: async () => ({ ...endOf(), content: "something", briefing: "v1:abc" }) });
  await engine.start("a", INPUT);
  assert.deepEqual(await engine.ended("a"), await runs.find("a"));
});

test("an end that can't be stored becomes a failure that says why", async (context) => {
  const { runs } = memoryStore(context);
  const engine = engineOver(runs, createFakeClock(), { workflow: async () => ({ ...endOf(), memory: { count: 1n } }) });
  await engine.start("a", INPUT);
  const run = await engine.ended("a");
  assert.equal(run.status, "failed");
  assert.match(run.reason, /BigInt/);
});

test("an automation is active from the moment its run is queued until its end is committed", async (context) => {
  const { runs } = memoryStore(context);
  const gate = Promise.withResolvers<void>();
  const engine = engineOver(runs, createFakeClock(), { concurrency: 1, workflow: async () => (await gate.promise, endOf()) });
  await engine.start("a", INPUT);
  await engine.start("b", { ...INPUT, automation: "other" });
  assert.deepEqual([engine.isActive("sample"), engine.isActive("other"), engine.isActive("third")], [true, true, false]);
  gate.resolve();
  await engine.ended("b");
  await settle();
  assert.deepEqual([engine.isActive("sample"), engine.isActive("other")], [false, false]);
});

for (const write of ["claim", "keepStep", "finish"] as const) {
  test(`a run goes on once a full disk is freed: ${write}`, async (context) => {
    const { runs } = memoryStore(context);
    const clock = createFakeClock();
    let full = true;
    const refusing: RunStore = {
      ...runs,
      [write]: (...values: never[]) => (full ? Promise.reject(diskFull()) : callOf(runs, write)(...values)),
    };
    const engine = engineOver(refusing, clock, { workflow: async (run) => endOf(await run.step("work", () => "kept")) });
    await engine.start("a", INPUT);
    await clock.advance(60_000);
    assert.equal(engine.isActive("sample"), true);
    full = false;
    await clock.advance(5_000);
    assert.equal((await engine.ended("a")).reason, "kept");
  });
}

test("stopping does not wait for a full disk to be freed", async (context) => {
  const { runs } = memoryStore(context);
  const clock = createFakeClock();
  const engine = engineOver({ ...runs, finish: () => Promise.reject(diskFull()) }, clock, { workflow: async () => endOf() });
  await engine.start("a", INPUT);
  await settle();
  const stopped = engine.stop(1_000);
  await clock.advance(1_000);
  await stopped;
  assert.equal((await runs.find("a"))?.status, "running");
});

test("a run without steps arms no timer but the one that all deadlines share", async (context) => {
  const clock = createFakeClock();
  const engine = engineOver(memoryStore(context).runs, clock, { concurrency: 100, workflow: async () => endOf() });
  const ids = Array.from({ length: 100 }, (_, index) => `run ${index}`);
  await Promise.all(ids.map((id) => engine.start(id, INPUT)));
  await Promise.all(ids.map((id) => engine.ended(id)));
  assert.equal(clock.waiting, 1);
});

function engineOver(runs: RunStore, clock: FakeClock, how: Start, more: Partial<EngineParts> = {}): SqliteEngine {
  const { retries = 3, stepTimeoutMs = 600_000, runTimeoutMs = 3_600_000 } = how;
  return new SqliteEngine({
    runs,
    workflow: how.workflow,
    clock,
    logger: silentLogger,
    concurrency: how.concurrency ?? 8,
    limitsOf: () => ({ retries, stepTimeoutMs, runTimeoutMs }),
    random: () => 1,
    onEnd: () => {},
    ...more,
  });
}

function callOf(runs: RunStore, name: "claim" | "keepStep" | "finish"): (...values: never[]) => Promise<unknown> {
  return runs[name];
}

function diskFull(): TransientError {
  return new TransientError("disk-full", "expected room on the disk, got none");
}
