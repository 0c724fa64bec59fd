import assert from "node:assert/strict";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import type { ModelCall } from "../../src/core/model.ts";
import { openStore } from "../../src/store/open.ts";
import { chief, makeFolder } from "../support/chief.ts";
import { modelCall } from "../support/model-calls.ts";

const definition =
  "---\nname: My day\nbudget: { day: { usd: 1.5 } }\nreads:\n  - files: { paths: [tasks] }\nwrites:\n  - console\n---\n\nGo through @Files.\n";
const workspace = {
  "config/chief.yaml": "timezone: UTC\nbudgets:\n  all: { usd: 5, tokens: 100000 }\n",
  "automations/day.md": definition,
  "tasks/shop.md": "- [ ] Send the contract @me due: 2099-03-02\n",
};

const daysAgo = (days: number): string => new Date(Date.now() - days * 86_400_000).toISOString();

/** A workspace in which models were asked. */
async function spend(t: TestContext, calls: readonly (Partial<ModelCall> & { days: number })[]): Promise<string> {
  const folder = makeFolder(t, workspace);
  const store = await openStore({ directory: join(folder, "data"), codeVersion: "test" });
  for (const { days, ...call } of calls) {
    const at = daysAgo(days);
    await store.spending.record(modelCall({ at, day: at.slice(0, 10), ...call }));
  }
  await store.close();
  return folder;
}

test("What models cost is told by day, automation and model, with what is not known for sure and what is left today", async (t) => {
  const { usd: _priced, ...unpriced } = modelCall();
  const folder = await spend(t, [
    { days: 0 },
    { days: 0, step: "executor 2", usd: 0.0004 },
    { days: 1, run: "r2", model: "gpt-6-sol", estimated: true },
    { days: 30, run: "r3" },
  ]);
  const store = await openStore({ directory: join(folder, "data"), codeVersion: "test" });
  const at = daysAgo(1);
  await store.spending.record({ ...unpriced, run: "r4", automation: "week", model: "llama", assumedUsd: 0.055, at, day: at.slice(0, 10) });
  await store.close();
  const { code, stdout } = await chief(folder, "costs");
  assert.equal(code, 0);
  const [today, yesterday] = [daysAgo(0).slice(0, 10), at.slice(0, 10)];
  assert.deepEqual(
    stdout
      .trim()
      .split("\n")
      .map((line) => line.replace(/ {2,}/g, " | ")),
    [
      "DAY | AUTOMATION | MODEL | CALLS | COST | TOKENS",
      `${today} | day | gpt-6-luna | 2 | $0.25 | 2,200, 25 % of what was read from cache`,
      `${yesterday} | day | gpt-6-sol | 1 | $0.25 | 1,100, 25 % of what was read from cache`,
      `${yesterday} | week | llama | 1 | price unknown | 1,100, 25 % of what was read from cache`,
      "in all | 4 | $0.50 and 1 call of unknown price | 4,400, 25 % of what was read from cache",
      "1 call of a model whose price is not known: limits count $0.055 for it, as for the dearest model that is. Say what it costs under prices in config/chief.yaml.",
      "1 call broke off or came from a service that does not count, so that nobody said what it took: an estimate is counted.",
      "Left today for day: $1.25 of $1.50.",
      "Left today for all automations together: $4.75 of $5.00, 97,800 of 100,000 tokens.",
    ],
  );
  const since = await chief(folder, "costs", "day", "--since", daysAgo(40).slice(0, 10), "--json");
  const told = JSON.parse(since.stdout) as { total: { calls: number }; days: unknown[]; today: { automation?: string }[] };
  assert.deepEqual([told.total.calls, told.days.length, told.today.map(({ automation }) => automation)], [4, 3, ["day", undefined]]);
  assert.equal((await chief(folder, "costs", "--since", "soon")).code, 2);
});

test("Where no model was asked that is said, and neither runs nor a run speak of costs", async (t) => {
  const folder = makeFolder(t, workspace);
  await chief(folder, "run", "day");
  const { code, stdout, stderr } = await chief(folder, "costs");
  assert.deepEqual([code, stdout], [0, ""]);
  assert.match(stderr, /No model was asked since \d{4}-/);
  assert.doesNotMatch((await chief(folder, "runs")).stdout, /COST/);
});

test("A run says what it cost, in the list and by itself", async (t) => {
  const folder = makeFolder(t, workspace);
  await chief(folder, "run", "day");
  await chief(folder, "run", "day", "--dry-run");
  const runs = JSON.parse((await chief(folder, "runs", "--json")).stdout) as { runs: { id: string; spent: { calls: number } }[] };
  const id = runs.runs[0]?.id ?? "";
  const store = await openStore({ directory: join(folder, "data"), codeVersion: "test" });
  await store.spending.record(modelCall({ run: id }));
  await store.close();
  const listed = (await chief(folder, "runs")).stdout;
  assert.match(listed, /DELIVERY +COST +RUN/);
  assert.equal(listed.match(/\$0\.25/g)?.length, 1);
  assert.match((await chief(folder, "show", id)).stdout, /Models +1 call, 1,100 tokens, \$0\.25/);
  const shown = JSON.parse((await chief(folder, "show", id, "--json")).stdout) as { spent: { usd: number } };
  assert.equal(shown.spent.usd, 0.25);
});
