import assert from "node:assert/strict";
import { test } from "node:test";
import { decide, type DueQuestion } from "../../src/engine/decide.ts";

const ON_TIME: DueQuestion = {
  nominalAt: 1_000_000,
  now: 1_000_200,
  active: false,
  paused: false,
  graceMs: 5_000,
  superseded: false,
  alsoMissed: { count: 0, more: false },
  watchingSince: 0,
};

const CASES: readonly [name: string, differs: Partial<DueQuestion>, state: string, reason: string][] = [
  ["a slot on time starts", {}, "start", ""],
  ["a slot at the end of its grace starts", { now: 1_005_000 }, "start", ""],
  ["a paused automation is skipped", { paused: true, active: true }, "skipped", "the automation is paused"],
  ["a slot whose previous run goes on is skipped", { active: true }, "skipped", "its previous run had not ended yet"],
  ["a slot after its grace is missed", { now: 1_005_001 }, "missed", "the machine was asleep, or its clock was changed"],
  [
    "a slot before the process began is missed because of that",
    { now: 1_005_001, watchingSince: 1_004_000 },
    "missed",
    "Chief was not running",
  ],
  ["a slot that a later one replaces is missed", { superseded: true, watchingSince: 2_000_000 }, "missed", "Chief was not running"],
  [
    "one that was missed too is counted",
    { now: 9e9, alsoMissed: { count: 1, more: false }, watchingSince: 8e9 },
    "missed",
    "Chief was not running; 1 later time passed as well",
  ],
  [
    "many that were missed are not counted to the end",
    { now: 9e9, alsoMissed: { count: 100, more: true }, watchingSince: 8e9 },
    "missed",
    "Chief was not running; more than 100 later times passed as well",
  ],
];

for (const [name, differs, state, reason] of CASES) {
  test(name, () => assert.deepEqual(decide({ ...ON_TIME, ...differs }), { state, reason }));
}
