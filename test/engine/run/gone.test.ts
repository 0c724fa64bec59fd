import assert from "node:assert/strict";
import { test } from "node:test";
import type { DraftItem, Item } from "../../../src/core/item.ts";
import { divide, doubted, findVanished, type Answer } from "../../../src/engine/run/gone.ts";
import { healthOf, itemOf, taskOf } from "../../support/items.ts";

const NOW = "2026-11-19T08:00:00.000Z";
const tasks = ["Ship", "Test", "Write", "Call"].map((title) => taskOf(title, { due: "2026-11-20" }));
const event = (id: string, ts: string): Item => itemOf({ id: `ics:${id}`, source: "ics", kind: "instance", title: id, ts });

function answerOf(before: readonly Item[], changes: Partial<Answer> = {}): Answer {
  return { health: healthOf("files", NOW), lost: before.map((item) => item.contentHash), ...changes };
}

const titles = (items: readonly Item[]): string[] => items.map(({ title }) => title);

test("what is there no more is gone where its source answered in full", () => {
  const [, ...others] = tasks;
  const { past, gone } = divide(tasks, others, [answerOf(tasks)]);
  assert.deepEqual([titles(past), titles(gone)], [titles(others), ["Ship"]]);
  const failed = answerOf(tasks, { health: healthOf("files", NOW, { ok: false, error: "no" }) });
  assert.deepEqual(divide(tasks, others, [failed]).gone, []);
  // It may have been moved to where nothing could be read.
  assert.deepEqual(divide(tasks, others, [answerOf(tasks), { ...failed, lost: [] }]).gone, []);
});

test("what lies outside the span that was looked at is not gone", () => {
  const earlier = [event("yesterday", "2026-11-18T09:00:00.000Z"), event("next month", "2026-12-20T09:00:00.000Z")];
  const covers = { from: "2026-11-18T08:00:00.000Z", to: "2026-12-03T08:00:00.000Z" };
  const answer = answerOf(earlier, { health: healthOf("ics", NOW), covers });
  assert.deepEqual(titles(divide(earlier, [], [answer]).gone), ["yesterday"]);
});

test("each calendar answers for its own span only", () => {
  const earlier = [event("in a week", "2026-11-26T09:00:00.000Z")];
  const far = { health: healthOf("ics", NOW), covers: { from: NOW, to: "2026-12-19T08:00:00.000Z" } };
  const near = { health: healthOf("ics-2", NOW), covers: { from: NOW, to: "2026-11-20T08:00:00.000Z" } };
  assert.deepEqual(titles(divide(earlier, [], [answerOf(earlier, far), answerOf([], near)]).gone), ["in a week"]);
  assert.deepEqual(titles(divide(earlier, [], [answerOf([], far), answerOf(earlier, near)]).gone), []);
});

test("nothing is gone of a source that is not read any more", () => {
  assert.deepEqual(divide(tasks, [], [answerOf([])]).gone, []);
});

const answered = (items: readonly Item[] = []) => ({ items, failures: [] });
const GONE_TASKS = { before: 4, now: 0 };

test("where nothing is left of much, all of it has vanished at once", () => {
  assert.deepEqual(findVanished(tasks, answered()), GONE_TASKS);
  assert.deepEqual(findVanished([...tasks, ...tasks.map((task) => ({ ...task, contentHash: "v1:other" }))], answered()), GONE_TASKS);
});

test("little may well end on one day, and so may what is closed, past or made up", () => {
  assert.equal(findVanished(tasks.slice(0, 2), answered()), undefined);
  for (const fields of [{ status: "done" }, { status: "cancelled" }, { example: true }]) {
    const closed = ["Ship", "Test", "Write"].map((title) => taskOf(title, fields));
    assert.equal(findVanished(closed, answered()), undefined);
  }
  const held = [9, 10, 11].map((hour) => event(`${hour}`, `2026-11-18T${String(hour).padStart(2, "0")}:00:00.000Z`));
  assert.equal(findVanished(held, { ...answered(), covers: { from: NOW, to: "2026-12-03T08:00:00.000Z" } }), undefined);
});

test("a note that was just written says nothing of the tasks, and a source that failed is not doubted besides", () => {
  assert.deepEqual(findVanished(tasks, answered([itemOf({ id: "files:a", source: "files", kind: "note" })])), GONE_TASKS);
  assert.equal(findVanished(tasks, answered(tasks.slice(0, 1))), undefined);
  assert.equal(findVanished(tasks, { items: [], failures: [{ what: "tasks", error: "no" }] }), undefined);
});

const row = (kind: string, title: string, fields: DraftItem["fields"] = {}, ts = NOW): Item =>
  itemOf({ id: `files:${kind}.csv#${title}`, source: "files", kind, title, ts, fields });

test("a plan of which only its head is left has lost its tasks", () => {
  assert.deepEqual(findVanished([row("launch", "Spring"), ...tasks], answered([row("launch", "Spring")])), GONE_TASKS);
});

test("of rollouts, incidents and launches, which stay written down until they are over, most are not gone at once", () => {
  for (const kind of ["rollout", "incident", "launch"]) {
    const rows = ["Tides", "Moon", "Gulls"].map((title) => row(kind, title, { service: title, stage: "10 %", state: "running" }));
    assert.deepEqual(findVanished(rows.slice(0, 1), answered()), { before: 1, now: 0 });
    assert.deepEqual(findVanished(rows, answered(rows.slice(0, 1))), { before: 3, now: 1 });
    assert.equal(findVanished(rows, answered(rows.slice(1))), undefined);
    // It was called otherwise.
    assert.equal(findVanished(rows.slice(0, 1), answered([row(kind, "Tides 5")])), undefined);
  }
  for (const state of ["done", "withdrawn", "failed", "resolved"]) {
    assert.equal(findVanished([row("rollout", "Tides", { state })], answered()), undefined);
  }
});

test("a rollout that was overtaken leaves the window with the one that overtook it", () => {
  const fields = { service: "tides", stage: "production" };
  const later = row("rollout", "Tides 6", { ...fields, state: "done" }, "2026-11-19T09:00:00.000Z");
  assert.equal(findVanished([row("rollout", "Tides 5", { ...fields, state: "paused" }), later], answered()), undefined);
});

test("what is doubted says how much is missing", () => {
  const errorOf = (before: number, now: number) => doubted(healthOf("files", NOW), { before, now }).error;
  assert.equal(errorOf(4, 0), "expected some of the 4 things that were there the last time, got none of them");
  assert.equal(errorOf(1, 0), "expected the one thing that was there the last time, got nothing like it");
  assert.equal(errorOf(6, 2), "expected most of the 6 things that were there the last time, got 2");
});
