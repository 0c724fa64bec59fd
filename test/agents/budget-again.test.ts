import assert from "node:assert/strict";
import { test } from "node:test";
import { modelAt } from "../support/model-client.ts";
import { startModel, type ModelScript } from "../support/model-server.ts";
import { meterOver, payerOf, requestWith } from "../support/metered.ts";
import { eventsOf, startOddServer } from "../support/odd-server.ts";
import { memoryStore } from "../support/store.ts";
import type { TestContext } from "node:test";

const UNREADABLE = { text: "this is no JSON", usage: { input: 50, output: 100 } };

/** A run that may take so many tokens, over the real client. */
async function world(t: TestContext, script: ModelScript, tokens: number) {
  const server = await startModel(script);
  t.after(() => server.close());
  const store = memoryStore(t);
  const model = meterOver(store, modelAt(server), { budgets: { run: { tokens } } })(payerOf("r"));
  return { server, ask: () => model.ask(requestWith(), t.signal), spent: () => store.spending.spent({ run: "r" }) };
}

test("an answer that can't be read is paid for, also where nobody could be asked again", async (t) => {
  const { ask, spent } = await world(t, [UNREADABLE, { fault: "busy" }], 1_000);
  await assert.rejects(ask(), { code: "model-busy" });
  const { calls, tokens, estimated } = await spent();
  assert.deepEqual([calls, tokens, estimated], [1, 150, 0]);
});

test("both are paid for where the second can be read, each as a call of its own", async (t) => {
  const { ask, spent } = await world(t, [UNREADABLE, { answer: { lines: [] }, usage: { input: 80, output: 20 } }], 1_000);
  assert.deepEqual((await ask()).usage, { input: 80, cached: 0, output: 20, reasoning: 0 });
  const { calls, tokens } = await spent();
  assert.deepEqual([calls, tokens], [2, 250]);
});

test("what can't be read twice is told, and paid for twice", async (t) => {
  const { ask, spent } = await world(t, () => UNREADABLE, 1_000);
  await assert.rejects(ask(), { code: "model-unreadable" });
  assert.equal((await spent()).tokens, 300);
});

test("nobody is asked once more where the limit has no room for that", async (t) => {
  const { server, ask, spent } = await world(t, () => UNREADABLE, 200);
  await assert.rejects(ask(), { name: "PolicyError", code: "over-budget" });
  assert.deepEqual([server.asked.length, (await spent()).tokens], [1, 150]);
});

test("a service that does not count, or counts what can't be, comes to its limit like any other", async (t) => {
  for (const prompt_tokens of [undefined, -100_000, 1e300]) {
    const store = memoryStore(t);
    const server = await startOddServer(t, eventsOf("chat", '{"lines":[]}', { prompt_tokens, completion_tokens: 5 }));
    const model = meterOver(store, modelAt(server, { api: "chat" }), { budgets: { run: { tokens: 500 } } })(payerOf("r"));
    const askOn = async (): Promise<void> => {
      for (let call = 0; call < 50; call += 1) await model.ask(requestWith(), t.signal);
    };
    await assert.rejects(askOn(), { code: "over-budget" });
    const { calls, tokens, estimated } = await store.spending.spent({ run: "r" });
    assert.ok(calls > 1 && tokens > 300 && tokens <= 500, `${calls} calls, ${tokens} tokens`);
    assert.equal(estimated, calls);
  }
});
