import assert from "node:assert/strict";
import { test } from "node:test";
import { chief, makeFolder, startDaemon, writeFiles } from "../support/chief.ts";

const day =
  "---\nname: My day\non: { schedule: '0 9 * * *' }\nreads:\n  - files: { paths: [tasks] }\nwrites:\n  - console\n---\n\nGo through @Files.\n";
const workspace = {
  "config/chief.yaml": "timezone: UTC\n",
  "automations/day.md": day,
  "tasks/shop.md": "# Shop\n\n- [ ] Send the contract @me due: 2026-03-02\n",
};

test("The first start prints a briefing and what comes next, and stops with 0 when asked; the second repeats nothing", async (t) => {
  const folder = makeFolder(t, workspace);
  const first = startDaemon(t, folder);
  await first.says(/Next \(UTC\):/);
  first.kill("SIGINT");
  const ended = await first.ended;
  assert.equal(ended.code, 0);
  assert.match(ended.stdout, /Send the contract/);
  const second = startDaemon(t, folder);
  await second.says(/Next \(UTC\):/);
  second.kill("SIGTERM");
  const again = await second.ended;
  assert.deepEqual([again.code, again.stdout], [0, ""]);
});

test("While it runs it answers for its health, and commands are done by it", async (t) => {
  const folder = makeFolder(t, workspace);
  const daemon = startDaemon(t, folder);
  const said = await daemon.says(/Next \(UTC\):/);
  const url = /http:\/\/\S+\/healthz/.exec(said)?.[0] ?? "";
  assert.equal((await fetch(url)).status, 200);
  assert.deepEqual(await (await fetch(url.replace("healthz", "readyz"))).json(), { ready: true });
  assert.match((await chief(folder, "doctor")).stdout, /^ok +Daemon +running and ready$/m);

  const run = JSON.parse((await chief(folder, "run", "day", "--json")).stdout) as { run: { id: string; status: string } };
  assert.equal(run.run.status, "succeeded");
  assert.match((await chief(folder, "cancel", run.run.id)).stdout, /had ended already/);
  const retried = await chief(folder, "retry", run.run.id);
  assert.deepEqual([retried.code, /run-not-over/.test(retried.stderr)], [2, true]);
  const filled = await chief(folder, "backfill", "day", "--from", "2026-01-05", "--to", "2026-01-06");
  assert.match(filled.stdout, /not recorded +started/);
  assert.match((await chief(folder, "pause", "day")).stdout, /is paused/);
  assert.match((await chief(folder, "list")).stdout, /paused/);
  assert.match((await chief(folder, "resume", "day")).stdout, /on schedule again/);
  const unknown = await chief(folder, "run", "dya");
  assert.deepEqual([unknown.code, /Did you mean day\?/.test(unknown.stderr)], [2, true]);
  const { findings } = JSON.parse((await chief(folder, "show", run.run.id, "--json")).stdout) as {
    findings: { finding: { key: string } }[];
  };
  assert.equal((await chief(folder, "snooze", findings[0]?.finding.key ?? "")).code, 0);
  daemon.kill("SIGTERM");
  assert.equal((await daemon.ended).code, 0);
});

test("A second daemon on the same data is refused with the way out, and the first goes on", async (t) => {
  const folder = makeFolder(t, workspace);
  const first = startDaemon(t, folder);
  await first.says(/Next \(UTC\):/);
  const second = await chief(folder, "start");
  assert.equal(second.code, 3);
  assert.match(second.stderr, /in use by the Chief with process number \d+/);
  assert.equal((await chief(folder, "run", "day")).code, 0);
});

test("A changed definition is taken up, and a broken one keeps its last good version", async (t) => {
  const folder = makeFolder(t, workspace);
  const daemon = startDaemon(t, folder);
  await daemon.says(/Next \(UTC\):/);
  writeFiles(folder, { "automations/evening.md": day.replace("My day", "My evening") });
  await daemon.says("evening was added");
  writeFiles(folder, { "automations/day.md": day.replace("name:", "nmae:") });
  await daemon.says("day stays as it was");
  assert.equal((await chief(folder, "run", "day")).code, 0);
});

test("A terminal that closes stops the daemon as if it had been asked to", async (t) => {
  const daemon = startDaemon(t, makeFolder(t, workspace));
  await daemon.says(/Next \(UTC\):/);
  daemon.kill("SIGHUP");
  const ended = await daemon.ended;
  assert.deepEqual([ended.code, /Stopping\./.test(ended.stderr)], [0, true]);
});

test("What is paused is not announced as due", async (t) => {
  const folder = makeFolder(t, workspace);
  assert.equal((await chief(folder, "pause", "day")).code, 0);
  const daemon = startDaemon(t, folder);
  await daemon.says("Nothing is scheduled");
  assert.match((await chief(folder, "next")).stdout, /paused/);
});

test("A daemon that was killed leaves nothing in the way of the next one", async (t) => {
  const folder = makeFolder(t, workspace);
  const killed = startDaemon(t, folder);
  await killed.says(/Next \(UTC\):/);
  killed.kill("SIGKILL");
  await killed.ended;
  const next = startDaemon(t, folder);
  await next.says(/Next \(UTC\):/);
  assert.equal((await chief(folder, "pause", "day")).code, 0);
});
