import assert from "node:assert/strict";
import { PermanentError } from "../../../src/core/errors.ts";
import type { Workflow } from "../../../src/core/ports/engine.ts";
import { settle, until } from "../../support/clock.ts";
import { codeOf, endOf, forever, INPUT, type Check } from "../../support/engine-world.ts";

/** Taking up again by hand what did not end well. */
export function testRetry(check: Check): void {
  check("a failed run that is retried goes on at the first step that failed", async (world) => {
    const done: string[] = [];
    let isMended = false;
    const workflow: Workflow = async (context) => {
      await context.step("first", () => void done.push("first"));
      const note = await codeOf(context.step("second", () => (done.push("second"), isMended ? 2 : fail())));
      await context.step("third", () => void done.push(`third after ${note}`));
      if (!isMended) throw new PermanentError("not-mended", "expected it to be mended, got it as it was");
      return endOf(note);
    };
    const { engine, ended } = world.start({ workflow });
    await engine.start("a", INPUT);
    const failed = await ended("a");
    assert.deepEqual([failed.status, failed.error?.code], ["failed", "not-mended"]);
    isMended = true;
    await engine.retry("a");
    const run = await ended("a");
    assert.deepEqual([run.status, run.reason, run.error, run.claims], ["succeeded", "no error", undefined, 2]);
    assert.deepEqual(done, ["first", "second", "third after broken", "second", "third after no error"]);
  });

  check("a dead run that is retried goes on after its last kept step, as often as a new one", async (world) => {
    let starts = 0;
    const done: string[] = [];
    const workflow =
      (hang: boolean): Workflow =>
      async (context) => {
        starts += 1;
        const code = await codeOf(context.step("broken", () => (done.push("broken"), fail())));
        await context.step("last", () => (hang ? forever() : undefined));
        return endOf(code);
      };
    await world.start({ workflow: workflow(true) }).engine.start("a", INPUT);
    for (let crash = 1; crash <= 6; crash += 1) {
      await until(() => starts === crash);
      await settle();
      await world.start({ workflow: workflow(true) }).engine.recover();
    }
    const { engine, ended } = world.start({ workflow: workflow(false) });
    assert.equal((await engine.list({}))[0]?.status, "dead");
    await engine.retry("a");
    const run = await ended("a");
    assert.deepEqual([run.status, run.reason, run.recoveries], ["succeeded", "broken", 0]);
    assert.deepEqual(done, ["broken"]);
  });

  check("a run that is retried right after it was cancelled goes on, and its cancelled work can do nothing any more", async (world) => {
    const gate = Promise.withResolvers<string>();
    let tries = 0;
    const workflow: Workflow = async (context) => endOf(await context.step("work", () => (++tries === 1 ? gate.promise : "second try")));
    const { engine, ended } = world.start({ concurrency: 1, workflow });
    await engine.start("a", INPUT);
    await until(() => tries === 1);
    await engine.cancel("a", "by mistake");
    await engine.retry("a");
    gate.resolve("first try");
    const run = await ended("a");
    assert.deepEqual([run.status, run.reason, tries], ["succeeded", "second try", 2]);
  });

  check("a run that was cancelled while it waited is retried from the start", async (world) => {
    const order: string[] = [];
    const gate = Promise.withResolvers<void>();
    const workflow: Workflow = async (_context, run) => (order.push(run.id), await gate.promise, endOf());
    const { engine, ended } = world.start({ concurrency: 1, workflow });
    for (const id of ["a", "b", "c"]) await engine.start(id, INPUT);
    await engine.cancel("b", "by mistake");
    await engine.retry("b");
    gate.resolve();
    assert.equal((await ended("b")).status, "succeeded");
    assert.deepEqual(order, ["a", "c", "b"]);
  });

  check("only what failed, died or was cancelled is retried, and only once at a time", async (world) => {
    let isMended = false;
    const gate = Promise.withResolvers<void>();
    const workflow: Workflow = async (_context, run) => {
      await gate.promise;
      return isMended || run.id !== "failed" ? { ...endOf(), status: run.id === "partial" ? "partial" : "succeeded" } : fail();
    };
    const { engine, ended } = world.start({ concurrency: 1, workflow });
    const ids = ["succeeded", "partial", "failed"];
    for (const id of ids) await engine.start(id, INPUT);
    await settle();
    for (const id of ids) await assert.rejects(engine.retry(id), { code: "run-not-over", hint: /chief cancel/ });
    await assert.rejects(engine.retry("nobody"), { code: "run-unknown" });
    gate.resolve();
    await ended("failed");
    for (const id of ["succeeded", "partial"]) await assert.rejects(engine.retry(id), { code: "run-not-over", hint: /chief run sample/ });
    isMended = true;
    const answers = await Promise.allSettled([engine.retry("failed"), engine.retry("failed")]);
    assert.deepEqual(answers.map((answer) => answer.status).toSorted(), ["fulfilled", "rejected"]);
    assert.equal((await ended("failed")).status, "succeeded");
  });
}

function fail(): never {
  throw new PermanentError("broken", "expected it to be whole, got it broken");
}
