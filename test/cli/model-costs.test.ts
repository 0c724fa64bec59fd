import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import type { Spent } from "../../src/core/ports/spending.ts";
import { chief, makeFolder, writeFiles } from "../support/chief.ts";
import { startModel, type ModelServer, type ScriptedTurn } from "../support/model-server.ts";

const definition = "---\nname: My day\nreads:\n  - files: { paths: [tasks] }\nwrites:\n  - console\n---\n\nGo through @Files.\n";
const config = (server: ModelServer, budgets: string) =>
  `timezone: UTC\nconnections:\n  openai: { kind: openai, url: '${server.url}' }\nmodels: { connection: openai }\nbudgets: ${budgets}\n`;
const claims = [{ kind: "judgement", text: "The contract can wait", cites: ["F1"], flags: [] }];
const good: ScriptedTurn = { answer: { claims, left_out: [] }, usage: { input: 1_200, cached: 1_000, output: 90, reasoning: 30 } };
const asOf = ["--as-of", "2099-03-06T09:00:00Z"];

async function open(t: TestContext, budgets: string) {
  const server = await startModel(() => good, { isOpen: true });
  t.after(() => server.close());
  const files = { "config/chief.yaml": config(server, budgets), "automations/day.md": definition };
  const folder = makeFolder(t, { ...files, "tasks/shop.md": "- [ ] Send the contract @me due: 2099-03-02\n" });
  return { server, folder, call: (...words: readonly string[]) => chief(folder, ...words) };
}

test("what a run has cost is what its model was asked, by the service's own count, and silence costs nothing", async (t) => {
  const { server, call } = await open(t, "{}");
  const ran = await call("run", "day", ...asOf);
  assert.match(ran.stdout, /A model wrote some of these lines/, ran.stderr);
  assert.ok(server.asked.length > 0);
  const again = await call("run", "day", "--as-of", "2099-03-06T10:00:00Z");
  assert.equal(again.code, 0, again.stderr);
  const told = JSON.parse((await call("costs", "--json")).stdout) as { total: Spent };
  const calls = server.asked.length;
  const usd = (calls * (200 * 1 + 1_000 * 1 + 90 * 5)) / 1_000_000;
  const { total } = told;
  assert.deepEqual([total.calls, total.tokens, total.cached, total.usd.toFixed(9)], [calls, calls * 1_290, calls * 1_000, usd.toFixed(9)]);
  const runs = JSON.parse((await call("runs", "--json")).stdout) as { runs: { spent: Spent }[] };
  assert.deepEqual(
    runs.runs.map(({ spent }) => spent.calls),
    [0, calls],
  );
});

test("where nothing may be spent no model is asked, and the briefing says whose limit that was and that code wrote it", async (t) => {
  const { server, folder, call } = await open(t, "{ day: { usd: 0.001 } }");
  const ran = await call("run", "day", ...asOf);
  assert.equal(ran.code, 0, ran.stderr);
  const words = ran.stdout.replace(/\s+/g, " ");
  assert.match(words, /Send the contract/);
  assert.match(
    words,
    /Written by code alone: what models may cost leaves no room for another answer \(models may take \$0\.001 in one day of day; \$0\.001 is left, and one answer could take/,
  );
  assert.deepEqual([server.asked.length, server.knocks], [0, 0]);
  const host = new URL(server.url).host;
  const explained = (await call("explain", "day")).stdout;
  assert.ok(
    explained.includes(`What it reads is shown to the models gpt-6.1-terra and gpt-6-luna at ${host}, which is this machine`),
    explained,
  );
  assert.match(
    explained,
    /Models may cost at most \$0\.50 or 100,000 tokens in one run, \$0\.001 in one day and \$5\.00 in one day of all/,
  );
  writeFiles(folder, { "automations/day.md": definition.replace("reads:", "model: none\nreads:") });
  const changed = (await call("explain", "day")).stdout;
  assert.match(changed, /ADDS: No model is asked/);
  assert.match(changed, /DROPS: What it reads is shown to the models gpt-6\.1-terra/);
});

test("a model on this machine that nobody named a price for costs nothing, and that is said where costs are told", async (t) => {
  const { server, folder, call } = await open(t, "{ all: { usd: 0.0001 } }");
  writeFiles(folder, {
    "config/chief.yaml": config(server, "{ all: { usd: 0.0001 } }").replace("openai }\n", "openai, small: qwen3, large: qwen3 }\n"),
  });
  const ran = await call("run", "day", ...asOf);
  assert.ok(server.asked.length > 0, ran.stdout);
  const says = /qwen3 is on this machine and has no price: it costs nothing\./;
  const costs = await call("costs");
  assert.match(costs.stdout, says);
  assert.match(costs.stdout, /^in all +\d+ +\$0\.00 /m);
  assert.match((await call("explain", "day")).stdout, says);
});

test("a replay says where no model was asked since nothing was new, and takes no model that the server does not list", async (t) => {
  const { server, call } = await open(t, "{}");
  assert.equal((await call("run", "day", ...asOf)).code, 0);
  assert.equal((await call("run", "day", "--as-of", "2099-03-06T10:00:00Z")).code, 0);
  const before = server.asked.length;
  const nothing = "no model was asked, since nothing was new";
  assert.match((await call("replay", "day")).stderr, new RegExp(`Note: ${nothing} in that run`));
  assert.equal(server.asked.length, before);
  assert.match((await call("backtest", "day")).stderr, new RegExp(`In 1 of 2 runs ${nothing}\\.`));
  const near = await call("replay", "day", "--model", "gpt-6-lunar");
  assert.equal(near.code, 2);
  assert.match(near.stderr, /expected a model that openai has, got gpt-6-lunar\n.*Did you mean gpt-6-luna\?/);
  assert.match((await call("backtest", "day", "--model", "qqqqqqqqqq")).stderr, /There are gpt-6-luna/);
  assert.equal((await call("replay", "day", "--model", "gpt-6-luna")).code, 0);
});
