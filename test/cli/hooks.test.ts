import assert from "node:assert/strict";
import { chmodSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { chief, makeFolder, startDaemon } from "../support/chief.ts";
import { hub, SECRET } from "../web/hook-world.ts";

const deploys =
  "---\nname: Deployments\non: { webhook: deploys }\nreads:\n  - files: { paths: [notes] }\nwrites:\n  - console\n---\n\nGo through @Files.\n";
const workspace = {
  "config/chief.yaml": 'timezone: UTC\nhooks:\n  deploys: { secret: "file:config/hook-secret" }\n',
  "config/hook-secret": `${SECRET}\n`,
  "automations/deploys.md": deploys,
  "notes/shop.md": "# Shop\n\n- [ ] Send the contract @me due: 2026-03-02\n",
};

test("a signed event that is posted to the daemon starts one run, and a forged one none", async (t) => {
  const folder = makeFolder(t, workspace);
  chmodSync(join(folder, "config/hook-secret"), 0o600);
  const daemon = startDaemon(t, folder);
  const said = await daemon.says(/healthz/);
  const address = /http:\/\/[\d.]+:\d+/.exec(said)?.[0] ?? "";
  const body = JSON.stringify({ title: "Shop was deployed" });
  const post = async (key?: string): Promise<number> =>
    (await fetch(`${address}/hooks/deploys`, { method: "POST", headers: hub(body, key), body })).status;
  assert.equal(await post("another secret of the tests"), 401);
  assert.equal(await post(), 202);
  assert.equal(await post(), 200);
  await daemon.says(/"run":"event:deploys:webhook\/deploys:[^}]*"status":"succeeded"/);
  const { runs } = JSON.parse((await chief(folder, "runs", "--json")).stdout) as { runs: { id: string }[] };
  assert.equal(runs.filter(({ id }) => id.startsWith("event:")).length, 1);
  daemon.kill("SIGTERM");
  assert.equal((await daemon.ended).code, 0);
});

test("a daemon with a hook whose secret others can read, or guess, does not start, and says what to do", async (t) => {
  const folder = makeFolder(t, workspace);
  chmodSync(join(folder, "config/hook-secret"), 0o644);
  const exposed = await chief(folder, "start");
  assert.equal(exposed.code, 3);
  assert.match(exposed.stderr, /got the mode 0644[\s\S]*chmod 600/);
  const weak = makeFolder(t, { ...workspace, "config/hook-secret": "short\n" });
  chmodSync(join(weak, "config/hook-secret"), 0o600);
  const guessed = await chief(weak, "start");
  assert.equal(guessed.code, 3);
  assert.match(guessed.stderr, /hook deploys to have at least 16 characters, got 5[\s\S]*openssl rand/);
});

test("a webhook that GitHub signed for a connection is taken by the daemon, and a forged one is not", async (t) => {
  const connection = 'kind: github, token: "file:config/hook-secret", webhookSecret: "file:config/hook-secret"';
  const config = `timezone: UTC\nconnections:\n  main: { ${connection} }\n`;
  const idle = "---\nname: Idle\n---\n\nWait.\n";
  const folder = makeFolder(t, { "config/chief.yaml": config, "config/hook-secret": `${SECRET}\n`, "automations/idle.md": idle });
  chmodSync(join(folder, "config/hook-secret"), 0o600);
  const daemon = startDaemon(t, folder);
  const address = /http:\/\/[\d.]+:\d+/.exec(await daemon.says(/healthz/))?.[0] ?? "";
  const post = async (path: string, key?: string): Promise<number> =>
    (await fetch(`${address}${path}`, { method: "POST", headers: { ...hub("{}", key), "x-github-event": "push" }, body: "{}" })).status;
  const forged = await post("/github/main", "another secret of the tests");
  assert.deepEqual([forged, await post("/github/main"), await post("/github/other")], [401, 202, 404]);
  daemon.kill("SIGTERM");
  assert.equal((await daemon.ended).code, 0);
});
