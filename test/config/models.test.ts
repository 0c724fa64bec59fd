import assert from "node:assert/strict";
import { test } from "node:test";
import { formatProblem } from "../../src/lib/problem.ts";
import { withModels } from "../../src/config/written-models.ts";
import { load, problemsOf, REFERENCE } from "./workspace.ts";

const LOCAL = "connections: { home: { kind: openai, url: http://127.0.0.1:11434/v1 } }";
const FAR = `connections: { home: { kind: openai, url: 'https://models.example.com/v1', key: '${REFERENCE("HOME")}' } }`;

test("models are asked by a connection of their kind, and another name is told what was probably meant", async (t) => {
  assert.deepEqual(await problemsOf(t, `${LOCAL}\nmodels: { connection: home }`), []);
  const [near = ""] = await problemsOf(t, `${LOCAL}\nmodels: { connection: hom }`);
  assert.match(near, /2:23: expected models\.connection to name a connection of kind openai, got "hom"\n {2}Did you mean home\?$/);
  const [none = ""] = await problemsOf(t, "models: { connection: openai }");
  assert.match(none, /Run `chief connect openai`, or remove `models`\.$/);
});

test("a model whose price is not known is told, as is how to add it", async (t) => {
  const warningsOf = async (more: string, connections = FAR): Promise<string[]> => {
    const { warnings } = await load(t, `timezone: UTC\n${connections}\nmodels: { connection: home, large: qwen3 }\n${more}`);
    return warnings.map(formatProblem);
  };
  const [warning = "", ...others] = await warningsOf("");
  assert.deepEqual(others, []);
  assert.match(warning, /expected a price for qwen3, got none: what it costs can't be told\n {2}Add it under `prices`/);
  assert.deepEqual(await warningsOf("prices: { qwen3: { input: 0, output: 0 } }"), []);
  assert.deepEqual(await warningsOf("", LOCAL), []);
});

test("models are added at the end of chief.yaml, all else stays, and a text that can't be added to is refused", () => {
  const models = { connection: "home", small: "a", large: "b" };
  const added = "models:\n  connection: home\n  small: a\n  large: b\n";
  assert.equal(withModels("# mine\nlog: warn # loud", models), `# mine\nlog: warn # loud\n\n${added}`);
  assert.equal(withModels("", models), `\n${added}`);
  assert.throws(() => withModels("{ log: warn }", models), { code: "config-unwritable" });
});
