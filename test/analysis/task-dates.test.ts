import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { dueToday, overdue } from "../../src/analysis/rules/tasks/dates.ts";
import { calendarOf, itemOf, taskOf } from "../support/items.ts";
import { textOf } from "../support/text.ts";
import { assertFound, assertNone, run } from "./run-rule.ts";

describe("TASK-01, overdue", () => {
  test("finds open tasks whose date has passed, whatever their status", () => {
    assertFound(overdue, [
      taskOf("Yesterday", { due: "2026-11-18" }),
      taskOf("Last week", { due: "2026-11-12", status: "in_progress" }),
      taskOf("Last year", { due: "2025-12-31", status: "blocked" }),
      taskOf("On a Sunday", { due: "2026-11-15", recurring: true }),
      taskOf("Over the change to winter time", { due: "2026-10-24", owner: "dana" }),
    ]);
  });

  test("leaves alone what is due today or later", () => {
    assertNone(
      overdue,
      ["2026-11-19", "2026-11-20", "2026-11-23", "2026-12-01", "2027-01-01"].map((due) => taskOf(due, { due })),
    );
  });

  test("leaves alone what is done, cancelled, undated, wrongly dated or no task", () => {
    assertNone(overdue, [
      taskOf("Done", { due: "2026-11-18", status: "done" }),
      taskOf("Cancelled", { due: "2026-11-18", status: "cancelled" }),
      taskOf("No date"),
      taskOf("No such date", { due: "2026-02-30" }),
      taskOf("Words for a date", { due: "next week" }),
      itemOf({ id: "files:a.md#note", source: "files", kind: "note", fields: { due: "2026-11-18" } }),
    ]);
  });

  test("takes the day from the zone of the calendar", () => {
    const task = taskOf("Report", { due: "2026-11-19" });
    const evening = "2026-11-19T23:30:00.000Z";
    assert.equal(run(overdue, [task], evening, calendarOf("Europe/Berlin")).length, 1);
    assert.equal(run(overdue, [task], evening, calendarOf("America/Los_Angeles")).length, 0);
    assert.equal(run(overdue, [task], evening, calendarOf("Asia/Kathmandu")).length, 1);
  });

  test("counts how late in business days, without weekend and holiday", () => {
    const [finding] = run(overdue, [taskOf("Report", { due: "2026-11-25" })], "2026-11-30T12:00:00.000Z");
    assert.equal(finding?.metric, 2);
    assert.equal(textOf(finding?.why ?? []), "2 business days late, not started");
  });

  test("counts days where the weekend has only begun", () => {
    const [finding] = run(overdue, [taskOf("Report", { due: "2026-11-20" })], "2026-11-21T12:00:00.000Z");
    assert.equal(textOf(finding?.why ?? []), "1 day late, not started");
    assert.equal(finding?.metric, 0);
  });

  test("is high, and critical for somebody important or where much hangs on it", () => {
    const severities = run(overdue, [
      taskOf("Plain", { due: "2026-11-18" }),
      taskOf("Of a VIP", { due: "2026-11-18", owner: "Priya Nair" }),
      taskOf("Urgent", { due: "2026-11-18", priority: "critical" }),
    ]).map((finding) => finding.severity);
    assert.deepEqual(severities, [3, 4, 4]);
  });

  test("reads like a careful colleague wrote it", () => {
    const [finding] = run(overdue, [taskOf("Send the contract", { due: "2026-11-16", owner: "me", status: "in_progress" })]);
    assert.ok(finding);
    assert.equal(textOf(finding.title), "Send the contract was due 2026-11-16");
    assert.equal(textOf(finding.why), "3 business days late, in progress");
    assert.equal(textOf(finding.action), "finish it or agree a new date");
    assert.equal(finding.owner, "you");
  });
});

describe("TASK-02, due today", () => {
  test("finds open tasks that are due today, whatever their status", () => {
    assertFound(dueToday, [
      taskOf("To do", { due: "2026-11-19" }),
      taskOf("In progress", { due: "2026-11-19", status: "in_progress" }),
      taskOf("Blocked", { due: "2026-11-19", status: "blocked" }),
      taskOf("Recurring", { due: "2026-11-19", recurring: true }),
      itemOf({ id: "files:b.md#bare", source: "files", kind: "task", fields: { due: "2026-11-19" } }),
    ]);
  });

  test("leaves alone what is due on any other day", () => {
    assertNone(
      dueToday,
      ["2026-11-18", "2026-11-20", "2026-12-19", "2025-11-19", "2026-11-09"].map((due) => taskOf(due, { due })),
    );
  });

  test("leaves alone what is done, cancelled or undated", () => {
    assertNone(dueToday, [
      taskOf("Done", { due: "2026-11-19", status: "done" }),
      taskOf("Cancelled", { due: "2026-11-19", status: "cancelled" }),
      taskOf("No date"),
    ]);
  });

  test("weighs more where nobody is at it", () => {
    const findings = run(dueToday, [
      taskOf("To do", { due: "2026-11-19" }),
      taskOf("In progress", { due: "2026-11-19", status: "in_progress" }),
    ]);
    assert.deepEqual(
      findings.map((finding) => finding.severity),
      [3, 2],
    );
  });

  test("follows the clocks of three zones through the nights of both time changes", () => {
    const spring = taskOf("Spring", { due: "2026-03-29" });
    const autumn = taskOf("Autumn", { due: "2026-11-01" });
    assertFound(dueToday, [spring], "2026-03-28T23:00:00.000Z", calendarOf("Europe/Berlin"));
    assertFound(dueToday, [spring], "2026-03-29T21:59:00.000Z", calendarOf("Europe/Berlin"));
    assertNone(dueToday, [spring], "2026-03-29T22:00:00.000Z", calendarOf("Europe/Berlin"));
    assertFound(dueToday, [autumn], "2026-11-02T04:59:00.000Z", calendarOf("America/New_York"));
    assertNone(dueToday, [autumn], "2026-11-02T05:00:00.000Z", calendarOf("America/New_York"));
    assertFound(dueToday, [autumn], "2026-10-31T13:00:00.000Z", calendarOf("Australia/Lord_Howe"));
  });
});

test("owners are named as people know them, and nobody is made up", () => {
  const owners = ["me", "sam@example.com", "Sam Field", "dana", "zed", null, ""].map((owner, index) =>
    taskOf(`Task ${index}`, { owner, due: "2026-11-18" }),
  );
  assert.deepEqual(
    run(overdue, owners).map((finding) => finding.owner),
    ["you", "you", "you", "Dana Reyes", "zed", "unassigned", "unassigned"],
  );
});

test("every finding rests on facts of its item, and its key survives what changes", () => {
  const before = run(overdue, [taskOf("Report", { due: "2026-11-17", owner: "dana" })])[0];
  const after = run(overdue, [taskOf("Report", { due: "2026-11-10", status: "in_progress", line: 9 })])[0];
  assert.equal(before?.key, after?.key);
  assert.notEqual(before?.state, after?.state);
  assert.ok(before?.evidence.every((fact) => fact.item === before.primary));
});

test("whose a task is, an address tells where the name is none that config knows", () => {
  const { contentHash: _hash, ...task } = taskOf("Sign it", { due: "2026-11-12", owner: "S. Field" });
  const ownerOf = (email: string): unknown =>
    run(overdue, [itemOf({ ...task, actors: [{ name: "S. Field", email, role: "owner" }] })])[0]?.owner;
  assert.deepEqual([ownerOf("sam@example.com"), ownerOf("other@example.com")], ["you", "S. Field"]);
});
