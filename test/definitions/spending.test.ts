import assert from "node:assert/strict";
import { test } from "node:test";
import type { Workspace } from "../../src/core/workspace.ts";
import type { SpendingChecks } from "../../src/definitions/spending-check.ts";
import { formatProblem } from "../../src/lib/problem.ts";
import { REFERENCE } from "../config/workspace.ts";
import { loadFiles, markdown } from "./workspace.ts";

const budgets = { run: { tokens: 100_000, usd: 0.5 }, day: { usd: 2 }, all: {} };
const models = { connection: "openai", small: "s", large: "l", tier: "default" } as const;
const hint = "`chief connect openai` connects one. Write model: none, or remove this line, where code is to write.";

/** What is written, whether there are models, and what is said about it. */
const CASES: readonly (readonly [written: string, hasModels: boolean, said: readonly string[]])[] = [
  ["model: large", true, []],
  ["model: none", false, []],
  ["quiet: always", false, []],
  [
    "model: small",
    false,
    [`a.md:3:8: expected config/chief.yaml to say which models there are, since model is small, got none: code alone writes\n  ${hint}`],
  ],
  ["budget: { run: { tokens: 100000, usd: 0.1 }, day: { usd: 2, tokens: 5000000 } }", true, []],
  [
    "budget:\n  run: { tokens: 200000 }\n  day: { usd: 2.5 }",
    true,
    [
      "a.md:4:18: expected budget.run.tokens to be at most 100000, as budgets in config/chief.yaml says, got 200000: the lower one holds\n  Lower it, or raise budgets.run.tokens there.",
      "a.md:5:15: expected budget.day.usd to be at most 2, as budgets in config/chief.yaml says, got 2.5: the lower one holds\n  Lower it, or raise budgets.day.usd there.",
    ],
  ],
];

for (const [written, hasModels, said] of CASES) {
  test(`a definition that says ${JSON.stringify(written)} where there ${hasModels ? "are" : "are no"} models is warned of ${said.length} times`, async (t) => {
    const spending = { budgets, connections: {}, ...(hasModels && { models }) };
    const { automations, warnings, problems } = await loadFiles(t, { "a.md": markdown(written) }, { spending });
    assert.deepEqual([problems, automations.length], [[], 1]);
    assert.deepEqual(warnings.map(formatProblem), said);
    assert.deepEqual((await loadFiles(t, { "a.md": markdown(written) })).warnings, []);
  });
}

test("where a connection is there, the line that lets its models write is told", async (t) => {
  const hintsOf = async (connections: Workspace["connections"]) => {
    const { warnings } = await loadFiles(t, { "a.md": markdown("model: large") }, { spending: { budgets, connections } });
    return warnings.map((each) => each.hint);
  };
  const rest = "Write model: none, or remove this line, where code is to write.";
  assert.deepEqual(await hintsOf({ work: { kind: "openai", api: "responses", key: REFERENCE("KEY") } }), [
    `Add \`models: { connection: work }\` to config/chief.yaml. ${rest}`,
  ]);
  assert.deepEqual(await hintsOf({ home: { kind: "openai", api: "chat", url: "http://127.0.0.1:1234/v1/" } }), [
    `Add \`models: { connection: home, small: NAME, large: NAME }\` to config/chief.yaml. ${rest}`,
  ]);
});

test("a goal that nobody grades is warned of, and one that a model grades is not", async (t) => {
  const goal = "goal: [The contract is signed.]";
  const of = async (written: string, spending: SpendingChecks) =>
    (await loadFiles(t, { "a.md": markdown(written) }, { spending })).warnings.map(({ message }) => message);
  const says = (why: string) => [`expected a model that says what of the goal is met, got none, since ${why}: it is never met`];
  assert.deepEqual(await of(`model: none\n${goal}`, { budgets, connections: {}, models }), says("model is none"));
  assert.deepEqual(await of(goal, { budgets, connections: {} }), says("config/chief.yaml names no models"));
  assert.deepEqual(await of(goal, { budgets, connections: {}, models }), []);
});
