import assert from "node:assert/strict";
import { describe, test } from "node:test";
import type { Item } from "../../src/core/item.ts";
import { NOW } from "../support/day.ts";
import { healthOf, itemOf, taskOf } from "../support/items.ts";
import { textOf } from "../support/text.ts";
import { linesOf, runDay } from "./checked-day.ts";

describe("a connector that nobody here knows", () => {
  const rowOf = (title: string, fields: Record<string, string>): Item =>
    itemOf({ id: `csv-tasks:${title}`, source: "csv-tasks", kind: "task", title, fields: { path: "tasks.csv", ...fields } });
  const rows = [rowOf("Pay the rent", { due: "2026-11-10", owner: "me", status: "todo" }), rowOf("Paint", { status: "todo" })];
  const ok = (now: string) => healthOf("csv-tasks", now);
  const first = runDay({ items: rows, sources: [healthOf("files", NOW), ok(NOW)] });
  const next = "2026-11-20T08:00:00.000Z";

  test("has its tasks judged, its news counted and its coverage told", () => {
    assert.match(linesOf(first.briefing, "risks")[0] ?? "", /^Pay the rent was due/);
    assert.equal(first.analysis.judged[0]?.finding.source, "csv-tasks");
    assert.equal(first.analysis.ledger[0]?.source, "csv-tasks");
    assert.deepEqual(linesOf(first.briefing, "changed"), ["csv-tasks: read 2 tasks."]);
    assert.equal(textOf(first.briefing.coverage), "Looked at 2 tasks in csv-tasks over the last 7 days.");
    const changed = [
      rowOf("Pay the rent", { due: "2026-11-11", owner: "me", status: "todo" }),
      rows[1] ?? rowOf("Paint", {}),
      rowOf("Sweep", {}),
    ];
    const { briefing } = runDay({
      now: next,
      items: changed,
      earlier: rows,
      sources: [ok(next)],
      ledger: first.analysis.ledger,
      since: NOW,
    });
    assert.ok(linesOf(briefing, "changed").includes("csv-tasks: 1 new task and 1 changed task."), linesOf(briefing, "changed").join());
  });

  test("that fails has nothing cleared, whatever other sources say, and its open matters are said to be unchecked", () => {
    const failed = healthOf("csv-tasks", next, { ok: false, count: 0, error: "no such file" });
    const { briefing } = runDay({
      now: next,
      sources: [healthOf("files", next), failed],
      ledger: first.analysis.ledger,
      earlier: rows,
      since: NOW,
    });
    assert.deepEqual(linesOf(briefing, "cleared"), []);
    assert.deepEqual(
      briefing.gaps.map((gap) => textOf(gap.text)),
      ["csv-tasks: no such file. What was open there has not been checked."],
    );
  });

  test("that answers has cleared what is gone, though files failed", () => {
    const failed = healthOf("files", next, { ok: false, count: 0, error: "no such file" });
    const { briefing } = runDay({ now: next, sources: [failed, ok(next)], ledger: first.analysis.ledger, earlier: rows, since: NOW });
    assert.deepEqual(linesOf(briefing, "cleared"), ["Pay the rent was due 2026-11-10: no longer overdue."]);
  });
});

test("what only moved to another file is not called cleared", () => {
  const before = taskOf("Alpha", { due: "2026-11-10", owner: "me" });
  const first = runDay({ items: [before] });
  const now = "2026-11-20T08:00:00.000Z";
  const moved = taskOf("Alpha", { due: "2026-11-10", owner: "me", path: "work/launch.md" });
  const { briefing } = runDay({ now, items: [moved], earlier: [], ledger: first.analysis.ledger, since: NOW });
  assert.deepEqual(linesOf(briefing, "cleared"), []);
  assert.equal(linesOf(briefing, "risks").length, 1);
});
