import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { changedMeeting } from "../../src/analysis/rules/calendar/changes.ts";
import type { Change, FieldValue } from "../../src/core/item.ts";
import { changesAfter } from "../../src/engine/run/changes.ts";
import { textOf } from "../support/text.ts";
import { dayEntry, eventOf, findIn, stranger, type EventChanges, type Surroundings } from "./calendar-events.ts";
import { NOW } from "./run-rule.ts";

/** What the rule finds once an event has become another. */
function after(start: string, to: { start?: string } & EventChanges, around: Surroundings = {}, from: EventChanges = {}) {
  const [before, now] = [eventOf("Design review", start, from), eventOf("Design review", to.start ?? start, to)];
  return findIn(changedMeeting, [now], { changes: changesAfter([], [before], [now], around.now ?? NOW), ...around });
}

const titleOf = (found: ReturnType<typeof after>) => found.map((finding) => [textOf(finding.title), textOf(finding.why)].join(": "));

describe("CAL-08, changed since the last look", () => {
  test("finds what was moved, cancelled, resized, put elsewhere, or is gone", () => {
    assert.deepEqual(titleOf(after("12:00", { start: "2026-11-20T11:00:00Z" })), [
      "Design review moved to 2026-11-20T11:00:00.000Z: 1 day later than at the last look",
    ]);
    assert.deepEqual(titleOf(after("12:00", { start: "11:30" })), [
      "Design review moved to 2026-11-19T10:30:00.000Z: 30 minutes earlier than at the last look",
    ]);
    assert.deepEqual(titleOf(after("12:00", { fields: { status: "cancelled" } })), [
      "2026-11-19T11:00:00.000Z Design review is cancelled: it still stood at the last look",
    ]);
    assert.deepEqual(titleOf(after("12:00", { fields: { location: "Room Oslo" } })), [
      "2026-11-19T11:00:00.000Z Design review has another place: now Room Oslo",
    ]);
    assert.deepEqual(titleOf(after("12:00", { minutes: 90 })), [
      "Design review now ends at 2026-11-19T12:30:00.000Z: 1 hour later than at the last look",
    ]);
    const gone = findIn(changedMeeting, [], { gone: [eventOf("Design review", "2026-11-21T08:59:00Z")] });
    assert.deepEqual(titleOf(gone), ["2026-11-21T08:59:00.000Z Design review is gone from the calendar: it was there at the last look"]);
  });

  test("leaves alone what is further off than two days, before and after, and what is over", () => {
    assert.deepEqual(after("2026-11-21T09:01:00Z", { start: "2026-11-23T09:00:00Z" }), []);
    assert.deepEqual(after("2026-11-21T09:01:00Z", { fields: { status: "cancelled" } }), []);
    assert.deepEqual(after("09:30", { fields: { location: "Room Oslo" } }), []);
    assert.deepEqual(after("08:00", { start: "08:30" }), []);
    assert.deepEqual(findIn(changedMeeting, [], { gone: [eventOf("Review", "2026-11-21T09:01:00Z"), eventOf("Over", "09:00")] }), []);
    assert.equal(after("2026-11-24T09:00:00Z", { start: "2026-11-21T09:00:00Z" }).length, 1);
  });

  test("leaves alone what is declined, free, all day or nobody else's, and what came back to what it was", () => {
    assert.deepEqual(after("12:00", { start: "13:00", me: "declined" }), []);
    assert.deepEqual(after("12:00", { start: "13:00", guests: [] }), []);
    assert.deepEqual(after("12:00", { start: "13:00", fields: { showAs: "free" } }), []);
    assert.deepEqual(findIn(changedMeeting, [], { gone: [dayEntry("Fair", "2026-11-20", "2026-11-21")] }), []);
    const item = eventOf("Design review", "12:00");
    const change = (from: FieldValue, to: FieldValue): Change => ({ item: item.id, field: "start", from, to, at: NOW });
    const [old, other] = ["2026-11-19T11:00:00.000Z", "2026-11-19T12:00:00.000Z"];
    assert.deepEqual(findIn(changedMeeting, [item], { changes: [change(old, other), change(other, old)] }), []);
  });

  test("is told on the day that it was noticed, and a second change is news of its own", () => {
    const item = eventOf("Design review", "2026-11-20T15:00:00Z");
    const change = (at: string): Change => ({
      item: item.id,
      field: "start",
      from: "2026-11-20T11:00:00.000Z",
      to: "2026-11-20T15:00:00.000Z",
      at,
    });
    assert.deepEqual(findIn(changedMeeting, [item], { changes: [change("2026-11-18T09:00:00.000Z")] }), []);
    const keys = ["2026-11-19T08:00:00.000Z", "2026-11-19T09:00:00.000Z"].map(
      (at) => findIn(changedMeeting, [item], { changes: [change(at)] })[0]?.key,
    );
    assert.notEqual(keys[0], keys[1]);
  });

  test("counts days by the reader's clock through the night in which the clocks change", () => {
    const found = after("2026-03-28T11:00:00Z", { start: "2026-03-29T10:00:00Z" }, { now: "2026-03-28T08:00:00.000Z" });
    assert.match(titleOf(found)[0] ?? "", /: 1 day later/);
  });

  test("weighs who comes", () => {
    const severities = [after("16:00", { start: "17:00" }), after("16:00", { start: "17:00", guests: [stranger("Dana Fox")] })].map(
      ([finding]) => finding?.severity,
    );
    assert.deepEqual(severities, [2, 3]);
  });
});
