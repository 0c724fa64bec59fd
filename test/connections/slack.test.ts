import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import { createEmulator } from "emulate";
import { parse } from "yaml";
import { collect, FEATURES, featuresOf, SCOPES, type Feature } from "../../src/connections/slack/features.ts";
import { slackService } from "../../src/connections/slack/index.ts";
import { slackManifest } from "../../src/connections/slack/manifest.ts";
import type { Account, Uses } from "../../src/connections/service.ts";
import { toStoredError } from "../../src/core/errors.ts";
import { startSlackAccounts, type SlackToken } from "../support/slack-accounts.ts";

const BOT = "xoxb-canary-bot";
const APP = "xapp-canary-app";
const NOW = Date.parse("2026-11-20T09:00:00.000Z");

const nothing: Uses = { by: [], writes: [], reads: [], events: [], parts: [], listens: false };
const uses = (changes: Partial<Uses>): Uses => ({ ...nothing, by: ["morning"], ...changes });

/** What automations use, and the features that this takes. */
const TABLE: readonly (readonly [Partial<Uses>, readonly Feature[]])[] = [
  [{}, []],
  [{ writes: [{ to: "C0123ABC" }] }, ["post", "files", "readers"]],
  [{ writes: [{ to: "me" }] }, ["post", "files", "direct", "people"]],
  [{ writes: [{ to: "C0123ABC" }, { to: "ana" }] }, ["post", "files", "direct", "people", "readers"]],
  [{ writes: [{ to: "C0123ABC" }], listens: true }, ["post", "files", "readers", "answers"]],
  [{ writes: [{ to: "C0123ABC", shared: true }] }, ["post", "files"]],
  [{ writes: [{ to: "roster", people: ["ana"] }], listens: true }, ["post", "files", "direct", "people", "asking", "answers"]],
  [{ reads: [{}] }, ["people", "read"]],
  [{ events: [{ event: "mention" }] }, ["mentions"]],
  [{ events: [{ event: "message", channel: "C0123456789" }, { event: "reaction" }] }, ["messages", "reactions"]],
];

test("only what automations use is asked for", () => {
  for (const [used, features] of TABLE) assert.deepEqual(featuresOf(uses(used)), features, JSON.stringify(used));
});

test("every scope of every feature is explained, and posting takes no more than it needs", () => {
  const all = Object.values(FEATURES).flatMap(({ scopes }): readonly string[] => scopes);
  assert.deepEqual([...new Set(all)].toSorted(), Object.keys(SCOPES));
  assert.deepEqual(collect(["post", "files"], "scopes"), [
    "channels:history",
    "channels:read",
    "chat:write",
    "files:write",
    "groups:history",
    "groups:read",
    "im:history",
  ]);
  assert.deepEqual(
    collect(["answers"], "scopes").filter((scope) => !collect(["post"], "scopes").includes(scope)),
    [],
  );
});

test("the manifest of an app that only writes has no events, no buttons and no Socket Mode", () => {
  assert.deepEqual(parse(slackManifest(["post", "files"])), {
    display_information: { name: "Chief", description: "Sends the briefings and flags of your automations." },
    features: {
      bot_user: { display_name: "Chief", always_online: false },
      app_home: { home_tab_enabled: false, messages_tab_enabled: true, messages_tab_read_only_enabled: true },
    },
    oauth_config: { scopes: { bot: collect(["post", "files"], "scopes") } },
    settings: {
      interactivity: { is_enabled: false },
      org_deploy_enabled: false,
      socket_mode_enabled: false,
      token_rotation_enabled: false,
    },
  });
});

test("the address that makes the app holds the manifest, whole", () => {
  const [step = "", , , http = ""] = slackService.guide({ ...nothing, listens: true });
  assert.match(http, /https:\/\/YOUR-ADDRESS\/slack\/NAME.* as Request URL .*--secret signingSecret=PLACE/);
  const [address = ""] = /https:\S+/.exec(step) ?? [];
  const query = new URL(address).searchParams;
  assert.equal(query.get("new_app"), "1");
  const written: unknown = parse(query.get("manifest_yaml") ?? "");
  assert.deepEqual(written, parse(slackService.manifest?.({ ...nothing, listens: true }) ?? ""));
  assert.partialDeepStrictEqual(written, {
    features: { app_home: { home_tab_enabled: true, messages_tab_read_only_enabled: false } },
    settings: {
      interactivity: { is_enabled: true },
      socket_mode_enabled: true,
      event_subscriptions: { bot_events: collect(["answers"], "events") },
    },
  });
});

interface Asked {
  bot?: SlackToken;
  app?: SlackToken;
  withApp?: boolean;
}

async function ask(t: TestContext, { bot = {}, app = {}, withApp = true }: Asked): Promise<{ account: Account; calls: string[] }> {
  const { api, calls } = await startSlackAccounts(t, { [BOT]: bot, [APP]: app });
  const connection = { kind: "slack" as const, token: "bot", api, ...(withApp && { appToken: "app" }) };
  const readSecret = (reference: string): string => (reference === "bot" ? BOT : APP);
  const account = await slackService.check(connection, { readSecret, now: NOW, signal: t.signal });
  return { account, calls };
}

test("a token that works tells who it is, its scopes and its end; the app token is tried too, and nothing is written", async (t) => {
  const limits = { "x-ratelimit-limit": "50", "x-ratelimit-remaining": "2", "x-ratelimit-reset": String(NOW / 1_000 + 60) };
  const headers = { date: new Date(NOW + 5_000).toUTCString(), ...limits };
  const { account, calls } = await ask(t, { bot: { scopes: ["im:write", "chat:write"], expiresIn: 43_200, headers } });
  assert.deepEqual(account, {
    name: "chief in Acme (https://acme.slack.com/)",
    scopes: ["chat:write", "im:write"],
    expiresAt: "2026-11-20T21:00:00.000Z",
    skewMs: 5_000,
    quota: { left: 2, of: 50, resetsAt: "2026-11-20T09:01:00.000Z" },
    remarks: ["The app token works: what people answer is heard."],
  });
  assert.deepEqual(calls, ["/api/auth.test", "/api/apps.connections.open"]);
  const alone = await ask(t, { withApp: false });
  assert.deepEqual(alone.calls, ["/api/auth.test"]);
  assert.deepEqual(alone.account.remarks, ["Without an app token it only writes, and hears no answers."]);
  assert.deepEqual([alone.account.scopes, alone.account.expiresAt], [undefined, undefined]);
});

/** What Slack says, and what becomes of it. */
const FAILURES: Readonly<Record<string, readonly [Asked, code: string, message: RegExp]>> = {
  "a token that Slack does not know": [{ bot: { error: "invalid_auth" } }, "reauth-needed", /bot token .*one that it does not know/],
  "a token that was revoked": [{ bot: { error: "token_revoked" } }, "reauth-needed", /bot token .*revoked/],
  "an app that was removed": [{ bot: { error: "account_inactive" } }, "reauth-needed", /removed/],
  "an app token of the wrong scope": [
    { app: { error: "missing_scope" } },
    "connection-refused",
    /app token .*without the scope connections:write/,
  ],
  "an app token that was revoked": [{ app: { error: "token_revoked" } }, "connection-refused", /app token .*revoked/],
  "an app token of another kind": [{ app: { error: "not_allowed_token_type" } }, "connection-refused", /app token .*another kind/],
  "a word that is new": [{ bot: { error: "brand_new_refusal" } }, "connection-refused", /got the refusal brand_new_refusal/],
  "words that echo the token": [{ bot: { error: `no such token ${BOT}` } }, "connection-refused", /got the refusal unknown/],
  "a limit": [{ bot: { status: 429, headers: { "retry-after": "30" } } }, "connection-unreachable", /asked again in 30 seconds/],
  "trouble at Slack": [{ bot: { status: 503 } }, "connection-unreachable", /got the status 503/],
  "trouble at Slack, in words": [{ bot: { error: "internal_error" } }, "connection-unreachable", /got internal_error/],
};

for (const [name, [asked, code, message]] of Object.entries(FAILURES)) {
  test(`${name} is told in plain words with the way out, and no token is shown or printed`, async (t) => {
    const printed: unknown[] = [];
    const ways = ["log", "info", "warn", "error", "debug"] as const;
    for (const way of ways) t.mock.method(console, way, (...words: unknown[]) => void printed.push(words));
    const error = await ask(t, asked).then(
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

test("a Slack that does not answer is given up when the time is over", async (t) => {
  const { api } = await startSlackAccounts(t, {});
  const connection = { kind: "slack" as const, token: "bot", api: new URL("/", api).href.replace(/:\d+\//, ":1/") };
  const context = { readSecret: () => BOT, now: NOW };
  await assert.rejects(slackService.check(connection, { ...context, signal: t.signal }), { code: "connection-unreachable" });
  await assert.rejects(slackService.check({ ...connection, api }, { ...context, signal: AbortSignal.abort() }), {
    code: "connection-unreachable",
  });
});

test("a Slack that others have written for tests is understood too", async (t) => {
  const slack = await createEmulator({ service: "slack", port: 0 });
  t.after(() => slack.close());
  const account = await slackService.check(
    { kind: "slack", token: "bot", api: `${slack.url}/api/` },
    { readSecret: () => "xoxb-test", now: NOW, signal: t.signal },
  );
  assert.match(account.name, / in /);
});
