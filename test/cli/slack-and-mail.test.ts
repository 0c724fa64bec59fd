import assert from "node:assert/strict";
import { cpSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import postalMime from "postal-mime";
import { startMailServer } from "../support/mail-server.ts";
import { chief, makeFolder, plainEnvironment, spawnChief, watchDaemon, writeFiles, type Daemon } from "../support/chief.ts";
import { startSlack } from "../support/slack-server.ts";

const example = join(import.meta.dirname, "../../examples/workspace");

test("The morning briefing reaches Slack and a mailbox with nothing but configuration", async (t) => {
  const arrived = Promise.withResolvers<void>();
  const [slack, mail] = await Promise.all([startSlack(), startMailServer({ beforeStoring: () => arrived.resolve() })]);
  t.after(() => Promise.all([slack.close(), mail.close()]));
  const folder = makeFolder(t);
  for (const name of ["calendar", "mail", "tasks"]) cpSync(join(example, name), join(folder, name), { recursive: true });
  writeFiles(folder, {
    "config/chief.yaml": `timezone: UTC
connections:
  acme: { kind: slack, token: "\${env:SLACK_BOT_TOKEN}", api: "${slack.api}" }
  office: { kind: smtp, host: 127.0.0.1, port: ${mail.port}, security: none, from: "Chief <chief@example.com>" }
`,
    "config/people.yaml": `me: { name: Sam Rivera, emails: [sam@example.com], accounts: { slack: ${slack.user} } }\n`,
    "automations/morning.md": `---
name: Morning
on: { schedule: "0 9 * * 1-5" }
reads: [ics, mail: { example: true }, files: { paths: [tasks] }]
writes:
  - slack: { to: me }
  - email: { to: [me] }
---

Go through @Calendar, @Mail and @Files, and tell me what needs me.
`,
  });
  const daemon = watchDaemon(t, spawnChief(folder, ["start"], { ...plainEnvironment, SLACK_BOT_TOKEN: slack.token }));
  await daemon.says(/Next \(UTC\):/);
  const run = await chief(folder, "run", "morning");
  assert.equal(run.code, 0, run.stderr);
  await arrived.promise;
  const { code, stdout, stderr } = await stopped(daemon);
  assert.equal(code, 0, `${stdout}${stderr}`);
  const [posted] = slack.callsTo("chat.postMessage");
  const [thread = []] = await slack.stored(String(posted?.args["channel"]));
  assert.match(thread[0]?.text ?? "", /^EXAMPLE.*needs? you/s, `${stdout}${stderr}`);
  assert.ok(thread.length > 1);
  const [received, ...more] = mail.received;
  assert.deepEqual([received?.to, more.length], [["sam@example.com"], 0]);
  const { subject, text = "", html = "" } = await postalMime.parse(received?.raw ?? "");
  assert.match(subject ?? "", /Morning/);
  for (const body of [text, html]) assert.match(body, /EXAMPLE/);
});

/** A stop lets messages arrive that are on their way. */
function stopped(daemon: Daemon): Daemon["ended"] {
  daemon.kill("SIGTERM");
  return daemon.ended;
}
