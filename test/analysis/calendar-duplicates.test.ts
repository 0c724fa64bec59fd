import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { doubleBooked } from "../../src/analysis/rules/calendar/duplicates.ts";
import { textOf } from "../support/text.ts";
import { assertEach, assertNoneOf, crowd, eventOf, findIn, guest, lee, seriesOf } from "./calendar-events.ts";

const again = { draft: { id: "ics:copy" }, fields: { uid: "copy" } };
const inOslo = { fields: { location: "Room Oslo" } };

describe("CAL-12, booked twice", () => {
  test("finds the same meeting twice, and two meetings in one room", () => {
    const room = guest("Oslo", "accepted", "resource");
    assertEach(doubleBooked, [
      [eventOf("Sync", "12:10"), eventOf("Sync", "12:00", again)],
      [eventOf("sync ", "12:00", { ...again, draft: { id: "ics:z" } }), eventOf("Sync", "12:00")],
      [eventOf("One", "12:00", inOslo), eventOf("Two", "12:15", { ...inOslo, guests: crowd(3) })],
      [eventOf("Mine", "12:00", inOslo), eventOf("Theirs", "12:00", { ...inOslo, me: null, guests: [guest("Ana"), guest("Ben")] })],
      [
        eventOf("Booked", "12:00", { guests: [lee, room] }),
        eventOf("Booked, too", "12:20", { guests: [guest("Ana"), guest("Ben"), room] }),
      ],
    ]);
  });

  test("leaves alone what only follows, differs in people or place, or is far off", () => {
    assertNoneOf(doubleBooked, [
      [eventOf("Sync", "12:00"), eventOf("Sync", "12:30", again)],
      [eventOf("Sync", "12:00"), eventOf("Sync", "12:00", { ...again, guests: [guest("Ana")] })],
      [eventOf("One", "12:00", inOslo), eventOf("Two", "12:26", inOslo)],
      [eventOf("One", "12:00", inOslo), eventOf("Two", "12:00", { fields: { location: "Room Bergen" } })],
      [eventOf("Sync", "2026-11-24T09:00:00Z"), eventOf("Sync", "2026-11-24T09:00:00Z", again)],
    ]);
  });

  test("leaves alone houses, addresses, calls, what is cancelled, and one event of two calendars", () => {
    const both = (location: string) => [
      eventOf("One", "12:00", { fields: { location } }),
      eventOf("Two", "12:00", { fields: { location } }),
    ];
    assertNoneOf(doubleBooked, [
      both("Office"),
      both("Torstr. 12, Berlin"),
      both("Zoom"),
      [eventOf("One", "12:00", inOslo), eventOf("Two", "12:00", { fields: { location: "Room Oslo", status: "cancelled" } })],
      [eventOf("Sync", "12:00"), eventOf("Sync", "12:00", { draft: { id: "other:sync" } })],
      [eventOf("Mine alone", "12:00", { ...inOslo, guests: [] }), eventOf("Mine, too", "12:00", { ...inOslo, guests: [] })],
    ]);
  });

  test("is told once for a series, and says what to do", () => {
    const weeks = ["2026-11-20T09:00:00Z", "2026-11-27T09:00:00Z"];
    const items = [...seriesOf("Weekly", weeks, inOslo), ...seriesOf("Staff", weeks, { ...inOslo, guests: crowd(2) })];
    assert.equal(findIn(doubleBooked, items).length, 1);
    const [finding] = findIn(doubleBooked, [eventOf("One", "12:00", inOslo), eventOf("Two", "12:15", { ...inOslo, guests: crowd(3) })]);
    assert.equal(textOf(finding?.why ?? []), "Room Oslo is taken by Two at the same time");
    assert.equal(textOf(finding?.action ?? []), "ask Lee Chen for another room");
  });
});
