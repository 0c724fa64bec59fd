import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { noBreak } from "../../src/analysis/rules/calendar/breaks.ts";
import { outsideHours } from "../../src/analysis/rules/calendar/hours.ts";
import { zoneShift } from "../../src/analysis/rules/calendar/zones.ts";
import { people } from "../support/items.ts";
import { textOf } from "../support/text.ts";
import { assertEach, assertNoneOf, eventOf, findIn, seriesOf } from "./calendar-events.ts";

describe("CAL-06, outside your hours", () => {
  test("finds what is early, late or on a day off", () => {
    assertEach(outsideHours, [
      [eventOf("Early", "2026-11-20T07:59:00Z")],
      [eventOf("Late", "17:31")],
      [eventOf("Night", "23:45")],
      [eventOf("Saturday", "2026-11-21T11:00:00Z")],
      [eventOf("Sunday", "2026-11-22T11:00:00Z")],
    ]);
    assertEach(outsideHours, [[eventOf("Thanksgiving", "2026-11-26T11:00:00Z")]], { now: "2026-11-25T09:00:00.000Z" });
  });

  test("leaves alone what keeps to the hours to the minute, and what is further off", () => {
    assertNoneOf(outsideHours, [
      [eventOf("At nine", "2026-11-20T08:00:00Z")],
      [eventOf("Until six", "17:30")],
      [eventOf("Noon", "12:00")],
      [eventOf("Monday", "2026-11-23T08:00:00Z")],
      [eventOf("Late on Tuesday", "2026-11-24T19:00:00Z")],
    ]);
  });

  test("leaves alone what is declined, cancelled, the reader's own or all day", () => {
    assertNoneOf(outsideHours, [
      [eventOf("Declined", "20:00", { me: "declined" })],
      [eventOf("Cancelled", "20:00", { fields: { status: "cancelled" } })],
      [eventOf("Gym", "20:00", { guests: [] })],
      [eventOf("Free", "20:00", { fields: { showAs: "free" } })],
    ]);
  });

  test("goes by the clocks of the reader's zone, through both time changes", () => {
    const at = (start: string, zone: string, count: number) => {
      const now = new Date(Date.parse(start) - 24 * 60 * 60_000).toISOString();
      assert.equal(findIn(outsideHours, [eventOf("Call", start)], { zone, now }).length, count, `${start} in ${zone}`);
    };
    at("2026-03-06T17:00:00Z", "America/Los_Angeles", 0);
    at("2026-03-06T16:59:00Z", "America/Los_Angeles", 1);
    at("2026-03-09T16:00:00Z", "America/Los_Angeles", 0);
    at("2026-03-09T15:59:00Z", "America/Los_Angeles", 1);
    at("2026-11-19T03:15:00Z", "Asia/Kathmandu", 0);
    at("2026-11-19T03:14:00Z", "Asia/Kathmandu", 1);
    at("2026-04-02T22:00:00Z", "Australia/Lord_Howe", 0);
    at("2026-04-06T22:00:00Z", "Australia/Lord_Howe", 1);
    at("2026-04-06T22:30:00Z", "Australia/Lord_Howe", 0);
  });

  test("is small, more at night, and one matter for a series", () => {
    const [late, night] = [eventOf("Late", "19:00"), eventOf("Night", "2026-11-19T21:00:00Z")].map(
      (item) => findIn(outsideHours, [item])[0],
    );
    assert.deepEqual([late?.severity, night?.severity], [1, 2]);
    assert.equal(textOf(late?.why ?? []), "ends after your working day does");
    const weeks = seriesOf("Weekly", ["2026-11-20T18:00:00Z", "2026-11-27T18:00:00Z", "2026-12-04T18:00:00Z"]);
    const days = ["2026-11-19T09:00:00.000Z", "2026-11-23T09:00:00.000Z"].map((now) => findIn(outsideHours, weeks, { now }));
    assert.deepEqual(
      days.map(({ length }) => length),
      [1, 1],
    );
    assert.equal(days[0]?.[0]?.key, days[1]?.[0]?.key);
  });
});

describe("CAL-07, at another hour than usual", () => {
  const weekly = (start: string, previousStart: string, timezone: string) =>
    eventOf("Weekly", start, { fields: { recurring: true, previousStart, timezone } });

  test("finds a series that the clocks of one zone have moved", () => {
    const shifts: [string, string, string, string][] = [
      ["2026-03-10T16:00:00.000Z", "2026-03-03T17:00:00.000Z", "America/New_York", "Europe/Berlin"],
      ["2026-03-31T09:00:00.000Z", "2026-03-24T10:00:00.000Z", "Europe/Berlin", "America/Los_Angeles"],
      ["2026-03-31T09:00:00.000Z", "2026-03-24T09:00:00.000Z", "Asia/Kathmandu", "Europe/Berlin"],
      ["2026-10-27T09:00:00.000Z", "2026-10-20T08:00:00.000Z", "Europe/Berlin", "Asia/Kathmandu"],
      ["2026-04-07T00:00:00.000Z", "2026-03-31T00:00:00.000Z", "Asia/Tokyo", "Australia/Lord_Howe"],
    ];
    for (const [start, previous, timezone, zone] of shifts) {
      const now = new Date(Date.parse(start) - 24 * 60 * 60_000).toISOString();
      assertEach(zoneShift, [[weekly(start, previous, timezone)]], { now, zone });
    }
  });

  test("leaves alone what stays, in one zone or in two that change together", () => {
    const now = "2026-03-30T09:00:00.000Z";
    assertNoneOf(
      zoneShift,
      [
        [weekly("2026-03-31T09:00:00.000Z", "2026-03-24T10:00:00.000Z", "Europe/Berlin")],
        [weekly("2026-03-31T09:00:00.000Z", "2026-03-24T10:00:00.000Z", "Europe/Paris")],
        [weekly("2026-03-31T10:00:00.000Z", "2026-03-30T10:00:00.000Z", "Asia/Kathmandu")],
        [weekly("2026-03-31T12:00:00.000Z", "2026-03-30T10:00:00.000Z", "Asia/Kathmandu")],
        [eventOf("Floating", "2026-03-31T09:00:00.000Z", { fields: { previousStart: "2026-03-24T09:00:00.000Z", timezone: null } })],
        [eventOf("First", "2026-03-31T09:00:00.000Z", { fields: { timezone: "Asia/Kathmandu" } })],
        [weekly("2026-04-03T09:00:00.000Z", "2026-03-24T09:00:00.000Z", "Asia/Kathmandu")],
        [weekly("2026-03-31T09:00:00.000Z", "2026-03-24T09:00:00.000Z", "No/Zone")],
      ],
      { now },
    );
  });

  test("says by how much, and whose clocks changed", () => {
    const [finding] = findIn(zoneShift, [weekly("2026-03-10T16:00:00.000Z", "2026-03-03T17:00:00.000Z", "America/New_York")], {
      now: "2026-03-09T09:00:00.000Z",
    });
    assert.equal(
      textOf(finding?.why ?? []),
      "last time at 2026-03-03T17:00:00.000Z: the clocks changed in America/New_York and not yours, so it is 60 minutes earlier",
    );
  });

  test("tells once that the day is set to another zone than home", () => {
    const abroad = {
      people: { all: people.all.map((person) => (person.key === "me" ? { ...person, timezone: "Europe/Berlin" } : person)) },
    };
    const items = [eventOf("First", "20:00"), eventOf("Second", "2026-11-20T18:00:00Z")];
    const days = ["2026-11-19T15:00:00.000Z", "2026-11-20T15:00:00.000Z"].map((now) =>
      findIn(zoneShift, items, { ...abroad, zone: "America/Los_Angeles", now }),
    );
    assert.deepEqual(
      days.map((found) => found.map(({ primary }) => primary)),
      [["ics:first"], ["ics:second"]],
    );
    assert.equal(days[0]?.[0]?.key, days[1]?.[0]?.key);
    assertNoneOf(zoneShift, [items], { ...abroad, zone: "Europe/Paris" });
  });
});

describe("CAL-11, no break", () => {
  const row = (starts: readonly string[], minutes = 60) => starts.map((start, index) => eventOf(`Meeting ${index}`, start, { minutes }));

  test("finds hours without a break, and days full of meetings", () => {
    assertEach(noBreak, [
      row(["11:00", "12:00", "13:00"]),
      row(["11:00", "12:09", "13:09"]),
      row(["11:00", "11:30", "12:30", "13:00"]),
      row(["10:00", "11:30", "13:00", "14:30"], 81),
      row(["2026-11-20T08:00:00Z", "2026-11-20T09:00:00Z", "2026-11-20T10:00:00Z"]),
      row(["08:30", "09:30", "10:30"]),
    ]);
  });

  test("leaves alone what has breaks, is just short enough, or is further off", () => {
    assertNoneOf(noBreak, [
      row(["11:00", "12:10", "13:20"]),
      row(["11:00", "12:00", "13:00"], 59),
      row(["10:00", "11:45", "13:30", "15:15"], 90),
      row(["2026-11-23T08:00:00Z", "2026-11-23T09:00:00Z", "2026-11-23T10:00:00Z"])
        .map((item) => item)
        .slice(0, 2),
      row(["06:00", "07:00", "08:00"]),
      row(["2026-11-24T08:00:00Z", "2026-11-24T09:00:00Z", "2026-11-24T10:00:00Z"]),
    ]);
  });

  test("leaves alone time of one's own, and what is not accepted", () => {
    const between = (changes: Parameters<typeof eventOf>[2]) => [
      [eventOf("A", "11:00", { minutes: 60 }), eventOf("B", "12:00", { minutes: 60, ...changes }), eventOf("C", "13:00", { minutes: 60 })],
    ];
    assertNoneOf(noBreak, between({ guests: [] }));
    assertNoneOf(noBreak, between({ me: "tentative" }));
    assertNoneOf(noBreak, between({ fields: { status: "cancelled" } }));
    assertNoneOf(noBreak, between({ fields: { showAs: "focus" } }));
  });

  test("stays the same through the day, and counts what is over", () => {
    const items = row(["11:00", "12:00", "13:00"]);
    const [morning, noon] = ["2026-11-19T09:00:00.000Z", "2026-11-19T11:30:00.000Z"].map((now) => findIn(noBreak, items, { now })[0]);
    assert.equal(textOf(morning?.why ?? []), "3 meetings in 3 hours, until 2026-11-19T13:00:00.000Z");
    assert.deepEqual([morning?.key, morning?.state], [noon?.key, noon?.state]);
    assert.deepEqual(findIn(noBreak, items, { now: "2026-11-19T13:00:00.000Z" }), []);
  });
});
