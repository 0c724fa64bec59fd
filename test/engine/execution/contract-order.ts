import assert from "node:assert/strict";
import type { Workflow } from "../../../src/core/ports/engine.ts";
import type { RunInput } from "../../../src/core/run.ts";
import { settle, until } from "../../support/clock.ts";
import { endOf, INPUT, type Check } from "../../support/engine-world.ts";

/** Which runs work at once, and whose turn is next. */
export function testOrder(check: Check): void {
  check("no more runs than allowed work at once, in the order in which they came", async (world) => {
    const order: string[] = [];
    let most = 0;
    let now = 0;
    const workflow: Workflow = async (context, run) => {
      order.push(run.id);
      most = Math.max(most, (now += 1));
      await context.step("work", () => settle());
      now -= 1;
      return endOf();
    };
    const { engine, ended } = world.start({ concurrency: 3, workflow });
    const ids = Array.from({ length: 10 }, (_, index) => `run ${index}`);
    await Promise.all(ids.map((id) => engine.start(id, INPUT)));
    await Promise.all(ids.map((id) => ended(id)));
    assert.equal(most, 3);
    assert.deepEqual(order, ids);
  });

  check("one automation has no more runs at work than it may, and leaves the other places to others", async (world) => {
    const work = watchWork();
    const { engine, ended } = world.start({ concurrency: 4, ofOneAutomation: 2, workflow: work.workflow });
    const inputs = Array.from({ length: 12 }, (_, index) => inputOf(index < 10 ? "busy" : "other", index % 2 ? "event" : "manual"));
    await Promise.all(inputs.map((input, index) => engine.start(`run ${index}`, input)));
    await Promise.all(inputs.map((_, index) => ended(`run ${index}`)));
    assert.equal(work.mostOf("busy"), 2);
    assert.equal(work.most(), 4);
  });

  check("automations take turns, however many runs of one wait", async (world) => {
    const order: string[] = [];
    const { engine, ended } = world.start({ concurrency: 1, workflow: async (_context, run) => (order.push(run.id), endOf()) });
    const ids = ["a1", "a2", "a3", "a4", "b1", "b2", "c1"];
    await Promise.all(ids.map((id) => engine.start(id, inputOf(id.slice(0, 1), "event"))));
    await Promise.all(ids.map((id) => ended(id)));
    assert.deepEqual(order, ["a1", "a2", "b1", "c1", "a3", "b2", "a4"]);
  });

  check("a schedule that comes due behind a flood of events starts at once, and before any of them", async (world) => {
    const order: string[] = [];
    const gate = Promise.withResolvers<void>();
    const workflow: Workflow = async (_context, run) => {
      order.push(run.automation);
      if (run.input.trigger === "event") await gate.promise;
      return endOf();
    };
    const { engine, ended } = world.start({ concurrency: 3, workflow });
    const flood = Array.from({ length: 20_000 }, (_, index) => engine.start(`event ${index}`, inputOf("flood", "event")));
    await Promise.all(flood);
    await until(() => order.length === 2);
    await engine.start("nine o'clock", inputOf("briefing", "schedule"));
    assert.equal((await ended("nine o'clock")).status, "succeeded");
    assert.deepEqual(order, ["flood", "flood", "briefing"]);
  });

  check("with one place in all, a schedule is the next to start, and a flood of events still gets its turns", async (world) => {
    const order: string[] = [];
    const gate = Promise.withResolvers<void>();
    const workflow: Workflow = async (_context, run) => (order.push(run.automation), await gate.promise, endOf());
    const { engine, ended } = world.start({ concurrency: 1, workflow });
    const ids = Array.from({ length: 5 }, (_, index) => `event ${index}`);
    for (const id of ids) await engine.start(id, inputOf("flood", "event"));
    await engine.start("by hand", inputOf("asked for", "manual"));
    await engine.start("nine o'clock", inputOf("briefing", "schedule"));
    gate.resolve();
    await ended("event 4");
    assert.deepEqual(order, ["flood", "asked for", "briefing", "flood", "flood", "flood", "flood"]);
  });
}

function inputOf(automation: string, trigger: RunInput["trigger"]): RunInput {
  return { ...INPUT, automation, trigger };
}

/** Runs that take a while, and how many of them were at work at once. */
function watchWork(): { workflow: Workflow; most(): number; mostOf(automation: string): number } {
  const peaks = new Map<string, number>();
  const current = new Map<string, number>();
  const count = (key: string, by: number): void => {
    const now = (current.get(key) ?? 0) + by;
    current.set(key, now);
    peaks.set(key, Math.max(peaks.get(key) ?? 0, now));
  };
  const workflow: Workflow = async (context, { automation }) => {
    for (const key of [automation, "all"]) count(key, 1);
    await context.step("work", () => settle());
    for (const key of [automation, "all"]) count(key, -1);
    return endOf();
  };
  return { workflow, most: () => peaks.get("all") ?? 0, mostOf: (automation) => peaks.get(automation) ?? 0 };
}
