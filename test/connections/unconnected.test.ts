import assert from "node:assert/strict";
import { test } from "node:test";
import { findUnconnected } from "../../src/connections/unconnected.ts";
import type { Connection } from "../../src/core/connection.ts";
import type { WriteGrant } from "../../src/core/grant.ts";
import { automationWith } from "../support/automation.ts";

const read = (connector: string) => ({ name: connector, connector, options: {}, audience: [] });
const write = (name: string, changes: Partial<WriteGrant> = {}): WriteGrant => ({
  name,
  delivery: "slack",
  options: {},
  audience: [],
  ...changes,
});
const reads = [read("github"), read("google-calendar"), read("files")];
const digest = write("digest");
const questions = write("questions", { carries: "questions" });

async function found(writes: readonly WriteGrant[], connections: Record<string, Connection> = {}): Promise<string[]> {
  const all = await findUnconnected([automationWith({ id: "launch", reads, writes })], connections);
  return all.map(({ message, hint }) => `${message}. ${hint}`);
}

const UNSENT =
  "expected a connection to Slack for launch to write by, got none: what it writes there can't be sent. Run `chief connect slack`.";

test("two writes without a connection are told once", async () => {
  assert.deepEqual(await found([digest, write("more")]), [UNSENT]);
});

test("a source that is not connected is told where people are asked only once all can be read", async () => {
  const unread = (service: string, source: string, kind: string) =>
    `expected a connection to ${service} for launch to read ${source} by before it asks people, got none: it asks nobody. ` +
    `Run \`chief connect ${kind}\`, or take ${source} out of reads, flows and the text below.`;
  const [github, google] = [unread("GitHub", "github", "github"), unread("Google", "google-calendar", "google")];
  assert.deepEqual(await found([questions, digest]), [github, google, UNSENT]);
  const slack: Connection = { kind: "slack", token: "file:token", api: "https://slack.example/api/" };
  assert.deepEqual(await found([questions, digest], { acme: slack }), [github, google]);
  assert.deepEqual(await found([digest], { acme: slack }), []);
});
