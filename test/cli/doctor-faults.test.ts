import assert from "node:assert/strict";
import { chmodSync } from "node:fs";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import { z } from "zod";
import { callChief, chief, makeFolder, plainEnvironment, spawnChief, watchDaemon, writeFiles, type Called } from "../support/chief.ts";
import { startSlackAccounts, type SlackToken } from "../support/slack-accounts.ts";
import { freePort } from "../support/slack-server.ts";

const TOKEN = "xoxb-canary";
/** What one test has read as a secret is shown by none that comes after it: each has a token of its own. */
const tokenOf = (fault: string): string => `${TOKEN}-of-${fault.replaceAll(" ", "-")}`;
const SCOPES = [
  "chat:write",
  "files:write",
  "channels:history",
  "groups:history",
  "im:history",
  "channels:read",
  "groups:read",
  "im:write",
  "users:read",
  "users:read.email",
];
const READS = "---\nname: Day\nreads:\n  - slack\nwrites:\n  - console\n---\n\nGo through @Slack.\n";
const WRITES = READS.replace("console", "slack: { to: C000000001 }");

interface Planted {
  /** What Slack says of the token. */
  token?: SlackToken;
  /** Lines of chief.yaml in place of the one connection; `API` is where Slack is. */
  chief?: string;
  files?: Readonly<Record<string, string>>;
  env?: Readonly<Record<string, string>>;
  /** Done to the folder once it is there. */
  spoil?(folder: string): void;
  /** The check that finds it, and a part of what it says and of the way out. */
  finds: readonly [name: string, says: RegExp, hint: RegExp];
}

const CONNECTION = 'connections:\n  acme: { kind: slack, token: "${env:SLACK_BOT_TOKEN}", api: "API" }\n'; // oxlint-disable-line no-template-curly-in-string -- as people write it
const BY_FILE = 'connections:\n  acme: { kind: slack, token: "file:token", api: "API" }\n';
const inMinutes = (minutes: number): string => new Date(Date.now() + minutes * 60_000).toUTCString();

const FAULTS: Readonly<Record<string, Planted>> = {
  "a secret that is missing": {
    env: {},
    finds: ["Connection acme", /SLACK_BOT_TOKEN\} to lead to a secret, got nothing/, /Set the environment variable SLACK_BOT_TOKEN/],
  },
  "a secret that others can read": {
    ...{ chief: BY_FILE, files: { token: TOKEN }, spoil: (folder) => chmodSync(join(folder, "token"), 0o644) },
    finds: ["Connection acme", /the file of file:token/, /chmod 600/],
  },
  "a token that was revoked": {
    token: { error: "token_revoked" },
    finds: ["Connection acme", /revoked/, /Sign in again with `chief connect slack acme --replace`/],
  },
  "a token that lacks a scope": {
    token: { scopes: SCOPES.filter((scope) => scope !== "channels:history") },
    finds: ["Connection acme", /lacks channels:history/, /`chief connect slack acme --replace`/],
  },
  "a token that ends within seven days": {
    token: { scopes: SCOPES, expiresIn: 2 * 24 * 3_600 },
    finds: ["Connection acme", /works until/, /`chief connect slack acme --replace`/],
  },
  "a wrong address": {
    token: { status: 404 },
    finds: ["Connection acme", /can't be reached: .*404/, /check `api` of acme in config\/chief\.yaml/],
  },
  "a service that is not there": {
    chief: CONNECTION.replace("API", `http://127.0.0.1:${await freePort()}/api/`),
    finds: ["Connection acme", /can't be reached: .*no answer/, /Check the network, and try again\./],
  },
  "calls that are nearly used up": {
    token: { scopes: SCOPES, headers: { "x-ratelimit-limit": "5000", "x-ratelimit-remaining": "12", "x-ratelimit-reset": "1795262400" } },
    finds: ["Connection acme", /only 12 of 5000 calls are left until/, /run less often/],
  },
  "a clock that is off": {
    // By the time of its own test.
    get token() {
      return { scopes: SCOPES, headers: { date: inMinutes(5) } };
    },
    finds: ["Clock and services", /this machine's is 5 minutes behind that of acme/, /Set the machine's clock/],
  },
  "an automation that names a connection which is not there": {
    files: { "automations/day.md": READS.replace("- slack", "- slack: { connection: acne }") },
    finds: ["Configuration", /1 mistake/, /`chief validate` lists them/],
  },
  "two connections of a kind and a grant that names none": {
    chief: `${CONNECTION}${CONNECTION.replace("connections:\n", "").replace("acme", "beta")}`,
    finds: ["Configuration", /day to say which connection to Slack it means, got none of acme and beta/, /with `connection:`/],
  },
  "two people of one account": {
    files: { "config/people.yaml": "ana: { name: Ana, accounts: { slack: U1 } }\nlee: { name: Lee, accounts: { slack: U1 } }\n" },
    finds: [
      "Configuration",
      /expected the slack account U1 to belong to one person, got it of ana and of lee/,
      /Correct the lines named above/,
    ],
  },
  "a way for alerts that can't be gone": {
    ...{ token: { error: "invalid_auth" }, chief: `${CONNECTION}alerts: { to: [slack: { to: C000000001 }] }\n` },
    finds: ["Alerts", /can't go to slack C000000001: .*one that it does not know/, /Mend the connection acme, or name another way/],
  },
  "a place for data that can't be written": {
    ...{ chief: `${CONNECTION}data: blocked/data\n`, files: { blocked: "a file where the folder should be" } },
    finds: ["Data directory", /can't be written/, /Give your user write access/],
  },
  "a write that has no connection": {
    ...{ chief: "", files: { "automations/day.md": WRITES } },
    finds: ["Configuration", /expected a connection to Slack for day to write by, got none/, /Run `chief connect slack`\./],
  },
};

const answerSchema = z.object({
  lookedFrom: z.string().optional(),
  checks: z.array(z.object({ id: z.string(), name: z.string(), state: z.string(), says: z.string(), hint: z.string().optional() })),
});

async function prepare(t: TestContext, planted: Partial<Planted>, secret = TOKEN) {
  const { token = { scopes: SCOPES }, chief: written = CONNECTION, files = {}, spoil } = planted;
  const { api } = await startSlackAccounts(t, { [secret]: token });
  const yaml = `timezone: UTC\n${written.replaceAll("API", api)}`;
  const folder = makeFolder(t, { "automations/day.md": READS, ...files, "config/chief.yaml": yaml });
  spoil?.(folder);
  return folder;
}

function doctor(folder: string, env: Planted["env"] = { SLACK_BOT_TOKEN: TOKEN }): Promise<Called> {
  return callChief(folder, ["doctor", "--json"], { env: { ...plainEnvironment, ...env } });
}

function read({ stdout, stderr }: Called): z.infer<typeof answerSchema> {
  assert.doesNotMatch(`${stdout}${stderr}`, /canary/);
  return answerSchema.parse(JSON.parse(stdout));
}

for (const [fault, planted] of Object.entries(FAULTS)) {
  test(`doctor finds ${fault}, and names the way out`, async (t) => {
    const secret = tokenOf(fault);
    const { checks, lookedFrom } = read(await doctor(await prepare(t, planted, secret), planted.env ?? { SLACK_BOT_TOKEN: secret }));
    const [name, says, hint] = planted.finds;
    const found = checks.find((check) => check.name === name && check.state !== "ok");
    assert.match(found?.says ?? JSON.stringify(checks), says);
    assert.match(found?.hint ?? "", hint);
    // Where the configuration can't be read, nobody knows which accounts there are.
    assert.equal(lookedFrom, hint.test("Correct the lines named above") ? undefined : "command");
  });
}

test("doctor finds nothing where nothing is wrong", async (t) => {
  const { checks } = read(await doctor(await prepare(t, {})));
  const wrong = checks.filter(({ state }) => state !== "ok").map(({ id }) => id);
  assert.deepEqual(wrong, ["database", "daemon"]);
});

test("doctor asks the daemon, and finds a variable that is set in the shell alone", async (t) => {
  const folder = await prepare(t, { chief: "" });
  const { api } = await startSlackAccounts(t, { [TOKEN]: { scopes: SCOPES } });
  const daemon = watchDaemon(t, spawnChief(folder, ["start"], plainEnvironment));
  await daemon.says(/Chief is running/);
  writeFiles(folder, { "config/chief.yaml": `timezone: UTC\n${CONNECTION.replace("API", api)}` });
  const answer = await doctor(folder);
  const { checks, lookedFrom } = read(answer);
  assert.equal(lookedFrom, "daemon");
  assert.equal(checks.find(({ id }) => id === "connection-acme")?.state, "problem");
  const found = checks.find(({ id }) => id === "environment");
  assert.match(found?.says ?? answer.stdout, /SLACK_BOT_TOKEN is set in this shell, but not where Chief runs/);
  assert.match(found?.hint ?? "", /Set the same where Chief is started/);
  daemon.kill("SIGTERM");
  await daemon.ended;
});

test("validate and preview say that a write has no connection", async (t) => {
  const folder = makeFolder(t, { "automations/day.md": WRITES.replace("slack\nwrites", "files\nwrites").replace("@Slack", "@Files") });
  const warning = /expected a connection to Slack for day to write by, got none: what it writes there can't be sent/;
  const validated = await chief(folder, "validate");
  assert.equal(validated.code, 0);
  assert.match(validated.stdout, warning);
  assert.match((await chief(folder, "preview", "day")).stderr, warning);
});
