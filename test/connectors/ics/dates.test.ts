import assert from "node:assert/strict";
import { after, describe, it } from "node:test";
import type { Instance } from "../../../src/core/kinds/instance.ts";
import { calendar, event, readDates, removeWorkspaces } from "./workspace.ts";

after(removeWorkspaces);

function starts(dates: readonly Instance[]): string[] {
  return dates.map(({ start }) => start);
}

function weekly(zone: string, first: string, ...more: readonly string[]): string {
  return calendar(event("UID:w", `DTSTART;TZID=${zone}:${first}`, "DURATION:PT1H", "RRULE:FREQ=WEEKLY", "SUMMARY:Weekly", ...more));
}

describe("a series stays at its time of day when clocks change", () => {
  for (const [zone, run, first, expected] of [
    ["Europe/Berlin", "2026-10-22T06:00:00.000Z", "20260907T090000", ["2026-10-26T08:00:00.000Z", "2026-11-02T08:00:00.000Z"]],
    ["Europe/Berlin", "2026-03-26T06:00:00.000Z", "20260105T090000", ["2026-03-30T07:00:00.000Z", "2026-04-06T07:00:00.000Z"]],
    ["America/New_York", "2026-10-29T12:00:00.000Z", "20260907T090000", ["2026-11-02T14:00:00.000Z", "2026-11-09T14:00:00.000Z"]],
    ["Australia/Sydney", "2026-10-01T00:00:00.000Z", "20260907T090000", ["2026-10-04T22:00:00.000Z", "2026-10-11T22:00:00.000Z"]],
  ] as const) {
    it(`in ${zone} around ${run.slice(0, 10)}`, async () => {
      const dates = await readDates(weekly(zone, first), zone, run, { behind: "1d", ahead: "13d" });
      assert.deepEqual(starts(dates), expected);
      assert.deepEqual(
        dates.map(({ timezone }) => timezone),
        [zone, zone],
      );
      const before = new Date(Date.parse(dates[0]?.start ?? "") - 7 * 86_400_000).toISOString();
      assert.notEqual(dates[0]?.previousStart, before, "an hour lies between the two weeks' times in UTC");
      assert.equal(dates[1]?.previousStart, dates[0]?.start);
    });
  }

  it("a time that the clocks skip is read an hour later", async () => {
    const text = calendar(event("UID:n", "DTSTART;TZID=Europe/Berlin:20260327T023000", "RRULE:FREQ=DAILY;COUNT=4"));
    const dates = await readDates(text, "Europe/Berlin", "2026-03-28T06:00:00.000Z");
    assert.deepEqual(starts(dates), [
      "2026-03-27T01:30:00.000Z",
      "2026-03-28T01:30:00.000Z",
      "2026-03-29T01:30:00.000Z",
      "2026-03-30T00:30:00.000Z",
    ]);
  });
});

describe("a zone", () => {
  const DESCRIBED = (name: string, standard: string, summer: string): string =>
    [
      "BEGIN:VTIMEZONE",
      `TZID:${name}`,
      "BEGIN:STANDARD",
      "DTSTART:16010101T030000",
      `TZOFFSETFROM:${summer}`,
      `TZOFFSETTO:${standard}`,
      "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10",
      "END:STANDARD",
      "BEGIN:DAYLIGHT",
      "DTSTART:16010101T020000",
      `TZOFFSETFROM:${standard}`,
      `TZOFFSETTO:${summer}`,
      "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3",
      "END:DAYLIGHT",
      "END:VTIMEZONE",
    ].join("\r\n");

  for (const [name, expected, zone] of [
    ["Pacific Standard Time", "2026-11-20T17:00:00.000Z", "America/Los_Angeles"],
    ["W. Europe Standard Time", "2026-11-20T08:00:00.000Z", "Europe/Berlin"],
    ["/mozilla.org/20050126_1/Asia/Tokyo", "2026-11-20T00:00:00.000Z", "Asia/Tokyo"],
    ["tzone://Microsoft/Utc", "2026-11-20T09:00:00.000Z", null],
    ["America/Argentina/Buenos_Aires", "2026-11-20T12:00:00.000Z", "America/Argentina/Buenos_Aires"],
  ] as const) {
    it(`named ${name} is understood`, async () => {
      const [date] = await readDates(calendar(event("UID:a", `DTSTART;TZID=${name}:20261120T090000`)));
      assert.deepEqual([date?.start, date?.timezone], [expected, zone]);
    });
  }

  it("with a name of its own is known by how it turns its clocks", async () => {
    const text = calendar(event("UID:a", "DTSTART;TZID=Our time:20261120T090000"), DESCRIBED("Our time", "+0100", "+0200"));
    const [date] = await readDates(text, "America/New_York");
    assert.deepEqual([date?.start, date?.timezone], ["2026-11-20T08:00:00.000Z", "Europe/Berlin"]);
    const [own] = await readDates(text, "Europe/Rome");
    assert.equal(own?.timezone, "Europe/Rome");
  });

  it("is the reader's for floating times, and the calendar's where it names one", async () => {
    const floating = event("UID:a", "DTSTART:20261120T090000");
    assert.equal((await readDates(calendar(floating), "Asia/Tokyo"))[0]?.start, "2026-11-20T00:00:00.000Z");
    const named = calendar("X-WR-TIMEZONE:Europe/Berlin", floating);
    assert.equal((await readDates(named, "Asia/Tokyo"))[0]?.start, "2026-11-20T08:00:00.000Z");
  });
});

describe("an all-day event", () => {
  it("keeps its plain dates in every zone", async () => {
    const text = calendar(event("UID:d", "DTSTART;VALUE=DATE:20261123", "DTEND;VALUE=DATE:20261125", "SUMMARY:Trip"));
    for (const zone of ["Pacific/Kiritimati", "Pacific/Pago_Pago", "Europe/Berlin"]) {
      const [date] = await readDates(text, zone);
      assert.deepEqual([date?.start, date?.end, date?.allDay, date?.previousStart], ["2026-11-23", "2026-11-25", true, null]);
    }
  });

  it("repeats, ends and is left out by its days, however these are written", async () => {
    const rule = "RRULE:FREQ=WEEKLY;UNTIL=20261201T230000Z";
    const text = calendar(event("UID:d", "DTSTART;VALUE=DATE:20261103", rule, "EXDATE;VALUE=DATE:20261117", "SUMMARY:Bins"));
    const dates = await readDates(text, "Europe/Berlin", "2026-11-19T08:00:00.000Z", { behind: "20d" });
    assert.deepEqual(starts(dates), ["2026-11-03", "2026-11-10", "2026-11-24", "2026-12-01"]);
    assert.equal(dates[2]?.item.id, "ics:d@2026-11-24");
  });

  it("without an end lasts a day, and one of P2D two", async () => {
    const text = calendar(event("UID:a", "DTSTART;VALUE=DATE:20261123"), event("UID:b", "DTSTART;VALUE=DATE:20261124", "DURATION:P2D"));
    assert.deepEqual(
      (await readDates(text)).map(({ end }) => end),
      ["2026-11-24", "2026-11-26"],
    );
  });
});

describe("a series with exceptions", () => {
  const MASTER = [
    "UID:s",
    "DTSTART;TZID=Europe/Berlin:20261110T100000",
    "DTEND;TZID=Europe/Berlin:20261110T103000",
    "RRULE:FREQ=WEEKLY;COUNT=5",
    "SUMMARY:Sync",
  ];

  it("keeps the id of a date that was moved, and tells it at its new time", async () => {
    const moved = event(
      "UID:s",
      "RECURRENCE-ID;TZID=Europe/Berlin:20261124T100000",
      "DTSTART;TZID=Europe/Berlin:20261125T140000",
      "DURATION:PT1H",
      "SUMMARY:Sync moved",
    );
    const dates = await readDates(calendar(moved, event(...MASTER)), "UTC", "2026-11-19T08:00:00.000Z");
    assert.deepEqual(
      dates.map(({ item, start, previousStart, recurring }) => [item.id, start, previousStart, recurring]),
      [
        ["ics:s@2026-11-17T09:00:00.000Z", "2026-11-17T09:00:00.000Z", "2026-11-10T09:00:00.000Z", true],
        ["ics:s@2026-11-24T09:00:00.000Z", "2026-11-25T13:00:00.000Z", "2026-11-17T09:00:00.000Z", true],
        ["ics:s@2026-12-01T09:00:00.000Z", "2026-12-01T09:00:00.000Z", "2026-11-24T09:00:00.000Z", true],
      ],
    );
  });

  it("still tells a date that was moved out of sight, and one that was moved into it", async () => {
    const away = event("UID:s", "RECURRENCE-ID:20261117T090000Z", "DTSTART:20270301T090000Z", "SUMMARY:Away");
    const here = event("UID:s", "RECURRENCE-ID:20261208T090000Z", "DTSTART:20261120T090000Z", "SUMMARY:Here");
    const dates = await readDates(calendar(event(...MASTER), away, here));
    assert.deepEqual(
      dates.map(({ item }) => item.title),
      ["Here", "Sync", "Sync", "Away"],
    );
  });

  it("tells a date that was cancelled as such, and not one that was taken out", async () => {
    const cancelled = event("UID:s", "RECURRENCE-ID:20261124T090000Z", "DTSTART:20261124T090000Z", "STATUS:CANCELLED");
    const dates = await readDates(calendar(event(...MASTER, "EXDATE;TZID=Europe/Berlin:20261117T100000"), cancelled));
    assert.deepEqual(
      dates.map(({ start, status }) => `${start.slice(0, 10)} ${status}`),
      ["2026-11-24 cancelled", "2026-12-01 confirmed"],
    );
    assert.equal(dates[0]?.previousStart, "2026-11-10T09:00:00.000Z");
  });

  it("takes a change for this and all later dates over to these, but for dates with a change of their own", async () => {
    const later = event(
      "UID:s",
      "RECURRENCE-ID;RANGE=THISANDFUTURE:20261124T090000Z",
      "DTSTART:20261124T100000Z",
      "DURATION:PT2H",
      "SUMMARY:Later",
    );
    const own = event("UID:s", "RECURRENCE-ID:20261201T090000Z", "DTSTART:20261201T070000Z", "DURATION:PT1H", "SUMMARY:Own");
    const dates = await readDates(calendar(event(...MASTER), later, own));
    assert.deepEqual(
      dates.map(({ item, start, end }) => [item.title, start, end]),
      [
        ["Sync", "2026-11-17T09:00:00.000Z", "2026-11-17T09:30:00.000Z"],
        ["Later", "2026-11-24T10:00:00.000Z", "2026-11-24T12:00:00.000Z"],
        ["Own", "2026-12-01T07:00:00.000Z", "2026-12-01T08:00:00.000Z"],
      ],
    );
  });

  it("has the extra dates that are named, and one whose series is not told", async () => {
    const extra = event(
      "UID:r",
      "DTSTART:20261101T090000Z",
      "RDATE:20261120T090000Z,20261121T110000Z",
      "RDATE;VALUE=PERIOD:20261122T090000Z/PT1H",
      "SUMMARY:Extra",
    );
    const orphan = event("UID:o", "RECURRENCE-ID:20261123T090000Z", "DTSTART:20261123T093000Z", "SUMMARY:Only this");
    const dates = await readDates(calendar(extra, orphan));
    assert.deepEqual(
      dates.map(({ item }) => item.id),
      [
        "ics:r@2026-11-20T09:00:00.000Z",
        "ics:r@2026-11-21T11:00:00.000Z",
        "ics:r@2026-11-22T09:00:00.000Z",
        "ics:o@2026-11-23T09:00:00.000Z",
      ],
    );
  });

  it("ends with its last date, however UNTIL is written", async () => {
    for (const until of ["20261124T090000Z", "20261124", "20261124T100000"]) {
      const text = calendar(event("UID:u", "DTSTART;TZID=Europe/Berlin:20261110T100000", `RRULE:FREQ=WEEKLY;UNTIL=${until}`));
      assert.deepEqual(starts(await readDates(text)), ["2026-11-17T09:00:00.000Z", "2026-11-24T09:00:00.000Z"], until);
    }
  });
});

describe("the days that are read", () => {
  const DAILY = calendar(event("UID:d", "DTSTART:20260101T120000Z", "RRULE:FREQ=DAILY"));

  it("go by whole days from behind to ahead in the reader's zone", async () => {
    const dates = starts(await readDates(DAILY, "UTC", "2026-11-19T08:00:00.000Z", { behind: "2d", ahead: "3d" }));
    assert.deepEqual([dates[0], dates.at(-1)], ["2026-11-17T12:00:00.000Z", "2026-11-22T12:00:00.000Z"]);
    assert.deepEqual(starts(await readDates(DAILY, "UTC", "2026-11-19T23:59:00.000Z", { behind: "2d", ahead: "3d" })), dates);
  });

  it("include what began earlier and goes on", async () => {
    const text = calendar(
      event("UID:l", "DTSTART;VALUE=DATE:20261001", "DTEND;VALUE=DATE:20261120"),
      event("UID:p", "DTSTART;VALUE=DATE:20261001", "DTEND;VALUE=DATE:20261117"),
    );
    assert.deepEqual(
      (await readDates(text)).map(({ uid }) => uid),
      ["l"],
    );
  });
});
