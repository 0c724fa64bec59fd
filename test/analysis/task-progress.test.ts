import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { blocked, stale } from "../../src/analysis/rules/tasks/progress.ts";
import { calendarOf, taskOf } from "../support/items.ts";
import { textOf } from "../support/text.ts";
import { assertFound, assertNone, NOW, run } from "./run-rule.ts";

describe("TASK-05, blocked", () => {
  test("finds what has been blocked for more than two business days", () => {
    assertFound(blocked, [
      taskOf("By somebody", { status: "blocked", blockedBy: "Dana", blockedSince: "2026-11-16" }),
      taskOf("Over a weekend", { status: "blocked", blockedSince: "2026-11-13" }),
      taskOf("For long", { status: "blocked", blockedSince: "2026-09-01" }),
      taskOf("Only said to be", { blockedBy: "the API", blockedSince: "2026-11-12" }),
      taskOf("Without a date", { status: "blocked" }, "2026-11-12T09:00:00.000Z"),
    ]);
  });

  test("leaves alone what has been blocked for two business days or less", () => {
    assertNone(blocked, [
      taskOf("Since Tuesday", { status: "blocked", blockedSince: "2026-11-17" }),
      taskOf("Since yesterday", { status: "blocked", blockedSince: "2026-11-18", blockedBy: "Dana" }),
      taskOf("Since today", { status: "blocked", blockedSince: "2026-11-19" }),
      taskOf("From tomorrow on", { status: "blocked", blockedSince: "2026-11-20" }),
      taskOf("Edited on Tuesday", { status: "blocked" }, "2026-11-17T06:00:00.000Z"),
    ]);
  });

  test("does not count weekend and holiday", () => {
    assertNone(
      blocked,
      [taskOf("Since before Thanksgiving", { status: "blocked", blockedSince: "2026-11-25" })],
      "2026-11-30T12:00:00.000Z",
    );
    assertFound(
      blocked,
      [taskOf("Since before Thanksgiving", { status: "blocked", blockedSince: "2026-11-25" })],
      "2026-12-01T12:00:00.000Z",
    );
  });

  test("leaves alone what is done, cancelled or free to move", () => {
    assertNone(blocked, [
      taskOf("Done", { status: "done", blockedBy: "Dana", blockedSince: "2026-11-01" }),
      taskOf("Cancelled", { status: "cancelled", blockedBy: "Dana", blockedSince: "2026-11-01" }),
      taskOf("Free", { status: "in_progress", blockedSince: "2026-11-01" }),
      taskOf("Blank", { status: "todo", blockedBy: " ", blockedSince: "2026-11-01" }),
    ]);
  });

  test("grows from low to critical with age", () => {
    const since = ["2026-11-16", "2026-11-13", "2026-11-09", "2026-10-28"];
    const findings = run(
      blocked,
      since.map((blockedSince) => taskOf(blockedSince, { status: "blocked", blockedSince })),
    );
    assert.deepEqual(
      findings.map(({ metric, severity }) => [metric, severity]),
      [
        [3, 1],
        [4, 2],
        [8, 3],
        [16, 4],
      ],
    );
  });

  test("is less sure, and says so, where only the last edit tells since when", () => {
    const [finding] = run(blocked, [taskOf("Load test", { status: "blocked" }, "2026-11-12T09:00:00.000Z")]);
    assert.equal(finding?.confidence, 0.65);
    assert.match(textOf(finding?.why ?? []), /^waiting possibly for 5 business days/);
  });

  test("does not ask things for a date", () => {
    const [finding] = run(blocked, [
      taskOf("Load test", { status: "blocked", blockedBy: "access to staging", blockedSince: "2026-11-13" }),
    ]);
    assert.equal(textOf(finding?.action ?? []), "find out when that clears or find a way around");
  });

  test("says who to ask", () => {
    const [finding] = run(blocked, [
      taskOf("Load test", { status: "blocked", blockedBy: "Dana", blockedSince: "2026-11-13", owner: "dreyes" }),
    ]);
    assert.ok(finding);
    assert.equal(textOf(finding.title), "Load test is blocked");
    assert.equal(textOf(finding.why), "waiting for Dana for 4 business days, since 2026-11-13");
    assert.equal(textOf(finding.action), "ask Dana for a date or find a way around");
    assert.equal(finding.owner, "Dana Reyes");
  });

  test("obeys a threshold from config", () => {
    const task = taskOf("Load test", { status: "blocked", blockedSince: "2026-11-13" });
    assert.equal(run(blocked, [task], NOW, calendarOf(), { businessDays: 4 }).length, 0);
    assert.equal(run(blocked, [task], NOW, calendarOf(), { businessDays: 3 }).length, 1);
  });
});

describe("TASK-06, standing still", () => {
  const inProgress = { status: "in_progress" };

  test("finds what is in progress and untouched for more than five business days", () => {
    assertFound(stale, [
      taskOf("Six days", inProgress, "2026-11-11T09:00:00.000Z"),
      taskOf("Two weeks", inProgress, "2026-11-05T09:00:00.000Z"),
      taskOf("Over the change to winter time", inProgress, "2026-10-23T09:00:00.000Z"),
      taskOf("A year", inProgress, "2025-11-19T09:00:00.000Z"),
      taskOf("Late in the evening", inProgress, "2026-11-11T22:59:00.000Z"),
    ]);
  });

  test("leaves alone what was edited within five business days", () => {
    assertNone(stale, [
      taskOf("Five days", inProgress, "2026-11-12T00:00:00.000Z"),
      taskOf("Just after midnight in Berlin", inProgress, "2026-11-11T23:00:00.000Z"),
      taskOf("Friday", inProgress, "2026-11-13T09:00:00.000Z"),
      taskOf("Sunday", inProgress, "2026-11-15T09:00:00.000Z"),
      taskOf("Now", inProgress, NOW),
    ]);
  });

  test("leaves alone what need not move: to do, blocked, recurring, done", () => {
    const long = "2026-10-01T09:00:00.000Z";
    assertNone(stale, [
      taskOf("To do", {}, long),
      taskOf("Blocked", { status: "blocked" }, long),
      taskOf("Waiting", { ...inProgress, blockedBy: "Dana" }, long),
      taskOf("Recurring", { ...inProgress, recurring: true }, long),
      taskOf("Done", { status: "done" }, long),
    ]);
  });

  test("does not count a holiday", () => {
    const task = taskOf("Draft", inProgress, "2026-11-20T09:00:00.000Z");
    assertNone(stale, [task], "2026-11-30T09:00:00.000Z");
    assertFound(stale, [task], "2026-11-30T09:00:00.000Z", calendarOf("Europe/Berlin", { holidays: [] }));
  });

  test("respects another working week", () => {
    const task = taskOf("Draft", inProgress, "2026-11-11T09:00:00.000Z");
    assertNone(stale, [task], NOW, calendarOf("Asia/Dubai", { workdays: [1, 2, 3, 4] }));
  });
});
