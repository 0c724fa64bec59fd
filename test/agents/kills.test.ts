import assert from "node:assert/strict";
import { it, type TestContext } from "node:test";
import { renderMarkdown } from "../../src/render/markdown.ts";
import { modelAt } from "../support/model-client.ts";
import { startModel, type ModelAsked, type ScriptedTurn } from "../support/model-server.ts";
import { mortal } from "./mortal.ts";
import { claim } from "./scripted.ts";
import { briefingOf, openWorld, type Life } from "./world.ts";

const ROOM = claim("The room comes before the rest", ["F3"], { kind: "judgement" });
const TALK = claim("The talk can wait", ["F1"], { kind: "judgement" });
const WRONG = claim("It costs 4711 dollars", ["F2"]);
const SUBTASKS = ["late", "waits"].map((id) => ({ id, task: `Find what is ${id}.`, sources: ["files"], needs: [] }));
const TURNS = 6;
/** Of the two parts that are done side by side. */
const UNDER_WAY = 2;

/** An outline, two parts that look at something and hand in, and one line to mend: by what was asked, so that their order is free. */
function answerTo({ answer, text, body }: ModelAsked): ScriptedTurn {
  if (answer === "outline") return { answer: { subtasks: SUBTASKS } };
  if (answer === "repaired") return { answer: { lines: [] } };
  const isLate = text.includes("Find what is late.");
  const hasLooked = JSON.stringify(body).includes("function_call_output");
  if (!hasLooked) return { calls: [{ name: "look", arguments: { name: isLate ? "F3" : "F1" } }] };
  return { answer: { claims: isLate ? [ROOM, WRONG] : [TALK], left_out: [] } };
}

async function world(t: TestContext) {
  const server = await startModel(answerTo);
  t.after(() => server.close());
  return { server, world: openWorld(t, { body: "What is late? What can wait?" }) };
}

async function keptTurns({ store }: Life): Promise<number> {
  return (await store.runs.steps("one")).filter(({ name }) => /\/turn \d+$/.test(name)).length;
}

it("a run with six turns that is killed at any step ends the same, and no turn that was kept is asked again", async (t) => {
  const whole = await world(t);
  const counting = mortal(Infinity);
  const life = whole.world.start(counting.asking(modelAt(whole.server)), counting);
  const expected = renderMarkdown(await briefingOf(life, await life.run("one")));
  assert.deepEqual([whole.server.asked.length, await keptTurns(life)], [TURNS, TURNS]);
  assert.match(expected, /The room comes before[^]*The talk can wait[^]*1 line of the model did not hold/);
  for (let diesAt = 1; diesAt <= counting.passed.count; diesAt += 1) {
    const { server, world: next } = await world(t);
    const first = mortal(diesAt);
    await next.start(first.asking(modelAt(server)), first).begin("one");
    await first.died;
    // What the dead one had sent may arrive late: only the questions of its successor count.
    const again = mortal(Infinity);
    const second = next.start(again.asking(modelAt(server)));
    const kept = await keptTurns(second);
    const briefing = renderMarkdown(await briefingOf(second, await second.resume("one")));
    assert.deepEqual([briefing, again.passed.asked], [expected, TURNS - kept], `killed at ${diesAt}`);
    assert.ok(first.passed.asked - kept <= UNDER_WAY, `killed at ${diesAt}`);
  }
});
