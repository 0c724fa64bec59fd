import assert from "node:assert/strict";
import { test } from "node:test";
import { ageUrgency, deadlineUrgency, isShowable, raiseImpact, severityOf, stateUrgency } from "../../src/analysis/severity.ts";
import { calendarOf } from "../support/items.ts";

const calendar = calendarOf("America/New_York");
const now = "2026-11-19T15:00:00.000Z";

test("severity is the product of impact and urgency in four bands", () => {
  const bands = [
    [1, 3],
    [1, 4],
    [2, 3],
    [2, 4],
    [3, 3],
    [3, 4],
    [4, 4],
  ] as const;
  assert.deepEqual(
    bands.map(([impact, urgency]) => severityOf({ impact, urgency })),
    [1, 2, 2, 3, 3, 4, 4],
  );
});

test("each reason raises impact by one, up to four", () => {
  assert.equal(raiseImpact(2), 2);
  assert.equal(raiseImpact(2, true, false), 3);
  assert.equal(raiseImpact(3, true, true, true), 4);
});

test("a deadline presses more the nearer it is", () => {
  const urgencies = ["2026-12-01", "2026-11-24", "2026-11-23", "2026-11-20", "2026-11-19", "2026-11-18"].map((due) =>
    deadlineUrgency(due, now, calendar),
  );
  assert.deepEqual(urgencies, [1, 1, 2, 2, 3, 4]);
});

test("an instant presses most within two hours, and keeps doing so once past", () => {
  const urgencies = ["2026-11-19T17:00:01.000Z", "2026-11-19T17:00:00.000Z", "2026-11-19T14:00:00.000Z"].map((due) =>
    deadlineUrgency(due, now, calendar),
  );
  assert.deepEqual(urgencies, [3, 4, 4]);
});

test("what is past and can't be mended any more presses less", () => {
  assert.equal(deadlineUrgency("2026-11-18", now, calendar, false), 2);
});

test("a deadline two business days away reaches over a weekend and a holiday", () => {
  assert.equal(deadlineUrgency("2026-11-30", "2026-11-25T15:00:00.000Z", calendar), 2);
  assert.equal(deadlineUrgency("2026-12-01", "2026-11-25T15:00:00.000Z", calendar), 1);
});

test("the day of a deadline is the day in the calendar's zone", () => {
  const lateEvening = "2026-11-20T02:00:00.000Z";
  assert.equal(deadlineUrgency("2026-11-19", lateEvening, calendar), 3);
  assert.equal(deadlineUrgency("2026-11-19", lateEvening, calendarOf("Europe/Berlin")), 4);
});

test("age doubles its way up from the threshold", () => {
  assert.deepEqual(
    [1, 2, 3, 4, 7, 8, 15, 16, 200].map((age) => ageUrgency(age, 2)),
    [1, 1, 1, 2, 2, 3, 3, 4, 4],
  );
});

test("a bad state presses at once, and most from twice its threshold on", () => {
  assert.deepEqual(
    [1, 3, 4].map((age) => stateUrgency(age, 2)),
    [3, 3, 4],
  );
});

test("high findings are shown, medium ones where we are fairly sure, low ones never", () => {
  const shown = [
    [3, 0.4],
    [2, 0.6],
    [2, 0.59],
    [1, 1],
  ] as const;
  assert.deepEqual(
    shown.map(([severity, confidence]) => isShowable({ severity, confidence })),
    [true, true, false, false],
  );
});
