import assert from "node:assert/strict";
import { join } from "node:path";
import { test, type TestContext } from "node:test";
import { openReader } from "../../src/store/open.ts";
import { callChief, makeFolder, plainEnvironment, writeFiles, type Called } from "../support/chief.ts";
import { startSlack, type SlackPlan, type SlackServer } from "../support/slack-server.ts";

const AUTOMATION = `---
name: Morning
reads: [slack, files: { paths: [tasks] }]
writes: [WHERE]
---

Go through @Slack and @Files.
`;

function configure({ api }: SlackServer, variable = "SLACK_BOT_TOKEN"): string {
  return `timezone: UTC\nconnections:\n  acme: { kind: slack, token: "\${env:${variable}}", api: "${api}" }\n`;
}

async function prepare(t: TestContext, where = "console"): Promise<{ slack: SlackServer; folder: string }> {
  // What the emulator lacks: the list of the app's own channels.
  const channels: SlackPlan["faultOf"] = ({ method }) =>
    method === "users.conversations" ? { answer: { ok: true, channels: [] } } : undefined;
  const slack = await startSlack({ faultOf: channels });
  t.after(() => slack.close());
  const files = { "config/chief.yaml": configure(slack), "automations/morning.md": AUTOMATION.replace("WHERE", where) };
  const people = { "config/people.yaml": `me: { name: Sam Rivera, accounts: { slack: ${slack.user} } }\n` };
  return { slack, folder: makeFolder(t, { ...files, ...people, "tasks/house.md": "- [ ] Paint\n" }) };
}

function run({ slack, folder }: { slack: SlackServer; folder: string }): Promise<Called> {
  const tokens = { SLACK_BOT_TOKEN: slack.token, NEW_TOKEN: slack.token };
  return callChief(folder, ["run", "morning"], { env: { ...plainEnvironment, ...tokens } });
}

test("a source whose account lets us in no more is told with its last time and the command, is not asked again, and comes back", async (t) => {
  const place = await prepare(t);
  const { slack, folder } = place;
  const first = await run(place);
  assert.equal(first.code, 0, `${first.stdout}${first.stderr}`);
  const sound = slack.plan;
  slack.plan = { ...sound, faultOf: () => ({ error: "token_revoked" }) };
  for (const look of ["found out", "known"]) {
    const calls = slack.calls.length;
    const { code, stdout } = await run(place);
    assert.equal(code, 5, stdout);
    const said = stdout.replaceAll(/\s+/g, " ");
    assert.match(said, /Slack not included since \w{3} \d+ \w{3} \d\d:\d\d\. Sign in again with chief connect slack acme --replace\./);
    assert.doesNotMatch(said, /Nothing (?:new )?needs you[.;]/);
    assert.equal(slack.calls.length > calls, look === "found out");
  }
  slack.plan = sound;
  writeFiles(folder, { "config/chief.yaml": configure(slack, "NEW_TOKEN") });
  const back = await run(place);
  assert.equal(back.code, 0, `${back.stdout}${back.stderr}`);
  assert.match(back.stdout.replaceAll(/\s+/g, " "), /slack is included again, with what came while it was not\./);
  assert.doesNotMatch((await run(place)).stdout, /included again/);
});

test("a message whose account lets us in no more waits with the command, and is no trouble of its own", async (t) => {
  const place = await prepare(t, "slack: { to: me }");
  place.slack.plan = { ...place.slack.plan, faultOf: () => ({ error: "invalid_auth" }) };
  const { code, stderr } = await run(place);
  assert.equal(code, 5, stderr);
  assert.match(
    stderr,
    /The briefing is not at slack yet: .* one that it does not know\. It is tried again on .* `chief connect slack acme --replace`\./,
  );
  const store = await openReader(join(place.folder, "data"));
  t.after(() => store.close());
  const [state, ...others] = await store.connections.list();
  assert.deepEqual([state?.name, state?.state, others.length], ["acme", "needs_reauth", 0]);
  assert.deepEqual(
    (await store.outbox.list({})).map(({ state: at }) => at),
    ["pending"],
  );
  const found = await store.alerts.untold("2026-01-01T00:00:00.000Z", 60_000);
  assert.deepEqual(
    found.map(({ kind, hint }) => [kind, hint]),
    [["signed_out", "Sign in again with `chief connect slack acme --replace`."]],
  );
  assert.doesNotMatch(JSON.stringify(state), new RegExp(place.slack.token));
});
