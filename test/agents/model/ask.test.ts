import assert from "node:assert/strict";
import { describe, test, type TestContext } from "node:test";
import { z } from "zod";
import { askingAgain } from "../../../src/agents/ask-again.ts";
import type { ModelInput } from "../../../src/core/ports/model.ts";
import { modelAt, question, type ModelClientPlan } from "../../support/model-client.ts";
import { startModel, type ModelHouse, type ModelScript } from "../../support/model-server.ts";

async function world(t: TestContext, script: ModelScript, { house, ...plan }: ModelClientPlan & { house?: ModelHouse } = {}) {
  const server = await startModel(script, house);
  t.after(() => server.close());
  const model = askingAgain(modelAt(server, plan));
  return { server, ask: (changes: Parameters<typeof question>[0] = {}) => model.ask(question(changes), t.signal) };
}

const LINES = { lines: ["The door is open."] };
const look = { name: "look", description: "Shows one thing.", parameters: z.object({ handle: z.string() }) };
const calls = [{ name: "look", arguments: { handle: "M1" }, id: "call_7" }];

for (const api of ["responses", "chat"] as const) {
  describe(`by the API ${api}`, () => {
    test("an answer has the form that was asked for, with its tokens and its model", async (t) => {
      const usage = { input: 3_000, cached: 2_048, output: 90, reasoning: 40 };
      const { server, ask } = await world(t, [{ answer: LINES, usage, model: "gpt-6-luna-2026-10" }], { api });
      const turn = await ask();
      assert.deepEqual(turn.outcome, { kind: "answer", value: LINES });
      assert.deepEqual([turn.usage, turn.model], [usage, "gpt-6-luna-2026-10"]);
      const [asked] = server.asked;
      assert.deepEqual([asked?.api, asked?.model, asked?.answer, asked?.body["stream"]], [api, "gpt-6-luna", "lines", true]);
    });

    test("a conversation goes on from what is carried, and nothing is kept by the service", async (t) => {
      const { server, ask } = await world(t, [{ calls }, { answer: LINES }], { api });
      const first = structuredClone(await ask({ tools: [look] }));
      assert.deepEqual(first.outcome, { kind: "calls", calls });
      const input: ModelInput[] = [
        { kind: "text", text: "M1: The door is open." },
        { kind: "carried", carried: first.carried },
        { kind: "result", call: "call_7", output: "Since nine." },
      ];
      const second = await ask({ tools: [look], input });
      assert.deepEqual(second.outcome, { kind: "answer", value: LINES });
      assert.deepEqual(server.asked[1]?.tools, ["look"]);
      assert.match(server.asked[1]?.text ?? "", /call_7.*Since nine\./s);
      if (api === "responses") {
        assert.match(server.asked[1]?.text ?? "", /"type":"reasoning".*"encrypted_content":"/s);
        assert.equal(server.asked[1]?.body["store"], false);
      }
    });

    test("arguments of a tool that are no JSON are none", async (t) => {
      const { ask } = await world(t, [{ calls: [{ name: "look", arguments: '{"handle": "M' }] }], { api });
      const { outcome } = await ask({ tools: [look] });
      assert.deepEqual(outcome, { kind: "calls", calls: [{ id: "call_1", name: "look", arguments: undefined }] });
    });

    test("what Chief has read as a secret is not shown to a model", async (t) => {
      const { server, ask } = await world(t, [{ answer: LINES }], { api });
      await ask({ input: [{ kind: "text", text: `M1: The key is ${server.key}.` }] });
      assert.match(server.asked[0]?.text ?? "", /M1: The key is \(secret\)\./);
    });

    test("a refusal is told as one", async (t) => {
      const { ask } = await world(t, [{ refusal: "I will not." }], { api });
      assert.deepEqual((await ask()).outcome, { kind: "refusal", text: "I will not." });
    });

    test("what is no JSON, or of another form, is asked for once more, with what is wrong with it", async (t) => {
      const { server, ask } = await world(t, [{ text: "On it!" }, { answer: LINES }, { answer: { lines: [1] } }, { answer: LINES }], {
        api,
      });
      assert.deepEqual((await ask()).outcome, { kind: "answer", value: LINES });
      assert.match(server.asked[1]?.text ?? "", /On it!.*can't be used: it is not JSON/s);
      await ask();
      assert.match(server.asked[3]?.text ?? "", /expected string, received number/);
    });

    test("an answer that stays unreadable, or breaks off at its greatest length, is told", async (t) => {
      const short = { text: '{"lines": ["The do', short: true };
      const { ask } = await world(t, [{ text: "" }, { text: "Soon." }, short, short], { api });
      await assert.rejects(ask(), { name: "PermanentError", code: "model-unreadable", message: /got something else$/ });
      await assert.rejects(ask(), { code: "model-unreadable", message: /broke off at its greatest length/ });
    });

    test("JSON within a fence or after thoughts is read", async (t) => {
      const { ask } = await world(t, [{ text: `<think>Well.</think>\n\`\`\`json\n${JSON.stringify(LINES)}\n\`\`\`` }], { api });
      assert.deepEqual((await ask()).outcome, { kind: "answer", value: LINES });
    });

    test("flex is tried where it is wished for, and the usual price is paid where it is full", async (t) => {
      const { server, ask } = await world(t, [{ fault: "no-flex" }, { answer: LINES }], { api, models: { tier: "flex" } });
      await ask();
      assert.deepEqual(
        server.asked.map(({ body }) => body["service_tier"]),
        ["flex", undefined],
      );
    });

    test("a size is a model, and a name goes before it", async (t) => {
      const { server, ask } = await world(t, () => ({ answer: LINES }), { api });
      for (const changes of [{}, { size: "large" as const }, { model: "gpt-6-sol" }]) await ask(changes);
      assert.deepEqual(
        server.asked.map(({ model }) => model),
        ["gpt-6-luna", "gpt-6.1-terra", "gpt-6-sol"],
      );
    });

    test("a service without schemas or tools is asked without them from then on, as soon as it says so", async (t) => {
      const { server, ask } = await world(t, () => ({ answer: LINES }), { api, house: { lacks: ["json_schema", "tools"] } });
      const [one, other] = await Promise.all([ask({ tools: [look] }), ask({ tools: [look] })]);
      assert.deepEqual([one.outcome, other.outcome], [one.outcome, one.outcome]);
      await ask({ tools: [look] });
      assert.equal(server.asked.length, 3);
      assert.deepEqual([server.asked[2]?.answer, server.asked[2]?.tools], [undefined, []]);
      assert.match(
        server.asked[2]?.text ?? "",
        /nothing but JSON of this schema.*json_object|json_object.*nothing but JSON of this schema/s,
      );
    });
  });
}

test("what stays the same comes first, and is named for the cache", async (t) => {
  const { server, ask } = await world(t, [{ answer: LINES }]);
  await ask({ tools: [look] });
  const body = server.asked[0]?.body ?? {};
  assert.ok(Object.keys(body).indexOf("instructions") < Object.keys(body).indexOf("input"));
  assert.deepEqual([body["prompt_cache_key"], body["include"], body["max_output_tokens"]], ["daily", ["reasoning.encrypted_content"], 500]);
});

test("a service that has only Chat Completions is found out once, and asked by them", async (t) => {
  const { server, ask } = await world(t, () => ({ answer: LINES }), { api: "auto", house: { apis: ["chat"] } });
  assert.deepEqual((await ask()).outcome, { kind: "answer", value: LINES });
  await ask();
  assert.deepEqual(
    server.asked.map(({ api }) => api),
    ["chat", "chat"],
  );
});

test("whoever named the Responses API is not asked by another", async (t) => {
  const { ask } = await world(t, () => ({ answer: LINES }), { api: "responses", house: { apis: ["chat"] } });
  await assert.rejects(ask(), { code: "model-refused", message: /no such address \(404\)/ });
});
