import assert from "node:assert/strict";
import { test } from "node:test";
import { upcomingTimes } from "../../src/triggers/upcoming.ts";

test("upcoming times show the wall clock, and where it changes", () => {
  const times = upcomingTimes(
    [{ kind: "cron", expression: "0 9 * * *", timezone: "Europe/Berlin" }],
    "2026-10-23T12:00:00Z",
    3,
    "Europe/Berlin",
  );
  assert.deepEqual(times, [
    { at: "2026-10-24T07:00:00.000Z", local: "2026-10-24T09:00", offset: "+02:00" },
    {
      at: "2026-10-25T08:00:00.000Z",
      local: "2026-10-25T09:00",
      offset: "+01:00",
      clockChange: "the clocks go back by 1 hour before this one",
    },
    { at: "2026-10-26T08:00:00.000Z", local: "2026-10-26T09:00", offset: "+01:00" },
  ]);
});

test("half an hour is half an hour", () => {
  const daily = { kind: "cron", expression: "15 2 * * *", timezone: "Australia/Lord_Howe" } as const;
  const [first] = upcomingTimes([daily], "2026-10-03T00:00:00Z", 1, "Australia/Lord_Howe");
  assert.equal(first?.local, "2026-10-04T02:30");
  assert.equal(first?.clockChange, "the clocks go forward by 30 minutes before this one");
});

test("several triggers are merged, a shared time comes once, and what ends ends", () => {
  const triggers = [
    { kind: "at", at: "2026-11-20T10:00:00.000Z" },
    { kind: "at", at: "2026-11-20T12:30:00.000Z" },
    { kind: "rrule", rule: "DTSTART:20261120T100000\nRRULE:FREQ=HOURLY;COUNT=3", timezone: "UTC" },
  ] as const;
  const locals = upcomingTimes(triggers, "2026-11-20T00:00:00Z", 10, "UTC").map((time) => time.local);
  assert.deepEqual(locals, ["2026-11-20T10:00", "2026-11-20T11:00", "2026-11-20T12:00", "2026-11-20T12:30"]);
});
