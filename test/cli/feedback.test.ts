import assert from "node:assert/strict";
import { test } from "node:test";
import { chief, makeFolder, writeFiles } from "../support/chief.ts";

const day =
  "---\nname: My day\nwhen: always\nquiet: always\nreads:\n  - files: { paths: [tasks] }\nwrites:\n  - console\n---\n\nGo through @Files.\n";
const workspace = {
  "config/chief.yaml": "timezone: Europe/Berlin\nrules: { TASK-05: { businessDays: 1 } }\n",
  "automations/day.md": day,
  "tasks/shop.md": "# Shop\n\n- [ ] Send the contract @me due: 2099-03-05\n",
};

const on = (date: string) => ["run", "day", "--as-of", `2099-03-${date}T09:00:00Z`];

async function keyOf(folder: string): Promise<string> {
  const shown = JSON.parse((await chief(folder, "show", "day", "--json")).stdout) as { findings: { finding: { key: string } }[] };
  return shown.findings[0]?.finding.key ?? "";
}

test("A flag that is no risk is silent and counted from the next day on, and back once that is undone", async (t) => {
  const folder = makeFolder(t, workspace);
  assert.match((await chief(folder, ...on("05"))).stdout, /Send the contract is due/);
  const key = await keyOf(folder);
  const said = await chief(folder, "not-a-risk", key.slice(0, 7));
  assert.match(said.stdout, /taken as no risk: not shown again, unless it gets worse/);
  assert.match(said.stderr, new RegExp(`not-a-risk ${key.slice(0, 7)} --undo`));
  const listed = await chief(folder, "feedback");
  assert.match(listed.stdout, /not a risk, .* unless worse +day +Send the contract is due/);
  const silent = await chief(folder, ...on("05"));
  assert.doesNotMatch(silent.stdout, /Send the contract/);
  assert.match(silent.stdout, /1 silenced by you/);
  assert.match((await chief(folder, "not-a-risk", key.slice(0, 7), "--undo")).stdout, /will be shown again/);
  assert.match((await chief(folder, ...on("05"))).stdout, /Send the contract/);
  assert.match((await chief(folder, "feedback")).stderr, /No flag is silenced/);
});

test("A flag is told whole: what it says, its evidence, what became of it, and the rule", async (t) => {
  const folder = makeFolder(t, workspace);
  await chief(folder, ...on("05"));
  const key = await keyOf(folder);
  const told = await chief(folder, "why", key.slice(0, 7));
  assert.equal(told.code, 0, told.stderr);
  for (const part of [
    /Send the contract is due Thu 5 Mar/,
    /Severity: high \(how much is at stake: 3 of 4; how soon: 3 of 4\)/,
    /tasks\/shop\.md\n +title: Send the contract\n +due: 2099-03-05/,
    /In day, told to me:\n +first seen Thu 5 Mar/,
    /TASK-02: Due today/,
  ]) {
    assert.match(told.stdout, part);
  }
  const { finding, ledger } = JSON.parse((await chief(folder, "why", key, "--json")).stdout) as {
    finding: { key: string };
    ledger: { entry: { key: string } }[];
  };
  assert.deepEqual([finding.key, ledger.map(({ entry }) => entry.key)], [key, [key]]);
  assert.match((await chief(folder, "why", "ffffff")).stderr, /expected the key of a flag/);
});

test("Rules are told with the thresholds in force, and an unknown one with its nearest", async (t) => {
  const folder = makeFolder(t, workspace);
  assert.match((await chief(folder, "rules")).stdout, /TASK-05 +Blocked task/);
  assert.match((await chief(folder, "rules", "task-05")).stdout, /businessDays: 1 business day \(2 by default\)/);
  const unknown = await chief(folder, "rules", "TASK-5");
  assert.deepEqual([unknown.code, /Did you mean TASK-05/.test(unknown.stderr)], [2, true]);
});

test("A mute outlives that its flag goes and comes back", async (t) => {
  const folder = makeFolder(t, workspace);
  await chief(folder, ...on("05"));
  await chief(folder, "mute", (await keyOf(folder)).slice(0, 7));
  writeFiles(folder, { "tasks/shop.md": "# Shop\n\n- [x] Send the contract @me due: 2099-03-05\n" });
  await chief(folder, ...on("05"));
  writeFiles(folder, { "tasks/shop.md": workspace["tasks/shop.md"] });
  assert.doesNotMatch((await chief(folder, ...on("05"))).stdout, /Send the contract is due/);
});

test("Why tells when somebody is away, by config and by the calendar", async (t) => {
  const people = "me: { name: Sam Field }\nana: { name: Ana Kovacs, absences: [2099-03-04/2099-03-10] }\n";
  const folder = makeFolder(t, { ...workspace, "config/people.yaml": people, "tasks/shop.md": "- [ ] Paint @ana due: 2099-03-06\n" });
  const { stdout } = await chief(folder, ...on("05"), "--json");
  const { run } = JSON.parse(stdout) as { run: { id: string } };
  const shown = JSON.parse((await chief(folder, "show", run.id, "--json")).stdout) as {
    findings: { finding: { rule: string; key: string } }[];
  };
  const key = shown.findings.find(({ finding }) => finding.rule === "X-01")?.finding.key ?? "";
  assert.match(
    (await chief(folder, "why", key)).stdout,
    /^Away:\n  Ana Kovacs: Wed 4 Mar 2099 to Tue 10 Mar 2099, by config\/people\.yaml$/m,
  );
});
