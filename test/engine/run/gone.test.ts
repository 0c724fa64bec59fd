import assert from "node:assert/strict";
import { test } from "node:test";
import type { Item } from "../../../src/core/item.ts";
import { divide, findVanished, isBare, type Answer } from "../../../src/engine/run/gone.ts";
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

test("where nothing is left of much, all of it has vanished at once", () => {
  assert.equal(findVanished(tasks, undefined), 4);
  assert.equal(findVanished([...tasks, ...tasks.map((task) => ({ ...task, contentHash: "v1:other" }))], undefined), 4);
});

test("little may well end on one day, and so may what is closed, past or made up", () => {
  assert.equal(findVanished(tasks.slice(0, 2), undefined), undefined);
  for (const fields of [{ status: "done" }, { status: "cancelled" }, { example: true }]) {
    const closed = ["Ship", "Test", "Write"].map((title) => taskOf(title, fields));
    assert.equal(findVanished(closed, undefined), undefined);
  }
  const held = [9, 10, 11].map((hour) => event(`${hour}`, `2026-11-18T${String(hour).padStart(2, "0")}:00:00.000Z`));
  assert.equal(findVanished(held, { from: NOW, to: "2026-12-03T08:00:00.000Z" }), undefined);
});

test("a note that was just written says nothing of the tasks, and a source that failed is not doubted besides", () => {
  assert.equal(isBare({ items: [itemOf({ id: "files:a", source: "files", kind: "note" })], failures: [] }), true);
  assert.equal(isBare({ items: tasks, failures: [] }), false);
  assert.equal(isBare({ items: [], failures: [{ what: "tasks", error: "no" }] }), false);
});
