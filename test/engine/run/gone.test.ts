import assert from "node:assert/strict";
import { test } from "node:test";
import type { Item } from "../../../src/core/item.ts";
import { divide, type Answer } from "../../../src/engine/run/gone.ts";
import { healthOf, itemOf, taskOf } from "../../support/items.ts";

const NOW = "2026-11-19T08:00:00.000Z";
const tasks = ["Ship", "Test", "Write", "Call"].map((title) => taskOf(title, { due: "2026-11-20" }));
const files: Answer = { health: healthOf("files", NOW) };
const event = (id: string, ts: string): Item => itemOf({ id: `ics:${id}`, source: "ics", kind: "instance", title: id, ts });
const calendar = (from: string, to: string): Answer => ({ health: healthOf("ics", NOW), covers: { from, to } });

const titles = (items: readonly Item[]): string[] => items.map(({ title }) => title);

test("what is there no more is gone where its source answered in full", () => {
  const [, ...others] = tasks;
  const { past, gone, health } = divide(tasks, others, [files]);
  assert.deepEqual([titles(past), titles(gone), health], [titles(others), ["Ship"], [files.health]]);
  const failed = { health: { ...files.health, ok: false, error: "no" } };
  assert.deepEqual(divide(tasks.slice(0, 1), others, [failed]).gone, []);
});

test("a source of which everything vanished at once is doubted, and nothing of it is gone", () => {
  const { gone, health } = divide(tasks, [], [files]);
  assert.deepEqual(gone, []);
  assert.deepEqual(
    [health[0]?.ok, health[0]?.error],
    [false, "expected some of the 4 things that were there the last time, got none of them"],
  );
  // The run after that has nothing to compare with: the source is believed.
  assert.deepEqual(divide([], [], [files]).health, [files.health]);
});

test("one or two things may well be gone together", () => {
  assert.deepEqual(titles(divide(tasks.slice(0, 2), [], [files]).gone), ["Ship", "Test"]);
});

test("what lies outside the span that was looked at is not gone", () => {
  const earlier = [event("yesterday", "2026-11-18T09:00:00.000Z"), event("next month", "2026-12-20T09:00:00.000Z")];
  const there = event("tomorrow", "2026-11-20T09:00:00.000Z");
  const answers = [calendar("2026-11-18T08:00:00.000Z", "2026-12-03T08:00:00.000Z")];
  assert.deepEqual(titles(divide([...earlier, there], [there], answers).gone), ["yesterday"]);
});

test("nothing is gone of a source that is not read any more", () => {
  assert.deepEqual(divide(tasks.slice(0, 1), [], [calendar(NOW, NOW)]).gone, []);
});
