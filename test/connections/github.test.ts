import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { test, type TestContext } from "node:test";
import { createEmulator } from "emulate";
import { githubService } from "../../src/connections/github/index.ts";
import { explainScope } from "../../src/connections/github/permissions.ts";
import type { Account, Uses } from "../../src/connections/service.ts";
import type { GitHubConnection } from "../../src/core/connection.ts";
import { toStoredError } from "../../src/core/errors.ts";
import { startGitHubAccount, type GitHubAnswer } from "../support/github-account.ts";
import { freePort } from "../support/slack-server.ts";

const TOKEN = "github_pat_canary";
const NOW = Date.parse("2026-11-20T09:00:00.000Z");
const OCTOCAT = { login: "octocat", html_url: "https://github.com/octocat" };

const nothing: Uses = { by: [], writes: [], reads: [], events: [], parts: [], listens: true };
const at = (offsetMs: number): string => new Date(NOW + offsetMs).toUTCString();

interface Asked {
  token?: string;
  changes?: Partial<GitHubConnection>;
}

async function ask(
  t: TestContext,
  answer: GitHubAnswer,
  { token = TOKEN, changes }: Asked = {},
): Promise<{ account: Account; calls: string[] }> {
  const { api, calls } = await startGitHubAccount(t, { ...answer, headers: { date: at(0), ...answer.headers } });
  const connection = { kind: "github" as const, api, ...(changes ?? { token: "token" }) };
  const readSecret = (reference: string): string => (reference === "token" ? token : reference);
  const account = await githubService.check(connection, { readSecret, now: NOW, signal: t.signal });
  return { account, calls };
}

const UNTOLD = "GitHub does not say what such a token may do: what it lacks is named when an automation reads it.";

test("a fine-grained token tells whose it is and when it ends, by one call that only reads", async (t) => {
  const { account, calls } = await ask(t, {
    body: OCTOCAT,
    headers: { "github-authentication-token-expiration": "2026-12-31 10:00:00 UTC" },
  });
  assert.deepEqual(account, { name: "octocat (https://github.com/octocat)", expiresAt: "2026-12-31T10:00:00.000Z", remarks: [UNTOLD] });
  assert.deepEqual(calls, ["GET /user"]);
  const elsewhere = await ask(t, { body: OCTOCAT, headers: { "github-authentication-token-expiration": "2026-12-31 10:00:00 +0200" } });
  assert.equal(elsewhere.account.expiresAt, "2026-12-31T08:00:00.000Z");
});

test("a classic token tells its scopes, and that it may write is said", async (t) => {
  const { account } = await ask(t, { body: OCTOCAT, headers: { "x-oauth-scopes": "repo, read:org" } }, { token: "ghp_canary" });
  assert.match(account.remarks.join(), /may write, and Chief needs only to read/);
  const missing = githubService
    .needs({ kind: "github", token: "token", api: "" }, nothing)
    .filter(({ scope }) => !account.scopes?.includes(scope));
  assert.deepEqual(missing, []);
  assert.ok(account.scopes?.every((scope) => explainScope(scope) !== undefined));
  const weak = await ask(t, { body: OCTOCAT, headers: { "x-oauth-scopes": "read:org" } });
  assert.deepEqual([weak.account.scopes, weak.account.remarks], [["read:org"], []]);
  const none = await ask(t, { body: OCTOCAT, headers: { "x-oauth-scopes": "" } });
  assert.deepEqual([none.account.scopes, none.account.remarks], [undefined, ["It has no scopes, and reads public repositories only."]]);
});

const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
const PEM = String(privateKey.export({ type: "pkcs1", format: "pem" }));
const app = { id: "7", installation: "42", privateKey: PEM };

test("an app tells where it is installed and what it may do, and that it may write is said", async (t) => {
  const permissions = { contents: "read", issues: "write", metadata: "read" };
  const { account, calls } = await ask(t, { body: { account: { login: "acme" }, app_slug: "chief", permissions } }, { changes: { app } });
  assert.deepEqual(account, {
    name: "chief in acme",
    scopes: ["contents:read", "issues:read", "issues:write", "metadata:read"],
    remarks: ["The app may write (issues), and Chief needs only to read."],
  });
  assert.deepEqual(calls, ["GET /app/installations/42"]);
  const byToken = await ask(t, { body: { total_count: 1 } }, { token: "ghs_canary" });
  assert.equal(byToken.account.name, "an app, in 1 repository");
});

test("a clock that is wrong by more than five minutes is told", async (t) => {
  const remarksAt = async (offsetMs: number): Promise<readonly string[]> =>
    (await ask(t, { body: OCTOCAT, headers: { date: at(offsetMs) } })).account.remarks.slice(1);
  assert.deepEqual(await remarksAt(5 * 60_000), []);
  assert.deepEqual(await remarksAt(7 * 60_000), ["The clock of this machine is 7 minutes behind GitHub's: set it right."]);
  assert.deepEqual(await remarksAt(-2 * 3_600_000), ["The clock of this machine is 2 hours ahead of GitHub's: set it right."]);
});

const suspended = { account: { login: "acme" }, suspended_at: "2026-11-01T09:00:00Z" };

/** What GitHub says, and what becomes of it. */
const FAILURES: Readonly<Record<string, readonly [GitHubAnswer, Asked, code: string, message: RegExp]>> = {
  "a token that was revoked": [
    { status: 401, body: { message: `Bad credentials ${TOKEN}` } },
    {},
    "reauth-needed",
    /one that it does not know/,
  ],
  "an address of something else": [{ status: 404, body: {} }, {}, "connection-refused", /got the status 404/],
  "a token that may not": [{ status: 403, body: {} }, {}, "connection-refused", /got the status 403/],
  "a limit": [{ status: 403, body: {}, headers: { "retry-after": "30" } }, {}, "connection-unreachable", /asked again in 30 seconds/],
  "trouble at GitHub": [{ status: 502, body: "<html>" }, {}, "connection-unreachable", /got the status 502/],
  "a page that is not GitHub's": [{ body: "<html>Sign in to the network</html>" }, {}, "connection-unreachable", /got another answer/],
  "an answer without an account": [{ body: { message: "hello" } }, {}, "connection-unreachable", /got another answer/],
  "a key that is none": [{}, { changes: { app: { ...app, privateKey: "canary" } } }, "connection-refused", /text of a PEM file/],
  "an app that is suspended": [{ body: suspended }, { changes: { app } }, "connection-refused", /one that is suspended/],
};

for (const [name, [answer, asked, code, message]] of Object.entries(FAILURES)) {
  test(`${name} is told in plain words with the way out, and no secret is shown or printed`, async (t) => {
    const printed: unknown[] = [];
    const ways = ["log", "info", "warn", "error", "debug"] as const;
    for (const way of ways) t.mock.method(console, way, (...words: unknown[]) => void printed.push(words));
    const error = await ask(t, answer, asked).then(
      () => assert.fail("expected a refusal"),
      (refusal: unknown) => refusal,
    );
    const stored = toStoredError(error);
    assert.equal(stored.code, code);
    assert.match(stored.message, message);
    assert.ok(stored.hint);
    assert.ok(error instanceof Error && error.cause === undefined);
    assert.doesNotMatch(`${JSON.stringify(stored)}${error.stack}`, /canary/);
    assert.deepEqual(printed, []);
  });
}

test("a GitHub that does not answer is given up when the time is over", async (t) => {
  const { api } = await startGitHubAccount(t, { body: OCTOCAT });
  const connection = { kind: "github" as const, token: "token", api: `http://127.0.0.1:${await freePort()}` };
  const context = { readSecret: () => TOKEN, now: NOW };
  await assert.rejects(githubService.check(connection, { ...context, signal: t.signal }), { code: "connection-unreachable" });
  await assert.rejects(githubService.check({ ...connection, api }, { ...context, signal: AbortSignal.abort() }), {
    code: "connection-unreachable",
  });
});

test("a GitHub that others have written for tests is understood too", async (t) => {
  const port = await freePort();
  const github = await createEmulator({ service: "github", port });
  t.after(() => github.close());
  const connection = { kind: "github" as const, token: "token", api: `http://127.0.0.1:${port}` };
  const account = await githubService.check(connection, { readSecret: () => TOKEN, now: Date.now(), signal: t.signal });
  assert.match(account.name, /\w/);
});

/** What automations read, and what this takes of a token. */
const TABLE: readonly (readonly [Partial<Uses>, readonly string[]])[] = [
  [{}, ["actions", "contents", "deployments", "issues", "metadata", "pull_requests", "statuses"]],
  [{ reads: [{}] }, ["actions", "contents", "deployments", "issues", "metadata", "pull_requests", "statuses"]],
  [{ reads: [{ include: ["issues"] }] }, ["issues", "metadata"]],
  [{ reads: [{ include: ["checks"], failures: true }] }, ["actions", "contents", "metadata", "statuses"]],
  [{ reads: [{ include: ["pull_requests"] }] }, ["contents", "metadata", "pull_requests", "statuses"]],
  [
    { reads: [{ include: ["releases"] }, { include: ["checks", "deployments"] }] },
    ["actions", "contents", "deployments", "metadata", "statuses"],
  ],
];

test("only what automations read is asked for, to be read, and the page that makes the token has it filled in", () => {
  for (const [used, names] of TABLE) {
    const uses = { ...nothing, ...used };
    const needs = githubService.needs({ kind: "github", token: "token", api: "" }, uses);
    assert.deepEqual(
      needs.map(({ scope }) => scope),
      names.map((name) => `${name}:read`),
    );
    const [address = ""] = /https:\S+/.exec(githubService.guide(uses)[0] ?? "") ?? [];
    const query = new URL(address).searchParams;
    const permissions = [...query].filter(([key]) => key !== "name" && key !== "description");
    assert.deepEqual(
      permissions,
      names.map((name) => [name, "read"]),
    );
  }
  const ofApp = githubService.needs({ kind: "github", app, api: "" }, { ...nothing, reads: [{ include: ["checks"] }] });
  assert.ok(ofApp.some(({ scope }) => scope === "checks:read"));
});

test("a token is asked for, or what an app takes where one is named", () => {
  const asked = (given: Record<string, string>): string[] =>
    githubService.questions.filter(({ when }) => when?.(given) !== false).map(({ key }) => key);
  assert.deepEqual(asked({}), ["token"]);
  assert.deepEqual(asked({ "app.id": "7" }), ["app.installation", "app.privateKey"]);
  const [token] = githubService.questions;
  for (const sound of ["github_pat_1", "ghp_1", "ghs_1"]) assert.match(sound, token?.form?.pattern ?? /never/);
  assert.doesNotMatch("xoxb-1", token?.form?.pattern ?? /./);
});
