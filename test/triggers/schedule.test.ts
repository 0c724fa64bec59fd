import assert from "node:assert/strict";
import { test } from "node:test";
import type { Schedule } from "../../src/core/trigger.ts";
import { checkTrigger, nextTime, warnTrigger } from "../../src/triggers/schedule.ts";

const cron = (expression: string, timezone = "UTC"): Schedule => ({ kind: "cron", expression, timezone });
const rrule = (rule: string, timezone = "UTC"): Schedule => ({ kind: "rrule", rule, timezone });

function timesOf(trigger: Schedule, after: string, count: number): (string | undefined)[] {
  const times: (string | undefined)[] = [];
  let before: string | undefined = after;
  while (times.length < count && before !== undefined) {
    before = nextTime(trigger, before);
    times.push(before?.replace(":00.000Z", "Z"));
  }
  return times;
}

/** What each kind of pattern does where the clocks change, from the day before on. */
const GOLDEN: readonly [name: string, trigger: Schedule, after: string, times: readonly (string | undefined)[]][] = [
  [
    "a time in the spring gap runs right after it, Berlin",
    cron("30 2 * * *", "Europe/Berlin"),
    "2026-03-28T12:00:00Z",
    ["2026-03-29T01:00Z", "2026-03-30T00:30Z"],
  ],
  [
    "a time in the spring gap runs right after it, New York",
    cron("30 2 * * *", "America/New_York"),
    "2026-03-07T12:00:00Z",
    ["2026-03-08T07:00Z", "2026-03-09T06:30Z"],
  ],
  [
    "a repeated time runs once, Berlin",
    cron("30 2 * * *", "Europe/Berlin"),
    "2026-10-24T12:00:00Z",
    ["2026-10-25T00:30Z", "2026-10-26T01:30Z"],
  ],
  [
    "a repeated time runs once, New York",
    cron("30 1 * * *", "America/New_York"),
    "2026-10-31T12:00:00Z",
    ["2026-11-01T05:30Z", "2026-11-02T06:30Z"],
  ],
  [
    "steps run in both halves of a repeated hour",
    cron("*/30 2 * * *", "Europe/Berlin"),
    "2026-10-24T12:00:00Z",
    ["2026-10-25T00:00Z", "2026-10-25T00:30Z", "2026-10-25T01:00Z", "2026-10-25T01:30Z", "2026-10-26T01:00Z"],
  ],
  ["steps leave a skipped hour out", cron("*/30 2 * * *", "Europe/Berlin"), "2026-03-28T12:00:00Z", ["2026-03-30T00:00Z"]],
  [
    "an ordinary morning keeps its wall time across the change",
    cron("0 9 * * *", "Europe/Berlin"),
    "2026-10-24T00:00:00Z",
    ["2026-10-24T07:00Z", "2026-10-25T08:00Z"],
  ],
  [
    "Lord Howe skips half an hour in spring",
    cron("15 2 * * *", "Australia/Lord_Howe"),
    "2026-10-03T00:00:00Z",
    ["2026-10-03T15:30Z", "2026-10-04T15:15Z"],
  ],
  [
    "Lord Howe repeats half an hour in autumn",
    cron("45 1 * * *", "Australia/Lord_Howe"),
    "2026-04-04T00:00:00Z",
    ["2026-04-04T14:45Z", "2026-04-05T15:15Z"],
  ],
  [
    "Kathmandu is five hours and three quarters ahead",
    cron("0 9 * * *", "Asia/Kathmandu"),
    "2026-11-20T00:00:00Z",
    ["2026-11-20T03:15Z", "2026-11-21T03:15Z"],
  ],
  ["day of month and day of week are joined by or", cron("0 9 13 * 5"), "2026-11-09T00:00:00Z", ["2026-11-13T09:00Z", "2026-11-20T09:00Z"]],
  ["the last day of the month", cron("0 9 L * *"), "2026-01-31T12:00:00Z", ["2026-02-28T09:00Z", "2026-03-31T09:00Z"]],
  ["29 February", cron("0 0 29 2 *"), "2026-11-20T00:00:00Z", ["2028-02-29T00:00Z", "2032-02-29T00:00Z"]],
  ["a nickname", cron("@daily"), "2026-11-20T00:00:00Z", ["2026-11-21T00:00Z"]],
  ["every is counted from 1970", { kind: "every", everyMs: 900_000 }, "2026-11-20T08:07:12Z", ["2026-11-20T08:15Z", "2026-11-20T08:30Z"]],
  [
    "every does not notice the clocks",
    { kind: "every", everyMs: 7_200_000 },
    "2026-10-24T23:00:00Z",
    ["2026-10-25T00:00Z", "2026-10-25T02:00Z"],
  ],
  ["at comes once", { kind: "at", at: "2026-12-01T08:00:00.000Z" }, "2026-11-20T00:00:00Z", ["2026-12-01T08:00Z", undefined]],
  [
    "a rule leaves out the day on which its time is skipped",
    rrule("FREQ=DAILY;BYHOUR=2;BYMINUTE=30", "Europe/Berlin"),
    "2026-03-28T12:00:00Z",
    ["2026-03-30T00:30Z"],
  ],
  [
    "a rule runs once in a repeated hour",
    rrule("FREQ=DAILY;BYHOUR=2;BYMINUTE=30", "Europe/Berlin"),
    "2026-10-24T12:00:00Z",
    ["2026-10-25T00:30Z", "2026-10-26T01:30Z"],
  ],
  [
    "a rule in Lord Howe's gap",
    rrule("FREQ=DAILY;BYHOUR=2;BYMINUTE=15", "Australia/Lord_Howe"),
    "2026-10-03T00:00:00Z",
    ["2026-10-04T15:15Z"],
  ],
  [
    "the last Friday of the month",
    rrule("RRULE:FREQ=MONTHLY;BYDAY=-1FR;BYHOUR=16;BYMINUTE=0", "Europe/Berlin"),
    "2026-10-24T12:00:00Z",
    ["2026-10-30T15:00Z", "2026-11-27T15:00Z"],
  ],
  [
    "every second Monday, counted from the fixed start",
    rrule("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO;BYHOUR=9;BYMINUTE=0"),
    "2026-11-20T00:00:00Z",
    ["2026-11-30T09:00Z", "2026-12-14T09:00Z"],
  ],
  [
    "a start of its own, three times",
    rrule("DTSTART:20261201T090000\nRRULE:FREQ=DAILY;COUNT=2", "Europe/Berlin"),
    "2026-11-20T00:00:00Z",
    ["2026-12-01T08:00Z", "2026-12-02T08:00Z", undefined],
  ],
  [
    "a date left out",
    rrule("DTSTART;TZID=UTC:20261201T090000\nEXDATE;TZID=UTC:20261202T090000\nRRULE:FREQ=DAILY"),
    "2026-11-20T00:00:00Z",
    ["2026-12-01T09:00Z", "2026-12-03T09:00Z"],
  ],
];

for (const [name, trigger, after, times] of GOLDEN) {
  test(name, () => assert.deepEqual(timesOf(trigger, after, times.length), times));
}

test("a shared pattern answers every question alike, in whatever order they are asked", () => {
  const trigger = cron("0 9 * * 1-5", "Europe/Berlin");
  const questions = [
    "2026-11-20T07:59:59Z",
    "2026-11-20T08:00:00Z",
    "2026-11-19T00:00:00Z",
    "2026-11-22T00:00:00Z",
    "2026-11-20T07:00:00Z",
  ];
  const answers = [
    "2026-11-20T08:00:00.000Z",
    "2026-11-23T08:00:00.000Z",
    "2026-11-19T08:00:00.000Z",
    "2026-11-23T08:00:00.000Z",
    "2026-11-20T08:00:00.000Z",
  ];
  assert.deepEqual(
    questions.map((question) => nextTime(trigger, question)),
    answers,
  );
});

const PROBLEMS: readonly [trigger: Schedule, problem: RegExp][] = [
  [cron("0 9 * * *", "Europe/Berln"), /IANA zone such as Europe\/Berlin, got "Europe\/Berln"/],
  [cron("0 9 * * *", "+02:00"), /IANA zone/],
  [rrule("FREQ=DAILY", "Mars/Base"), /IANA zone/],
  [cron("30m"), /five fields .* got "30m"/],
  [cron("0 0 9 * * *"), /five fields/],
  [cron("2026-12-01T09:00:00"), /five fields/],
  [cron("61 9 * * *"), /got "61 9 \* \* \*": Invalid value for minute: 61/],
  [cron("@reboot"), /not supported/],
  [cron("0 0 30 2 *"), /never does/],
  [{ kind: "every", everyMs: 30_000 }, /at least 1m, got 30s/],
  [{ kind: "every", everyMs: Number.NaN }, /at least 1m/],
  [{ kind: "at", at: "tomorrow" }, /date and time/],
  [rrule("FREQ=FORTNIGHTLY"), /FREQ of the rrule to be YEARLY/],
  [rrule("FREQ=DAILY;BYHOUR=25"), /BYHOUR of the rrule to be numbers from 0 to 23, got "25"/],
  [rrule("FREQ=MONTHLY;BYMONTHDAY=0"), /BYMONTHDAY/],
  [rrule("FREQ=DAILY;BYHOURS=9"), /did you mean BYHOUR\?/],
  [rrule("BYHOUR=9"), /to have FREQ/],
  [rrule("FREQ=DAILY;COUNT=3"), /DTSTART/],
  [rrule("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"), /never does/],
  [rrule("DTSTART:2026\nRRULE:FREQ=DAILY"), /RFC 5545/],
];

for (const [trigger, problem] of PROBLEMS) {
  test(`what is wrong is said in words: ${JSON.stringify(trigger)}`, () => assert.match(checkTrigger(trigger) ?? "no problem", problem));
}

test("sound triggers have no problem and no warning", () => {
  for (const trigger of [cron("0 9 * * 1-5", "America/Los_Angeles"), cron("0 9 ? * MON"), rrule("FREQ=WEEKLY;BYDAY=MO;BYHOUR=9")]) {
    assert.equal(checkTrigger(trigger), undefined);
    assert.deepEqual(warnTrigger(trigger, "2026-11-20T00:00:00Z"), []);
  }
});

test("what may not have been meant is a warning", () => {
  const now = "2026-11-20T00:00:00Z";
  assert.match(warnTrigger(cron("0 9 13 * 5"), now).join(), /either of them/);
  assert.match(warnTrigger({ kind: "at", at: "2026-11-19T00:00:00.000Z" }, now).join(), /has passed/);
  assert.match(warnTrigger({ kind: "every", everyMs: 86_400_000 }, now).join(), /midnight UTC/);
  assert.match(warnTrigger(rrule("FREQ=WEEKLY;INTERVAL=2"), now).join(), /1 January 2024.*midnight/);
});
