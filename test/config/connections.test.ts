import assert from "node:assert/strict";
import { mkdir, writeFile } from "node:fs/promises";
import { enableCompileCache } from "node:module";
import { join } from "node:path";
import { test } from "node:test";
import { createAddresses } from "../../src/config/addresses.ts";
import { parseConnection } from "../../src/config/connections.ts";
import { openForWork } from "../../src/config/place.ts";
import { problemsOf, REFERENCE, workspaceWith } from "./workspace.ts";

const SECRET = "xoxb-hunter2";
const REFERRED = `"${REFERENCE("T")}"`;

/** What stands under `connections`, and what is said about it. */
const CASES: Readonly<Record<string, readonly [written: string, said: string]>> = {
  "a token in clear text": [
    `{ a: { kind: slack, token: ${SECRET} } }`,
    "expected connections.a.token to be a reference to a secret, got other text, perhaps the secret itself",
  ],
  "a password of digits": [
    "{ a: { kind: smtp, host: localhost, from: a@b.c, password: 8402231 } }",
    "expected connections.a.password to be a reference to a secret, got something else, which is not shown",
  ],
  "a token in a list": [
    `{ a: { kind: slack, token: [${SECRET}] } }`,
    "expected connections.a.token to be a reference to a secret, got something else, which is not shown",
  ],
  "a token instead of a connection": [
    `{ a: ${SECRET} }`,
    "expected connections.a to be a mapping of keys to values, got something else, which is not shown",
  ],
  "a token instead of the connections": [
    SECRET,
    "expected connections to be a mapping of keys to values, got something else, which is not shown",
  ],
  "a password that starts with an asterisk": [
    `{ a: { kind: smtp, password: *${SECRET} } }`,
    "expected a plain value, got an alias, which starts with an asterisk",
  ],
  "a password in an address": [
    `{ a: { kind: slack, token: ${REFERRED}, api: "https://me:${SECRET}@slack.com" } }`,
    "expected connections.a.api to be an address that starts with https://, or with http:// on this machine, got something else, which is not shown",
  ],
  "an address that is not encrypted": [
    `{ a: { kind: slack, token: ${REFERRED}, api: "http://slack.com/api" } }`,
    "expected connections.a.api to be an address that starts with https://, or with http:// on this machine, got something else, which is not shown",
  ],
  "no kind": [
    `{ a: { token: ${SECRET} } }`,
    "expected connections.a.kind to be one of slack, smtp, imap, google, github, notion, openai, mcp, feed, got nothing",
  ],
  "an unknown kind": [
    `{ a: { kind: slak, token: ${SECRET} } }`,
    'expected connections.a.kind to be one of slack, smtp, imap, google, github, notion, openai, mcp, feed, got "slak"',
  ],
  "an unknown key": [`{ a: { kind: slack, tokn: ${SECRET} } }`, 'expected a key that this version knows, got "tokn"'],
  "a server elsewhere without encryption": [
    "{ a: { kind: smtp, host: mail.example.com, from: a@b.c, security: none } }",
    'expected connections.a.security to be tls or starttls, since host is not this machine, got "none"',
  ],
  "a server elsewhere that would be asked without a key": [
    "{ a: { kind: openai, url: https://models.example.com/v1 } }",
    "expected connections.a.key to be there: only a server on this machine, named by url, may ask for none, got nothing",
  ],
  "a key of models in clear text": [
    `{ a: { kind: openai, key: ${SECRET} } }`,
    "expected connections.a.key to be a reference to a secret, got other text, perhaps the secret itself",
  ],
  "a program that is fetched anew each time": [
    `{ a: { kind: mcp, command: npx, args: [-y, "@acme/server"], env: { API_KEY: "${REFERENCE("T")}" } } }`,
    "expected connections.a.args to name an exact version of the package, such as @acme/server@1.2.3: without it another program may be fetched tomorrow, got something else, which is not shown",
  ],
  "a key of a server of others in clear text": [
    `{ a: { kind: mcp, command: node, env: { API_KEY: ${SECRET} } } }`,
    "expected connections.a.env.API_KEY to be a reference to a secret, got other text, perhaps the secret itself",
  ],
  "a server of others that is nowhere": [
    "{ a: { kind: mcp } }",
    "expected connections.a.command to be there, or url in its place: one of them, got nothing",
  ],
  "a stored secret that is not there": [
    "{ a: { kind: slack, token: stored:a.token } }",
    'expected connections.a.token to name a stored secret, got "a.token", which is not there',
  ],
};

for (const [name, [written, said]] of Object.entries(CASES)) {
  test(`${name} is told clearly, and no secret is shown`, async (context) => {
    const problems = await problemsOf(context, `connections: ${written}`, { request: { env: { T: "x" } } });
    assert.ok(
      problems.some((problem) => problem.split("\n")[0]?.endsWith(`: ${said}`)),
      problems.join("\n"),
    );
    assert.doesNotMatch(problems.join("\n"), /hunter2|8402231/);
  });
}

test("an unknown kind is told what was probably meant, and a missing one how to add it", async (context) => {
  assert.match((await problemsOf(context, "connections: { a: { kind: slak } }"))[0] ?? "", /Did you mean slack\?$/);
  assert.match((await problemsOf(context, "connections: { a: {} }"))[0] ?? "", /Add a line "kind: \.\.\."\.$/);
});

test("a connection that was answered for has its defaults, and what is wrong with it is one error", () => {
  const entry = { kind: "slack", token: "stored:acme.token" };
  assert.deepEqual(parseConnection("acme", entry), { ...entry, api: "https://slack.com/api/" });
  assert.throws(() => parseConnection("acme", { ...entry, api: "http://example.com" }), {
    code: "connection-invalid",
    message: /^expected connections\.acme\.api to be an address/,
  });
});

test("the connection that is meant is the named one, or the only one of its kind", () => {
  const slack = { kind: "slack", token: REFERENCE("T"), api: "https://slack.com/api/" } as const;
  const smtp = { kind: "smtp", host: "localhost", port: 25, security: "none", from: "a@b.c" } as const;
  const of = (connections: Record<string, typeof slack | typeof smtp>) =>
    createAddresses(() => ({ root: "/", dataDirectory: "/", webhooks: {}, pings: {}, connections }), { T: SECRET }).connections;
  assert.deepEqual(of({ a: slack, office: smtp }).get("slack"), { ...slack, name: "a" });
  assert.deepEqual(of({ a: slack, b: slack }).get("slack", "b"), { ...slack, name: "b" });
  assert.equal(of({}).readSecret(slack.token), SECRET);
  const refusal = (code: string, message: string, hint: string) => ({ name: "PermanentError", code, message, hint });
  const way = "Run `chief connect slack slack`, or take it out of the automation.";
  const none = "expected an account of slack to be connected, got none";
  assert.throws(() => of({ office: smtp }).get("slack"), refusal("connection-missing", none, way));
  const two = "expected one connection to slack in config/chief.yaml, got a and b";
  const clear = "Name the one that is meant with `connection:`.";
  assert.throws(() => of({ a: slack, b: slack }).get("slack"), refusal("connection-unclear", two, clear));
  assert.throws(() => of({ a: slack }).get("slack", "office"), { code: "connection-unclear", message: /called office .*got a$/ });
  assert.throws(() => of({ office: smtp }).get("slack", "office"), { code: "connection-missing" });
});

test("a secret that comes to be after it was missed is found by the next start, although no file of the configuration has changed", async (context) => {
  const chief = "timezone: UTC\nconnections: { a: { kind: slack, token: file:token } }";
  const root = await workspaceWith(context, { "config/chief.yaml": chief });
  // What was parsed is kept beside Node's compiled code.
  enableCompileCache(join(root, "cache"));
  const place = { directory: root, env: {}, shipped: root, codeVersion: "1", knownRules: undefined, readWrites: undefined };
  await assert.rejects(openForWork(place), { code: "config-invalid" });
  await writeFile(join(root, "token"), SECRET, { mode: 0o600 });
  assert.equal((await openForWork(place)).missing.length, 0);
});

test("stored secrets are looked for where CHIEF_DATA says that the data lie", async (context) => {
  const root = await workspaceWith(context, {
    "config/chief.yaml": "timezone: UTC\nconnections: { a: { kind: slack, token: stored:a.token } }",
  });
  await mkdir(join(root, "elsewhere"));
  await writeFile(join(root, "elsewhere", "credentials.json"), '{"schema":1,"secrets":{"a.token":{"plain":"x"}}}', { mode: 0o600 });
  const place = { directory: root, shipped: root, codeVersion: "", knownRules: undefined, readWrites: undefined };
  await assert.rejects(openForWork({ ...place, env: {} }), { code: "config-invalid" });
  const { workspace } = await openForWork({ ...place, env: { CHIEF_DATA: "elsewhere" } });
  assert.equal(workspace.dataDirectory, join(root, "elsewhere"));
});
