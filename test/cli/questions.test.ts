import assert from "node:assert/strict";
import { test } from "node:test";
import { chief, makeFolder } from "../support/chief.ts";

const config = {
  "config/chief.yaml": `timezone: UTC
connections:
  acme: { kind: slack, token: "\${env:BOT}", appToken: "\${env:APP}" }
`,
};
const file = (on: string, write: string) =>
  `---\nname: Answers\n${on}reads:\n  - files\nwrites:\n  - ${write}\n---\n\nAnswer out of @Files.\n`;
const QUESTION = "on:\n  slack: { event: question }\n";

test("an automation says in words whose questions it answers, and where", async (t) => {
  const folder = makeFolder(t, { ...config, "automations/answers.md": file(QUESTION, "slack: { to: thread }") });
  const { stdout, code } = await chief(folder, "explain", "answers");
  assert.equal(code, 0);
  assert.match(stdout, /Runs when you ask it something in Slack, and when started by hand/);
  assert.match(stdout, /to the thread in Slack in which it was asked/);
});

test("questions whose answers go nowhere, and answers that nobody can ask for, are warned of", async (t) => {
  const nowhere = makeFolder(t, { ...config, "automations/answers.md": file(QUESTION, "console") });
  const first = await chief(nowhere, "validate");
  assert.match(first.stdout + first.stderr, /a place for the answers to its questions[^]*slack: \{ to: thread \}/);
  const unasked = makeFolder(t, { ...config, "automations/answers.md": file("", "slack: { to: thread }") });
  const second = await chief(unasked, "validate");
  assert.match(second.stdout + second.stderr, /somebody who can ask[^]*slack: \{ event: question \}/);
});

test("whose questions are answered is said of questions alone", async (t) => {
  const on = "on:\n  slack: { event: mention, from: [me] }\n";
  const folder = makeFolder(t, { ...config, "automations/answers.md": file(on, "console") });
  const { stdout, stderr, code } = await chief(folder, "validate");
  assert.notEqual(code, 0);
  assert.match(stdout + stderr, /name people under from only where event is question/);
});
