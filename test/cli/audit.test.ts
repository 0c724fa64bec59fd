import assert from "node:assert/strict";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import Sqlite from "better-sqlite3";
import { databasePath } from "../../src/store/database/database.ts";
import { chief, makeFolder, startDaemon, writeFiles } from "../support/chief.ts";

/** What is written under `writes`, and the words of a task, a place and a reason by which they would be found. */
const definition = (name: string) =>
  `---\nname: ${name}\non: { schedule: '0 9 * * *' }\nreads:\n  - files: { paths: [tasks] }\nwrites:\n  - file: { path: briefings/ann-canary.md }\napproval: always\n---\n\nGo through @Files.\n`;
const workspace = {
  "config/chief.yaml": "timezone: UTC\n",
  "automations/day.md": definition("My day"),
  "tasks/shop.md": "# Canary\n\n- [ ] Send the canary contract to ann.canary@example.com @me due: 2026-03-02\n",
};

function wordsOf(line: string): string {
  return line.replace(/^\S+ \d+ \S+ (?:\d{4} )?\d\d:\d\d {2}/, "").replaceAll(/\b[0-9a-f]{8}\b/g, "HASH");
}

async function heldKey(folder: string): Promise<string> {
  return /"key": "v1:([0-9a-f]{8})/.exec((await chief(folder, "messages", "--state", "held", "--json")).stdout)?.[1] ?? "";
}

test("Runs, a yes, a no, pauses and a changed file stand in the record in plain words, and nothing personal in its rows", async (t) => {
  const folder = makeFolder(t, workspace);
  await chief(folder, "run", "day");
  await chief(folder, "approve", await heldKey(folder), "--yes");
  writeFiles(folder, { "automations/day.md": definition("My whole day") });
  await chief(folder, "run", "day");
  await chief(folder, "deny", await heldKey(folder), "--why", "canary");
  await chief(folder, "pause", "day");
  await chief(folder, "resume", "day");
  const { stdout, stderr } = await chief(folder, "audit");
  const lines = stdout.trim().split("\n").map(wordsOf);
  const message = "file briefings/ann-canary.md (HASH)";
  assert.deepEqual(
    lines.filter((line) => !line.startsWith("Chief ")),
    [
      "day came into force: HASH",
      `day asked to send to ${message}: held, since its definition asks for that each time`,
      `me approved the message of day to ${message}`,
      `sent: the message of day to ${message}`,
      "day was changed: HASH became HASH",
      `day asked to send to ${message}: held, since its definition asks for that each time`,
      `me denied the message of day to ${message}`,
      "day was paused by a person",
      "day was resumed",
    ],
  );
  assert.match(stdout, /Chief \S+ opened its data, for the 1st time/);
  assert.match(stderr, /The last one is entry \d+, v1:[0-9a-f]{64}/);
  const database = new Sqlite(databasePath(join(folder, "data")), { readonly: true });
  assert.doesNotMatch(JSON.stringify(database.prepare("select * from audit").all()), /canary/i);
  database.close();
  const last = JSON.parse((await chief(folder, "audit", "-n", "1", "--json")).stdout) as { entries: { kind: string; says: string }[] };
  assert.deepEqual(
    last.entries.map(({ kind, says }) => [kind, says]),
    [["automation.resumed", "day was resumed"]],
  );
});

test("A record as it was written is unbroken; one that was changed is said to be broken, and where, by audit and doctor", async (t) => {
  const folder = makeFolder(t, workspace);
  await chief(folder, "run", "day");
  const whole = await chief(folder, "audit", "--verify");
  assert.deepEqual([whole.code, /^3 entries, unbroken, since \S+ \d+ \S+/.test(whole.stdout)], [0, true], whole.stdout + whole.stderr);
  assert.match((await chief(folder, "doctor")).stdout, /ok +Record +3 entries, unbroken/);
  const database = new Sqlite(databasePath(join(folder, "data")));
  database.exec("drop trigger audit_is_not_changed; update audit set kind = 'policy.allowed' where kind = 'policy.held'");
  database.close();
  const broken = await chief(folder, "audit", "--verify");
  assert.deepEqual([broken.code, broken.stdout], [1, "broken: entry 3 is not as it was written; 2 entries before it are as written.\n"]);
  const parsed = JSON.parse((await chief(folder, "audit", "--verify", "--json")).stdout) as Record<string, unknown>;
  assert.partialDeepStrictEqual(parsed, { unbroken: false, fault: { sequence: 3, why: "hash_differs" } });
  const doctor = await chief(folder, "doctor");
  assert.deepEqual(
    [doctor.code, /problem +Record +broken: entry 3 is not as it was written/.test(doctor.stdout)],
    [1, true],
    doctor.stdout,
  );
});

test("A running Chief records a file that is changed, and one that goes", async (t) => {
  const folder = makeFolder(t, workspace);
  const daemon = startDaemon(t, folder);
  await daemon.says(/Next \(UTC\):/);
  writeFiles(folder, { "automations/day.md": definition("My whole day") });
  await daemon.says("day was changed");
  rmSync(join(folder, "automations/day.md"));
  await daemon.says("day was removed");
  daemon.kill("SIGTERM");
  await daemon.ended;
  const lines = (await chief(folder, "audit")).stdout.trim().split("\n").map(wordsOf);
  assert.deepEqual(lines.slice(1), ["day came into force: HASH", "day was changed: HASH became HASH", "day is in force no more: HASH"]);
  assert.equal((await chief(folder, "audit", "--verify")).code, 0);
});

test("The record is shown from a day on, and a day that is none is refused", async (t) => {
  const folder = makeFolder(t, workspace);
  await chief(folder, "run", "day");
  const later = await chief(folder, "audit", "--since", "2100-01-01");
  assert.deepEqual([later.code, later.stdout, later.stderr], [0, "", "Nothing is in the record since 2100-01-01.\n"]);
  assert.equal((await chief(folder, "audit", "--since", "2000-01-01")).stdout.trim().split("\n").length, 3);
  assert.equal((await chief(folder, "audit", "--since", "2000-01-01T09:00:00Z")).stdout.trim().split("\n").length, 3);
  const refused = await chief(folder, "audit", "--since", "yesterday");
  assert.deepEqual(
    [refused.code, refused.stderr],
    [2, "Error: expected --since to be a date or an instant, got yesterday\n  Write it as --since 2026-11-20.\n  (usage)\n"],
  );
});
