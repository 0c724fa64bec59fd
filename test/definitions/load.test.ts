import assert from "node:assert/strict";
import { mkdir, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { loadDefinitions, type LoadedDefinitions } from "../../src/definitions/load.ts";
import { folderWith, loadFiles, markdown, only, requestFor } from "./workspace.ts";

function messages(loaded: LoadedDefinitions): string[] {
  return loaded.problems.map(({ file, message }) => `${file}: ${message}`);
}

test("what a definition writes is the briefing unless it says otherwise, and only what there is", async (context) => {
  assert.equal(only(await loadFiles(context, { "one.md": markdown("") })).report, undefined);
  assert.equal(only(await loadFiles(context, { "one.md": markdown("report: end_of_day") })).report, "end_of_day");
  assert.match(messages(await loadFiles(context, { "one.md": markdown("report: end-of-day") })).join("\n"), /expected report/);
});

test("a definition is read with every key that it has", async (context) => {
  const automation = only(
    await loadFiles(context, {
      "morning-briefing.md": `---
name: Morning briefing
description: What matters today.
on:
  schedule: ["0 9 * * 1-5", "0 17 * * 5"]
  every: 15m
  at: 2026-12-01T09:00
  rrule: "FREQ=WEEKLY;BYDAY=MO;BYHOUR=9;BYMINUTE=0"
  timezone: America/Los_Angeles
  jitter: 5m
  workCalendar: [workdays_only, roll_up]
overlap: cancel_other
catchup: { mode: all, window: 2h, max: 7 }
concurrency: 2
when: findings
reads:
  - git
  - git: { paths: [../other], depth: 2 }
  - files:
writes:
  - console
  - file: { path: out.md, onUnknown: hold }
quiet: when_nothing_new
approval: { expires: 2d }
retries: 0
stepTimeout: 90s
runTimeout: 2h
model: small
budget: { run: { tokens: 5000 }, day: { usd: 0.2 } }
goal: [The contract is signed.]
skills: [tone]
bestOf: 3
pauseOnFailure: 0
onFailure: { after: 3, every: 1d }
ping: nightly
paused: true
owner: sam
---

Go through @Git and @Files.
`,
    }),
  );
  const timezone = "America/Los_Angeles";
  const times = { jitterMs: 300_000, workdaysOnly: true };
  assert.match(automation.hash, /^v1:[0-9a-f]{64}$/);
  assert.deepEqual(automation, {
    id: "morning-briefing",
    name: "Morning briefing",
    description: "What matters today.",
    triggers: [
      { kind: "cron", expression: "0 9 * * 1-5", timezone, ...times },
      { kind: "cron", expression: "0 17 * * 5", timezone, ...times },
      { kind: "every", everyMs: 900_000, ...times },
      { kind: "at", at: "2026-12-01T17:00:00.000Z", ...times },
      { kind: "rrule", rule: "FREQ=WEEKLY;BYDAY=MO;BYHOUR=9;BYMINUTE=0", timezone, ...times },
    ],
    timezone,
    when: "findings",
    reads: [
      { name: "git", audience: [], connector: "git", options: { paths: ["."], depth: 3 } },
      { name: "git-2", audience: [], connector: "git", options: { paths: ["../other"], depth: 2 } },
      { name: "files", audience: [], connector: "files", options: { paths: ["."] } },
    ],
    writes: [
      { name: "console", audience: [], delivery: "console", options: {} },
      { name: "file", audience: [], delivery: "file", options: { path: "out.md" }, onUnknown: "hold" },
    ],
    quiet: "when_nothing_new",
    overlap: "cancel_other",
    catchup: { mode: "all", max: 7, windowMs: 7_200_000 },
    concurrency: 2,
    rollUp: true,
    flows: [],
    links: "evidence",
    approval: { when: "never", approvers: [], expiresMs: 172_800_000 },
    pauseOnFailure: 0,
    onFailure: { after: 3, everyMs: 86_400_000 },
    ping: "nightly",
    ...{ model: "small", budget: { run: { tokens: 5_000 }, day: { usd: 0.2 } } },
    ...{ goal: ["The contract is signed."], skills: ["tone"], bestOf: 3 },
    retries: 0,
    stepTimeoutMs: 90_000,
    runTimeoutMs: 7_200_000,
    paused: true,
    owner: "me",
    body: "Go through @Git and @Files.",
    path: "morning-briefing.md",
    hash: automation.hash,
  });
});

test("what is left out takes its default", async (context) => {
  const automation = only(await loadFiles(context, { "a.md": markdown("") }));
  assert.deepEqual(automation, {
    id: "a",
    name: "Test",
    triggers: [],
    timezone: "Europe/Berlin",
    when: "always",
    reads: [],
    writes: [],
    quiet: "one_line",
    catchup: { mode: "latest", max: 100 },
    concurrency: 1,
    rollUp: false,
    flows: [],
    links: "evidence",
    approval: { when: "never", approvers: [], expiresMs: 86_400_000 },
    pauseOnFailure: 5,
    onFailure: { after: 1 },
    ...{ model: "large", budget: { run: {}, day: {} }, goal: [], skills: [], bestOf: 1 },
    retries: 3,
    stepTimeoutMs: 600_000,
    runTimeoutMs: 3_600_000,
    paused: false,
    owner: "me",
    description: "",
    body: "Tell me what changed.",
    path: "a.md",
    hash: automation.hash,
  });
});

test("a schedule that reads runs on changes only, unless it says otherwise", async (context) => {
  const on = "on: { every: 1h }";
  const { automations } = await loadFiles(context, {
    "by-hand.md": markdown("reads: [git]"),
    "no-reads.md": markdown(on),
    "reads.md": markdown(`${on}\nreads: [git]`),
    "told.md": markdown(`${on}\nreads: [git]\nwhen: always`),
  });
  assert.deepEqual(
    automations.map(({ when }) => when),
    ["always", "always", "changed", "always"],
  );
});

test("a YAML file with a prompt, a byte order mark or Windows line ends means the same as plain Markdown", async (context) => {
  const plain = markdown("reads: [git]", "Read @Git.\nSay little.");
  const { automations, problems } = await loadFiles(context, {
    "bom.md": `\uFEFF${plain}`,
    "plain.md": plain,
    "windows.md": plain.replaceAll("\n", "\r\n"),
    "yaml.yaml": "name: Test\nreads: [git]\nprompt: |\n  Read @Git.\n  Say little.\n",
  });
  assert.deepEqual(problems, []);
  const stripped = automations.map(({ id: _id, path: _path, hash: _hash, ...rest }) => rest);
  for (const automation of stripped) assert.deepEqual(automation, stripped[1]);
});

test("one bad file never stops the others", async (context) => {
  const loaded = await loadFiles(context, { "bad.md": "nothing", "good.md": markdown("") });
  assert.deepEqual(
    loaded.automations.map(({ id }) => id),
    ["good"],
  );
  assert.equal(loaded.problems.length, 1);
  assert.deepEqual(loaded.present, ["bad", "good"]);
});

test("files that cannot be read are one problem each", async (context) => {
  const directory = await folderWith(context, {
    "big.md": Buffer.alloc(5 * 1024 * 1024, "x"),
    "binary.md": Buffer.from([0x2d, 0x00, 0x01]),
    "latin.md": Buffer.from("---\nname: caf\u00e9\n---\nx", "latin1"),
    "utf16.md": Buffer.from(`\uFEFF${markdown("")}`, "utf16le"),
  });
  await symlink("loop.md", join(directory, "loop.md"));
  await symlink("nowhere.md", join(directory, "dangling.md"));
  await symlink(".", join(directory, "folder.md"));
  assert.deepEqual(messages(await loadDefinitions(requestFor(directory))), [
    "big.md: expected at most 512 KiB, got 5120 KiB",
    "binary.md: expected text in UTF-8, got binary data or UTF-16",
    "dangling.md: expected it to exist, got nothing",
    "folder.md: expected a regular file, got something else",
    "latin.md: expected text in UTF-8, got other bytes",
    "loop.md: expected a file, got a symbolic link that leads back to itself",
    "utf16.md: expected text in UTF-8, got binary data or UTF-16",
  ]);
});

test("a folder that is missing, or no folder, is one problem", async (context) => {
  const root = await folderWith(context, { file: "" });
  assert.deepEqual(messages(await loadDefinitions(requestFor(join(root, "automations"), { root }))), [
    "automations: expected it to exist, got nothing",
  ]);
  assert.deepEqual(messages(await loadDefinitions(requestFor(join(root, "file"), { root }))), ["file: expected a folder, got a file"]);
});

test("subfolders, readmes, drafts and other files are no definitions", async (context) => {
  const directory = await folderWith(context, { "README.md": "x", ".hidden.md": "x", "_draft.md": "x", "notes.txt": "x" });
  await mkdir(join(directory, "more.md"));
  await writeFile(join(directory, "more.md", "inner.md"), "x");
  assert.deepEqual(await loadDefinitions(requestFor(directory)), { automations: [], problems: [], warnings: [], present: [] });
});

test("of two files with one id neither is loaded, and names that commands cannot take are refused", async (context) => {
  const yaml = "name: Test\nprompt: x\n";
  const loaded = await loadFiles(context, {
    "a.md": markdown(""),
    "a.yaml": yaml,
    "two words.md": markdown(""),
    "a:b.md": markdown(""),
    "chief.md": markdown(""),
  });
  assert.deepEqual(loaded.automations, []);
  assert.deepEqual(messages(loaded), [
    "a.yaml: expected the id a to belong to one file, got a.md and a.yaml",
    'a:b.md: expected a file name of letters, digits, dots and dashes, got "a:b"',
    "chief.md: expected a file name other than chief, which stands for Chief itself where messages are listed",
    'two words.md: expected a file name of letters, digits, dots and dashes, got "two words"',
  ]);
});

test("an empty body and an unknown mention are warnings; a schedule without a zone has the workspace's", async (context) => {
  const { automations, problems, warnings } = await loadFiles(context, {
    "a.md": markdown('on: { schedule: "0 9 1 * 1" }', ""),
    "b.md": markdown("on: { every: 1h }", "Ask @sam about @Notion, @notion and @Notion."),
  });
  assert.deepEqual(
    automations.map(({ timezone }) => timezone),
    ["Europe/Berlin", "Europe/Berlin"],
  );
  assert.deepEqual(problems, []);
  assert.deepEqual(
    warnings.map(({ file, line, message }) => `${file}:${line}: ${message.slice(0, 44)}`),
    [
      "a.md:1: expected instructions below the front matter",
      "b.md:5: expected @Notion to be a source that this ve",
      "b.md:5: expected @notion to be a source that this ve",
    ].map((line) => line.slice(0, line.indexOf(": ") + 46)),
  );
});
