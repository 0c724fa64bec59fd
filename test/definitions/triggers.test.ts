import assert from "node:assert/strict";
import { test } from "node:test";
import { OWNER_ONLY } from "../../src/core/audience.ts";
import { loadFiles, markdown, only } from "./workspace.ts";

test("a list of groups gives each its own zone", async (context) => {
  const on = 'on:\n  - { schedule: "0 9 * * *", timezone: Asia/Kathmandu }\n  - { schedule: "0 9 * * *", timezone: UTC }';
  const { triggers, timezone } = only(await loadFiles(context, { "a.md": markdown(on) }));
  assert.equal(timezone, "Asia/Kathmandu");
  assert.deepEqual(
    triggers.map((trigger) => ("timezone" in trigger ? trigger.timezone : "")),
    ["Asia/Kathmandu", "UTC"],
  );
});

test("a one-time trigger that daylight saving skips moves on, and an offset is kept", async (context) => {
  const on = 'on: { at: ["2027-03-28T02:30", "2027-03-28T02:30+00:00"], timezone: Europe/Berlin }';
  const { triggers } = only(await loadFiles(context, { "a.md": markdown(on) }));
  assert.deepEqual(triggers, [
    { kind: "at", at: "2027-03-28T01:30:00.000Z" },
    { kind: "at", at: "2027-03-28T02:30:00.000Z" },
  ]);
});

test("events are read with their conditions, and a list of groups with what each says", async (context) => {
  const on = `on:
  - webhook: deploys
    where:
      branch: main
      status: [failed, cancelled]
      lines: { over: 100, under: 500 }
      title: { contains: urgent, not: [x, null] }
      draft: false
    cooldown: 10m
    coalesce: 30s
  - file: notes/
    before: { source: git-2, lead: 15m }
    every: 1h`;
  const { triggers, when, rollUp } = only(await loadFiles(context, { "a.md": markdown(`${on}\nreads: [git, git]`) }));
  const heard = { kind: "event", audience: OWNER_ONLY, where: [] };
  assert.deepEqual(triggers, [
    {
      kind: "event",
      audience: OWNER_ONLY,
      source: "webhook",
      options: { hook: "deploys" },
      topic: "webhook:deploys",
      where: [
        { field: "branch", test: "is", values: ["main"] },
        { field: "status", test: "is", values: ["failed", "cancelled"] },
        { field: "lines", test: "over", values: [100] },
        { field: "lines", test: "under", values: [500] },
        { field: "title", test: "not", values: ["x", null] },
        { field: "title", test: "contains", values: ["urgent"] },
        { field: "draft", test: "is", values: [false] },
      ],
      cooldownMs: 600_000,
      coalesceMs: 30_000,
    },
    { kind: "every", everyMs: 3_600_000 },
    { ...heard, source: "file", options: { paths: ["notes/"] }, topic: "file:notes/" },
    { ...heard, source: "before", options: { source: "git-2", lead: "15m" }, topic: "before:a:git-2:15m" },
  ]);
  assert.deepEqual({ when, rollUp }, { when: "always", rollUp: true });
});

test("briefings go back to before days off unless their calendar says otherwise", async (context) => {
  const { automations } = await loadFiles(context, {
    "a-schedule.md": markdown("on: { every: 1d }\nreads: [git]"),
    "b-nothing-read.md": markdown("on: { every: 1d }"),
    "c-event.md": markdown("on: { webhook: deploys }\nreads: [git]"),
    "d-workdays.md": markdown("on: { every: 1d, workCalendar: workdays_only }\nreads: [git]"),
    "e-both.md": markdown("on: { every: 1d, workCalendar: [workdays_only, roll_up] }\nreads: [git]"),
  });
  assert.deepEqual(
    automations.map(({ rollUp }) => rollUp),
    [true, false, false, false, true],
  );
});

test("a jitter is measured against the shortest of the gaps, and one time has none", async (context) => {
  const { automations, problems } = await loadFiles(context, {
    "once.md": markdown("on: { at: 2030-01-01T09:00, jitter: 2d }"),
    "sound.md": markdown('on: { schedule: "0 9,10 * * *", jitter: 59m }'),
    "twice.md": markdown('on: { schedule: "0 9,10 * * *", every: 2h, jitter: 90m }'),
  });
  assert.deepEqual(
    automations.map(({ id }) => id),
    ["once", "sound"],
  );
  assert.deepEqual(
    problems.map(({ file, message }) => `${file}: ${message}`),
    ["twice.md: expected on.jitter to be shorter than the gap between its times, which is 1 hour, got 90 minutes"],
  );
});

test("automations in a circle of run triggers are refused, and those that only follow it are not", async (context) => {
  const { automations, problems } = await loadFiles(context, {
    "a.md": markdown("on: { run: c }"),
    "b.md": markdown("on: { run: a }"),
    "c.md": markdown("on: [{ every: 1h }, { run: [b, broken] }]"),
    "d.md": markdown("on: { run: a }"),
    "broken.md": "nothing",
  });
  assert.deepEqual(
    automations.map(({ id }) => id),
    ["d"],
  );
  const way = "expected runs that start each other to come to an end, got a circle through a, b and c";
  assert.deepEqual(
    problems.slice(0, 3).map(({ file, line, column, message }) => `${file}:${line}:${column}: ${message}`),
    [`a.md:3:7: ${way}`, `b.md:3:7: ${way}`, "broken.md:1:1: expected front matter that starts on the first line, got none"],
  );
  assert.equal(problems[3]?.message, way);
});

test("what looks in a service needs a read of it, by the connection that it names", async (context) => {
  const calendar = "google-calendar: { calendars: [] }";
  const { automations, problems } = await loadFiles(context, {
    "granted.md": markdown(`on: { google-calendar: { event: created } }\nreads:\n  - ${calendar}`, "Look at @Google Calendar."),
    "nothing.md": markdown("on: { google-calendar: { event: created } }\nreads: [git]"),
    "other.md": markdown(
      `on: { google-calendar: { event: created, connection: work } }\nreads:\n  - ${calendar}`,
      "Look at @Google Calendar.",
    ),
  });
  assert.deepEqual(
    automations.map(({ id }) => id),
    ["granted"],
  );
  const where = "in which on.google-calendar looks, got no such read";
  assert.deepEqual(
    problems.map(({ file, message, hint }) => [file, message, hint]),
    [
      ["nothing.md", `expected reads to grant google-calendar, ${where}`, 'Add "- google-calendar" under reads.'],
      [
        "other.md",
        `expected reads to grant google-calendar by the connection work, ${where}`,
        'Add "- google-calendar: { connection: work }" under reads.',
      ],
    ],
  );
});
