import assert from "node:assert/strict";
import { test } from "node:test";
import { formatProblem } from "../../src/lib/problem.ts";
import { loadFiles, markdown } from "./workspace.ts";

const KNOWN_KEYS =
  "This version knows name, description, report, on, overlap, catchup, concurrency, when, reads, writes, chase, model, budget, goal, skills, bestOf, flows, links, quiet, approval, retries, stepTimeout, " +
  "runTimeout, pauseOnFailure, onFailure, ping, retention, paused and owner here.";

/** What is written in bad.md, and all that is said about it. */
const CASES: Readonly<Record<string, readonly [content: string, said: string]>> = {
  "an empty file": [
    "",
    `bad.md:1:1: expected an automation, got an empty file
  Start the file with a line "---", a line "name: ..." and a line "---".`,
  ],
  "a file without front matter": [
    "Just tell me.",
    `bad.md:1:1: expected front matter that starts on the first line, got none
  Start the file with a line "---", a line "name: ..." and a line "---".`,
  ],
  "front matter that never ends": [
    "---\nname: Test\n",
    `bad.md:1:1: expected the front matter to end, got the end of the file
  Add a line "---" above the instructions.`,
  ],
  "front matter without a name": [
    "---\n---\nText",
    `bad.md:2:1: expected name to be text, got nothing
  Add a line "name: ...".`,
  ],
  "a number for a name": [
    "---\nname: 7\n---\nText",
    `bad.md:2:7: expected name to be text, got 7
  Put the value in double quotes.`,
  ],
  "a misspelt key": [
    markdown("retrys: 2"),
    `bad.md:3:1: expected a key that this version knows, got "retrys"
  Did you mean retries?`,
  ],
  "a key of another version": [
    markdown("effort: { usd: 1 }"),
    `bad.md:3:1: expected a key that this version knows, got "effort"
  ${KNOWN_KEYS}`,
  ],
  "a key named like a part of every object": [
    markdown("__proto__: { paused: true }"),
    `bad.md:3:1: expected a key that this version knows, got "__proto__"
  ${KNOWN_KEYS}`,
  ],
  "a trigger beside on": [
    markdown('shedule: "0 9 * * *"'),
    `bad.md:3:1: expected a key that this version knows, got "shedule"
  Did you mean schedule? It belongs below on.`,
  ],
  "a duration for a schedule": [
    markdown("on: { schedule: 30m, timezone: UTC }"),
    `bad.md:3:17: expected on.schedule to be a cron expression of five fields such as "0 9 * * 1-5", got "30m"
  To run once in that time, write every: 30m`,
  ],
  "a schedule with seconds": [
    markdown('on: { schedule: "0 0 9 * * 1", timezone: UTC }'),
    `bad.md:3:17: expected on.schedule to be a cron expression of five fields such as "0 9 * * 1-5", got "0 0 9 * * 1"
  It has 6; write minute, hour, day of the month, month, weekday.`,
  ],
  "a schedule of hours that do not exist": [
    markdown('on: { schedule: ["0 9 * * *", "0 25 * * *"], timezone: UTC }'),
    "bad.md:3:31: expected a cron expression of five fields (minute, hour, day of month, month, day of week) such as 0 9 * * 1-5, " +
      'got "0 25 * * *": Invalid value for hour: 25',
  ],
  "a schedule without quotes": [
    markdown("on:\n  schedule: * * * * *"),
    `bad.md:4:13: expected a value in quotes, got one that starts with a special sign
  Put the whole value in double quotes.`,
  ],
  "a zone that is only a city": [
    markdown("on: { every: 1h, timezone: Los Angeles }"),
    `bad.md:3:28: expected on.timezone to be an IANA zone, got "Los Angeles"
  Did you mean America/Los_Angeles?`,
  ],
  "a zone that is an offset": [
    markdown('on: { every: 1h, timezone: "+02:00" }'),
    `bad.md:3:28: expected on.timezone to be an IANA zone, got "+02:00"
  Write it as continent and city, such as America/Los_Angeles.`,
  ],
  "a gap below a minute": [
    markdown("on: { every: 30s }"),
    `bad.md:3:14: expected on.every to be at least 1m, got "30s"
  Shorter gaps than a minute are not supported.`,
  ],
  "a date that does not exist": [
    markdown("on: { at: 2026-02-30T09:00, timezone: UTC }"),
    `bad.md:3:11: expected on.at to be a date and time that exist, such as 2026-12-01T09:00, got "2026-02-30T09:00"
  Write year-month-day, T, hours:minutes.`,
  ],
  "triggers without any trigger": [
    markdown("on: { timezone: UTC }"),
    `bad.md:3:5: expected on to have schedule, every, at, rrule, file, run, webhook, before, slack, gmail, imap, google-calendar, github, http-feed, notion, mcp or reply, got none
  Add a line such as schedule: "0 9 * * 1-5", or remove on to start it by hand only.`,
  ],
  "a word where triggers belong": [
    markdown("on: daily"),
    'bad.md:3:5: expected on to be a mapping of keys to values or a list, got "daily"',
  ],
  "a key without a value": [
    markdown("reads:"),
    `bad.md:3:7: expected reads to be a list, got nothing
  Give it a value, or remove the line.`,
  ],
  "a gate that does not exist": [
    markdown("when: change"),
    `bad.md:3:7: expected when to be one of changed, findings, always, got "change"
  Did you mean changed?`,
  ],
  "a duration in words": [
    markdown("stepTimeout: 10 minutes"),
    'bad.md:3:14: expected stepTimeout to be a duration such as 15m, 1h or 1d, got "10 minutes"',
  ],
  "too many retries": [markdown("retries: 50"), "bad.md:3:10: expected retries to be at most 20, got 50"],
  "a word for true": [markdown("paused: yes"), 'bad.md:3:9: expected paused to be true or false, got "yes"'],
  "an owner whom nobody knows": [
    markdown("owner: ana"),
    `bad.md:3:8: expected owner to be me or a key of config/people.yaml, got "ana"
  Add this person to config/people.yaml, or write owner: me.`,
  ],
  "an unknown source": [
    markdown("reads:\n  - fils"),
    `bad.md:4:5: expected a source that this version can read, got "fils"
  Did you mean files?`,
  ],
  "an unknown place to write to": [
    markdown("writes:\n  - slack: { to: me }"),
    `bad.md:4:5: expected a place that this version can write to, got "slack"
  There are console, file and chat.`,
  ],
  "an option that the source does not have": [
    markdown("reads:\n  - git:\n      path: ."),
    `bad.md:5:7: expected a key that this version knows, got "path"
  Did you mean paths?`,
  ],
  "an option of the wrong kind": [
    markdown("reads:\n  - files\n  - git:\n      paths: ."),
    'bad.md:6:14: expected reads.git.paths to be a list, got "."',
  ],
  "options that are not indented": [
    markdown("reads:\n  - git:\n    paths: [.]"),
    `bad.md:4:5: expected one name in each entry of reads, got git and paths
  Indent the options of git below it, or start each name with its own dash.`,
  ],
  "a source without the options that it needs": [
    markdown("reads: [google-calendar]"),
    `bad.md:3:9: expected reads.google-calendar.calendars to be a list, got nothing
  Write it as "- google-calendar: { calendars: ... }".`,
  ],
  "a mention without a grant": [
    markdown("reads: [git]", "Go through @Git\nand @google calendar."),
    `bad.md:6:5: expected @google calendar to be granted under reads, got no such read
  Add a line "- google-calendar: { calendars: ... }" under reads.`,
  ],
  "a key twice": [
    markdown("quiet: always\nquiet: one_line"),
    `bad.md:4:1: expected each key once, got this one again
  Remove one of the two.`,
  ],
  "a tab at the start of a line": [
    markdown("on:\n\tevery: 1h"),
    `bad.md:4:1: expected spaces at the start of the line, got a tab
  Indent with two spaces.`,
  ],
  "a colon in a value": [
    "---\nname: Morning: briefing\n---\nText",
    `bad.md:2:7: expected one value here, got a second colon or an indented line after it
  Put the whole value in double quotes.`,
  ],
  "an alias": [
    markdown("description: &a x\nowner: *a"),
    `bad.md:4:8: expected a plain value, got an alias, which starts with an asterisk
  Write the value out, or put it in double quotes.`,
  ],
  "a list for a key": [
    markdown("? [a]\n: b"),
    `bad.md:3:3: expected a word for a key, got something else
  Put the key in double quotes.`,
  ],
  "front matter of 70 KiB": [
    markdown(`description: ${"x".repeat(70 * 1024)}`),
    `bad.md:2:1: expected at most 64 KiB of YAML, got 71 KiB
  Move what is long to a file that this one refers to.`,
  ],
  "thousands of brackets": [
    markdown(`reads: ${"[".repeat(5_000)}`),
    `expected a few levels of nesting, got too many
  Write the values less deeply nested.`,
  ],
};

for (const [name, [content, said]] of Object.entries(CASES)) {
  test(`${name} is one clear problem`, async (context) => {
    const { automations, problems } = await loadFiles(context, { "bad.md": content });
    assert.deepEqual(automations, []);
    assert.equal(problems.length, 1);
    const [told = ""] = problems.map(formatProblem);
    // How deep the parser gets depends on the stack, so only that case leaves out where.
    assert.equal(said.startsWith("bad.md") ? told : told.replace(/^bad\.md:3:\d+: /, ""), said);
  });
}

test("all problems of a file are told at once, in reading order", async (context) => {
  const content = markdown(
    "retrys: 3\nwhen: foo\nreads: [giit, { git: { paths: 3 } }]\non: { schedule: 5m, timezone: Nowhere }\nowner: ana",
    "See @Files",
  );
  const { problems } = await loadFiles(context, { "bad.md": content });
  assert.deepEqual(
    problems.map(({ line, column }) => [line, column]),
    [
      [3, 1],
      [4, 7],
      [5, 9],
      [5, 31],
      [6, 17],
      [6, 31],
      [7, 8],
      [9, 5],
    ],
  );
});

test("a YAML definition is told where in its prompt a mention stands", async (context) => {
  const content = "name: Test\nreads: [files]\nprompt: |\n  Read @Files\n\n    and @Git\n";
  const { problems } = await loadFiles(context, { "bad.yaml": content });
  assert.deepEqual(problems.map(formatProblem), [
    'bad.yaml:6:9: expected @Git to be granted under reads, got no such read\n  Add a line "- git" under reads.',
  ]);
});

test("a YAML definition without a prompt and two documents in one file are refused", async (context) => {
  const { problems } = await loadFiles(context, { "a.yaml": "name: Test\n", "b.yaml": "name: Test\n---\nprompt: x\n" });
  assert.deepEqual(
    problems.map(({ file, message }) => `${file}: ${message}`),
    ["a.yaml: expected prompt to be text, got nothing", "b.yaml: expected one document, got a second one"],
  );
});
