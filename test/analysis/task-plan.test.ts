import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { thresholdsOf } from "../../src/analysis/rule.ts";
import { inconsistent } from "../../src/analysis/rules/tasks/links.ts";
import { overload } from "../../src/analysis/rules/tasks/load.ts";
import { slipping } from "../../src/analysis/rules/tasks/slips.ts";
import type { Finding } from "../../src/core/finding.ts";
import type { FieldValue, Item } from "../../src/core/item.ts";
import { calendarOf, itemOf, people, taskOf } from "../support/items.ts";
import { textOf } from "../support/text.ts";
import { assertNone, NOW, run } from "./run-rule.ts";

describe("TASK-07, slipping", () => {
  /** A task whose date was each of these in turn. */
  const slips = (dates: readonly (string | null)[], fields: Record<string, FieldValue> = {}, calendar = calendarOf()): Finding[] => {
    const task = taskOf("Load test", { due: dates.at(-1) ?? null, ...fields });
    const changes = dates.slice(1).map((to, index) => ({ item: task.id, field: "due", from: dates[index] ?? null, to, at: NOW }));
    return slipping.find({ items: [task], gone: [], changes, now: NOW, calendar, people, thresholds: thresholdsOf(slipping) });
  };

  test("finds what was put off at least twice, or by five business days", () => {
    for (const dates of [
      ["2026-11-24", "2026-11-25", "2026-11-27"],
      ["2026-11-20", "2026-11-30"],
      ["2026-11-10", "2026-12-20"],
      ["2026-11-20", "2026-11-24", "2026-11-23", "2026-11-25"],
      ["2026-11-20", null, "2026-12-02"],
      [null, "2026-11-20", "2026-11-23", "2026-11-24"],
    ]) {
      assert.equal(slips(dates).length, 1, dates.join());
    }
  });

  test("leaves alone what was put off once and by less, or is back where it was", () => {
    for (const dates of [
      ["2026-11-20", "2026-11-27"],
      ["2026-11-20", "2026-11-23"],
      ["2026-11-20", "2026-11-24", "2026-11-20"],
      ["2026-12-20", "2026-12-10", "2026-11-30"],
      [null, "2026-12-20"],
      ["2026-11-20"],
    ]) {
      assert.deepEqual(slips(dates), [], dates.join());
    }
  });

  test("leaves alone what is done, comes again, has lost its date, or changed otherwise", () => {
    assert.deepEqual(slips(["2026-11-10", "2026-12-20"], { status: "done" }), []);
    assert.deepEqual(slips(["2026-11-10", "2026-12-20"], { recurring: true }), []);
    assert.deepEqual(slips(["2026-11-10", "2026-12-20", null]), []);
    const task = taskOf("Load test", { due: "2026-12-20" });
    const changes = [{ item: task.id, field: "owner", from: "2026-11-10", to: "2026-12-20", at: NOW }];
    const context = { items: [task], gone: [], changes, now: NOW, calendar: calendarOf(), people, thresholds: thresholdsOf(slipping) };
    assert.deepEqual(slipping.find(context), []);
  });

  test("counts business days by the reader's calendar", () => {
    const dates = ["2026-11-23", "2026-12-01"];
    assert.equal(slips(dates)[0]?.metric, 5);
    assert.deepEqual(slips(dates, {}, calendarOf("Asia/Dubai", { workdays: [1, 2, 3, 4] })), []);
    assert.equal(slips(dates, {}, calendarOf("Asia/Kathmandu", { holidays: [] }))[0]?.metric, 6);
  });

  test("grows with the distance, and says how often and how far", () => {
    const severities = [
      ["2026-12-01", "2026-12-08"],
      ["2026-12-01", "2026-12-15"],
      ["2026-12-01", "2026-12-29"],
      ["2026-12-01", "2027-02-01"],
    ];
    assert.deepEqual(
      severities.map((dates) => slips(dates)[0]?.severity),
      [1, 2, 2, 3],
    );
    const [finding] = slips(["2026-11-24", "2026-11-25", "2026-11-27"]);
    assert.equal(textOf(finding?.title ?? []), "Load test keeps slipping");
    assert.equal(textOf(finding?.why ?? []), "put off 2 times, by 2 business days in all, now due 2026-11-27");
  });
});

describe("TASK-08, contradictions", () => {
  const whole = (fields: Record<string, FieldValue>): Item => taskOf("Move", fields);
  const part = (fields: Record<string, FieldValue>): Item => taskOf("Pack", { parent: whole({}).id, ...fields });

  test("finds a part due after the whole, open parts of what is done, and waiting for what is done", () => {
    const found = [
      [whole({ due: "2026-11-30" }), part({ due: "2026-12-01" })],
      [whole({ due: "2026-11-30", status: "in_progress" }), part({ due: "2027-01-01", status: "blocked" })],
      [whole({ status: "done" }), part({})],
      [whole({ status: "done" }), part({ status: "in_progress" })],
      [taskOf("Choose", { status: "done" }), taskOf("Buy", { status: "blocked", blockedBy: "choose" })],
      [taskOf("Choose", { status: "done" }), taskOf("Buy", { blockedBy: taskOf("Choose").id })],
    ];
    for (const items of found) assert.equal(run(inconsistent, items).length, 1);
  });

  test("leaves alone what agrees", () => {
    const fine = [
      [whole({ due: "2026-11-30" }), part({ due: "2026-11-30" })],
      [whole({ due: "2026-11-30" }), part({ due: "2026-11-01" })],
      [whole({ status: "done" }), part({ status: "done" })],
      [whole({ status: "in_progress" }), part({ status: "done" })],
      [taskOf("Choose", { status: "in_progress" }), taskOf("Buy", { status: "blocked", blockedBy: "Choose" })],
    ];
    for (const items of fine) assert.deepEqual(run(inconsistent, items), []);
  });

  test("leaves alone what is given up, undated, or part of what is not there", () => {
    const exempt = [
      [whole({ status: "cancelled", due: "2026-11-30" }), part({ due: "2026-12-01" })],
      [whole({ status: "done" }), part({ status: "cancelled" })],
      [whole({}), part({ due: "2026-12-01" })],
      [part({ due: "2026-12-01" })],
      [taskOf("Buy", { status: "done", blockedBy: "Buy" })],
    ];
    for (const items of exempt) assert.deepEqual(run(inconsistent, items), []);
  });

  test("tells the task of the same file from another of the same name", () => {
    const blocker = taskOf("Choose", { status: "done", path: "b.md" });
    const [finding] = run(inconsistent, [
      taskOf("Choose", { status: "done", path: "a.md" }),
      blocker,
      taskOf("Buy", { path: "b.md", blockedBy: "Choose" }),
    ]);
    assert.ok(finding?.evidence.some((fact) => fact.item === blocker.id));
  });

  test("reads plainly, and keeps one key while more parts turn up", () => {
    const other = taskOf("Label", { parent: whole({}).id });
    const [one] = run(inconsistent, [whole({ status: "done" }), part({})]);
    const [two] = run(inconsistent, [whole({ status: "done" }), other, part({})]);
    assert.equal(one?.key, two?.key);
    assert.equal(textOf(two?.title ?? []), "Move is done, but not all of its parts");
    assert.equal(textOf(two?.why ?? []), "2 parts open, Label first");
  });
});

describe("TASK-09, too much at once", () => {
  const many = (count: number, fields: Record<string, FieldValue>): Item[] =>
    Array.from({ length: count }, (_, index) => taskOf(`Task ${index}`, { owner: "dana", ...fields }));

  test("finds five due within two business days, and five in progress", () => {
    const found = [
      many(5, { due: "2026-11-19" }),
      many(5, { due: "2026-11-23" }),
      many(9, { due: "2026-11-20", owner: "me" }),
      many(5, { status: "in_progress" }),
      [...many(4, { due: "2026-11-20" }), taskOf("By another of her names", { due: "2026-11-23", owner: "Dana Reyes" })],
      many(5, { due: "2026-11-20", owner: "zed" }),
    ];
    for (const tasks of found) {
      assert.deepEqual(
        run(overload, tasks).map((finding) => finding.primary),
        [tasks[0]?.id],
      );
    }
  });

  test("leaves alone four, and what is due before or later", () => {
    const fine = [
      many(4, { due: "2026-11-19" }),
      many(4, { status: "in_progress" }),
      many(5, { due: "2026-11-24" }),
      many(5, { due: "2026-11-18" }),
      [...many(4, { due: "2026-11-20" }), taskOf("Of another", { due: "2026-11-20", owner: "priya" })],
    ];
    for (const tasks of fine) assertNone(overload, tasks);
  });

  test("leaves alone what is nobody's, done, or waiting", () => {
    assertNone(overload, many(6, { due: "2026-11-20", owner: null }));
    assertNone(overload, many(6, { due: "2026-11-20", status: "done" }));
    assertNone(overload, many(6, { status: "in_progress", blockedBy: "the vendor" }));
  });

  test("counts by the reader's day: three zones, weeks of changing clocks, a holiday", () => {
    const monday = many(5, { due: "2026-11-02" });
    const night = "2026-10-29T05:00:00.000Z";
    assertNone(overload, monday, night, calendarOf("America/Los_Angeles"));
    assert.equal(run(overload, monday, night, calendarOf("Asia/Kathmandu")).length, 1);
    assert.equal(run(overload, monday, night, calendarOf("Europe/Berlin")).length, 1);
    assert.equal(run(overload, many(5, { due: "2026-11-30" }), "2026-11-25T12:00:00.000Z").length, 1);
  });

  test("is one matter of one person, whichever task comes first, and the name is the source's", () => {
    const [before] = run(overload, many(6, { due: "2026-11-20" }));
    const [after] = run(overload, many(6, { due: "2026-11-20" }).slice(1));
    assert.equal(before?.key, after?.key);
    assert.equal(textOf(before?.title ?? []), "dana has 6 tasks at once");
    assert.equal(textOf(before?.why ?? []), "due by 2026-11-20, Task 0 first");
    const elsewhere = Array.from({ length: 5 }, (_, index) =>
      itemOf({
        id: `rows:${index}`,
        source: "rows",
        kind: "task",
        actors: [{ name: "Ada", role: "owner" }],
        fields: { due: "2026-11-20" },
      }),
    );
    assert.equal(textOf(run(overload, elsewhere)[0]?.title ?? []), "Ada has 5 tasks at once");
  });

  test("speaks to the reader of the reader's own", () => {
    const [finding] = run(overload, many(5, { status: "in_progress", owner: "me" }));
    assert.equal(textOf(finding?.title ?? []), "You have 5 tasks at once");
    assert.equal(finding?.owner, "you");
  });
});
