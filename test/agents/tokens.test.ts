import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { weighTokens } from "./weigh-tokens.ts";

describe("a daily briefing over 300 letters, 20 meetings, 40 tasks and 30 pull requests", async () => {
  const { first, naive, cacheable, recall, by, calls, later } = await weighTokens();

  test("is asked for in one call of under 12,000 tokens, at most a tenth of the same things as JSON", () => {
    assert.deepEqual([by, calls[0]], ["model", 1]);
    assert.ok(first.all < 12_000 && first.all <= naive / 10, `${first.all} of ${naive}`);
  });

  test("has under 1,000 tokens before the task: instructions, tools and the form of the answer", () => {
    assert.ok(first.fixed < 1_000, `${first.fixed}`);
  });

  test("shows a thing in about 35 tokens", () => {
    assert.ok(first.things > 150 && first.eachThing <= 35, `${first.things} of ${first.eachThing}`);
  });

  test("tells all that must be told", () => {
    assert.equal(recall, 1);
  });

  test("begins to the letter as the one of the day before, up to the material", () => {
    assert.equal(cacheable[0], cacheable[1]);
    assert.match(cacheable[0], /Ship the tide tables/);
  });

  test("asks nobody once all has been told and nothing is new", () => {
    assert.deepEqual(calls, [1, 1]);
    const told = later.findIndex((run) => run.calls === 0);
    assert.ok(told >= 0);
    assert.deepEqual(new Set(later.slice(told).map((run) => run.calls)), new Set([0]));
    assert.deepEqual(new Set(later.slice(0, told).map((run) => run.isQuiet)), new Set([false]));
  });
});
