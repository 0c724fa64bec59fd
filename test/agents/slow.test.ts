import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { TransientError } from "../../src/core/errors.ts";
import type { Clock } from "../../src/core/ports/ambient.ts";
import type { Run } from "../../src/core/run.ts";
import { renderMarkdown } from "../../src/render/markdown.ts";
import { mortal } from "./mortal.ts";
import { claim, scripted, shown, type Scripted, type Turn } from "./scripted.ts";
import { briefingOf, openWorld, waitFor, type Life } from "./world.ts";

const TALK = claim("The talk can wait", ["F1"], { kind: "judgement" });
const SEVERAL = "What is late? What is next?";
const RUN_MS = 15 * 60_000;
/** Just within the time of a turn. */
const SLOW_MS = RUN_MS / 16 - 1_000;
const NAMES = ["p1", "p2", "p3", "p4", "p5", "p6"];
/** Each in need of the one before. */
const CHAIN = NAMES.map((id, index) => ({
  id,
  task: `Find ${id}.`,
  sources: ["files"],
  needs: NAMES.slice(Math.max(index - 1, 0), index),
}));

async function textOf(life: Life, run: Run): Promise<string> {
  assert.deepEqual([run.status, run.error], ["succeeded", undefined]);
  const text = renderMarkdown(await briefingOf(life, run));
  assert.match(text, /Send the contract was due[^]*Read 3 tasks/);
  return text;
}

/** Resolves once the run has ended, and never where its process has died before: nothing is read by that one then. */
async function ended({ store }: Life): Promise<void> {
  for (let status: string | undefined; status === undefined || !["succeeded", "partial", "failed"].includes(status);) {
    await new Promise((resolve) => void setImmediate(resolve));
    status = (await store.runs.find("one"))?.status;
  }
}

/** Asks for more and more. */
function slow(clock: Clock, begins: () => void): Scripted {
  return scripted(async ({ role, input }) => {
    begins();
    await new Promise<void>((resolve) => void clock.after(SLOW_MS, resolve));
    if (role === "orchestrator") return { answer: { subtasks: CHAIN } };
    return { calls: [{ name: "search", arguments: { words: `word ${input.length}` } }] };
  });
}

describe("a briefing comes in time where the model", () => {
  it("is slow in each of many turns, and no turn begins after half of the run's time", async (t) => {
    const world = openWorld(t, { body: SEVERAL, runTimeoutMs: RUN_MS });
    const begunAt: number[] = [];
    const model = slow(world.clock, () => void begunAt.push(world.clock.now()));
    const life = world.start(model);
    const from = world.clock.now();
    const text = await textOf(life, await life.run("one"));
    assert.ok(begunAt.length > 1 && begunAt.every((at) => at - from <= RUN_MS / 2));
    assert.match(text, /Written by code alone: .*there was no time left for the model/);
  });

  it("is slow, and the run is killed at any step after half of its time", async (t) => {
    const options = { body: SEVERAL, runTimeoutMs: RUN_MS };
    const counting = mortal(Infinity);
    const whole = openWorld(t, options);
    let lastTurn = 0;
    const model = slow(whole.clock, () => void (lastTurn = counting.passed.count));
    await whole.start(counting.asking(model), counting).run("one");
    for (let diesAt = lastTurn + 1; diesAt <= counting.passed.count; diesAt += 1) {
      const world = openWorld(t, options);
      const first = mortal(diesAt);
      const life = world.start(first.asking(slow(world.clock, () => {})), first);
      await life.begin("one");
      await waitFor(Promise.race([first.died, ended(life)]), world.clock);
      // Parts side by side may pass fewer points than the time before.
      if (first.passed.count < diesAt) break;
      const second = world.start(slow(world.clock, () => {}));
      assert.match(await textOf(second, await second.resume("one")), /there was no time left for the model/, `killed at ${diesAt}`);
    }
  });

  it("is busy for longer than it is waited for, and asks for it each time", async (t) => {
    for (const [retryAfterMs, tries] of [
      [840_000, 1],
      [40_000, 2],
      [20_000, 3],
    ] as const) {
      const world = openWorld(t, { retries: 5 });
      const model = scripted(() => new TransientError("model-busy", "expected room, got none", { retryAfterMs }));
      const life = world.start(model);
      const from = world.clock.now();
      assert.match(await textOf(life, await life.run("one")), /Written by code alone: the model was busy\./);
      assert.equal(model.asked.length, tries);
      assert.ok(world.clock.now() - from < 3 * 60_000);
    }
  });

  it("could not be asked for one part, and is not asked for the others", async (t) => {
    for (const code of ["model-busy", "model-unreachable"]) {
      const answers: Turn[] = [{ answer: { subtasks: CHAIN } }, { claims: [TALK, claim("It costs 4711 dollars", ["F1"])] }];
      const model = scripted((_request, index) => answers[index] ?? new TransientError(code, "expected an answer, got none"));
      const life = openWorld(t, { body: SEVERAL }).start(model);
      // The fourth part needs nobody any more: it stands beside the first.
      const text = await textOf(life, await life.run("one"));
      assert.ok(model.asked.length <= 4, `asked ${model.asked.length} times`);
      assert.match(text, /The talk can wait[^]*the model (?:was busy|could not be reached)\./);
    }
  });
});

it("no more than three parts wait for one another", async (t) => {
  const model = scripted(({ role }) => (role === "orchestrator" ? { answer: { subtasks: CHAIN } } : { claims: [TALK] }));
  await openWorld(t, { body: SEVERAL }).start(model).run("one");
  const waiting = NAMES.filter((name) =>
    model.asked.some((each) => shown(each).includes(`Find ${name}.`) && shown(each).includes("Lines of others")),
  );
  assert.deepEqual(waiting, ["p2", "p3", "p5", "p6"]);
});
