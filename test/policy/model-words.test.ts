import assert from "node:assert/strict";
import { test } from "node:test";
import type { Automation } from "../../src/core/automation.ts";
import type { Budget } from "../../src/core/model.ts";
import type { Sentence } from "../../src/core/sentence.ts";
import { parseOwnJson } from "../../src/lib/json.ts";
import { changesBetween } from "../../src/policy/changes.ts";
import { explainAutomation } from "../../src/policy/explain.ts";
import type { AskedModels } from "../../src/policy/model-words.ts";
import { automationWith, numbersFrom } from "../support/automation.ts";

const words = { read: () => "letters", write: () => "to you", event: () => "when mail comes" };
const models = { connection: "openai", small: "gpt-6-luna", large: "gpt-6.1-terra", tier: "default" } as const;
const budgets = { run: { usd: 0.5, tokens: 100_000 }, day: { usd: 2 }, all: { usd: 5 } };
const asked: AskedModels = { models, connections: {}, budgets };

function told(about: Sentence["about"], changes: Partial<Automation> = {}, by: AskedModels = asked): string[] {
  const sentences = explainAutomation(automationWith(changes), words, undefined, { asked: by });
  return sentences.filter((sentence) => sentence.about === about).map(({ text }) => text);
}

/** Connections as they may be written, whatever else they say. */
function connectionsOf(connection: Readonly<Record<string, string>>): AskedModels["connections"] {
  return parseOwnJson<AskedModels["connections"]>(JSON.stringify({ openai: connection }));
}

test("what is shown to which models is told, where they are and by whose key", () => {
  const shown = "with its instructions, the workspace's goals.md and the notes that are kept for it";
  const to = (who: string, key: string) => [`What it reads is shown to ${who}, ${shown}, ${key}.`];
  const key = "by the key of the connection openai";
  const both = "the models gpt-6.1-terra and gpt-6-luna";
  assert.deepEqual(told("model"), to(`${both} at api.openai.com`, key));
  assert.deepEqual(told("model", { model: "small" }), to("the model gpt-6-luna at api.openai.com", key));
  const one = { ...asked, models: { ...models, small: "gpt-6.1-terra" } };
  assert.deepEqual(told("model", {}, one), to("the model gpt-6.1-terra at api.openai.com", key));
  const at = (connection: Readonly<Record<string, string>>) => told("model", {}, { ...asked, connections: connectionsOf(connection) });
  assert.deepEqual(at({ kind: "openai", key: "k" }), to(`${both} at api.openai.com`, key));
  assert.deepEqual(
    at({ kind: "openai", key: "k", url: "https://me:secret@models.example.com:8443/v1" }),
    to(`${both} at models.example.com:8443`, key),
  );
  const local = to(`${both} at 127.0.0.1:11434, which is this machine`, "by the connection openai, which needs no key");
  assert.deepEqual(at({ kind: "openai", url: "http://127.0.0.1:11434/v1" }), local);
  assert.match(
    told("model", { skills: ["tone"] })[0] ?? "",
    /with its instructions, the skill tone, the workspace's goals\.md and the notes/,
  );
  assert.match(told("model", { bestOf: 3 })[0] ?? "", / 3 drafts are asked for, of which the best is taken\.$/);
});

test("what models may cost is told by the lower limit of both, and that nothing limits it", () => {
  const rest = "; beyond that code alone writes.";
  const of = (budget: Automation["budget"]) => told("budget", { budget });
  const all = "$5.00 in one day of all automations together";
  assert.deepEqual(of({ run: {}, day: {} }), [
    `Models may cost at most $0.50 or 100,000 tokens in one run, $2.00 in one day and ${all}${rest}`,
  ]);
  assert.deepEqual(of({ run: { usd: 0.0042 }, day: { tokens: 5_000, usd: 9 } }), [
    `Models may cost at most $0.0042 or 100,000 tokens in one run, $2.00 or 5,000 tokens in one day and ${all}${rest}`,
  ]);
  const free = { ...asked, free: ["gpt-6-luna"] };
  assert.match(told("budget", {}, free)[0] ?? "", /alone writes\. gpt-6-luna is on this machine and has no price: it costs nothing\.$/);
  assert.deepEqual(told("budget", {}, { ...asked, budgets: { run: {}, day: {}, all: {} } }), ["Nothing limits what models may cost."]);
});

test("where no model is asked that is told where there is one, and nothing where there is none", () => {
  assert.deepEqual(told("model", { model: "none" }), ["No model is asked: nothing of it is shown to one, and code alone writes."]);
  assert.deepEqual(told("budget", { model: "none" }), []);
  const none: AskedModels = { connections: {}, budgets };
  assert.deepEqual([told("model", {}, none), told("budget", {}, none)], [[], []]);
});

test("a model that is asked from now on is an outflow that is added, by the file or by the configuration", () => {
  const explain = (changes: Partial<Automation>, by: AskedModels) =>
    explainAutomation(automationWith(changes), words, undefined, { asked: by });
  const adds = (before: readonly Sentence[], now: readonly Sentence[]) => changesBetween(before, now).adds.map(({ about }) => about);
  const none: AskedModels = { connections: {}, budgets };
  assert.deepEqual(adds(explain({ model: "none" }, asked), explain({}, asked)), ["model", "budget"]);
  assert.deepEqual(adds(explain({}, none), explain({}, asked)), ["model", "budget"]);
  assert.deepEqual(adds(explain({}, asked), explain({}, { ...asked, models: { ...models, large: "gpt-6-sol" } })), ["model"]);
  assert.deepEqual(adds(explain({ budget: { run: { usd: 0.1 }, day: {} } }, asked), explain({}, asked)), ["budget"]);
});

test("whatever of models and budgets is in force otherwise, the words are other words, and what comes to the same is told the same", () => {
  const next = numbersFrom(17);
  const seen = new Map<string, string>();
  const amount = (): Budget => ({
    ...(next(2) === 0 && { tokens: 1_000 + next(20) }),
    ...(next(2) === 0 && { usd: (1 + next(20)) / 1_000 }),
  });
  for (let round = 0; round < 3_000; round += 1) {
    const model = (["none", "small", "large"] as const)[next(3)] ?? "large";
    const automation = { model, bestOf: 1 + next(2), budget: { run: amount(), day: amount() } };
    const by: AskedModels = {
      ...(next(5) > 0 && { models: { ...models, small: `small-${next(2)}`, large: `large-${next(2)}`, connection: `c${next(2)}` } }),
      ...{ connections: {}, budgets: { run: amount(), day: amount(), all: amount() } },
    };
    const text = [...told("model", automation, by), ...told("budget", automation, by)].join("\n");
    const force = inForce(automation, by);
    assert.equal(seen.get(text) ?? force, force, text);
    seen.set(text, force);
  }
  assert.ok(seen.size > 1_000, String(seen.size));
});

/** All that decides which model sees it and what that may cost. */
function inForce(
  { model, bestOf, budget }: Pick<Automation, "model" | "bestOf" | "budget">,
  { models: named, budgets: most }: AskedModels,
): string {
  if (!named) return "no models";
  if (model === "none") return "none";
  const least = (...amounts: (number | undefined)[]) => Math.min(...amounts.map((each) => each ?? Infinity));
  const limits = [
    most.all,
    ...(["run", "day"] as const).map((span) => ({
      tokens: least(budget[span].tokens, most[span].tokens),
      usd: least(budget[span].usd, most[span].usd),
    })),
  ];
  const names = model === "small" ? [named.small] : [named.large, named.small];
  return JSON.stringify([
    names,
    named.connection,
    bestOf,
    limits.map(({ tokens = Infinity, usd = Infinity }) => [String(tokens), String(usd)]),
  ]);
}

test("skills are named, and models that cost nothing, one or several", () => {
  assert.match(told("model", { skills: ["tone"] })[0] ?? "", /with its instructions, the skill tone, the workspace's goals\.md/);
  assert.match(told("model", { skills: ["tone", "plan"] })[0] ?? "", /, the skills tone and plan, the workspace's/);
  const free = (...names: string[]): string => told("budget", {}, { ...asked, free: names })[0] ?? "";
  assert.match(free("gpt-6-luna"), /writes\. gpt-6-luna is on this machine and has no price: it costs nothing\.$/);
  assert.match(
    free("gpt-6.1-terra", "gpt-6-luna"),
    / gpt-6\.1-terra and gpt-6-luna are on this machine and have no price: they cost nothing\.$/,
  );
  assert.match(free(), /code alone writes\.$/);
});

test("where no models are configured, nothing is said of them", () => {
  const none = { connections: {}, budgets };
  assert.deepEqual([told("model", {}, none), told("budget", {}, none), told("budget", { model: "none" })], [[], [], []]);
});
