import assert from "node:assert/strict";
import { test } from "node:test";
import { findUnanswered } from "../../src/connections/unanswered.ts";
import type { Connection } from "../../src/core/connection.ts";
import type { Person } from "../../src/core/person.ts";
import { automationWith } from "../support/automation.ts";

const person = (key: string, known: Partial<Person>): Person => ({
  ...{ key, name: key, emails: [], aliases: [], absences: [], vip: false },
  ...known,
});
const people = {
  all: [
    person("lee", { emails: ["lee@example.com"] }),
    person("kim", { accounts: ["slack:U1"] }),
    person("bo", { accounts: ["github:bo"] }),
  ],
};
const write = { name: "file", delivery: "file", options: {}, audience: [] };
const asking = (...approvers: string[]) =>
  automationWith({ id: "plan", path: "automations/plan.md", writes: [write], approval: { when: "always", approvers, expiresMs: 1 } });

const slack: Connection = { kind: "slack", token: "file:token", api: "https://slack.example/api/" };
const smtp: Connection = { kind: "smtp", host: "mail.example.com", port: 465, security: "tls", from: "chief@example.com" };
const replies = { host: "mail.example.com", port: 993, security: "tls", user: "chief", password: "file:password" } as const;
const byMail = [{ delivery: "email", options: { to: ["me"] } }];

async function silent(automation: ReturnType<typeof asking>, connections: Record<string, Connection>, to: typeof byMail = []) {
  const found = await findUnanswered([automation], { alerts: { to, everyMs: 0 }, connections, people });
  return found.map(({ message }) => /^expected (\S+) to have a way to answer/.exec(message)?.[1]);
}

test("who is asked and has no account where anybody listens is told, with what would help", async () => {
  const [found] = await findUnanswered([asking("me", "lee")], { alerts: { to: [], everyMs: 0 }, connections: {}, people });
  assert.deepEqual(found, {
    automation: "plan",
    path: "automations/plan.md",
    message: "expected lee to have a way to answer what plan asks, got none: what only lee may approve waits until its time is over",
    hint: "Give lee an address or a Slack account in config/people.yaml, and connect a Slack that is listened to or name a mailbox with `replies` under alerts in config/chief.yaml; or name me under approvers as well.",
  });
});

test("an answer can come from a Slack that is listened to, and by mail where questions go out by a mailbox whose answers are read", async () => {
  const all = asking("lee", "kim", "bo");
  assert.deepEqual(await silent(all, { team: slack, post: smtp }, byMail), ["lee", "kim", "bo"]);
  assert.deepEqual(await silent(all, { team: { ...slack, appToken: "file:app" } }), ["bo"]);
  assert.deepEqual(await silent(all, { post: { ...smtp, replies } }), ["lee", "kim", "bo"]);
  assert.deepEqual(await silent(all, { post: { ...smtp, replies } }, byMail), ["kim", "bo"]);
});

test("an owner whom it asks since nobody is named is told of like any other, and nobody where nothing is sent", async () => {
  assert.deepEqual(await silent({ ...asking(), owner: "bo" }, {}), ["bo"]);
  assert.deepEqual(await silent(asking(), {}), []);
  assert.deepEqual(await silent({ ...asking("bo"), writes: [] }, {}), []);
  assert.deepEqual(await silent({ ...asking("bo"), writes: [{ ...write, staged: true }] }, {}), []);
});
