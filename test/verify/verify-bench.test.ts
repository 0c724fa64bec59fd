import assert from "node:assert/strict";
import { test } from "node:test";
import { formatVerify } from "../../bench/verify/table.ts";
import { measureProse } from "./bench/prose.ts";
import { officeWeeks } from "./bench/model-days.ts";
import { MODEL_KINDS } from "./bench/model-kinds.ts";
import { measureModels } from "./bench/model-rows.ts";
import type { VerifyRow } from "./bench/row.ts";
import { measureChecker, trueDays } from "./bench/rows.ts";
import { measureSpeed } from "./bench/speed.ts";

/** Every so manieth of the simulated mornings; `npm run verify-bench` takes all of them. */
const EVERY = 60;
/** Well above what it takes alone, since tests share the machine. */
const MOST_MS = 80;

/** A week with a source that does not answer on its second morning. */
const MODEL_WEEK = 1;
const MORNINGS = 2;

function assertMet(rows: readonly VerifyRow[]): void {
  const missed = rows.filter(({ met, cases }) => cases > 0 && !met);
  assert.ok(missed.length === 0, formatVerify(missed));
}

test("what is untrue in a model's line is noticed, and what is as good as any is not, over some simulated days", () => {
  const rows = measureChecker(trueDays(EVERY));
  assertMet(rows);
  assert.ok(rows.filter(({ cases }) => cases > 100).length >= 18);
});

test("so it is in free prose", () => {
  assertMet(measureProse());
});

test("a briefing that is whole and true is delivered whatever a model does, over two simulated mornings", async () => {
  const rows = await measureModels(officeWeeks([MODEL_WEEK], MORNINGS));
  assertMet(rows);
  assert.deepEqual(
    rows.map(({ kind, cases }) => [kind, kind === "morning" ? cases : cases > MODEL_KINDS.length]),
    [...MODEL_KINDS.map(() => ["morning", MORNINGS]), ["mention", true]],
  );
});

test("a share that misses its aim is told, with what went wrong", () => {
  const row: VerifyRow = { what: "dates", kind: "untrue", cases: 10, charged: 9, aim: 0.99, met: false, notes: ["on Monday"] };
  const told = formatVerify([row, { ...row, what: "names", charged: 10, met: true, notes: [] }]);
  assert.match(told, /dates +10 +9 +0\.9000 +at least 0\.99 +NO/);
  assert.match(told, /dates: on Monday/);
  assert.match(
    told,
    /19 of 20 untrue lines noticed, 0 of 0 harmless ones charged, 0 of 0 mornings with a scripted model whole and true; 1 of 2 aims missed\.$/,
  );
});

test("thirty lines over three thousand items are held fast", () => {
  const { claimsMs, briefingMs } = measureSpeed();
  assert.ok(claimsMs < MOST_MS, `${claimsMs} ms`);
  assert.ok(briefingMs < MOST_MS, `${briefingMs} ms`);
});
