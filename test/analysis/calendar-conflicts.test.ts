import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { hardConflict, softConflict } from "../../src/analysis/rules/calendar/conflicts.ts";
import { textOf } from "../support/text.ts";
import { assertEach, assertNoneOf, crowd, dayEntry, eventOf, findIn, guest, lee, seriesOf, stranger } from "./calendar-events.ts";

const demo = eventOf("Acme demo", "11:00", { minutes: 60, isOrganised: true, guests: [stranger("Dana Fox"), lee] });
const prep = eventOf("Board prep", "11:15", { minutes: 45, isOrganised: true });

describe("CAL-01, two accepted meetings at once", () => {
  test("finds what overlaps, and is about the one to move", () => {
    assertEach(hardConflict, [
      [prep, demo],
      [eventOf("Small", "12:00"), eventOf("Large", "12:00", { guests: crowd(3) })],
      [eventOf("Mine", "12:00", { isOrganised: true }), eventOf("Theirs", "12:00")],
      [...seriesOf("Weekly", ["2026-11-20T09:00:00Z"]), eventOf("Once", "2026-11-20T09:00:00Z")],
      [eventOf("Later", "12:25"), eventOf("Earlier", "12:00")],
      [eventOf("Running", "09:45"), eventOf("Also", "09:50", { guests: crowd(2) })],
      [eventOf("Solo block", "12:00", { guests: [] }), eventOf("With Lee", "12:15")],
    ]);
  });

  test("leaves alone what barely touches, is over, or is further off than the next business days", () => {
    assertNoneOf(hardConflict, [
      [eventOf("Ends", "12:00"), eventOf("Follows", "12:30")],
      [eventOf("Ends", "12:00"), eventOf("Four minutes", "12:26")],
      [eventOf("Over", "09:00"), eventOf("Over, too", "09:15")],
      [eventOf("Tuesday", "2026-11-24T09:00:00Z"), eventOf("Also Tuesday", "2026-11-24T09:00:00Z")],
      [eventOf("Short", "12:00", { minutes: 4 }), eventOf("Long", "11:30", { minutes: 90 })],
    ]);
  });

  test("looks past the weekend, and past a holiday", () => {
    const pair = (start: string) => [eventOf("One", start), eventOf("Two", start, { guests: crowd(3) })];
    assertEach(hardConflict, [pair("2026-11-23T09:00:00Z"), pair("2026-11-22T09:00:00Z")]);
    assertEach(hardConflict, [pair("2026-11-27T09:00:00Z"), pair("2026-11-30T09:00:00Z")], { now: "2026-11-25T08:00:00.000Z" });
    assertNoneOf(hardConflict, [pair("2026-12-01T09:00:00Z")], { now: "2026-11-25T08:00:00.000Z" });
  });

  test("leaves alone what is cancelled, declined, free, all day, focus, of somebody else, or the same meeting twice", () => {
    const other = eventOf("Other", "12:00");
    assertNoneOf(hardConflict, [
      [other, eventOf("Cancelled", "12:00", { fields: { status: "cancelled" } })],
      [other, eventOf("Declined", "12:00", { me: "declined" })],
      [other, eventOf("Lunch", "12:00", { fields: { showAs: "free" } })],
      [other, dayEntry("Fair", "2026-11-19", "2026-11-20")],
      [other, eventOf("Fair, written as times", "2026-11-18T23:00:00Z", { minutes: 24 * 60 })],
      [other, eventOf("Fair of a short day", "2026-11-18T23:00:00Z", { minutes: 23 * 60, guests: [] })],
      [other, eventOf("Focus", "12:00", { guests: [], fields: { showAs: "focus" } })],
      [other, eventOf("Ana and Lee", "12:00", { me: null, guests: [guest("Ana"), lee] })],
      [other, eventOf("Unanswered", "12:00", { me: "needs_action" })],
      [other, eventOf("Other", "12:00", { draft: { id: "ics:copy" } })],
      [other, eventOf("Other", "12:00", { draft: { id: "ics:copy" }, fields: { uid: "copy" } })],
    ]);
  });

  test("counts time off and travel as taken, but what can be joined on the way", () => {
    const off = dayEntry("Vacation", "2026-11-19", "2026-11-21", { showAs: "out_of_office" });
    const travel = dayEntry("Travel to Munich", "2026-11-20", "2026-11-21");
    const at = "2026-11-20T09:00:00Z";
    assertEach(hardConflict, [
      [eventOf("Review", "12:00"), off],
      [
        eventOf("Review", "12:00"),
        eventOf("Out of office", "2026-11-18T23:00:00Z", { minutes: 24 * 60, guests: [], fields: { showAs: "out_of_office" } }),
      ],
      [eventOf("Friday review", at), off],
      [eventOf("At the office", at, { fields: { conference: null, location: "Berlin office" } }), travel],
    ]);
    assertNoneOf(hardConflict, [
      [eventOf("Monday", "2026-11-23T09:00:00Z"), off],
      [eventOf("Call", at), travel],
      [eventOf("There", at, { fields: { conference: null, location: "Munich office" } }), travel],
      [eventOf("Review", "12:00"), dayEntry("Dana away", "2026-11-19", "2026-11-21", { showAs: "out_of_office" })],
    ]);
  });

  test("begins and ends whole days at midnight of the reader's zone", () => {
    const off = dayEntry("Vacation", "2026-11-20", "2026-11-21", { showAs: "out_of_office" });
    const zones: [string, string, string][] = [
      ["America/Los_Angeles", "2026-11-20T08:30:00Z", "2026-11-20T07:00:00Z"],
      ["Asia/Kathmandu", "2026-11-19T18:30:00Z", "2026-11-19T17:30:00Z"],
      ["Australia/Lord_Howe", "2026-11-19T13:30:00Z", "2026-11-19T12:00:00Z"],
    ];
    for (const [zone, within, before] of zones) {
      assertEach(hardConflict, [[eventOf("Within", within), off]], { zone });
      assertNoneOf(hardConflict, [[eventOf("Before", before), off]], { zone });
    }
  });

  test("reads like a careful colleague wrote it", () => {
    const [finding] = findIn(hardConflict, [demo, prep]);
    assert.ok(finding);
    assert.equal(textOf(finding.title), "2026-11-19T10:00:00.000Z Acme demo overlaps 2026-11-19T10:15:00.000Z Board prep");
    assert.equal(textOf(finding.why), "both accepted, 45 minutes at the same time");
    assert.equal(textOf(finding.action), "move Board prep; you organise it");
    assert.equal(finding.severity, 4);
  });

  test("is one matter for a series, and the next date is no news", () => {
    const dates = ["2026-11-20", "2026-11-27", "2026-12-04"].map((date) => `${date}T09:00:00Z`);
    const items = [...seriesOf("Weekly", dates), ...seriesOf("Staff", dates, { guests: crowd(2) })];
    const [first, ...rest] = findIn(hardConflict, items);
    const [later] = findIn(hardConflict, items, { now: "2026-11-23T09:00:00.000Z" });
    assert.deepEqual(rest, []);
    assert.ok(first && later);
    assert.notEqual(first.primary, later.primary);
    assert.deepEqual([later.key, later.state, later.severity], [first.key, first.state, first.severity]);
  });

  test("keeps its key whichever of both is to move, and tells a move as a change", () => {
    const keyOf = (items: readonly ReturnType<typeof eventOf>[]) => findIn(hardConflict, items)[0];
    const before = keyOf([eventOf("A", "12:00"), eventOf("B", "12:10", { guests: crowd(2) })]);
    const after = keyOf([eventOf("A", "12:15", { guests: crowd(3) }), eventOf("B", "12:10", { guests: crowd(2) })]);
    assert.notEqual(before?.primary, after?.primary);
    assert.equal(before?.key, after?.key);
    assert.notEqual(before?.state, after?.state);
  });
});

describe("CAL-02, in the way of what is not accepted yet", () => {
  const firm = eventOf("Firm", "12:00", { guests: crowd(3) });

  test("finds invitations that are open, and focus time at low impact", () => {
    assertEach(softConflict, [
      [eventOf("Invitation", "12:15", { me: "needs_action" }), firm],
      [eventOf("Perhaps", "11:45", { me: "tentative" }), firm],
      [eventOf("Unsettled", "12:00", { fields: { status: "tentative" } }), firm],
      [eventOf("Focus", "11:00", { minutes: 120, guests: [], fields: { showAs: "focus" } }), firm],
      [eventOf("Perhaps", "12:00", { me: "tentative" }), eventOf("Invitation", "12:00", { me: "needs_action", guests: crowd(2) })],
    ]);
    const small = eventOf("Firm", "14:00");
    const soft = [eventOf("Focus", "14:00", { guests: [], fields: { showAs: "focus" } }), eventOf("Open", "14:00", { me: "needs_action" })];
    assert.deepEqual(
      soft.map((each) => findIn(softConflict, [each, small])[0]?.severity),
      [1, 2],
    );
  });

  test("leaves alone what barely touches, is far off or over, and what is accepted on both sides", () => {
    assertNoneOf(softConflict, [
      [firm, eventOf("Follows", "12:30", { me: "needs_action" })],
      [firm, eventOf("Four minutes", "12:26", { me: "tentative" })],
      [firm, eventOf("Accepted", "12:00")],
      [eventOf("Tuesday", "2026-11-24T09:00:00Z"), eventOf("Open", "2026-11-24T09:00:00Z", { me: "needs_action" })],
      [eventOf("Over", "09:00"), eventOf("Over, too", "09:00", { me: "tentative" })],
    ]);
  });

  test("leaves alone what is cancelled, declined, free, or weak on both sides", () => {
    const focus = eventOf("Focus", "12:00", { guests: [], fields: { showAs: "focus" } });
    assertNoneOf(softConflict, [
      [firm, eventOf("Cancelled", "12:00", { me: "needs_action", fields: { status: "cancelled" } })],
      [firm, eventOf("Declined", "12:00", { me: "declined" })],
      [firm, eventOf("Free", "12:00", { me: "tentative", fields: { showAs: "free" } })],
      [focus, eventOf("Open", "12:00", { me: "needs_action" })],
      [focus, eventOf("Deep work", "12:00", { guests: [], fields: { showAs: "focus" } })],
    ]);
  });

  test("says which of both waits for a word", () => {
    const [finding] = findIn(softConflict, [firm, eventOf("Invitation", "12:15", { me: "needs_action" })]);
    assert.ok(finding);
    assert.equal(textOf(finding.why), "Invitation is not answered yet, 15 minutes at the same time");
    assert.equal(textOf(finding.action), "accept or decline Invitation");
  });
});
