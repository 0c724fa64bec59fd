import assert from "node:assert/strict";
import { describe, it, type TestContext } from "node:test";
import { askingAgain } from "../../src/agents/ask-again.ts";
import { renderMarkdown } from "../../src/render/markdown.ts";
import { modelAt } from "../support/model-client.ts";
import { startModel, type ModelFault, type ModelServer, type ScriptedTurn } from "../support/model-server.ts";
import { claim } from "./scripted.ts";
import { briefingOf, openWorld, type Life, type World } from "./world.ts";

const GOOD = { answer: { claims: [claim("The talk can wait", ["F1"], { kind: "judgement" })], left_out: [] } };
const handIn = (...claims: ReturnType<typeof claim>[]): ScriptedTurn => ({ answer: { claims, left_out: [] } });
const fault = (what: ModelFault): ScriptedTurn => ({ fault: what });
const look: ScriptedTurn = { calls: [{ name: "look", arguments: { name: "F1" } }] };

type Row = readonly [what: string, turns: readonly ScriptedTurn[], by: "model" | "code", words: RegExp];

/** The last turn is repeated. */
const ROWS: readonly Row[] = [
  ["is busy at first", [fault("busy"), GOOD], "model", /evidence\./],
  ["is busy all the time", [fault("busy")], "code", /the model was busy/],
  ["has no credit left", [fault("unpaid")], "code", /would not take the question/],
  ["answers 500", [fault("broken")], "code", /could not be reached/],
  ["answers 500 at first", [fault("broken"), GOOD], "model", /evidence\./],
  ["hangs up", [fault("drops")], "code", /could not be reached/],
  ["breaks off in its answer", [fault("cut")], "code", /broke off/],
  ["breaks off once", [fault("cut"), GOOD], "model", /evidence\./],
  ["answers without a word", [fault("silent")], "code", /broke off/],
  ["answers without an end", [fault("unfinished")], "code", /broke off/],
  ["says that it failed", [fault("failed")], "code", /broke off/],
  ["is shut", [fault("locked")], "code", /key is not accepted/],
  ["is not known", [fault("unknown-model")], "code", /no model of the name/],
  ["can read nothing", [fault("too-long")], "code", /more than the model can read/],
  ["can read only a little", [fault("too-long"), GOOD], "model", /evidence\./],
  ["would not", [{ refusal: "I can't help with that." }], "code", /the model would not/],
  ["says that it is on it", [{ text: "On it! I will have the briefing for you soon." }], "code", /could not be read/],
  ["says in the right form that it is on it", [handIn(claim("On it, I'll go through the tasks.", []))], "code", /came to no end/],
  ["ends in the middle of its JSON", [{ text: '{"claims": [{"kind": "fa', short: true }], "code", /could not be read/],
  ["answers in other types", [{ answer: { claims: "all is well", left_out: 3 } }], "code", /could not be read/],
  ["answers in other types once", [{ answer: { claims: "all is well" } }, GOOD], "model", /evidence\./],
  ["asks the same for ever", [look], "code", /came to no end/],
  ["asks for a tool that there is not", [{ calls: [{ name: "shell", arguments: { command: "id" } }] }, GOOD], "model", /evidence\./],
  ["asks with arguments that are no JSON", [{ calls: [{ name: "look", arguments: '{"name": "F' }] }, GOOD], "model", /evidence\./],
  ["names what there is not", [handIn(claim("The talk can wait", ["F99"])), { answer: { lines: [] } }], "code", /1 line of the model/],
];

interface Asked {
  world: World;
  life: Life;
  server: ModelServer;
}

async function open(t: TestContext, turns: readonly ScriptedTurn[]): Promise<Asked> {
  const server = await startModel((_asked, index) => turns[Math.min(index, turns.length - 1)] ?? GOOD);
  t.after(() => server.close());
  const world = openWorld(t, { retries: 1 });
  return { world, server, life: world.start(askingAgain(modelAt(server))) };
}

describe("by the real client, a briefing is written, and says by whom, where the model", () => {
  for (const [what, turns, by, words] of ROWS) {
    it(what, async (t) => {
      const { life } = await open(t, turns);
      const run = await life.run("one");
      const briefing = await briefingOf(life, run);
      assert.deepEqual([run.status, briefing.writing?.by], ["succeeded", by]);
      assertWhole(renderMarkdown(briefing), words);
    });
  }

  it("never answers", async (t) => {
    const { life, world, server } = await open(t, []);
    const tries = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    server.script = (_asked, index) => {
      tries[index]?.resolve();
      return fault("hangs");
    };
    const running = life.run("one");
    for (const { promise } of tries) {
      await promise;
      await world.clock.advance(world.automation.runTimeoutMs / 16);
    }
    assertWhole(renderMarkdown(await briefingOf(life, await running)), /the model took too long/);
  });
});

/** What code has to tell is told in any case. */
function assertWhole(text: string, words: RegExp): void {
  assert.match(text, /Send the contract was due Wed 18 Nov[^]*Read 3 tasks/);
  assert.match(text, /Book the room is due today/);
  assert.match(text, words);
  assert.doesNotMatch(text, /On it|all is well|F99/);
}
