import assert from "node:assert/strict";
import { PermanentError } from "../../../src/core/errors.ts";
import type { Context, Workflow } from "../../../src/core/ports/engine.ts";
import type { Run } from "../../../src/core/run.ts";
import { settle, until } from "../../support/clock.ts";
import { codeOf, endOf, forever, INPUT, only, type Check, type World } from "../../support/engine-world.ts";

/** Crashes, and what a resumed run may and may not do. */
export function testReplay(check: Check): void {
  check("a crashed run resumes after its last kept outcome, with the outcomes it had", async (world) => {
    const done: string[] = [];
    const workflow =
      (hang: boolean): Workflow =>
      async (context) => {
        const first = await context.step("first", () => (done.push("first"), { answer: 42, list: ["x"] }));
        const nothing = await context.step("nothing", () => void done.push("nothing"));
        await context.step("last", () => (done.push("last"), hang ? forever() : undefined));
        return endOf(JSON.stringify([first, nothing]));
      };
    await world.start({ workflow: workflow(true) }).engine.start("a", INPUT);
    await until(() => done.includes("last"));
    const { engine, ended } = world.start({ workflow: workflow(false) });
    assert.equal(await engine.recover(), 1);
    const run = await ended("a");
    assert.deepEqual([run.status, run.recoveries, run.reason], ["succeeded", 1, '[{"answer":42,"list":["x"]},null]']);
    assert.deepEqual(done, ["first", "nothing", "last", "last"]);
  });

  check("a step that failed for good fails the same way when it is replayed, and is not done again", async (world) => {
    let tries = 0;
    const workflow =
      (hang: boolean): Workflow =>
      async (context) => {
        const fail = () => {
          tries += 1;
          throw new PermanentError("no-such-folder", "expected a folder, got none", { hint: "Make it." });
        };
        const error = await codeOf(context.step("read", fail));
        await context.step("rest", () => (hang ? forever() : undefined));
        return endOf(error);
      };
    await world.start({ workflow: workflow(true) }).engine.start("a", INPUT);
    await settle();
    const { engine, ended } = world.start({ workflow: workflow(false) });
    await engine.recover();
    assert.equal((await ended("a")).reason, "no-such-folder");
    assert.equal(tries, 1);
  });

  check("a replay that starts its steps in another order fails, also where its workflow catches the error", async (world) => {
    const run = await replayed(world, ["a", "b"], async (context) => {
      await context.step("b", () => "b").catch(() => "caught");
      return endOf();
    });
    assert.equal(run.status, "failed");
    assert.equal(run.error?.code, "replay-differs");
    assert.match(run.reason, /with a as step 1, got b/);
  });

  check("a replay that starts a kept step in the place of one that was not kept fails", async (world) => {
    const first = world.start({
      workflow: async (context) => (await Promise.all([context.step("a", forever), context.step("b", () => "b")]), endOf()),
    });
    await first.engine.start("a", INPUT);
    await settle();
    const { engine, ended } = world.start({ workflow: async (context) => endOf(await context.step("b", () => "b")) });
    await engine.recover();
    assert.match((await ended("a")).reason, /with b as step 2, got it as step 1/);
  });

  check("a replay with a new step before a kept one fails", async (world) => {
    const run = await replayed(world, ["a", "b"], async (context) => {
      for (const name of ["a", "new", "b"]) await context.step(name, () => name);
      return endOf();
    });
    assert.equal(run.error?.code, "replay-differs");
  });

  check("a replay that leaves a kept step out fails", async (world) => {
    const run = await replayed(world, ["a", "b"], async (context) => {
      await context.step("a", () => "a");
      return endOf();
    });
    assert.equal(run.error?.code, "replay-differs");
    assert.match(run.reason, /with step b, got an end without it/);
  });

  check("steps side by side may end in any order, and branches are numbered on their own", async (world) => {
    const workflow =
      (order: readonly string[], hang: boolean): Workflow =>
      async (context) => {
        const gates = new Map(order.map((name) => [name, Promise.withResolvers<void>()]));
        const branch = (name: string) =>
          context.branch(name, async (inner) => {
            const one = await inner.step("one", () => gates.get(name)?.promise.then(() => name));
            return `${one}:${await inner.step("two", () => name.toUpperCase())}`;
          });
        const all = Promise.all([branch("x"), branch("y"), context.step("beside", () => 1)]);
        for (const name of order) {
          gates.get(name)?.resolve();
          await settle();
        }
        const answers = await all;
        await context.step("rest", () => (hang ? forever() : undefined));
        return endOf(answers.join());
      };
    await world.start({ workflow: workflow(["y", "x"], true) }).engine.start("a", INPUT);
    await settle();
    await settle();
    const { engine, ended } = world.start({ workflow: workflow(["x", "y"], false) });
    await engine.recover();
    assert.deepEqual((await ended("a")).reason, "x:X,y:Y,1");
  });

  check("two steps of one name are refused", async (world) => {
    const run = await only(world, async (context) => {
      await context.step("a", () => 1);
      await context.step("a", () => 2);
      return endOf();
    });
    assert.equal(run.error?.code, "step-name");
  });

  check("after five recoveries a run is given up", async (world) => {
    let starts = 0;
    const workflow: Workflow = () => (starts++, forever());
    await world.start({ workflow }).engine.start("a", INPUT);
    for (let crash = 1; crash <= 5; crash += 1) {
      await until(() => starts === crash);
      assert.equal(await world.start({ workflow }).engine.recover(), 1);
    }
    await until(() => starts === 6);
    const { engine } = world.start({ workflow });
    assert.equal(await engine.recover(), 0);
    assert.deepEqual(
      (await engine.list({ statuses: ["dead"] })).map((run) => run.id),
      ["a"],
    );
    assert.equal(starts, 6);
  });

  check("what an earlier start still writes is refused", async (world) => {
    const gate = Promise.withResolvers<string>();
    let late: Promise<string> | undefined;
    const zombie = world.start({ workflow: async (context) => endOf(await (late = context.step("work", () => gate.promise))) });
    await zombie.engine.start("a", INPUT);
    await settle();
    const { engine, ended } = world.start({ workflow: async (context) => endOf(await context.step("work", () => "ours")) });
    await engine.recover();
    assert.equal((await ended("a")).reason, "ours");
    gate.resolve("theirs");
    await assert.rejects(async () => late, { code: "run-not-ours" });
    await settle();
    assert.equal((await engine.list({}))[0]?.reason, "ours");
  });

  check("a changed version of the code starts its runs over", async (world) => {
    const run = await replayed(
      world,
      ["a", "b"],
      async (context) => endOf(await context.step("other", () => "from the beginning")),
      "next",
    );
    assert.deepEqual([run.status, run.reason], ["succeeded", "from the beginning"]);
  });
}

/** A run that kept the steps named, crashed, and was resumed by another workflow. */
async function replayed(world: World, kept: readonly string[], workflow: Workflow, codeVersion?: string): Promise<Run> {
  const first = world.start({
    workflow: async (context: Context) => {
      for (const name of kept) await context.step(name, () => name);
      return forever();
    },
  });
  await first.engine.start("replayed", INPUT);
  await settle();
  const { engine, ended } = world.start({ workflow, ...(codeVersion !== undefined && { codeVersion }) });
  assert.equal(await engine.recover(), 1);
  return ended("replayed");
}
