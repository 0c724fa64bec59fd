import assert from "node:assert/strict";
import { test } from "node:test";
import { openForWork, openWorkspace } from "../../src/config/place.ts";
import { loadPlace, validatePlace } from "../../src/shipped.ts";
import { load, problemsOf, REFERENCE, workspaceWith } from "./workspace.ts";

const SECRET = "whsec-hunter2-hunter2";
const HOW =
  'Write "${env:NAME}" for an environment variable, "file:PATH" for a file in the workspace, or "keychain:NAME", and keep it there.'; // oxlint-disable-line no-template-curly-in-string -- as people write it

test("references stay references: no value of the environment or of a file gets into the workspace", async (context) => {
  const chief = `
hooks: { deploys: { secret: "${REFERENCE("HOOK")}" } }
webhooks: { team: { url: "${REFERENCE("URL")}", secret: file:secrets/team.txt, lookup: https://example.com/lookup } }
pings: { nightly: "${REFERENCE("PING")}", weekly: https://example.com/ping }
data: "${REFERENCE("DATA")}"`;
  const env = { HOOK: `${SECRET}-1`, URL: `https://example.com/${SECRET}`, PING: `${SECRET}-2`, DATA: "records" };
  const loaded = await load(context, chief, { request: { env }, files: { "secrets/team.txt": SECRET } });
  const { hooks, webhooks, pings, dataDirectory, root } = loaded.workspace;
  assert.deepEqual(hooks, { deploys: { secret: REFERENCE("HOOK"), perSecond: 50, maxBytes: 256_000 } });
  assert.deepEqual(webhooks, { team: { url: REFERENCE("URL"), secret: "file:secrets/team.txt", lookup: "https://example.com/lookup" } });
  assert.deepEqual(pings, { nightly: REFERENCE("PING"), weekly: "https://example.com/ping" });
  assert.equal(dataDirectory, `${root}/records`);
  assert.ok(!JSON.stringify(loaded).includes("hunter2"));
});

/** What is written in chief.yaml, and what is said about it. */
const CASES: Readonly<Record<string, readonly [chief: string, said: string]>> = {
  "a secret in clear text": [
    `hooks: { deploys: { secret: ${SECRET} } }`,
    `config/chief.yaml:1:29: expected hooks.deploys.secret to be a reference to a secret, got other text, perhaps the secret itself\n  ${HOW}`,
  ],
  "a secret beside a reference": [
    `hooks: { deploys: { secret: "x${REFERENCE("HOOK")}" } }`,
    `config/chief.yaml:1:29: expected hooks.deploys.secret to be a reference to a secret, got other text, perhaps the secret itself\n  ${HOW}`,
  ],
  "a variable that is not set": [
    `hooks: { deploys: { secret: "${REFERENCE("HOOK")}" } }`,
    "config/chief.yaml:1:29: expected the environment variable HOOK to be set, got nothing\n  Set it before the start.",
  ],
  "a file that is not there": [
    "pings: { nightly: file:secrets/ping.txt }",
    'config/chief.yaml:1:19: expected pings.nightly to name a file, got "secrets/ping.txt", which is not there\n' +
      "  Create it; its path starts at the workspace.",
  ],
  "a hook without a secret": [
    "hooks: { deploys: {} }",
    'config/chief.yaml:1:19: expected hooks.deploys.secret to be a reference to a secret, got nothing\n  Add a line "secret: ...".',
  ],
  "an address with a variable in it": [
    `pings: { nightly: "https://example.com/${REFERENCE("TOKEN")}" }`,
    `config/chief.yaml:1:19: expected pings.nightly to be an address that starts with https://, or a reference to one, got something else\n  ${HOW}`,
  ],
  "a name that no address can have": [
    `pings: { "a/b": https://example.com }`,
    'config/chief.yaml:1:10: expected the key to have only letters, digits and dashes, got "a/b"',
  ],
  "a body of gigabytes": [
    `hooks: { deploys: { secret: file:config/chief.yaml, maxBytes: 2 GB } }`,
    'config/chief.yaml:1:63: expected hooks.deploys.maxBytes to be a size of 1 kB to 10 MB, such as 256 kB, got "2 GB"',
  ],
  "an alert in words": [
    "alerts: { every: hourly }",
    'config/chief.yaml:1:18: expected alerts.every to be a duration such as 15m, 1h or 1d, got "hourly"',
  ],
};

for (const [name, [chief, said]] of Object.entries(CASES)) {
  test(`${name} is one clear problem, which shows no secret`, async (context) => {
    const problems = await problemsOf(context, chief);
    assert.deepEqual(problems, [said]);
    assert.ok(!problems.join("\n").includes("hunter2"));
  });
}

test("sizes are numbers of bytes, or numbers with a unit", async (context) => {
  const sizes = ["1000", "1kB", "64 kB", "10 MB"];
  const hooks = sizes.map((size, index) => `  h${index}: { secret: file:config/chief.yaml, maxBytes: ${size} }`);
  const { workspace } = await load(context, `hooks:\n${hooks.join("\n")}`);
  assert.deepEqual(
    Object.values(workspace.hooks).map(({ maxBytes }) => maxBytes),
    [1_000, 1_000, 64_000, 10_000_000],
  );
});

const ALERTS = `
timezone: UTC
webhooks: { team: { url: https://example.com, secret: file:config/chief.yaml } }
alerts: { to: [{ webhook: { to: team } }, console], every: 2h }`;

test("alerts go to places that are parsed as under writes", async (context) => {
  const { workspace } = await loadPlace(await workspaceWith(context, { "config/chief.yaml": ALERTS }), {});
  assert.deepEqual(workspace.alerts, {
    to: [
      { delivery: "webhook", options: { to: "team" } },
      { delivery: "console", options: {} },
    ],
    everyMs: 7_200_000,
  });
});

test("alerts name who receives them", async (context) => {
  const connections = `connections: { acme: { kind: slack, token: "\${env:BOT}" } }`;
  const chief = `timezone: UTC\n${connections}\nalerts: { to: [{ slack: { to: author, people: [me] } }] }\n`;
  const { problems } = await validatePlace(await workspaceWith(context, { "config/chief.yaml": chief }), { BOT: "xoxb-1" });
  assert.deepEqual(
    problems.map(({ line, message, hint }) => `${line}: ${message}. ${hint}`),
    ["3: expected alerts.to.slack to name who receives it, got what goes to nobody in particular. Name one person, such as me."],
  );
});

test("an alert that names no webhook of chief.yaml is told what was meant, and has no other options than its own", async (context) => {
  const chief = ALERTS.replace("to: team }", "to: tema, onUnknown: hold }");
  const automation = "---\nname: Test\non: { webhook: deploys }\nping: nightly\nwrites: [{ webhook: { to: other } }]\n---\nText\n";
  const root = await workspaceWith(context, { "config/chief.yaml": chief, "automations/a.md": automation });
  const { problems } = await validatePlace(root, {});
  // What the automation names may well stand in a chief.yaml that is in order.
  assert.deepEqual(
    problems.map(({ file, line, message, hint }) => `${file}:${line}: ${message} ${hint}`),
    [
      'config/chief.yaml:4: expected alerts.to.webhook.to to be team, got "tema" Did you mean team?',
      'config/chief.yaml:4: expected a key that this version knows, got "onUnknown" This version knows to here.',
    ],
  );
});

test("what automations name must stand in chief.yaml", async (context) => {
  const automation = "---\nname: Test\non: { webhook: deploys }\nping: nightly\nwrites: [{ webhook: { to: tema } }]\n---\nText\n";
  const root = await workspaceWith(context, { "config/chief.yaml": ALERTS, "automations/a.md": automation });
  const { problems } = await validatePlace(root, {});
  assert.deepEqual(
    problems.map(({ file, line, message, hint }) => `${file}:${line}: ${message} ${hint}`),
    [
      'automations/a.md:3: expected on.webhook to name a hook of config/chief.yaml, got "deploys" There is none.',
      'automations/a.md:4: expected ping to name an address under pings in config/chief.yaml, got "nightly" There is none.',
      'automations/a.md:5: expected writes.webhook.to to be team, got "tema" Did you mean team?',
    ],
  );
});

test("a secret that is missing keeps nobody from reading, only from starting", async (context) => {
  const root = await workspaceWith(context, { "config/chief.yaml": `hooks: { deploys: { secret: "${REFERENCE("HOOK")}" } }` });
  const place = { directory: root, env: {}, shipped: root, codeVersion: "", knownRules: undefined, readWrites: undefined };
  assert.deepEqual(Object.keys((await openWorkspace(place)).workspace.hooks), ["deploys"]);
  await assert.rejects(openForWork(place), { code: "config-invalid", message: /expected the environment variable HOOK to be set/ });
  assert.equal((await openForWork({ ...place, env: { HOOK: "x" } })).missing.length, 0);
});
