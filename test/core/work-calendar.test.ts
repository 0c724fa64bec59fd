import assert from "node:assert/strict";
import { test } from "node:test";
import { dayOffOf, isWorkday, type WorkCalendar } from "../../src/core/work-calendar.ts";

const CALENDAR: WorkCalendar = {
  timezone: "America/Los_Angeles",
  workdays: [1, 2, 3, 4, 5],
  hours: { start: "09:00", end: "17:00" },
  holidays: ["2026-11-26", "2026-11-28"],
};
const AWAY = [{ from: "2026-12-01", to: "2026-12-03" }];

const DAYS: readonly [what: string, at: string, words: string | undefined][] = [
  ["a Friday", "2026-11-20T17:00:00.000Z", undefined],
  ["a Saturday", "2026-11-21T17:00:00.000Z", "Saturday is a day off"],
  ["a Sunday", "2026-11-22T17:00:00.000Z", "Sunday is a day off"],
  ["a Sunday there that is Monday in UTC", "2026-11-23T03:00:00.000Z", "Sunday is a day off"],
  ["a holiday", "2026-11-26T17:00:00.000Z", "2026-11-26 is a holiday"],
  ["a holiday on a Saturday", "2026-11-28T17:00:00.000Z", "2026-11-28 is a holiday"],
  ["the day before an absence", "2026-11-30T17:00:00.000Z", undefined],
  ["the first day of an absence", "2026-12-01T17:00:00.000Z", "its owner is away on 2026-12-01"],
  ["its last day", "2026-12-03T17:00:00.000Z", "its owner is away on 2026-12-03"],
  ["the day after", "2026-12-04T17:00:00.000Z", undefined],
];

for (const [what, at, words] of DAYS) {
  test(`whether it is a day off: ${what}`, () => assert.equal(dayOffOf(CALENDAR, at, AWAY), words));
}

test("an absence is only that of the one who is away", () => {
  assert.equal(isWorkday(CALENDAR, "2026-12-02"), true);
  assert.equal(isWorkday(CALENDAR, "2026-12-02", AWAY), false);
});
