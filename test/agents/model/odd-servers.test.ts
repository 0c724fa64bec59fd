import assert from "node:assert/strict";
import { describe, test, type TestContext } from "node:test";
import { countInputTokens } from "../../../src/agents/estimate.ts";
import type { ModelTurn } from "../../../src/core/ports/model.ts";
import { modelAt, question } from "../../support/model-client.ts";
import { chunkOf, eventsOf, startOddServer } from "../../support/odd-server.ts";

const TEXT = JSON.stringify({ lines: ["The door is open."] });
const SAID = chunkOf({ delta: { content: TEXT } });
const STOP = chunkOf({ delta: {}, finish_reason: "stop" });
const CALL = { id: "a", type: "function", function: { name: "look", arguments: "{}" } };

async function hear(t: TestContext, events: readonly unknown[], api: "chat" | "responses" = "chat"): Promise<ModelTurn> {
  return modelAt(await startOddServer(t, events), { api }).ask(question(), t.signal);
}

function calling(...tool_calls: unknown[]): object {
  return chunkOf({ delta: { tool_calls }, finish_reason: "tool_calls" });
}

describe("a server that only speaks alike", () => {
  for (const [what, events] of [
    ["sends a chunk without choices", [chunkOf(undefined, { choices: undefined }), SAID, STOP]],
    ["sends choices that are null", [chunkOf(undefined, { choices: null }), SAID, STOP]],
    ["ends without a delta", [SAID, chunkOf({ finish_reason: "stop" })]],
    ["sends a delta that is null", [SAID, chunkOf({ delta: null, finish_reason: "stop" })]],
    ["counts nothing, as null", [SAID, STOP, chunkOf(undefined, { usage: null })]],
    ["has counts of another shape", [SAID, STOP, chunkOf(undefined, { usage: "many" })]],
  ] as const) {
    test(`and ${what} is understood`, async (t) => {
      assert.deepEqual((await hear(t, events)).outcome, { kind: "answer", value: { lines: ["The door is open."] } });
    });
  }

  for (const model of [undefined, null, ""]) {
    test(`and names its model ${JSON.stringify(model)} is taken to be the model that was asked`, async (t) => {
      const turn = await hear(t, [
        { ...SAID, model },
        { ...STOP, model },
      ]);
      assert.equal(turn.model, "gpt-6-luna");
    });
  }

  test("and gives calls no index is understood by their ids", async (t) => {
    const more = { function: { arguments: "}" } };
    const { outcome } = await hear(t, [calling({ ...CALL, function: { name: "look", arguments: "{" } }, more, { ...CALL, id: "b" })]);
    const calls = ["a", "b"].map((id) => ({ id, name: "look", arguments: {} }));
    assert.deepEqual(outcome, { kind: "calls", calls });
  });

  for (const index of [1e6, 1e8, 4_294_967_294]) {
    test(`and says that a call is number ${index} costs no more than another`, async (t) => {
      const { outcome } = await hear(t, [calling({ ...CALL, index })]);
      assert.deepEqual(outcome, { kind: "calls", calls: [{ id: "a", name: "look", arguments: {} }] });
    });
  }

  const many = Array.from({ length: 65 }, (_, index) => ({ ...CALL, index, id: `call ${index}` }));
  for (const [what, events] of [
    ["calls at an index below nothing", [calling({ ...CALL, index: -1 })]],
    ["calls at an index that is no whole number", [calling({ ...CALL, index: 0.5 })]],
    ["makes 65 calls", [calling(...many)]],
    ["says its text in a list", [chunkOf({ delta: { content: [{ type: "text", text: TEXT }] } }), STOP]],
    ["sends a word for a chunk", ["hello"]],
    ["sends choices that are no list", [chunkOf(undefined, { choices: 3 })]],
  ] as const) {
    test(`and ${what} is told as unreadable`, async (t) => {
      await assert.rejects(hear(t, events), {
        name: "PermanentError",
        code: "model-unreadable",
        message: /got what is no answer of any form$/,
      });
    });
  }

  for (const [what, event] of [
    ["no response", { type: "response.completed" }],
    ["no output", { type: "response.completed", response: { model: "local" } }],
    ["a message without content", { type: "response.completed", response: { output: [{ type: "message" }] } }],
    ["a call without a name", { type: "response.completed", response: { output: [{ type: "function_call", call_id: "a" }] } }],
  ] as const) {
    test(`and ends the Responses API's way with ${what} is told as unreadable`, async (t) => {
      await assert.rejects(hear(t, [event], "responses"), { name: "PermanentError", code: "model-unreadable" });
    });
  }

  test("and says that it failed without saying why has broken off", async (t) => {
    await assert.rejects(hear(t, [{ type: "response.failed" }], "responses"), { code: "model-cut-off" });
  });
});

const COUNTS: readonly [what: string, input: unknown, output: unknown, cached: unknown][] = [
  ["nothing", undefined, undefined, undefined],
  ["nothing, as null", null, null, null],
  ["nothing, as zero", 0, 0, 0],
  ["less than nothing", -100_000, 5, 0],
  ["more than any model reads", 1e300, 1e300, 0],
  ["parts of tokens", 10.5, 3, 0],
  ["more cached than read", 10, 3, 1_000_000],
];

for (const api of ["chat", "responses"] as const) {
  const usageOf = (input: unknown, output: unknown, cached: unknown) =>
    api === "chat"
      ? { prompt_tokens: input, completion_tokens: output, prompt_tokens_details: { cached_tokens: cached } }
      : { input_tokens: input, output_tokens: output, input_tokens_details: { cached_tokens: cached } };

  for (const [what, ...counts] of COUNTS) {
    test(`an answer by the API ${api} whose service counts ${what} is kept with an estimate`, async (t) => {
      const { usage, estimated } = await hear(t, eventsOf(api, TEXT, usageOf(...counts)), api);
      assert.deepEqual([usage.input, usage.cached, estimated], [await countInputTokens(question()), 0, true]);
      assert.ok(usage.output > 5 && usage.output < 100, String(usage.output));
    });
  }

  test(`what a service counts by the API ${api} without its details is taken as it is`, async (t) => {
    const turn = await hear(t, eventsOf(api, TEXT, { ...usageOf(10, 3, null) }), api);
    assert.deepEqual([turn.usage, turn.estimated], [{ input: 10, cached: 0, output: 3, reasoning: 0 }, undefined]);
  });
}
