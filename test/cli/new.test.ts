import assert from "node:assert/strict";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { PassThrough } from "node:stream";
import { test } from "node:test";
import { writeDefinition } from "../../src/agents/author.ts";
import { faultsOfDraft, loadPlace } from "../../src/shipped.ts";
import { startModel } from "../support/model-server.ts";
import type { Model, ModelRequest, ModelTurn } from "../../src/core/ports/model.ts";
import { write } from "../../src/cli/commands/new.ts";
import { createPrompter } from "../../src/cli/connect/prompter.ts";
import { toOptions } from "../../src/cli/options.ts";
import { openSession } from "../../src/cli/session.ts";
import { chief, makeFolder } from "../support/chief.ts";

const workspace = {
  "config/chief.yaml": "timezone: Europe/Berlin\n",
  "config/people.yaml": "me: { name: Sam Rivera, emails: [sam@example.com] }\n",
  "automations/old.md": "---\nname: Old\n---\n\nTell me.\n",
};
const SENTENCE = "every weekday at 9 summarise my day and flag risks";
const FILE = "automations/summarise-my-day-and-flag.md";

test("A sentence becomes a file that is shown in words with its next times, and that runs", async (t) => {
  const folder = makeFolder(t, workspace);
  const made = await chief(folder, "new", SENTENCE, "--yes");
  assert.equal(made.code, 0, made.stderr);
  assert.match(made.stdout, /Can READ ONLY|Can read/i);
  assert.match(made.stdout, /WRITE ONLY to the terminal/);
  assert.equal(made.stdout.match(/^ {2}\d{4}-\d\d-\d\d 09:00 \+0[12]:00/gm)?.length, 5, made.stdout);
  assert.match(made.stderr, new RegExp(`Written: ${FILE}`));
  assert.equal((await chief(folder, "validate")).code, 0);
  const tried = await chief(folder, "run", "summarise-my-day-and-flag", "--dry-run");
  assert.match(tried.stdout, /Looked at/, tried.stderr);
});

test("What is there is never written over, and a name that is taken is given on with a number", async (t) => {
  const folder = makeFolder(t, { ...workspace, [FILE]: "---\nname: Mine\n---\n\nTell me.\n" });
  const { code, stdout } = await chief(folder, "new", SENTENCE, "--yes", "--json");
  assert.equal(code, 0);
  const { path, written, times } = JSON.parse(stdout) as { path: string; written: boolean; times: unknown[] };
  assert.deepEqual([path, written, times.length], ["automations/summarise-my-day-and-flag-2.md", true, 5]);
  assert.match(readFileSync(join(folder, FILE), "utf8"), /Mine/);
});

test("Nothing is written without a yes", async (t) => {
  const folder = makeFolder(t, workspace);
  const { code, stderr } = await chief(folder, "new", SENTENCE);
  assert.notEqual(code, 0);
  assert.match(stderr, /Add --yes to write it/);
  for (const [typed, isWritten] of [
    ["n\n", false],
    ["\n", false],
    ["y\n", true],
  ] as const) {
    const input = new PassThrough();
    const output = new PassThrough();
    const prompter = createPrompter({ input, output });
    output.once("data", () => input.write(typed));
    const said: string[] = [];
    const session = {
      ...openSession({ dir: folder, json: false, noColor: true }, process),
      print: () => {},
      say: (text: string) => void said.push(text),
    };
    await write(session, SENTENCE, toOptions({}), { prompter });
    prompter.close();
    assert.equal(existsSync(join(folder, FILE)), isWritten, typed);
    assert.match(said.at(-1) ?? "", isWritten ? /^Written/ : /^Nothing was written/);
  }
});

test("What needs an account that is not there yet is said before anything is written", async (t) => {
  const folder = makeFolder(t, workspace);
  const { code, stderr } = await chief(folder, "new", "every day at 9 summarise my tasks and send it to me in Slack", "--yes");
  assert.equal(code, 0, stderr);
  assert.match(stderr, /Warning: .*Slack[^]*chief connect slack[^]*Written:/);
});

test("A sentence that is not understood, or asks for what is not there, writes nothing and says what is missing", async (t) => {
  const folder = makeFolder(t, workspace);
  const cases: readonly [sentence: string, told: RegExp][] = [
    ["every blue moon summarise my mail", /expected a time, got "every blue moon"[^]*every weekday at 9/],
    ["every day at 9 summarise my tasks and email it to bob", /people\.yaml/],
  ];
  for (const [sentence, told] of cases) {
    const { code, stderr } = await chief(folder, "new", sentence, "--yes");
    if (code !== 0) assert.match(stderr, told, sentence);
    else assert.fail(`${sentence} was written: ${readdirSync(join(folder, "automations")).join(" ")}`);
  }
  assert.deepEqual(readdirSync(join(folder, "automations")), ["old.md"]);
});

const unclear = "whenever the moon is full, sum up my mail every blue moon";
const file = (writes: string) => `---
name: Full moon
reads:
  - gmail
writes:
  - ${writes}
---

Go through @Gmail and sum up my mail.
`;

function scripted(...answers: readonly object[]): { model: Model; asked: ModelRequest[] } {
  const asked: ModelRequest[] = [];
  const ask = async (request: ModelRequest): Promise<ModelTurn> => {
    const value = answers[asked.length];
    asked.push({ ...request, input: [...request.input] });
    return { outcome: { kind: "answer", value }, carried: [], usage: { input: 0, cached: 0, output: 0, reasoning: 0 }, model: "large" };
  };
  return { model: { ask }, asked };
}

function writeBy({ model }: { model: Model }, folder: string): Promise<string> {
  const findFaults = async (text: string) => faultsOfDraft((await loadPlace(folder, {})).workspace, unclear, text);
  return writeDefinition({ model, instructions: "Write it.", findFaults }, unclear, new AbortController().signal);
}

test("What code does not understand a model writes, which is told what is wrong and given no more than was asked for", async (t) => {
  const wide = file("email: { to: [me] }").replace("- gmail", "- gmail\n  - files").replace("sum up", "with @Files sum up");
  const model = await startModel(
    ["consol", wide, "console"].map((each) => ({ answer: { file: each.includes("name:") ? each : file(each), unclear: null } })),
    { isOpen: true },
  );
  t.after(() => model.close());
  const { "config/chief.yaml": config } = workspace;
  const models = `connections: { local: { kind: openai, url: "${model.url}" } }\nmodels: { connection: local }\n`;
  const folder = makeFolder(t, { ...workspace, "config/chief.yaml": `${config}${models}` });
  const written = await chief(folder, "new", unclear, "--yes");
  assert.equal(written.code, 0, written.stderr);
  assert.match(readFileSync(join(folder, "automations/full-moon.md"), "utf8"), /- console/);
  assert.match(model.asked[1]?.text ?? "", /consol/);
  assert.match(model.asked[2]?.text ?? "", /may read files, which the sentence does not name/);
  assert.match((await chief(folder, "costs")).stdout, /new/);
});

test("A model that never gets it right, or says that it can't, writes nothing", async (t) => {
  const folder = makeFolder(t, workspace);
  const wrong = { file: file("webhook: { name: x }"), unclear: null };
  await assert.rejects(writeBy(scripted(wrong, wrong, wrong), folder), { code: "sentence-unclear" });
  await assert.rejects(writeBy(scripted({ file: null, unclear: "There is no moon." }), folder), /There is no moon/);
});
