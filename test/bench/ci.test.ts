import assert from "node:assert/strict";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { measure, plantAll } from "../../bench/ci/measure.ts";
import { adjustedRand, bCubed, macroF1, recallOf } from "../../bench/ci/score.ts";

const judged = (truth: string, found: string, trueClass = "BROKEN", foundClass = "BROKEN") => ({ truth, found, trueClass, foundClass });

test("two partitions are as alike as counting their pairs says", () => {
  const same = [judged("a", "1"), judged("a", "1"), judged("b", "2")];
  assert.deepEqual([adjustedRand(same), bCubed(same)], [1, 1]);
  const one = [judged("a", "1"), judged("a", "1"), judged("b", "1"), judged("b", "1")];
  assert.equal(adjustedRand(one), 0);
  assert.ok(Math.abs(bCubed(one) - 2 / 3) < 1e-9);
});

test("a class counts by what was told of it and what was missed", () => {
  const told = [judged("a", "1"), judged("b", "2", "FLAKY", "BROKEN"), judged("c", "3", "FLAKY", "FLAKY")];
  assert.ok(Math.abs(macroF1(told) - 2 / 3) < 1e-9);
  assert.deepEqual([recallOf(told, "BROKEN"), recallOf(told, "FLAKY")], [1, 0.5]);
});

test("faults that are planted into a real project come out as its causes, each with its commit", async (t) => {
  const folder = mkdtempSync(join(tmpdir(), "ci-bench-"));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  const figures = await measure(await plantAll(folder, 1, 1));
  assert.deepEqual(figures.misses, []);
  assert.ok(figures.faults >= 2 && figures.failures > 20);
});
