import assert from "node:assert/strict";
import { test } from "node:test";
import { summariseFiles } from "../../src/analysis/summary/files.ts";
import type { Item } from "../../src/core/item.ts";
import { itemOf, taskOf } from "../support/items.ts";
import { runDay } from "../support/day.ts";
import { textOf } from "../support/text.ts";

const NOW = "2026-11-19T08:00:00.000Z";

function tell(items: readonly Item[], earlier?: readonly Item[]): string[] {
  const material = {
    news: items,
    items,
    gone: [],
    findings: [],
    sources: [],
    asOf: NOW,
    timezone: "Europe/Berlin",
    ...(earlier && { earlier }),
  };
  return summariseFiles(items, material).map((bullet) => textOf(bullet.text));
}

const noteOf = (title: string, body: string): Item => itemOf({ id: `files:notes/${title}.md`, source: "files", kind: "note", title, body });

test("a first reading tells how many tasks there are, not that all of them are new", () => {
  assert.deepEqual(tell([taskOf("One"), taskOf("Two", { status: "done" }), taskOf("Three", { status: "cancelled" })]), [
    "Read 3 tasks, 1 of them open.",
  ]);
  assert.deepEqual(tell([taskOf("One")]), ["Read 1 task, open."]);
  assert.deepEqual(tell([noteOf("Plan", "a")]), []);
});

test("later it tells what became of each", () => {
  const earlier = [
    taskOf("Done now"),
    taskOf("Done before", { status: "done" }),
    taskOf("Moved", { due: "2026-11-20" }),
    taskOf("Freed of its date", { due: "2026-11-20" }),
    taskOf("Handed over", { owner: "dana" }),
    taskOf("Dropped by its owner", { owner: "dana" }),
    noteOf("Plan", "before"),
    noteOf("Same", "same"),
  ];
  const items = [
    taskOf("Done now", { status: "done" }),
    taskOf("Done before", { status: "done", line: 9 }),
    taskOf("Moved", { due: "2026-11-27" }),
    taskOf("Freed of its date"),
    taskOf("Handed over", { owner: "priya" }),
    taskOf("Dropped by its owner"),
    taskOf("Brand new"),
    taskOf("New and done", { status: "done" }),
    noteOf("Plan", "after"),
    noteOf("Same", "same"),
    noteOf("Fresh", "text"),
  ];
  assert.deepEqual(tell(items, earlier), [
    "Done: Done now.",
    "Added: Brand new.",
    "New date: Moved to 2026-11-27; Freed of its date, none now.",
    "Handed over: Handed over to priya; Dropped by its owner, to nobody yet.",
    "Notes edited: Plan; Fresh.",
  ]);
});

test("moved lines and a new time of editing are no news", () => {
  assert.deepEqual(tell([taskOf("Same", { line: 40 }, NOW)], [taskOf("Same")]), []);
});

test("thousands of tasks are told in a line that stays small", () => {
  const items = Array.from({ length: 5_000 }, (_, index) => taskOf(`Task ${index}`));
  const base = { news: items, items, gone: [], findings: [], sources: [], asOf: NOW, timezone: "Europe/Berlin" };
  const [first, ...rest] = [...summariseFiles(items, base), ...summariseFiles(items, { ...base, earlier: [] })];
  assert.equal(textOf(first?.text ?? []), "Read 5,000 tasks, all of them open.");
  assert.match(textOf(rest[0]?.text ?? []), /; more than 100 others\.$/);
  assert.ok(JSON.stringify([first, rest]).length < 32_000);
});

test("many names become three and a count, and what is named is cited", () => {
  const items = Array.from({ length: 12 }, (_, index) => taskOf(`Task ${index}`));
  const material = { news: items, items, gone: [], findings: [], sources: [], asOf: NOW, timezone: "Europe/Berlin", earlier: [] };
  const [bullet] = summariseFiles(items, material);
  assert.equal(textOf(bullet?.text ?? []), "Added: Task 0; Task 1; Task 2; 9 more.");
  assert.deepEqual(
    bullet?.cites,
    items.slice(0, 3).map((item) => item.id),
  );
});

test("a task that was at risk and is done is told as cleared, and not once more as done", () => {
  const [open, done] = ["todo", "done"].map((status) => taskOf("Send the contract", { due: "2026-11-16", owner: "me", status }));
  assert.ok(open && done);
  const first = runDay({ items: [open] });
  const next = runDay({ now: "2026-11-20T08:00:00.000Z", items: [done], earlier: [open], ledger: first.analysis.ledger, since: NOW });
  const told = next.briefing.sections.map(({ title, bullets }) => [title, bullets.length]);
  assert.deepEqual(told, [["Cleared", 1]]);
});
