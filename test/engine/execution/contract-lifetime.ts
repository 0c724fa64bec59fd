import assert from "node:assert/strict";
import { PermanentError, type StoredError } from "../../../src/core/errors.ts";
import type { Workflow } from "../../../src/core/ports/engine.ts";
import { settle } from "../../support/clock.ts";
import { endOf, forever, INPUT, only, type Check, type StartedEngine, type World } from "../../support/engine-world.ts";

/** How runs begin, wait, end and are stopped. */
export function testLifetime(check: Check): void {
  check("a run is started once, whoever asks first", async (world) => {
    const seen: string[] = [];
    const { engine, ended } = world.start({ workflow: async (_context, run) => (seen.push(run.id), endOf()) });
    const answers = await Promise.all([engine.start("a", INPUT), engine.start("a", INPUT), engine.start("a", INPUT)]);
    assert.deepEqual(answers.sort(), ["exists", "exists", "started"]);
    const run = await ended("a");
    assert.deepEqual([run.status, run.reason, run.endedAt], ["succeeded", "done", "2026-11-20T08:00:00.000Z"]);
    assert.equal(await engine.start("a", INPUT), "exists");
    assert.deepEqual(seen, ["a"]);
  });

  check("what a workflow sees of the world is its input", async (world) => {
    const { engine, ended } = world.start({ workflow: async (context, run) => endOf(`${context.asOf} ${run.input.automation}`) });
    await engine.start("a", { ...INPUT, asOf: "2026-01-02T03:04:05.000Z" });
    assert.equal((await ended("a")).reason, "2026-01-02T03:04:05.000Z sample");
  });

  check("cancelling reaches the running step, and is recorded with its reason", async (world) => {
    let told: unknown;
    const { engine, ended } = world.start({
      workflow: async (context) => {
        const slow = (signal: AbortSignal) => (signal.addEventListener("abort", () => void (told = signal.reason)), forever());
        await context.step("slow", slow).catch(() => "caught");
        await context.step("more", () => assert.fail("a cancelled run went on"));
        return endOf("went on");
      },
    });
    await engine.start("a", INPUT);
    await settle();
    assert.equal(await engine.cancel("a", "Ana, by hand"), true);
    const run = await ended("a");
    assert.deepEqual([run.status, run.reason], ["cancelled", "Ana, by hand"]);
    assert.ok(told instanceof PermanentError);
    assert.equal(await engine.cancel("a", "again"), false);
  });

  check("a run that still waits can be cancelled, and never starts", async (world) => {
    const gate = Promise.withResolvers<void>();
    const seen: string[] = [];
    const workflow: Workflow = async (_context, run) => (seen.push(run.id), await gate.promise, endOf());
    const { engine, ended } = world.start({ concurrency: 1, workflow });
    await Promise.all(["a", "b", "c"].map((id) => engine.start(id, INPUT)));
    assert.equal(await engine.cancel("b", "not needed"), true);
    assert.equal((await ended("b")).status, "cancelled");
    gate.resolve();
    await ended("c");
    assert.deepEqual(seen, ["a", "c"]);
  });

  check("a workflow that throws ends its run as failed, with its error and nothing to send", async (world) => {
    const run = await only(world, async () => {
      throw new PermanentError("definition-gone", "expected a file, got none", { hint: "Put it back." });
    });
    const error: StoredError = { code: "definition-gone", message: "expected a file, got none", hint: "Put it back." };
    assert.deepEqual([run.status, run.reason, run.delivery, run.error], ["failed", error.message, "none", error]);
  });

  check("what waited in the queue of an earlier start is taken up in its order", async (world) => {
    const crashed = world.start({ concurrency: 1, workflow: forever });
    for (const id of ["a", "b", "c"]) await crashed.engine.start(id, INPUT);
    await settle();
    const order: string[] = [];
    const { engine, ended } = world.start({ concurrency: 1, workflow: async (_context, run) => (order.push(run.id), endOf()) });
    assert.equal(await engine.recover(), 1);
    await ended("c");
    assert.deepEqual(order, ["a", "b", "c"]);
  });

  check("stopping lets what is nearly done end, claims nothing more, and leaves the rest to the next start", async (world) => {
    const gate = Promise.withResolvers<void>();
    let told = false;
    const slow = (signal: AbortSignal) => (signal.addEventListener("abort", () => (told = true)), forever());
    const workflow: Workflow = async (context, run) => {
      await context.step("work", (signal) => (run.id === "quick" ? gate.promise : slow(signal)));
      return endOf();
    };
    const first = world.start({ concurrency: 2, workflow });
    for (const id of ["quick", "slow", "waiting"]) await first.engine.start(id, INPUT);
    await settle();
    const waiting = assert.rejects(first.ended("slow"), { code: "stopping" });
    const stopped = first.stop(2_000);
    gate.resolve();
    await settle();
    assert.equal((await first.ended("quick")).status, "succeeded");
    assert.equal(told, false);
    await world.clock.advance(2_000);
    await stopped;
    await waiting;
    assert.equal(told, true);
    const { engine, ended } = world.start({ workflow: async () => endOf("resumed") });
    assert.equal(await engine.recover(), 0);
    const runs = await Promise.all([ended("slow"), ended("waiting")]);
    assert.deepEqual(
      runs.map((run) => [run.reason, run.recoveries, run.claims]),
      [
        ["resumed", 0, 2],
        ["resumed", 0, 1],
      ],
    );
  });

  check("a clean stop costs no finished step and counts as no recovery, however often", async (world) => {
    const done: string[] = [];
    const workflow: Workflow = async (context) => {
      const before = done.length;
      for (let index = 0; index < 7; index += 1) {
        await context.step(`step ${index}`, () => (done.length > before ? forever() : void done.push(`step ${index}`)));
      }
      return endOf();
    };
    const first = world.start({ workflow });
    await first.engine.start("a", INPUT);
    await settle();
    await stopNow(first, world);
    for (let start = 1; start < 6; start += 1) {
      const next = world.start({ workflow });
      assert.equal(await next.engine.recover(), 0);
      await settle();
      await stopNow(next, world);
    }
    const { engine, ended } = world.start({ workflow });
    await engine.recover();
    const run = await ended("a");
    assert.deepEqual([run.status, run.recoveries, run.claims], ["succeeded", 0, 7]);
    assert.deepEqual(done, ["step 0", "step 1", "step 2", "step 3", "step 4", "step 5", "step 6"]);
  });

  check("asking for the end of a run that nobody started is an error", async (world) => {
    await assert.rejects(world.start({ workflow: forever }).ended("nobody"), { code: "run-unknown" });
  });
}

async function stopNow(started: StartedEngine, world: World): Promise<void> {
  const stopped = started.stop(0);
  await world.clock.advance(0);
  await stopped;
}
