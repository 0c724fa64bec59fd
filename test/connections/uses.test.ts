import assert from "node:assert/strict";
import { test } from "node:test";
import { openAiService } from "../../src/connections/openai/index.ts";
import { slackService } from "../../src/connections/slack/index.ts";
import { smtpService } from "../../src/connections/smtp/index.ts";
import { usesOf } from "../../src/connections/uses.ts";
import type { Workspace } from "../../src/core/workspace.ts";
import { automationWith } from "../support/automation.ts";

const slack = { kind: "slack", token: "stored:a.token", api: "https://slack.com/api/" } as const;
const event = {
  kind: "event",
  source: "slack",
  audience: [],
  options: { mention: true, connection: "a" },
  topic: "slack",
  where: [],
} as const;
const automations = [
  automationWith({ id: "named", writes: [{ name: "slack", audience: [], delivery: "slack", options: { to: "me", connection: "a" } }] }),
  automationWith({ id: "unnamed", writes: [{ name: "slack", audience: [], delivery: "slack", options: { to: "C0123" } }] }),
  automationWith({ id: "other", writes: [{ name: "email", audience: [], delivery: "email", options: { to: ["me"] } }], triggers: [event] }),
  automationWith({ id: "none", writes: [{ name: "console", audience: [], delivery: "console", options: {} }] }),
];
const alerts: Workspace["alerts"] = { to: [{ delivery: "slack", options: { to: "ana" } }], everyMs: 1 };

test("a connection that is the only one of its kind is used also by those who name none", () => {
  const uses = usesOf(slackService, "a", { automations, workspace: { connections: { a: slack }, alerts } });
  assert.deepEqual(uses, {
    by: ["named", "unnamed", "other", "alerts"],
    writes: [{ to: "me", connection: "a" }, { to: "C0123" }, { to: "ana" }],
    reads: [],
    events: [{ mention: true, connection: "a" }],
    parts: [
      { part: "slack", options: { to: "me", connection: "a" } },
      { part: "slack", options: { to: "C0123" } },
      { part: "slack", options: { mention: true, connection: "a" } },
      { part: "slack", options: { to: "ana" } },
    ],
    listens: false,
  });
  assert.deepEqual(usesOf(smtpService, "office", { automations, workspace: { connections: { a: slack }, alerts } }).by, ["other"]);
});

test("with two of a kind, only those who name it use it", () => {
  const workspace = { connections: { a: slack, b: { ...slack, appToken: "stored:b.appToken" } }, alerts };
  assert.deepEqual(usesOf(slackService, "a", { automations, workspace }).by, ["named", "other"]);
  const second = usesOf(slackService, "b", { automations, workspace });
  assert.deepEqual([second.by, second.listens], [[], true]);
});

test("models are asked by whoever does not say otherwise, where the configuration names them", () => {
  const openai = { kind: "openai", key: "stored:ai.key", api: "auto" } as const;
  const models = { connection: "ai", small: "a", large: "b", tier: "default" } as const;
  const asking = [automationWith({ id: "writer", model: "large" }), automationWith({ id: "silent", model: "none" })];
  const workspace = { connections: { ai: openai, other: openai }, alerts };
  assert.deepEqual(usesOf(openAiService, "ai", { automations: asking, workspace: { ...workspace, models } }).by, ["writer"]);
  assert.deepEqual(usesOf(openAiService, "other", { automations: asking, workspace: { ...workspace, models } }).by, []);
  assert.deepEqual(usesOf(openAiService, "ai", { automations: asking, workspace }).by, []);
});
