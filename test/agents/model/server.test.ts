import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import OpenAI from "openai";
import type { ChatCompletionCreateParamsStreaming } from "openai/resources/chat/completions";
import { startModel, type ScriptedTurn } from "../../support/model-server.ts";

async function clientOf(t: TestContext, ...turns: ScriptedTurn[]) {
  const server = await startModel(turns);
  t.after(() => server.close());
  return { server, client: new OpenAI({ apiKey: server.key, baseURL: server.url, maxRetries: 0 }) };
}

const asked = { model: "gpt-6-luna", store: false, stream: true as const, input: "What is new?" };
const chatted: ChatCompletionCreateParamsStreaming = { model: "gpt-6-luna", stream: true, messages: [{ role: "user", content: "Hello?" }] };

test("the scripted model answers, asks for tools and refuses, with the tokens that were said", async (t) => {
  const usage = { input: 2_000, cached: 1_500, output: 50, reasoning: 20 };
  const calls = [{ name: "look", arguments: { handle: "M1" } }];
  const { server, client } = await clientOf(t, { answer: { a: 1 }, usage }, { calls }, { refusal: "No." });
  const ends = [];
  for (let turn = 0; turn < 3; turn += 1) {
    for await (const event of await client.responses.create(asked)) if (event.type === "response.completed") ends.push(event.response);
  }
  const [answered, called, refused] = ends.map(({ output }) => output.find(({ type }) => type !== "reasoning"));
  assert.deepEqual(answered?.type === "message" && answered.content, [{ type: "output_text", text: '{"a":1}', annotations: [] }]);
  assert.equal(ends[0]?.usage?.input_tokens_details.cached_tokens, 1_500);
  assert.equal(called?.type === "function_call" && called.arguments, '{"handle":"M1"}');
  assert.deepEqual(refused?.type === "message" && refused.content, [{ type: "refusal", refusal: "No.", annotations: [] }]);
  assert.equal(server.asked.length, 3);
});

test("the same by Chat Completions", async (t) => {
  const { client } = await clientOf(t, { answer: { a: 1 } }, { calls: [{ name: "look", arguments: {} }] }, { refusal: "No." });
  const said: unknown[] = [];
  for (let turn = 0; turn < 3; turn += 1) {
    const stream = await client.chat.completions.create(chatted);
    for await (const { choices } of stream) {
      for (const { delta } of choices) said.push(delta.content, delta.tool_calls?.[0]?.function?.name, delta.refusal);
    }
  }
  assert.deepEqual(
    said.filter((each) => typeof each === "string" && each !== ""),
    ['{"a":1}', "look", "No."],
  );
});

test("a stream can break, say nothing, lack its end or say that it failed", async (t) => {
  const { client } = await clientOf(t, { fault: "cut" }, { fault: "silent" }, { fault: "unfinished" }, { fault: "failed" });
  const read = async () => {
    let events = 0;
    for await (const { type } of await client.responses.create(asked)) events += type === "response.failed" ? 100 : 1;
    return events;
  };
  await assert.rejects(read(), TypeError);
  assert.equal(await read(), 0);
  assert.ok((await read()) > 3);
  assert.ok((await read()) > 100);
});
