import assert from "node:assert/strict";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import { connect } from "../../src/cli/commands/connect.ts";
import { toOptions } from "../../src/cli/options.ts";
import { callChief, makeFolder, plainEnvironment, spawnChief, type Called } from "../support/chief.ts";
import { startSlackAccounts } from "../support/slack-accounts.ts";
import { personWho, sessionIn } from "../support/terminal.ts";

const BOT = "xoxb-canary-bot";
const APP = "xapp-canary-app";
/** Given where no secret belongs: nobody ever learns that it is one. */
const TYPED = "xoxb-canary-typed";
const KEY = "canary-key-of-this-test-32-characters-long";
const CHIEF = "# mine\ntimezone: UTC # here\n\n# how loud\nlog: warn\n";

interface Given {
  env?: Readonly<Record<string, string>>;
  input?: string;
}

/** Calls the command line with this environment, and this on stdin. */
function call(folder: string, words: readonly string[], { env, input }: Given = {}): Promise<Called> {
  return callChief(folder, words, { env: { ...plainEnvironment, ...env }, ...(input !== undefined && { input }) });
}

/** The same in a process of its own, which has read no secret before. */
async function callAlone(folder: string, words: readonly string[], { env = {}, input = "" }: Given = {}): Promise<Called> {
  const child = spawnChief(folder, words, { ...plainEnvironment, ...env });
  const said = { stdout: "", stderr: "" };
  child.stdout.setEncoding("utf8").on("data", (text: string) => (said.stdout += text));
  child.stderr.setEncoding("utf8").on("data", (text: string) => (said.stderr += text));
  child.stdin.end(input);
  const code = await new Promise<number | null>((done) => child.on("close", done));
  return { code, ...said };
}

async function world(t: TestContext) {
  const slack = await startSlackAccounts(t, { [BOT]: { scopes: ["chat:write", "users:read"] }, [APP]: {} });
  const folder = makeFolder(t, { "config/chief.yaml": CHIEF, "automations/readme.md": "Automations of one's own." });
  return { folder, api: `api=${slack.api}`, chief: () => readFileSync(join(folder, "config/chief.yaml"), "utf8") };
}

/** Everything in all files below a folder. */
function everythingIn(folder: string): string {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return files.map((entry) => readFileSync(join(entry.parentPath, entry.name), "latin1")).join("\n");
}

test("a token of the environment is tried, referred to and shown nowhere", async (t) => {
  const { folder, api, chief } = await world(t);
  const env = { SLACK_BOT_TOKEN: BOT };
  const made = await callAlone(folder, ["connect", "slack", "acme", "--set", api], { env });
  assert.equal(made.code, 0, made.stderr);
  assert.match(
    made.stdout,
    /^Connected: acme\nAccount: chief in Acme \(https:\/\/acme\.slack\.com\/\)\nSecret token: environment variable SLACK_BOT_TOKEN\n/,
  );
  assert.match(made.stdout, /^ {2}chat:write: post briefings$/m);
  assert.match(made.stderr, /writes:\n {2}- slack: \{ to: me \}/);
  assert.equal(
    chief(),
    `${CHIEF}\nconnections:\n  acme:\n    kind: slack\n    ${api.replace("=", ": ")}\n    token: \${env:SLACK_BOT_TOKEN}\n`,
  );
  const listed = await callAlone(folder, ["connections", "--json"], { env });
  assert.equal(listed.code, 0, listed.stderr);
  assert.partialDeepStrictEqual(JSON.parse(listed.stdout), {
    schema: 1,
    connections: [
      {
        name: "acme",
        kind: "slack",
        state: "works",
        account: { scopes: ["chat:write", "users:read"] },
        secrets: [{ key: "token", place: "environment variable SLACK_BOT_TOKEN" }],
        usedBy: [],
      },
    ],
  });
  assert.doesNotMatch(JSON.stringify([made, listed]) + everythingIn(folder), /canary/);
});

test("secrets that are piped in are kept by Chief, encrypted where there is a key, and forgotten with the connection", async (t) => {
  const { folder, api, chief } = await world(t);
  const env = { CHIEF_MASTER_KEY: KEY };
  const words = ["connect", "slack", "--set", api, "--secret", "token=stdin", "appToken=stdin"];
  const made = await callAlone(folder, words, { env, input: `${BOT}\n${APP}\n` });
  assert.equal(made.code, 0, made.stderr);
  assert.match(made.stdout, /^Secret appToken: kept by Chief, encrypted$/m);
  assert.match(chief(), /token: stored:slack\.token\n {4}appToken: stored:slack\.appToken\n$/);
  assert.equal(statSync(join(folder, "data")).mode & 0o777, 0o700);
  assert.match((await callAlone(folder, ["connections"], { env })).stdout, /^slack +slack +chief in Acme .* works$/m);
  const locked = await callAlone(folder, ["connections"]);
  assert.equal(locked.code, 4);
  assert.match(locked.stdout, /does not work: expected CHIEF_MASTER_KEY to open stored:slack\.token, got none/);
  const doctored = await callAlone(folder, ["doctor"], { env });
  assert.match(doctored.stdout, /^ok +Connection slack +works: chief in Acme/m);
  assert.match((await callAlone(folder, ["doctor"])).stdout, /^problem +Connection slack +does not work: expected CHIEF_MASTER_KEY/m);
  assert.doesNotMatch(JSON.stringify([made, locked, doctored]) + everythingIn(folder), /canary/);
  const gone = await callAlone(folder, ["disconnect", "slack"]);
  assert.equal(gone.code, 0, gone.stderr);
  assert.match(gone.stdout, /Chief has forgotten stored:slack\.token and stored:slack\.appToken\./);
  assert.equal(chief(), `${CHIEF}\nconnections: {}\n`);
  assert.doesNotMatch(everythingIn(folder), /sealed/);
});

test("what can't be answered without a terminal ends with 2 and names the way, and nothing is written", async (t) => {
  const { folder, chief } = await world(t);
  const cases: readonly (readonly [words: string[], said: RegExp])[] = [
    [
      ["connect", "slack"],
      /no terminal to ask in\n {2}Set SLACK_BOT_TOKEN, or add --secret token=PLACE, where PLACE is env:NAME, file:PATH, keychain:NAME or stdin\./,
    ],
    [["connect", "smtp"], /expected from to be given, .*\n {2}Add --set from=VALUE/],
    [["connect", "slac"], /Did you mean slack\?/],
    [["connect", "slack", "a/b"], /only letters, digits and dashes/],
    [["connect", "slack", "--secret", `token=${TYPED}`], /got something else, which is not shown/],
    [["connect", "slack", "--secret", "tokn=stdin"], /Did you mean token\?/],
    [["connect", "slack", "--secret", "token=stdin"], /expected a line of what is piped in to hold token, got none/],
    [["connect", "slack", "--set", `token=${TYPED}`], /expected --set to hold no secret, got token/],
    [["connect", "slack", "--set", "api=x", "acme"], /Put the name of the connection before --set/],
    [["connect", "smtp", "--manifest"], /expected a service that takes a manifest, got smtp/],
    [["disconnect", "slack"], /expected the name of a connection, got slack\n {2}There is none\./],
  ];
  for (const [words, said] of cases) {
    const { code, stdout, stderr } = await call(folder, words);
    assert.equal(code, 2, words.join(" "));
    assert.match(stderr, said);
    assert.doesNotMatch(stdout + stderr, /canary/);
  }
  assert.equal(chief(), CHIEF);
});

test("a token that is refused ends with 4 and writes nothing, unless it is to be written all the same", async (t) => {
  const { folder, api, chief } = await world(t);
  const env = { SLACK_BOT_TOKEN: `${BOT}-old` };
  const refused = await call(folder, ["connect", "slack", "--set", api], { env });
  assert.equal(refused.code, 4);
  assert.match(refused.stderr, /got one that it does not know\n {2}.* Nothing was written; --unchecked writes it all the same\./);
  assert.equal(chief(), CHIEF);
  const written = await call(folder, ["connect", "slack", "--set", api, "--unchecked"], { env });
  assert.equal(written.code, 4);
  assert.match(written.stdout, /^Written, but it does not work yet: slack\n/);
  assert.match(chief(), /connections:\n {2}slack:/);
  assert.doesNotMatch(JSON.stringify([refused, written]), /canary/);
});

test("a connection is overwritten only where that is said", async (t) => {
  const { folder, api, chief } = await world(t);
  const env = { SLACK_BOT_TOKEN: BOT, OTHER: BOT };
  await call(folder, ["connect", "slack", "--set", api, "--secret", "token=stdin"], { input: BOT });
  const before = chief();
  const again = await call(folder, ["connect", "slack", "--set", api], { env });
  assert.equal(again.code, 2);
  assert.match(again.stderr, /expected a new name for the connection, got slack, which is taken\n.*chief connect slack NAME.*--replace/);
  assert.equal(chief(), before);
  const replaced = await call(folder, ["connect", "slack", "--replace", "--set", api, "--secret", "token=env:OTHER"], { env });
  assert.equal(replaced.code, 0, replaced.stderr);
  assert.equal(chief(), before.replace("stored:slack.token", ["$", "{env:OTHER}"].join("")));
  assert.doesNotMatch(everythingIn(folder), /canary/, "what was kept for the one before is forgotten");
});

test("a folder that is no workspace, or has no connection, says how to go on; the manifest is printed alone", async (t) => {
  const empty = makeFolder(t);
  const refused = await call(empty, ["connect", "slack"], { env: { SLACK_BOT_TOKEN: BOT } });
  assert.deepEqual([refused.code, readdirSync(empty)], [3, []]);
  assert.match(refused.stderr, /chief init DIRECTORY/);
  const { stdout, stderr, code } = await call(empty, ["connections"]);
  assert.deepEqual([code, stdout, stderr], [0, "", "There is none yet. Make one: chief connect slack or chief connect smtp\n"]);
  const manifest = await call(empty, ["connect", "slack", "--manifest"]);
  assert.deepEqual([manifest.code, manifest.stderr], [0, ""]);
  assert.match(manifest.stdout, /^display_information:\n {2}name: Chief\n/);
});

test("a person is led through it, types the tokens unseen, and says yes at the end", async (t) => {
  const { folder, api, chief } = await world(t);
  const person = personWho([
    [/Bot User OAuth Token .*not shown\): /, "xoxp-canary-wrong\r"],
    [/start with xoxb-\. Try again\.[^]*not shown\): /, `${BOT}\r`],
    [/App-level token .*not shown\): /, `${APP}\r`],
    [/Write it\? \[Y\/n\] /, "\r"],
  ]);
  const code = await connect(sessionIn(folder, person.say), ["slack"], toOptions({ set: [api] }), person.prompter);
  person.prompter.close();
  assert.deepEqual([code, person.left], [0, []]);
  assert.match(person.seen(), /https:\/\/api\.slack\.com\/apps\?new_app=1&manifest_yaml=display_information/);
  assert.match(person.seen(), /The app token works/);
  assert.doesNotMatch(person.seen(), /canary/);
  assert.match(chief(), /token: stored:slack\.token/);
});

test("a person who says no, or stops, has written nothing", async (t) => {
  const { folder, api, chief } = await world(t);
  for (const last of ["n\r", "\u0003", "\u0004"]) {
    const person = personWho([
      [/Bot User OAuth Token .*not shown\): /, `${BOT}\r`],
      [/App-level token .*not shown\): /, "\r"],
      [/Write it\? \[Y\/n\] /, last],
    ]);
    const made = connect(sessionIn(folder, person.say), ["slack"], toOptions({ set: [api] }), person.prompter);
    await assert.rejects(made, { code: "interrupted" });
    person.prompter.close();
    assert.equal(chief(), CHIEF);
    assert.doesNotMatch(person.seen() + everythingIn(folder), /canary/);
  }
});
