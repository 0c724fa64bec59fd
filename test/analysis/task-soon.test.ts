import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { dueSoon } from "../../src/analysis/rules/tasks/dates.ts";
import { unowned } from "../../src/analysis/rules/tasks/owner.ts";
import { calendarOf, itemOf, taskOf } from "../support/items.ts";
import { textOf } from "../support/text.ts";
import { assertFound, assertNone, NOW, run } from "./run-rule.ts";

describe("TASK-03, due soon and not started", () => {
  test("finds what is to do and due within two business days", () => {
    assertFound(dueSoon, [
      taskOf("Tomorrow", { due: "2026-11-20" }),
      taskOf("On Saturday", { due: "2026-11-21" }),
      taskOf("On Monday", { due: "2026-11-23" }),
      taskOf("Of Dana", { due: "2026-11-20", owner: "dana" }),
      itemOf({ id: "files:b.md#bare", source: "files", kind: "task", fields: { due: "2026-11-23" } }),
    ]);
  });

  test("leaves alone what is due later, or today, or late", () => {
    assertNone(
      dueSoon,
      ["2026-11-24", "2026-11-25", "2026-12-20", "2026-11-19", "2026-11-18"].map((due) => taskOf(due, { due })),
    );
  });

  test("leaves alone what is begun, done, cancelled or undated", () => {
    assertNone(dueSoon, [
      ...["in_progress", "done", "cancelled"].map((status) => taskOf(status, { due: "2026-11-20", status })),
      taskOf("No date"),
    ]);
  });

  test("finds what is blocked as well, which nobody tells of before it is late where no day says since when", () => {
    const [finding, ...others] = run(dueSoon, [taskOf("Printers", { due: "2026-11-23", status: "blocked", owner: "dana" })]);
    assert.ok(finding && others.length === 0);
    assert.deepEqual([textOf(finding.why), textOf(finding.action)], ["blocked", "clear the way or agree a new date"]);
  });

  test("does not count a holiday, and follows the clocks of three zones through time changes", () => {
    assertFound(dueSoon, [taskOf("After Thanksgiving", { due: "2026-11-30" })], "2026-11-25T12:00:00.000Z");
    assertNone(dueSoon, [taskOf("After Thanksgiving", { due: "2026-12-01" })], "2026-11-25T12:00:00.000Z");
    const task = taskOf("Report", { due: "2026-03-31" });
    assertNone(dueSoon, [task], "2026-03-27T22:59:00.000Z", calendarOf("Asia/Kathmandu", { workdays: [1, 2, 3, 4, 5, 6, 7] }));
    assertFound(dueSoon, [task], "2026-03-29T22:00:00.000Z", calendarOf("Europe/Berlin"));
    assertFound(dueSoon, [task], "2026-03-26T13:00:00.000Z", calendarOf("Australia/Lord_Howe"));
    assertNone(dueSoon, [task], "2026-03-26T12:59:00.000Z", calendarOf("Australia/Lord_Howe"));
  });

  test("says what to do, and by when", () => {
    const [finding] = run(dueSoon, [taskOf("Order the banners", { due: "2026-11-20" })]);
    assert.ok(finding);
    assert.equal(textOf(finding.title), "Order the banners is due 2026-11-20");
    assert.equal(textOf(finding.why), "not started");
    assert.equal(textOf(finding.action), "start it, hand it over or agree a new date");
    assert.deepEqual([finding.severity, finding.due], [2, "2026-11-20"]);
  });
});

describe("TASK-04, no owner", () => {
  const owned = taskOf("Of Dana", { owner: "dana" });

  test("finds work of these days that is nobody's", () => {
    const tasks = [
      taskOf("Late", { due: "2026-11-10" }),
      taskOf("Tomorrow", { due: "2026-11-20" }),
      taskOf("In ten business days, a holiday apart", { due: "2026-12-04" }),
      taskOf("Under way", { status: "in_progress" }),
      taskOf("Critical", { priority: "critical", owner: " " }),
    ];
    assert.deepEqual(
      run(unowned, [owned, ...tasks]).map((finding) => finding.primary),
      tasks.map((task) => task.id),
    );
  });

  test("leaves alone what is far away, without a date, somebody's, or closed", () => {
    assertNone(unowned, [
      owned,
      taskOf("In eleven business days", { due: "2026-12-07" }),
      taskOf("Next year", { due: "2027-01-04" }),
      taskOf("Some day"),
      taskOf("High, but not critical", { priority: "high" }),
      taskOf("Of somebody unknown", { due: "2026-11-20", owner: "zed" }),
      itemOf({ id: "x:1", source: "files", kind: "task", actors: [{ name: "Zed", role: "owner" }], fields: { due: "2026-11-20" } }),
      taskOf("Done", { due: "2026-11-20", status: "done" }),
      taskOf("Cancelled", { due: "2026-11-20", status: "cancelled" }),
    ]);
  });

  test("is silent about a source that names nobody at all", () => {
    const ownList = [taskOf("Tomorrow", { due: "2026-11-20" }), taskOf("Under way", { status: "in_progress" })];
    assertNone(unowned, ownList);
    assertNone(unowned, [...ownList, itemOf({ id: "other:1", source: "other", kind: "task", fields: { owner: "dana" } })]);
  });

  test("counts days in the reader's zone, and weighs more near its date and where much hangs on it", () => {
    const task = taskOf("Agree terms", { due: "2026-11-12" });
    const change = "2026-10-29T04:30:00.000Z";
    assert.equal(run(unowned, [owned, task], change, calendarOf("America/New_York")).length, 1);
    assert.equal(run(unowned, [owned, task], change, calendarOf("America/Los_Angeles")).length, 0);
    assert.equal(run(unowned, [owned, task], change, calendarOf("Asia/Kathmandu")).length, 1);
    const severities = run(unowned, [
      owned,
      taskOf("Far", { due: "2026-12-01" }),
      taskOf("Near", { due: "2026-11-20" }),
      taskOf("Today and critical", { due: "2026-11-19", priority: "urgent" }),
    ]).map((finding) => finding.severity);
    assert.deepEqual(severities, [1, 2, 3]);
  });

  test("asks the reader to name somebody, and says why now", () => {
    const why = run(
      unowned,
      [owned, taskOf("A", { due: "2026-11-20", priority: "critical" }), taskOf("B", { status: "in_progress" })],
      NOW,
    );
    assert.deepEqual(
      why.map((finding) => `${textOf(finding.title)}: ${textOf(finding.why)} (${finding.owner})`),
      [
        "A needs an owner: nobody is named for it, due 2026-11-20, priority critical (you)",
        "B needs an owner: nobody is named for it, in progress (you)",
      ],
    );
  });
});
