import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import { TransientError } from "../../../src/core/errors.ts";
import type { Workflow } from "../../../src/core/ports/engine.ts";
import type { RunStore } from "../../../src/core/ports/store.ts";
import type { Run } from "../../../src/core/run.ts";
import { SqliteEngine, type EngineParts } from "../../../src/engine/execution/sqlite-engine.ts";
import { silentLogger } from "../../support/silent-logger.ts";
import { createStore } from "../../../src/store/open.ts";
import { createFakeClock, settle, type FakeClock } from "../../support/clock.ts";
import { memoryDatabase, memoryStore } from "../../support/store.ts";
import { endOf, forever, INPUT, type Start, type World } from "../../support/engine-world.ts";
import { testEngineContract } from "./contract.ts";

const MINUTE_MS = 60_000;

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

test("the load of an automation counts a run from the moment it is taken until its end is committed", async (context) => {
  const { runs } = memoryStore(context);
  const gate = Promise.withResolvers<void>();
  const engine = engineOver(runs, createFakeClock(), { concurrency: 1, workflow: async () => (await gate.promise, endOf()) });
  for (const id of ["a", "b", "c"]) await runs.insert(id, INPUT, INPUT.asOf);
  engine.take(["a", "b", "c", "a"].map((id) => ({ id, automation: "sample", kind: "schedule" })));
  assert.deepEqual(engine.loadOf("sample"), { running: 1, queued: 2 });
  assert.deepEqual(engine.activeRuns("sample"), ["a", "b", "c"]);
  assert.deepEqual([engine.loadOf("other"), engine.activeRuns("other")], [{ running: 0, queued: 0 }, []]);
  await engine.cancel("b", "not needed");
  assert.deepEqual([engine.loadOf("sample"), engine.activeRuns("sample")], [{ running: 1, queued: 1 }, ["a", "c"]]);
  gate.resolve();
  await engine.ended("c");
  await settle();
  assert.deepEqual([engine.loadOf("sample"), engine.activeRuns("sample")], [{ running: 0, queued: 0 }, []]);
});

test("the end of a run that was cancelled is told as well", async (context) => {
  const { runs } = memoryStore(context);
  const told: [string, string][] = [];
  const onEnd = (run: Run) => void told.push([run.id, run.status]);
  const engine = engineOver(runs, createFakeClock(), { concurrency: 1, workflow: forever }, { onEnd });
  await engine.start("running", INPUT);
  await engine.start("queued", INPUT);
  await settle();
  for (const id of ["queued", "running"]) await engine.cancel(id, "not needed");
  await settle();
  assert.deepEqual(told, [
    ["queued", "cancelled"],
    ["running", "cancelled"],
  ]);
});

test("the places at which a process may die are passed in their order", async (context) => {
  const passed: string[] = [];
  const more: Partial<EngineParts> = { crashPoint: (point) => void passed.push(point) };
  const workflow: Workflow = async (run) => endOf(await run.step("work", () => "kept"));
  const engine = engineOver(memoryStore(context).runs, createFakeClock(), { workflow }, more);
  await engine.start("a", INPUT);
  await engine.ended("a");
  assert.deepEqual(passed, ["run.queued", "run.claimed", "step.done", "step.kept", "run.ending", "run.ended"]);
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
    assert.equal(engine.loadOf("sample").running, 1);
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
  assert.equal((await runs.find("a"))?.status, "queued");
});

test("a run without steps arms no timer but the one that all deadlines share", async (context) => {
  const clock = createFakeClock();
  const engine = engineOver(memoryStore(context).runs, clock, { concurrency: 100, workflow: async () => endOf() });
  const ids = Array.from({ length: 100 }, (_, index) => `run ${index}`);
  await Promise.all(ids.map((id) => engine.start(id, INPUT)));
  await Promise.all(ids.map((id) => engine.ended(id)));
  assert.equal(clock.waiting, 1);
});

test("a run keeps the time that it may work for when the machine sleeps or its clock is changed", async (context) => {
  const { runs } = memoryStore(context);
  const clock = createFakeClock();
  const workflow: Workflow = (run) => run.step("slow", forever);
  const engine = engineOver(runs, clock, { runTimeoutMs: 60 * MINUTE_MS, stepTimeoutMs: 90 * MINUTE_MS, workflow });
  await engine.start("early", INPUT);
  await clock.advance(50 * MINUTE_MS);
  clock.jump("2026-11-20T08:10:00.000Z");
  await engine.start("late", INPUT);
  await clock.advance(10 * MINUTE_MS);
  assert.equal((await runs.find("early"))?.error?.code, "run-timeout");
  clock.jump("2026-11-20T17:00:00.000Z");
  await clock.advance(49 * MINUTE_MS);
  assert.equal((await runs.find("late"))?.status, "running");
  await clock.advance(MINUTE_MS);
  assert.equal((await runs.find("late"))?.error?.code, "run-timeout");
});

test("a run that is retried while its cancelled end still waits for the disk is taken up once that is over", async (context) => {
  const { runs } = memoryStore(context);
  const clock = createFakeClock();
  let full = true;
  let count = 0;
  const refusing: RunStore = { ...runs, finish: (...end) => (full ? Promise.reject(diskFull()) : runs.finish(...end)) };
  const engine = engineOver(refusing, clock, { workflow: async () => endOf(`execution ${++count}`) });
  await engine.start("a", INPUT);
  await settle();
  await engine.cancel("a", "by mistake");
  const retried = engine.retry("a");
  full = false;
  await clock.advance(5_000);
  await retried;
  assert.equal((await engine.ended("a")).reason, "execution 2");
});

test("a full disk takes nothing from the time that a run may work for", async (context) => {
  const { runs } = memoryStore(context);
  const clock = createFakeClock();
  let full = true;
  const refusing: RunStore = { ...runs, keepStep: (step) => (full ? Promise.reject(diskFull()) : runs.keepStep(step)) };
  const workflow: Workflow = async (run) => endOf(await run.step("work", () => "kept"));
  const engine = engineOver(refusing, clock, { runTimeoutMs: 60_000, workflow });
  await engine.start("a", INPUT);
  await clock.advance(3_600_000);
  full = false;
  await clock.advance(5_000);
  assert.equal((await engine.ended("a")).reason, "kept");
});

function engineOver(runs: RunStore, clock: FakeClock, how: Start, more: Partial<EngineParts> = {}): SqliteEngine {
  const { ofOneAutomation = Infinity, retries = 3, stepTimeoutMs = 600_000, runTimeoutMs = 3_600_000 } = how;
  return new SqliteEngine({
    runs,
    workflow: how.workflow,
    clock,
    logger: silentLogger,
    concurrency: how.concurrency ?? 8,
    limitsOf: () => ({ concurrency: ofOneAutomation, retries, stepTimeoutMs, runTimeoutMs }),
    random: () => 1,
    onEnd: () => {},
    crashPoint: () => {},
    ...more,
  });
}

function callOf(runs: RunStore, name: "claim" | "keepStep" | "finish"): (...values: never[]) => Promise<unknown> {
  return runs[name];
}

function diskFull(): TransientError {
  return new TransientError("disk-full", "expected room on the disk, got none");
}
