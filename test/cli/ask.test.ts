import assert from "node:assert/strict";
import { test } from "node:test";
import { join } from "node:path";
import { chief, makeFolder, startDaemon } from "../support/chief.ts";
import { createRepository } from "../support/repository.ts";

const hoursAgo = (hours: number) => new Date(Date.now() - hours * 3_600_000).toISOString();
const day = `---
name: My day
on: { schedule: "0 9 * * *" }
reads:
  - files: { paths: [tasks] }
writes:
  - file: { path: day.md }
---

Go through @Files.
`;
const workspace = {
  "config/chief.yaml": "timezone: UTC\n",
  "automations/day.md": day,
  "tasks/shop.md": "# Shop\n\n- [ ] Send the contract to the printer\n- [ ] Water the plants\n",
};

async function withRepository(folder: string): Promise<void> {
  await createRepository(
    [
      { at: hoursAgo(24 * 20), message: "Begin checkout", files: { "a.txt": "1" } },
      { at: hoursAgo(30), message: "Speed up search", files: { "b.txt": "2" } },
      { at: hoursAgo(5), message: "Repair checkout with coupons", files: { "a.txt": "3" } },
    ],
    join(folder, "shop"),
  );
}

test("A question is answered out of what it may read since the time that it names, and is recorded as a run of its own", async (t) => {
  const folder = makeFolder(t, workspace);
  await withRepository(folder);
  const answer = await chief(folder, "ask", "what changed in checkout in the last 3 days?", "--reads", "git,files");
  assert.equal(answer.code, 0, answer.stderr);
  assert.match(answer.stdout, /1 thing fits the question/);
  assert.match(answer.stdout, /Repair checkout with coupons, by Ann/);
  assert.doesNotMatch(answer.stdout, /Speed up search|Begin checkout|Water/);
  const runs = await chief(folder, "runs", "ask", "--json");
  const { runs: kept } = JSON.parse(runs.stdout) as { runs: { id: string; delivery: string; status: string }[] };
  assert.deepEqual(
    kept.map(({ delivery, status }) => ({ delivery, status })),
    [{ delivery: "none", status: "succeeded" }],
  );
  const again = await chief(folder, "ask", "what changed in checkout in the last 3 days?", "--reads", "git,files");
  assert.match(again.stdout, /Repair checkout with coupons/, "what was asked before is news to the next question too");
  const shown = await chief(folder, "show", kept[0]?.id ?? "");
  assert.equal(shown.code, 0, shown.stderr);
});

test("What was not asked for is not read, and a question that nothing fits is told so", async (t) => {
  const folder = makeFolder(t, workspace);
  await withRepository(folder);
  const answer = await chief(folder, "ask", "what", "about", "the", "contract?", "--reads", "git");
  assert.equal(answer.code, 0, answer.stderr);
  assert.match(answer.stdout, /No thing that was read there fits the question/);
  const under = await chief(folder, "ask", "what about the contract?", "--automation", "day");
  assert.match(under.stdout, /Send the contract to the printer/);
  assert.doesNotMatch(under.stdout, /plants/);
});

test("A question without anything to read, or by names that nobody knows, is refused with the way out", async (t) => {
  const folder = makeFolder(t, workspace);
  const bare = await chief(folder, "ask", "what changed?");
  assert.notEqual(bare.code, 0);
  assert.match(bare.stderr, /Add --reads with names such as git,files, or --automation/);
  const unknown = await chief(folder, "ask", "what changed?", "--reads", "gti");
  assert.notEqual(unknown.code, 0);
  assert.match(unknown.stderr, /Did you mean git\?/);
  const nobody = await chief(folder, "ask", "what changed?", "--automation", "dya");
  assert.match(nobody.stderr, /Did you mean day\?/);
});

test("A Chief that runs answers it, with what the automation of that moment may read", async (t) => {
  const folder = makeFolder(t, workspace);
  const daemon = startDaemon(t, folder);
  await daemon.says(/Next \(UTC\):/);
  const answer = await chief(folder, "ask", "which task is about plants?", "--automation", "My day");
  assert.equal(answer.code, 0, answer.stderr);
  assert.match(answer.stdout, /Water the plants/);
  daemon.kill("SIGTERM");
  assert.equal((await daemon.ended).code, 0);
});
