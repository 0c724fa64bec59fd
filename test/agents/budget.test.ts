import assert from "node:assert/strict";
import { test } from "node:test";
import { z } from "zod";
import { countInputTokens, mostInputTokens } from "../../src/agents/estimate.ts";
import { PolicyError, TransientError } from "../../src/core/errors.ts";
import type { Model } from "../../src/core/ports/model.ts";
import type { Workspace } from "../../src/core/workspace.ts";
import { createFakeClock, until } from "../support/clock.ts";
import { meterOver, payerOf, PRICES, requestWith, turnOf } from "../support/metered.ts";
import { memoryStore } from "../support/store.ts";

const { signal } = new AbortController();

test("a call is kept with its tokens, its price and its day", async (t) => {
  const store = memoryStore(t);
  const clock = createFakeClock("2026-11-20T23:30:00.000Z");
  const usages = [turnOf({ input: 1_000, cached: 400, output: 10 }, "large-2026-08-07"), turnOf({ input: 200, output: 2 })];
  const metered = meterOver(store, { ask: async () => usages.shift() ?? turnOf({}) }, { clock });
  await metered(payerOf("r1")).ask(requestWith({ size: "large", role: "orchestrator" }), signal);
  await metered(payerOf("r1")).ask(requestWith(), signal);
  const [large, small] = await store.spending.list({ run: "r1" });
  const none = { unpriced: 0, assumedUsd: 0, estimated: 0 };
  assert.deepEqual(large, {
    day: "2026-11-21",
    automation: "day",
    model: "large-2026-08-07",
    calls: 1,
    tokens: 1_010,
    input: 1_000,
    cached: 400,
    usd: 0.0069,
    ...none,
  });
  assert.deepEqual(small, {
    day: "2026-11-21",
    automation: "day",
    model: "small",
    calls: 1,
    tokens: 202,
    input: 200,
    cached: 0,
    usd: 0.00021,
    ...none,
  });
  assert.equal((await store.spending.spent({ automation: "other" })).calls, 0);
});

const REFUSALS: readonly [string, Partial<Workspace["budgets"]>, RegExp, string][] = [
  [
    "run",
    { run: { tokens: 300 } },
    /^models may take 300 tokens in one run of day; 50 tokens are left, and one answer could take \d+ tokens$/,
    "day",
  ],
  ["day", { day: { usd: 0.002 } }, /^models may take \$0\.002 in one day of day; /, "day"],
  ["all", { all: { usd: 0.002 } }, /^models may take \$0\.002\d* in one day for all automations; /, "chief"],
];

for (const [scope, budgets, words, told] of REFUSALS) {
  test(`where the limit of ${scope === "all" ? "all automations" : `a ${scope}`} leaves no room the model is not asked, and its owner is told once a day`, async (t) => {
    const store = memoryStore(t);
    let asked = 0;
    const model: Model = {
      ask: async () => ((asked += 1), turnOf(scope === "run" ? { input: 200, output: 50 } : { input: 1_000, output: 100 })),
    };
    const metered = meterOver(store, model, { budgets });
    await metered(payerOf("r1")).ask(requestWith(), signal);
    for (let again = 0; again < 2; again += 1) {
      await assert.rejects(metered(payerOf("r1")).ask(requestWith(), signal), (error) => {
        assert.ok(error instanceof PolicyError);
        assert.equal(error.code, "over-budget");
        assert.match(error.message, words);
        assert.match(error.hint ?? "", new RegExp(`budgets\\.${scope}\\.`));
        return true;
      });
    }
    assert.equal(asked, 1);
    const troubles = await store.alerts.untold("2026-11-20T00:00:00.000Z", 300_000);
    assert.deepEqual(
      troubles.map(({ kind, automation, subject }) => [kind, automation, subject]),
      [["over_budget", told, `budget:${scope}:${told}:2026-11-20`]],
    );
    assert.match(troubles[0]?.reason ?? "", words);
  });
}

test("an automation can lower what the workspace allows, and not raise it", async (t) => {
  const store = memoryStore(t);
  const metered = meterOver(store, { ask: async () => turnOf({}) }, { budgets: { run: { tokens: 50 } } });
  const request = requestWith({ maxOutputTokens: 1 });
  await assert.rejects(metered(payerOf("a", "day", { run: { tokens: 10 } })).ask(request, signal), /models may take 10 tokens in one run/);
  await assert.rejects(
    metered(payerOf("b", "day", { run: { tokens: 5_000 } })).ask(request, signal),
    /models may take 50 tokens in one run/,
  );
});

test("what is no bound of its own is not limited, and what limits nothing is still kept", async (t) => {
  const store = memoryStore(t);
  const metered = meterOver(store, { ask: async () => turnOf({ input: 5_000_000 }, "large") });
  for (let call = 0; call < 3; call += 1) await metered(payerOf("r")).ask(requestWith({ size: "large" }), signal);
  assert.deepEqual(await store.spending.spent({}), {
    calls: 3,
    tokens: 15e6,
    input: 15e6,
    cached: 0,
    usd: 150,
    unpriced: 0,
    assumedUsd: 0,
    estimated: 0,
  });
});

test("a model whose price nobody knows counts as the dearest that is known, and the way out says so", async (t) => {
  const store = memoryStore(t);
  const metered = meterOver(
    store,
    { ask: async () => turnOf({ input: 1_000, output: 100 }, "llama") },
    { budgets: { all: { usd: 0.016 } } },
  );
  const request = requestWith({ model: "llama" });
  await metered(payerOf("r")).ask(request, signal);
  const { usd, unpriced, assumedUsd } = await store.spending.spent({});
  assert.deepEqual([usd, unpriced, assumedUsd], [0, 1, 0.015]);
  await assert.rejects(metered(payerOf("r")).ask(request, signal), { hint: /No price is known for llama, which counts as the dearest/ });
  const free = { budgets: { all: { usd: 0 } }, prices: { ...PRICES, llama: { input: 0, output: 0 } } };
  await meterOver(memoryStore(t), { ask: async () => turnOf({ input: 9 }, "llama") }, free)(payerOf("r")).ask(request, signal);
});

test("a model on this machine that the list has no price for costs nothing, and one that it has costs that", async (t) => {
  const connections = { openai: { kind: "openai", api: "chat", url: "http://127.0.0.1:11434/v1/" } } as const;
  const names = ["llama", "llama:70b", "small"];
  const store = memoryStore(t);
  const metered = meterOver(
    store,
    { ask: async ({ model }) => turnOf({ input: 1_000 }, model) },
    { connections, budgets: { all: { usd: 0.003 } } },
  );
  for (const model of names) await metered(payerOf("r")).ask(requestWith({ model }), signal);
  const { usd, unpriced, assumedUsd } = await store.spending.spent({});
  assert.deepEqual([usd, unpriced, assumedUsd], [0.001, 0, 0]);
});

test("what broke off counts with what was set aside for it, and what never began counts nothing", async (t) => {
  const store = memoryStore(t);
  const errors: Error[] = [
    new TransientError("model-busy", "busy"),
    new TransientError("model-unreachable", "gone"),
    new TransientError("model-cut-off", "cut"),
    new DOMException("too long", "AbortError"),
  ];
  const metered = meterOver(store, { ask: async () => Promise.reject(errors.shift() ?? new Error("none left")) });
  const request = requestWith();
  for (const error of [...errors]) await assert.rejects(metered(payerOf("r")).ask(request, signal), error);
  const input = await countInputTokens(request);
  const { calls, tokens, estimated } = await store.spending.spent({ run: "r" });
  assert.deepEqual([calls, tokens, estimated], [2, 2 * (input + 100), 2]);
  await assert.rejects(metered(payerOf("r")).ask(request, AbortSignal.abort()), { name: "AbortError" });
  assert.equal((await store.spending.spent({ run: "r" })).calls, 2);
});

test("no request has more tokens than it is taken to have at most, whatever it says", async () => {
  const texts = [
    "",
    "a",
    "What is new?",
    "Größenänderung",
    "日本語のテキスト",
    "👩‍👩‍👧‍👦🏳️‍🌈",
    "\u0000\u0001",
    "<|endoftext|>",
    "aGVsbG8gd29ybGQ=".repeat(50),
    "  \n\n\t  x",
  ];
  const tools = [{ name: "look", description: "One thing in full.", parameters: z.strictObject({ handle: z.string() }) }];
  for (const text of texts) {
    const input = [
      { kind: "text" as const, text },
      { kind: "result" as const, call: "c1", output: text },
      { kind: "carried" as const, carried: { text } },
    ];
    for (const request of [requestWith({ input, tools }), requestWith({ instructions: text })]) {
      assert.ok((await countInputTokens(request)) <= mostInputTokens(request), JSON.stringify(text));
    }
  }
  const long = requestWith({ input: [{ kind: "text", text: "one two three four ".repeat(500) }] });
  const counted = await countInputTokens(long);
  assert.ok(counted > 2_000 && counted < 2_200, String(counted));
});

test("close to a limit all that is under way is counted, so that none is refused for a guess", async (t) => {
  const text = "one two three four ".repeat(500);
  const request = requestWith({ input: [{ kind: "text", text }] });
  const each = (await countInputTokens(request)) + 100;
  const gates: (() => void)[] = [];
  const model: Model = { ask: () => new Promise((resolve) => gates.push(() => resolve(turnOf({ input: each - 100, output: 100 })))) };
  const metered = meterOver(memoryStore(t), model, { budgets: { all: { tokens: 4 * each } } });
  const asked = Array.from({ length: 5 }, (_, index) => metered(payerOf(`r${index}`)).ask(request, signal));
  const ends = Promise.allSettled(asked);
  await until(() => gates.length === 4);
  for (const open of gates) open();
  assert.deepEqual((await ends).map(({ status }) => status).toSorted(), ["fulfilled", "fulfilled", "fulfilled", "fulfilled", "rejected"]);
});
