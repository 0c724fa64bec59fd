import assert from "node:assert/strict";
import { readdirSync, readFileSync, renameSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { chief, makeFolder, plainEnvironment, spawnChief, writeFiles } from "../support/chief.ts";

const day = "---\nname: My day\nreads:\n  - files: { paths: [tasks] }\nwrites:\n  - console\n---\n\nGo through @Files.\n";
const workspace = {
  "config/chief.yaml": "timezone: Europe/Berlin\n",
  "automations/day.md": day,
  "tasks/shop.md": "# Shop\n\n- [ ] Send the contract @me due: 2099-03-02\n- [ ] Order paper @me due: 2099-03-20\n",
};
const asOf = ["--as-of", "2099-03-06T09:00:00Z"];

test("A run prints its briefing, with what is overdue first, and ends with 0", async (t) => {
  const { code, stdout } = await chief(makeFolder(t, workspace), "run", "day", ...asOf);
  assert.equal(code, 0);
  assert.match(stdout, /Send the contract/);
  assert.doesNotMatch(stdout, /Order paper.*overdue/);
});

test("With --json stdout is one object that holds the run and its briefing", async (t) => {
  const { code, stdout } = await chief(makeFolder(t, workspace), "run", "day", "--json", ...asOf);
  const { schema, run, briefing } = JSON.parse(stdout) as { schema: number; run: { status: string }; briefing: { sections: unknown[] } };
  assert.deepEqual([code, schema, run.status], [0, 1, "succeeded"]);
  assert.ok(briefing.sections.length > 0);
});

test("A second run does not tell again what the first told; a dry run leaves no trace of having told", async (t) => {
  const folder = makeFolder(t, workspace);
  const dry = await chief(folder, "run", "day", "--dry-run", ...asOf);
  const first = await chief(folder, "run", "day", ...asOf);
  const second = await chief(folder, "run", "day", "--as-of", "2099-03-06T10:00:00Z");
  assert.match(dry.stdout, /Send the contract/);
  assert.match(first.stdout, /Send the contract/);
  assert.match(second.stdout, /Nothing new needs you/);
  assert.doesNotMatch(second.stdout, /At risk|Changed/);
});

test("What is done, snoozed or muted is silent, and comes back when that is undone", async (t) => {
  const folder = makeFolder(t, workspace);
  const { stdout } = await chief(folder, "run", "day", "--json", ...asOf);
  const { run } = JSON.parse(stdout) as { run: { id: string } };
  const shown = JSON.parse((await chief(folder, "show", run.id, "--json")).stdout) as { findings: { finding: { key: string } }[] };
  const key = shown.findings[0]?.finding.key.slice(0, 8) ?? "";
  for (const verb of ["done", "snooze", "mute"]) {
    const said = await chief(folder, verb, key);
    assert.equal(said.code, 0, said.stderr);
    assert.match(said.stdout, /Send the contract/);
    const undone = await chief(folder, verb, key, "--undo");
    assert.match(undone.stdout, /will be shown again/);
  }
  assert.equal((await chief(folder, "done", "ffffffff")).code, 2);
});

test("One broken definition is told with its line, and the others still run", async (t) => {
  const folder = makeFolder(t, { ...workspace, "automations/bad.md": "---\nname: Bad\nraeds:\n  - files\n---\nText\n" });
  const validated = await chief(folder, "validate");
  assert.equal(validated.code, 3);
  assert.match(validated.stdout, /automations\/bad\.md:3:1: .*raeds/);
  assert.match(validated.stdout, /reads/);
  assert.equal((await chief(folder, "run", "day", ...asOf)).code, 0);
  const listed = await chief(folder, "list");
  assert.deepEqual([listed.code, /bad +broken/.test(listed.stdout)], [3, true]);
  const explained = await chief(folder, "explain", "bad");
  assert.deepEqual([explained.code, /automation-broken/.test(explained.stderr)], [3, true]);
});

test("An automation can be called by its file's name or by its own", async (t) => {
  const folder = makeFolder(t, workspace);
  assert.equal((await chief(folder, "run", "My Day", ...asOf)).code, 0);
});

test("validate tells the mistakes of configuration and definitions at once", async (t) => {
  const bad = { "config/chief.yaml": "timezone: Europe/Berlinn\n", "automations/bad.md": "---\nname: Bad\nraeds:\n  - files\n---\nText\n" };
  const { code, stdout } = await chief(makeFolder(t, { ...workspace, ...bad }), "validate");
  assert.equal(code, 3);
  assert.match(stdout, /config\/chief\.yaml:1:11: /);
  assert.match(stdout, /automations\/bad\.md:3:1: /);
  assert.match(stdout, /1 automation ready, 2 mistakes/);
});

test("A source that can't be read makes the run partial, with the gap named and exit code 5", async (t) => {
  const folder = makeFolder(t, { ...workspace, "automations/day.md": day.replace("[tasks]", "[tasks, nowhere]") });
  const { code, stdout, stderr } = await chief(folder, "run", "day", ...asOf);
  assert.equal(code, 5);
  assert.match(stdout, /nowhere/);
  assert.match(stderr, /partial/);
});

test("Calling it wrong ends with 2 and says what was meant", async (t) => {
  const folder = makeFolder(t, workspace);
  const unknown = await chief(folder, "run", "dya");
  assert.deepEqual([unknown.code, /Did you mean day\?/.test(unknown.stderr)], [2, true]);
  const turned = ["backfill", "day", "--from", "2026-01-06", "--to", "2026-01-05"];
  const counts = ["0", "1001"].map((count) => ["next", "day", "-n", count]);
  for (const words of [["run"], ["rnu", "day"], ["run", "day", "--as-of", "soon"], ...counts, ["show", "nothing"], turned]) {
    const { code, stdout, stderr } = await chief(folder, ...words);
    assert.deepEqual([words, code, stdout], [words, 2, ""]);
    assert.notEqual(stderr, "");
  }
});

test("A wrong configuration, a missing folder and a data directory that can't be made each end with 3 and the way out", async (t) => {
  const folder = makeFolder(t, workspace);
  const missing = await chief(folder, "list", "--dir", "nowhere");
  assert.deepEqual([missing.code, /chief init/.test(missing.stderr)], [3, true]);
  writeFiles(folder, { "config/chief.yaml": "timezone: Europe/Berlinn\n" });
  const zone = await chief(folder, "list");
  assert.deepEqual([zone.code, /config\/chief\.yaml:1:11: expected timezone/.test(zone.stderr)], [3, true]);
  writeFiles(folder, { "config/chief.yaml": "data: tasks/shop.md/data\n" });
  const data = await chief(folder, "run", "day");
  assert.equal(data.code, 3, data.stderr);
});

test("A folder without definitions is read with the shipped ones, and nothing is written into it", async (t) => {
  const files = { "plan.md": "- [ ] Send the contract due: 2099-03-02\n", "transcripts/weekly.txt": "Ana: We decided to wait.\n" };
  const folder = makeFolder(t, files);
  const { code, stdout } = await chief(folder, "run", "morning-briefing", ...asOf);
  assert.ok([0, 5].includes(code ?? -1));
  assert.match(stdout, /Send the contract/);
  const notes = await chief(folder, "run", "meeting-notes");
  assert.deepEqual([notes.code, /weekly/i.test(notes.stdout)], [0, true], notes.stderr);
  assert.deepEqual(readdirSync(folder).toSorted(), ["plan.md", "transcripts"]);
});

test("What other programs keep under config and automations makes no workspace of a folder", async (t) => {
  const plan = { "plan.md": "- [ ] Send the contract due: 2026-03-02\n" };
  const foreign = { "automations/lights.yaml": "- alias: lights\n", "automations/readme.md": "Lights.\n", "config/people.yaml": "- 1\n" };
  for (const files of [foreign, { config: "[core]\n", automations: "none\n" }]) {
    const { code, stdout, stderr } = await chief(makeFolder(t, { ...plan, ...files }), "run", "morning-briefing", ...asOf);
    assert.ok([0, 5].includes(code ?? -1), stderr);
    assert.match(stdout, /Send the contract/);
  }
});

test("Reading commands print what there is, as text and as JSON", async (t) => {
  const folder = makeFolder(t, workspace);
  await chief(folder, "run", "day", ...asOf);
  for (const words of [["list"], ["runs"], ["occurrences"], ["messages"], ["show", "day"], ["next"], ["explain", "day"], ["validate"]]) {
    const text = await chief(folder, ...words);
    const json = await chief(folder, ...words, "--json");
    assert.equal(text.code, 0, text.stderr);
    assert.equal((JSON.parse(json.stdout) as { schema: number }).schema, 1, words.join(" "));
  }
  const schema = JSON.parse((await chief(folder, "schema")).stdout) as { title: string };
  assert.match(schema.title, /automation/);
  const logs = await chief(folder, "logs", "day", "--json");
  for (const line of logs.stdout.trim().split("\n")) assert.equal((JSON.parse(line) as { schema: number }).schema, 1);
});

test("A run that speaks of a time before the last briefing takes nothing back", async (t) => {
  const folder = makeFolder(t, workspace);
  await chief(folder, "run", "day", ...asOf);
  await chief(folder, "run", "day", "--as-of", "2026-01-05T09:00:00Z");
  const again = await chief(folder, "run", "day", "--as-of", "2099-03-06T11:00:00Z");
  assert.match(again.stdout, /Nothing new needs you/);
  assert.equal((await chief(folder, "run", "day", "--as-of", "2026-02-30T09:00:00Z")).code, 2);
});

test("A briefing that can't be delivered ends the command with 1, and what it said is told by the next one", async (t) => {
  const writes = day.replace("  - console", "  - file: { path: tasks/shop.md/brief.md }");
  const folder = makeFolder(t, { ...workspace, "automations/day.md": writes });
  for (const hour of ["09", "10"]) {
    const { code, stderr } = await chief(folder, "run", "day", "--as-of", `2099-03-06T${hour}:00:00Z`);
    assert.equal(code, 1);
    assert.match(stderr, /could not be delivered to file/);
  }
  writeFiles(folder, { "automations/day.md": day });
  assert.match((await chief(folder, "run", "day", "--as-of", "2099-03-06T11:00:00Z")).stdout, /At risk\n1\. Send the contract/);
  assert.match((await chief(folder, "run", "day", "--as-of", "2099-03-06T12:00:00Z")).stdout, /Nothing new/);
});

test("What could not be read for a while is no news when it is back, and what changed meanwhile is", async (t) => {
  const folder = makeFolder(t, {
    ...workspace,
    "automations/day.md": day.replace("[tasks]", "[tasks, more]"),
    "more/old.md": "- [ ] Sweep\n",
  });
  await chief(folder, "run", "day");
  renameSync(join(folder, "more"), join(folder, "away"));
  assert.equal((await chief(folder, "run", "day")).code, 5);
  renameSync(join(folder, "away"), join(folder, "more"));
  writeFiles(folder, { "more/new.md": "- [ ] Paint\n" });
  const { stdout } = await chief(folder, "run", "day");
  assert.match(stdout, /Paint/);
  assert.doesNotMatch(stdout, /Sweep/);
});

test("init makes a workspace that is valid, and leaves alone what is there", async (t) => {
  const folder = makeFolder(t);
  assert.equal((await chief(folder, "init", "mine")).code, 0);
  const file = join(folder, "mine/automations/what-changed.md");
  writeFiles(folder, { "mine/automations/what-changed.md": readFileSync(file, "utf8").replace("What changed", "News") });
  assert.match((await chief(folder, "init", "mine")).stdout, /has everything already/);
  assert.match(readFileSync(file, "utf8"), /name: News/);
  const validated = await chief(folder, "validate", "--dir", "mine");
  const shipped = readdirSync(new URL("../../automations", import.meta.url)).length;
  assert.equal(validated.code, 0);
  assert.match(validated.stdout, new RegExp(`^${shipped} automations ready, no mistakes, 0 warnings`, "m"));
});

test("Where the only folder to be read is missing, the run is partial and says what to do; beside other sources it is told", async (t) => {
  const mail = "---\nname: Post\nreads:\n  - mail\nwrites:\n  - console\n---\n\nGo through @Mail.\n";
  const both = mail.replace("Post", "Both").replace("  - mail\n", "  - mail\n  - files\n").replace("@Mail", "@Mail and @Files");
  const folder = makeFolder(t, { ...workspace, "automations/post.md": mail, "automations/both.md": both });
  const alone = await chief(folder, "run", "post", ...asOf);
  assert.equal(alone.code, 5);
  assert.match(alone.stdout, /mail: mail: there is no such file or folder\. Create it/);
  assert.match((await chief(folder, "run", "both", ...asOf)).stdout, /There are no letters in mail\./);
  const again = await chief(folder, "run", "both", "--as-of", "2099-03-07T09:00:00Z");
  assert.equal(again.code, 0);
  assert.match(again.stdout.replaceAll(/\s+/g, " "), /; found no mail\./);
});

test("A run that looks back says that what has no date is told as it is now, and leaves out what is dated later", async (t) => {
  const letter = (id: number, date: string): string =>
    `Message-ID: <${id}@x.example>\nDate: ${date}\nFrom: Dana <dana@x.example>\nTo: sam@example.com\nSubject: Offer ${id}\n\nHello.\n`;
  const event = (id: number, created: string): string =>
    `BEGIN:VEVENT\nUID:${id}\nDTSTAMP:20260101T000000Z\nCREATED:${created}\nDTSTART:20260107T150000Z\nDTEND:20260107T160000Z\nSUMMARY:Meeting ${id}\nEND:VEVENT\n`;
  const back = day
    .replace("  - files: { paths: [tasks] }\n", "  - files: { paths: [tasks] }\n  - mail\n  - ics\n")
    .replace("@Files", "@Files, @Mail and @Calendar");
  const folder = makeFolder(t, {
    ...workspace,
    "automations/day.md": back,
    "mail/a.eml": letter(1, "Mon, 05 Jan 2026 09:00:00 +0000"),
    "mail/b.eml": letter(2, "Thu, 08 Jan 2026 09:00:00 +0000"),
    "calendar/a.ics": `BEGIN:VCALENDAR\nVERSION:2.0\nPRODID:x\n${event(1, "20260105T090000Z")}${event(2, "20260107T100000Z")}END:VCALENDAR\n`,
  });
  // What a later run has read is known by then, and left out all the same.
  assert.match((await chief(folder, "run", "day", "--as-of", "2026-01-08T20:00:00Z")).stdout, /2 mails/);
  const { stdout } = await chief(folder, "run", "day", "--as-of", "2026-01-07T08:00:00Z");
  const text = stdout.replaceAll(/\s+/g, " ");
  assert.match(text, /1 mail and 1 calendar/);
  assert.match(text, /Left out 1 letter dated after this run\./);
  assert.match(text, /Left out 1 date of events made after this run\./);
  assert.match(text, /16:00 Meeting 1/);
  assert.doesNotMatch(text, /Meeting 2/);
  assert.match(text, /What has no date, such as files, is told as it stood when it was read, /);
  const now = await chief(folder, "run", "day");
  assert.doesNotMatch(now.stdout, /What has no date/);
});

test("show marks a dry run, and the flags that its briefing leaves out", async (t) => {
  const many = Array.from({ length: 12 }, (_, index) => `- [ ] Task ${index} @me due: 2099-03-10\n`).join("");
  const folder = makeFolder(t, { ...workspace, "tasks/many.md": many });
  await chief(folder, "run", "day", "--dry-run", ...asOf);
  const dry = (await chief(folder, "show", "day")).stdout;
  assert.match(dry, /Delivery +none: a dry run sends nothing and remembers nothing/);
  assert.match(dry, /This was a dry run: nobody was sent what follows\./);
  assert.match(dry, /IN THE BRIEFING/);
  assert.match(dry, /TASK-01 +new +yes +Send the contract/);
  assert.match(dry, /TASK-03 +new +not shown +Task/);
  await chief(folder, "run", "day", ...asOf);
  assert.doesNotMatch((await chief(folder, "show", "day")).stdout, /dry run/);
});

test("On a machine whose zone does not exist, times are in UTC", async (t) => {
  const folder = makeFolder(t, { "plan.md": "- [ ] Send the contract due: 2026-03-02\n" });
  const child = spawnChief(folder, ["run", "what-changed", ...asOf], { ...plainEnvironment, TZ: "Nope/Nowhere" });
  let stdout = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => (stdout += text));
  const code = await new Promise((done) => child.on("close", done));
  assert.deepEqual([code, /\(UTC\)/.test(stdout)], [0, true]);
});

test("A reader that closes early ends the command quietly", async (t) => {
  const folder = makeFolder(t, workspace);
  const child = spawnChief(folder, ["schema"], plainEnvironment);
  child.stdout.destroy();
  let stderr = "";
  child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
  await new Promise((done) => child.on("close", done));
  assert.equal(stderr, "");
});
