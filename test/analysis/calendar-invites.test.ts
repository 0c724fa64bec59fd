import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { unanswered } from "../../src/analysis/rules/calendar/invites.ts";
import { textOf } from "../support/text.ts";
import { assertEach, assertNoneOf, crowd, eventOf, findIn, seriesOf, stranger } from "./calendar-events.ts";

const open = { me: "needs_action" } as const;
const invitedOn = (created: string) => ({ ...open, fields: { created } });

describe("CAL-04, an invitation without an answer", () => {
  test("finds what is within a day, and what was sent two days ago and is within five", () => {
    assertEach(unanswered, [
      [eventOf("Soon", "11:00", open)],
      [eventOf("In a day", "2026-11-20T09:00:00Z", open)],
      [eventOf("Old", "2026-11-23T09:00:00Z", invitedOn("2026-11-16T09:00:00.000Z"))],
      [eventOf("Just old", "2026-11-24T09:00:00Z", invitedOn("2026-11-17T08:59:00.000Z"))],
      [eventOf("Thirty", "12:00", { ...open, guests: crowd(29) })],
      seriesOf("Series", ["2026-11-19T12:00:00Z", "2026-11-20T08:00:00Z"], open),
    ]);
  });

  test("leaves alone what is further off, or was sent lately", () => {
    assertNoneOf(unanswered, [
      [eventOf("In more than a day", "2026-11-20T09:01:00Z", open)],
      [eventOf("Sent lately", "2026-11-23T09:00:00Z", invitedOn("2026-11-17T09:00:00.000Z"))],
      [eventOf("In more than five days", "2026-11-24T09:01:00Z", invitedOn("2026-11-01T09:00:00.000Z"))],
      [eventOf("Begun", "09:59", open)],
      [eventOf("Thirty-one", "12:00", { ...open, guests: crowd(30) })],
    ]);
  });

  test("leaves alone what is answered, cancelled or free", () => {
    assertNoneOf(unanswered, [
      [eventOf("Accepted", "12:00")],
      [eventOf("Perhaps", "12:00", { me: "tentative" })],
      [eventOf("Declined", "12:00", { me: "declined" })],
      [eventOf("Cancelled", "12:00", { ...open, fields: { status: "cancelled" } })],
      [eventOf("Free", "12:00", { ...open, fields: { showAs: "free" } })],
      [eventOf("Not asked", "12:00", { me: null })],
    ]);
  });

  test("counts hours, not days, through the night in which the clocks change", () => {
    const around = { now: "2026-03-28T09:00:00.000Z" };
    assertEach(unanswered, [[eventOf("At ten in summer time", "2026-03-29T09:00:00Z", open)]], around);
    assertNoneOf(unanswered, [[eventOf("At eleven", "2026-03-29T09:01:00Z", open)]], around);
  });

  test("names who waits, weighs who they are, and keeps one key for a series", () => {
    const [finding] = findIn(unanswered, [eventOf("Kick-off", "14:00", { ...open, guests: [stranger("Dana Fox")] })]);
    assert.equal(textOf(finding?.action ?? []), "accept or decline; Dana Fox waits");
    assert.equal(finding?.severity, 3);
    const items = seriesOf("Daily", ["2026-11-19T12:00:00Z", "2026-11-20T12:00:00Z"], open);
    const days = ["2026-11-19T09:00:00.000Z", "2026-11-20T09:00:00.000Z"].map((now) => findIn(unanswered, items, { now })[0]);
    assert.deepEqual([days[0]?.key, days[0]?.state], [days[1]?.key, days[1]?.state]);
  });
});
