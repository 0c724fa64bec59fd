import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import { connect } from "../../src/cli/commands/connect.ts";
import { toOptions } from "../../src/cli/options.ts";
import { callChief, makeFolder, plainEnvironment, spawnChief, type Called } from "../support/chief.ts";
import { startModel, type ModelHouse } from "../support/model-server.ts";
import { personWho, sessionIn } from "../support/terminal.ts";

const CHIEF = "timezone: UTC\nlog: warn\n";
const DAY_MS = 24 * 60 * 60_000;

async function world(t: TestContext, house: ModelHouse = {}) {
  const server = await startModel([], house);
  t.after(() => server.close());
  const folder = makeFolder(t, { "config/chief.yaml": CHIEF, "automations/readme.md": "Automations of one's own." });
  const file = join(folder, "config/chief.yaml");
  const call = (words: readonly string[], input = ""): Promise<Called> => callChief(folder, words, { input });
  return { server, folder, call, chief: () => readFileSync(file, "utf8"), write: (text: string) => writeFileSync(file, text) };
}

test("a key that is piped in is tried and kept, and no model is asked until that is said, with the lines that say it", async (t) => {
  const { server, call, chief } = await world(t);
  const made = await call(["connect", "openai", "--set", `url=${server.url}`, "--secret", "key=stdin"], server.key);
  assert.equal(made.code, 0, made.stderr);
  assert.match(made.stdout, /^Connected: openai\nAccount: 3 models at 127\.0\.0\.1:\d+\nSecret key: kept by Chief$/m);
  assert.match(made.stderr, /models:\n {2}connection: openai\n {2}small: gpt-6-luna\n {2}large: gpt-6\.1-terra\n\nAdd these lines/);
  assert.equal(chief(), `${CHIEF}\nconnections:\n  openai:\n    kind: openai\n    url: ${server.url}\n    key: stored:openai.key\n`);
  assert.doesNotMatch(JSON.stringify(made) + chief(), new RegExp(server.key));
});

test("a key that is not taken is told, and nothing is written", async (t) => {
  const { server, call, chief } = await world(t);
  const refused = await call(["connect", "openai", "--set", `url=${server.url}`, "--secret", "key=stdin"], "sk-canary");
  assert.equal(refused.code, 4);
  assert.match(refused.stderr, /got one that it does not \(401\)\n.*Copy it again from the service's page, whole\. Nothing was written/);
  assert.doesNotMatch(refused.stderr, /--replace/);
  assert.equal(chief(), CHIEF);
  assert.doesNotMatch(JSON.stringify(refused), /canary/);
});

test("a person with a server of their own needs no key, and says which of its models write", async (t) => {
  const { server, folder, call, chief } = await world(t, { isOpen: true, models: [{ id: "qwen3:8b" }, { id: "qwen3:30b" }] });
  const person = personWho([
    [/Write it\? \[Y\/n\] /, "\r"],
    [/Let these models write, and add the lines\? \[y\/N\] /, "y\r"],
    [/Small model, which sorts and checks \[qwen3:8b\]: /, "\r"],
    [/Large model, which writes \[qwen3:30b\]: /, "qwen3:30\r"],
    [/none of that name; did you mean qwen3:30b\? There are qwen3:8b and qwen3:30b\.[^]*Large model.*: /, "\r"],
  ]);
  const code = await connect(sessionIn(folder, person.say), ["openai", "home"], toOptions({ set: [`url=${server.url}`] }), person.prompter);
  person.prompter.close();
  assert.deepEqual([code, person.left], [0, []]);
  assert.ok(chief().endsWith("\nmodels:\n  connection: home\n  small: qwen3:8b\n  large: qwen3:30b\n"), chief());
  const doctored = await call(["doctor"]);
  assert.match(doctored.stdout, /^ok +Models +qwen3:8b and qwen3:30b are there; qwen3:30b and qwen3:8b on this machine, no price$/m);
  assert.match((await call(["validate"])).stderr, /qwen3:30b and qwen3:8b are on this machine and have no price: they cost nothing\./);
  const refused = await call(["disconnect", "home"]);
  assert.equal(refused.code, 2);
  assert.match(refused.stderr, /by which models are asked\n.*Take the lines `models:` out/);
});

test("a person who stops at the models has a connection all the same, and is told so", async (t) => {
  const { server, folder, chief } = await world(t, { isOpen: true, models: [{ id: "qwen3:8b" }] });
  for (const [name, answer, ended] of [["home", "\u0003", true] as const, ["house", "n\r", false] as const]) {
    const person = personWho([
      [/Write it\? \[Y\/n\] /, "\r"],
      [/Let these models write, and add the lines\? \[y\/N\] /, answer],
    ]);
    const made = connect(sessionIn(folder, person.say), ["openai", name], toOptions({ set: [`url=${server.url}`] }), person.prompter);
    const says = new RegExp(`The connection ${name} is written, the models are not`);
    if (ended) await assert.rejects(made, { code: "interrupted", message: says });
    else {
      assert.equal(await made, 0);
      assert.match(person.seen(), says);
    }
    person.prompter.close();
    assert.match(chief(), new RegExp(`  ${name}:\n    kind: openai`));
    assert.doesNotMatch(chief(), /^models:/m);
  }
});

test("doctor says of a server that is not started that nothing listens there, and of a key that it is another key that is needed, once", async (t) => {
  const { server, call, write } = await world(t);
  const at = (url: string) => write(`${CHIEF}connections: { home: { kind: openai, url: "${url}", key: "\${env:HOME}" } }\n`);
  at(server.url);
  const { stdout: keyless } = await call(["doctor"]);
  assert.equal(keyless.match(/Give it another key with `chief connect openai home --replace`\./g)?.length, 1, keyless);
  assert.doesNotMatch(keyless, /Sign in/);
  const gone = await startModel([]);
  await gone.close();
  at(gone.url);
  const { stdout: closed } = await call(["doctor"]);
  assert.match(closed, /nothing listens there\. Start the server, or correct `url` of the connection\.$/m);
  assert.doesNotMatch(closed, /check `api`/);
});

test("doctor tells models that are not there, and those that are shut down soon, with the days that are left", async (t) => {
  const soon = new Date(Date.now() + 20 * DAY_MS).toISOString();
  const { server, call, write } = await world(t, {
    isOpen: true,
    models: [{ id: "gpt-6-luna", shutdown_date: soon }, { id: "gpt-6.1-tera" }],
  });
  write(`${CHIEF}connections: { home: { kind: openai, url: "${server.url}" } }\nmodels: { connection: home }\n`);
  const { code, stdout } = await call(["doctor"]);
  assert.equal(code, 1);
  assert.match(stdout, new RegExp(`^warning +Models +gpt-6-luna is shut down on ${soon.slice(0, 10)}, in 20 days\\. `, "m"));
  assert.match(stdout, /^problem +Models +there is no gpt-6\.1-terra\. Did you mean gpt-6\.1-tera\?$/m);
});

const DEFINITION = "---\nname: Plain\nreads: [files]\nwrites: [console]\n---\nSay what is new.\n";

test("a run without models loads nothing of what asks them", async (t) => {
  const { folder } = await world(t);
  const [seen, hook] = [join(folder, "seen.txt"), join(folder, "hook.mjs")];
  writeFileSync(hook, hookInto(seen));
  writeFileSync(join(folder, "automations/plain.md"), DEFINITION);
  const child = spawnChief(folder, ["run", "plain"], { ...plainEnvironment, NODE_OPTIONS: `--import=${hook}` });
  const code = await new Promise<number | null>((done) => child.on("close", done));
  const loaded = readFileSync(seen, "utf8");
  assert.equal(code, 0);
  assert.match(loaded, /\/src\/engine\/run\/runner\.ts$/m);
  assert.doesNotMatch(loaded, /\/node_modules\/(?:openai|gpt-tokenizer)\/|\/src\/agents\/model\//);
});

/** Notes the address of each module that is loaded. */
function hookInto(file: string): string {
  return [
    'import { appendFileSync } from "node:fs";',
    'import { registerHooks } from "node:module";',
    `const note = (url) => appendFileSync(${JSON.stringify(file)}, \`\${url}\\n\`);`,
    "registerHooks({ load: (url, context, next) => (note(url), next(url, context)) });",
  ].join("\n");
}
