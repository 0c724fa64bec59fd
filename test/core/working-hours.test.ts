import assert from "node:assert/strict";
import { test } from "node:test";
import { workingMinutesBetween } from "../../src/core/work-calendar.ts";
import { calendarOf } from "../support/items.ts";

const berlin = calendarOf();

test("only minutes of working hours count", () => {
  const minutes = (from: string, to: string): number => workingMinutesBetween(berlin, from, to);
  assert.equal(minutes("2026-11-19T09:00:00.000Z", "2026-11-19T13:00:00.000Z"), 240);
  assert.equal(minutes("2026-11-18T22:00:00.000Z", "2026-11-19T08:00:30.000Z"), 0);
  assert.equal(minutes("2026-11-18T16:00:00.000Z", "2026-11-19T09:00:00.000Z"), 120);
  assert.equal(minutes("2026-11-20T16:30:00.000Z", "2026-11-23T08:30:00.000Z"), 60);
  assert.equal(minutes("2026-11-25T16:00:00.000Z", "2026-11-27T09:00:00.000Z"), 120);
});

test("a span that runs backwards has none", () => {
  assert.equal(workingMinutesBetween(berlin, "2026-11-19T13:00:00.000Z", "2026-11-19T09:00:00.000Z"), 0);
  assert.equal(workingMinutesBetween(berlin, "2026-11-20T13:00:00.000Z", "2026-11-19T09:00:00.000Z"), 0);
});

test("working days keep their length when the clocks change, in every zone", () => {
  const spans = [
    ["Europe/Berlin", "2026-03-27T00:00:00.000Z", "2026-03-31T00:00:00.000Z"],
    ["America/New_York", "2026-10-30T12:00:00.000Z", "2026-11-03T12:00:00.000Z"],
    ["Australia/Lord_Howe", "2026-10-01T22:00:00.000Z", "2026-10-05T12:00:00.000Z"],
  ] as const;
  assert.deepEqual(
    spans.map(([zone, from, to]) => workingMinutesBetween(calendarOf(zone), from, to)),
    [1080, 1080, 1080],
  );
  // Who works at night has an hour less in the night of spring.
  const always = calendarOf("Europe/Berlin", { workdays: [1, 2, 3, 4, 5, 6, 7], hours: { start: "00:00", end: "12:00" } });
  assert.equal(workingMinutesBetween(always, "2026-03-28T22:00:00.000Z", "2026-03-29T22:00:00.000Z"), 11 * 60);
});
