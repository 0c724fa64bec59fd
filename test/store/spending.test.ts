import assert from "node:assert/strict";
import { test } from "node:test";
import type { BudgetStop } from "../../src/core/model.ts";
import { USUAL_RETENTION } from "../../src/core/retention.ts";
import { createStore } from "../../src/store/open.ts";
import { modelCall } from "../support/model-calls.ts";
import { memoryDatabase, memoryStore } from "../support/store.ts";
import { AT, LATER, RUN_ID, runEnd, startRun } from "./samples.ts";

const LEAST = { ...USUAL_RETENTION, runsMs: 7 * 86_400_000, messagesMs: 7 * 86_400_000, keep: 1 };
const MUCH_LATER = "2027-11-20T09:00:00.000Z";

test("a call counts once however often it is kept, also over a restart, and sums are those of what is asked for", async (t) => {
  const database = memoryDatabase(t);
  const { spending } = createStore(database, "test");
  const calls = [
    modelCall(),
    modelCall({ step: "executor 2", model: "gpt-6-sol", usd: 1 }),
    modelCall({ run: "r2", day: "2026-11-21" }),
    modelCall({ run: "r3", automation: "week", model: "llama", assumedUsd: 0.5 }),
    modelCall({ run: "r3", step: "recovery 2", automation: "week", estimated: true }),
  ].map(({ usd, ...call }) => ({ ...call, ...(call.assumedUsd === undefined && usd !== undefined && { usd }) }));
  await Promise.all([...calls, ...calls].map((call) => spending.record(call)));
  await createStore(database, "test").spending.record(modelCall({ usd: 9 }));
  const of = async (query: Parameters<typeof spending.spent>[0]) => {
    const { calls: count, tokens, input, cached, usd, unpriced, assumedUsd, estimated } = await spending.spent(query);
    return [count, tokens, input, cached, usd, unpriced, assumedUsd, estimated];
  };
  assert.deepEqual(await of({}), [5, 5_500, 5_000, 1_250, 1.75, 1, 0.5, 1]);
  assert.deepEqual(await of({ run: "r1" }), [2, 2_200, 2_000, 500, 1.25, 0, 0, 0]);
  assert.deepEqual(await of({ automation: "day", day: "2026-11-20" }), [2, 2_200, 2_000, 500, 1.25, 0, 0, 0]);
  assert.deepEqual(await of({ since: "2026-11-21" }), [1, 1_100, 1_000, 250, 0.25, 0, 0, 0]);
  assert.deepEqual(await of({ run: "other" }), [0, 0, 0, 0, 0, 0, 0, 0]);
  const rows = (await spending.list({})).map(({ day, automation, model, calls: count }) => [day, automation, model, count]);
  assert.deepEqual(rows, [
    ["2026-11-21", "day", "gpt-6-luna", 1],
    ["2026-11-20", "day", "gpt-6-luna", 1],
    ["2026-11-20", "day", "gpt-6-sol", 1],
    ["2026-11-20", "week", "gpt-6-luna", 1],
    ["2026-11-20", "week", "llama", 1],
  ]);
});

const stop: BudgetStop = { scope: "day", automation: "morning", day: "2026-11-20", at: AT, reason: "Ana Ruiz asked much", hint: "Wait." };

test("what a run cost goes when the run goes, and what was asked beside any run goes with its age", async (t) => {
  const { privacy, runs, spending } = memoryStore(t);
  for (const id of [RUN_ID, "second"]) {
    await runs.insert(id, { automation: "morning", asOf: AT, nominalAt: AT, trigger: "manual", dryRun: false }, AT);
    await runs.claim(id, AT);
    await runs.finish(id, runEnd(), LATER);
    await spending.record(modelCall({ run: id, automation: "morning", at: AT }));
  }
  await spending.record(modelCall({ run: "replay:1", automation: "morning", at: AT }));
  await spending.record(modelCall({ run: "replay:2", automation: "morning", at: MUCH_LATER }));
  await spending.stop(stop);
  await privacy.prune(LATER, () => LEAST);
  assert.equal((await spending.spent({})).calls, 4);
  await privacy.prune(MUCH_LATER, () => LEAST);
  const left = await Promise.all([RUN_ID, "second", "replay:1", "replay:2"].map(async (run) => (await spending.spent({ run })).calls));
  assert.deepEqual(left, [0, 1, 0, 1]);
});

test("who is forgotten is not told of in a limit that was reached, and what an automation of that name has cost goes", async (t) => {
  const store = memoryStore(t);
  const { alerts, privacy, spending } = store;
  await startRun(store);
  await store.runs.finish(RUN_ID, runEnd(), LATER);
  await spending.record(modelCall());
  await spending.record(modelCall({ run: "r2", automation: "Ana Ruiz" }));
  await spending.stop(stop);
  await privacy.forget({ kind: "person", names: ["Ana Ruiz"], firstName: "Ana", key: "ana" }, LATER);
  assert.equal((await spending.spent({})).calls, 1);
  assert.deepEqual(
    (await alerts.untold(AT, 300_000)).map(({ reason }) => reason),
    ["(forgotten) asked much"],
  );
});
