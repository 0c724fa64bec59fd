import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { z } from "zod";
import { thresholdsOf } from "../../src/analysis/rule.ts";
import { rules } from "../../src/analysis/rules/registry.ts";
import { loadWorkspace } from "../../src/config/load.ts";
import { chiefSchema, peopleSchema } from "../../src/config/schema.ts";
import type { Workspace } from "../../src/core/workspace.ts";
import { load, REFERENCE, workspaceWith } from "./workspace.ts";

const shipped = (name: string) => readFile(new URL(`../../config/${name}`, import.meta.url), "utf8");

test("the shipped configuration needs nothing and serves on its port", async (context) => {
  const { workspace } = await load(context, await shipped("chief.yaml"));
  assert.deepEqual(workspace.server, { host: "127.0.0.1", port: 4310 });
});

test("the examples work as they are, and show every key", async (context) => {
  const [chief, people] = await Promise.all([shipped("chief.example.yaml"), shipped("people.example.yaml")]);
  const { workspace, warnings } = await load(context, chief, { people });
  assert.deepEqual(warnings, []);
  assert.equal(workspace.people.all.length, 2);
  for (const key of keysOf(z.toJSONSchema(chiefSchema, { io: "input", unrepresentable: "any" }))) {
    assert.match(chief, new RegExp(`^#? *${key}:`, "m"), `chief.example.yaml lacks ${key}`);
  }
  const person = z.toJSONSchema(peopleSchema, { io: "input", unrepresentable: "any" }).additionalProperties;
  for (const key of keysOf(person)) assert.match(people, new RegExp(`^ *${key}:`, "m"), `people.example.yaml lacks ${key}`);
});

test("the example shows every threshold of every rule, with its default", async (context) => {
  const { workspace } = await load(context, await shipped("chief.example.yaml"));
  const all = rules.filter((rule) => Object.keys(rule.thresholds).length > 0).map((rule) => [rule.id, thresholdsOf(rule)]);
  assert.deepEqual(workspace.rules, Object.fromEntries(all));
});

const OAUTH_SECRETS = [
  "NOTES_KEY",
  "WIKI_TOKEN",
  "MAIL_PASSWORD",
  "MAIL_CLIENT_SECRET",
  "MAIL_REFRESH_TOKEN",
  "GOOGLE_CLIENT_SECRET",
  "GOOGLE_REFRESH_TOKEN",
];

test("what the example of chief.yaml only shows works too, with its defaults", async (context) => {
  const written = await shipped("chief.example.yaml");
  const chief = written
    .replaceAll(/^(hooks|webhooks|pings|connections|prices): \{\}$/gm, "$1:")
    .replace(/^#models:$/m, "models:")
    .replaceAll(/^#(?= {2,})/gm, "");
  const files = { "config/chief.yaml": chief, "secrets/team.txt": "x" };
  const secrets = ["DEPLOYS_SECRET", "NIGHTLY_PING", "SLACK_BOT_TOKEN", "SLACK_APP_TOKEN", "SLACK_SIGNING_SECRET", "SMTP_PASSWORD"];
  const env = Object.fromEntries([...secrets, ...OAUTH_SECRETS].map((name) => [name, "x"]));
  const { workspace } = await loadWorkspace({ root: await workspaceWith(context, files), env });
  const { hooks, webhooks, pings, connections } = workspace;
  assert.deepEqual(hooks, { deploys: { secret: REFERENCE("DEPLOYS_SECRET"), id: "run.id", perSecond: 50, maxBytes: 256_000 } });
  const url = "https://hooks.example.com/briefings";
  assert.deepEqual(webhooks, { team: { url, secret: "file:secrets/team.txt", lookup: `${url}/lookup` } });
  assert.deepEqual(pings, { nightly: REFERENCE("NIGHTLY_PING") });
  assert.deepEqual(connections["acme"], {
    kind: "slack",
    token: REFERENCE("SLACK_BOT_TOKEN"),
    appToken: REFERENCE("SLACK_APP_TOKEN"),
    signingSecret: REFERENCE("SLACK_SIGNING_SECRET"),
    api: "https://slack.com/api/",
  });
  assert.deepEqual(connections["office"], {
    kind: "smtp",
    ...{ host: "smtp.example.com", port: 587, security: "starttls", from: "Chief <chief@example.com>", user: "chief@example.com" },
    password: REFERENCE("SMTP_PASSWORD"),
    oauth2: {
      clientId: "the-id-of-your-app",
      clientSecret: REFERENCE("MAIL_CLIENT_SECRET"),
      refreshToken: REFERENCE("MAIL_REFRESH_TOKEN"),
      tokenUrl: "https://login.example.com/oauth2/token",
    },
    replies: {
      ...{ host: "imap.example.com", port: 993, security: "tls", user: "chief@example.com", trusts: "mx.example.com" },
      password: REFERENCE("IMAP_PASSWORD"),
    },
  });
  assert.deepEqual(connections["mailbox"], {
    kind: "imap",
    ...{ host: "imap.example.com", port: 993, security: "tls", user: "ana@example.com", password: REFERENCE("MAIL_PASSWORD") },
  });
  assert.deepEqual(connections["ana"], {
    kind: "google",
    clientId: "the-id.apps.googleusercontent.com",
    clientSecret: REFERENCE("GOOGLE_CLIENT_SECRET"),
    refreshToken: REFERENCE("GOOGLE_REFRESH_TOKEN"),
    signedInUntil: "2026-11-28T09:00:00.000Z",
    api: "https://google.example.com/",
    oauth: {
      authorizeUrl: "https://accounts.google.com/o/oauth2/v2/auth",
      tokenUrl: "https://oauth2.googleapis.com/token",
      revokeUrl: "https://oauth2.googleapis.com/revoke",
    },
  });
  assert.deepEqual(connections["openai"], {
    kind: "openai",
    ...{ key: REFERENCE("OPENAI_API_KEY"), url: "https://api.openai.com/v1/", api: "auto" },
  });
  const zeros = `v1:${"0".repeat(64)}`;
  const ofOthers = { kind: "mcp", readOnly: [], args: [], env: {}, paths: [], writable: [], network: false, confinement: "refused" };
  const hidden = ["data", "config"].map((name) => join(workspace.root, name));
  assert.deepEqual(connections["notes"], {
    ...{ ...ofOthers, hidden, command: "node", args: ["/opt/notes-server/index.js", "/home/ana/notes"], readOnly: ["search"] },
    ...{ env: { API_KEY: REFERENCE("NOTES_KEY") }, paths: ["/opt/notes-server"], writable: ["/home/ana/notes"] },
    pinned: { command: zeros, schema: zeros, tools: ["search 0123456789ab"] },
  });
  assert.deepEqual(connections["wiki"], { ...ofOthers, hidden, url: "https://wiki.example.com/mcp", token: REFERENCE("WIKI_TOKEN") });
  const bare = await loadWorkspace({
    root: await workspaceWith(context, { "config/chief.yaml": `hooks: { deploys: { secret: "${REFERENCE("S")}", id: run.id } }` }),
    env: { S: "a" },
  });
  assert.deepEqual({ ...bare.workspace.hooks["deploys"], secret: "" }, { ...hooks["deploys"], secret: "" });
});

test("the example of chief.yaml shows the defaults", async (context) => {
  const example = await load(context, await shipped("chief.example.yaml"));
  const bare = await load(context, "timezone: Europe/Berlin\nwork: { holidays: [2026-12-25, 2027-01-01] }");
  assert.deepEqual(settingsOf(example.workspace), settingsOf(bare.workspace));
});

/** All but the places of this one workspace, and the rules, which have defaults of their own. */
function settingsOf({
  root: _root,
  dataDirectory: _data,
  automationsDirectory: _automations,
  rules: _rules,
  hash: _hash,
  ...rest
}: Workspace) {
  return rest;
}

/** All keys of a schema: those of mappings by name have no name of their own. */
function keysOf(schema: unknown): string[] {
  const shape = z.looseObject({ properties: z.record(z.string(), z.unknown()).default({}), additionalProperties: z.unknown() });
  const { properties, additionalProperties } = shape.safeParse(schema).data ?? { properties: {}, additionalProperties: undefined };
  return [
    ...Object.entries(properties).flatMap(([key, member]) => [key, ...keysOf(member)]),
    ...(additionalProperties === undefined ? [] : keysOf(additionalProperties)),
  ];
}
