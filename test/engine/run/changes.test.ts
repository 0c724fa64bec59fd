import assert from "node:assert/strict";
import { test } from "node:test";
import { changesAfter } from "../../../src/engine/run/changes.ts";
import { divide } from "../../../src/engine/run/gone.ts";
import { healthOf, itemOf, taskOf } from "../../support/items.ts";

const AT = "2026-11-19T08:00:00.000Z";

test("a date that moved and an owner who changed are remembered, each with what it was", () => {
  const before = taskOf("Load test", { due: "2026-11-20", owner: "priya" });
  const now = taskOf("Load test", { due: "2026-11-24", owner: "lee" });
  const of = { item: now.id, at: AT };
  assert.deepEqual(changesAfter([], [before], [now], AT), [
    { ...of, field: "due", from: "2026-11-20", to: "2026-11-24" },
    { ...of, field: "owner", from: "priya", to: "lee" },
  ]);
});

test("a rollout that goes on is remembered with where it was, and leaving the window is no end of it", () => {
  const rollout = (stage: string, state: string) => itemOf({ id: "files:v2", source: "files", kind: "rollout", fields: { stage, state } });
  const [before, now] = [rollout("10 %", "paused"), rollout("50 %", "running")];
  const of = { item: now.id, at: AT };
  assert.deepEqual(changesAfter([], [before], [now], AT), [
    { ...of, field: "stage", from: "10 %", to: "50 %" },
    { ...of, field: "state", from: "paused", to: "running" },
  ]);
  const answer = { health: healthOf("files", AT), lost: [before.contentHash] };
  assert.deepEqual(divide([before], [], [answer]).gone, []);
});

test("what is remembered grows, and is forgotten after 90 days", () => {
  const change = (at: string) => ({ item: "files:a", field: "due", from: null, to: "2026-12-01", at });
  const known = [change("2026-08-20T08:00:00.000Z"), change("2026-08-22T08:00:00.000Z")];
  assert.deepEqual(changesAfter(known, [], [], AT), known.slice(1));
});

test("made-up data, whose dates move with the day, change by nothing", () => {
  const [before, now] = ["2026-11-19", "2026-11-20"].map((due) => taskOf("A", { due, example: true }));
  assert.deepEqual(before && now && changesAfter([], [before], [now], AT), []);
});

test("fields that nobody asks about, other kinds, and items that are gone change nothing", () => {
  const before = [taskOf("A", { line: 3 }), taskOf("Gone", { due: "2026-11-20" }), itemOf({ id: "git:c", source: "git", kind: "commit" })];
  const now = [taskOf("A", { line: 9 }), itemOf({ id: "git:c", source: "git", kind: "commit", fields: { due: "2026-11-20" } })];
  assert.deepEqual(changesAfter([], before, now, AT), []);
});
