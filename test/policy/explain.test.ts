import assert from "node:assert/strict";
import { test } from "node:test";
import { OWNER_ONLY } from "../../src/core/audience.ts";
import { REPORT_NAMES, type Automation } from "../../src/core/automation.ts";
import type { EventTrigger, Trigger } from "../../src/core/trigger.ts";
import { explainAutomation } from "../../src/policy/explain.ts";
import type { GrantWords } from "../../src/policy/grant-words.ts";
import { triggerInWords } from "../../src/policy/trigger-words.ts";
import { automationWith, numbersFrom } from "../support/automation.ts";

const words: GrantWords = {
  read: ({ connector, options }) => `${connector} ${JSON.stringify(options)}`,
  write: ({ delivery, options }) => `to ${delivery} ${JSON.stringify(options)}`,
  event: ({ source, options }) => `when ${source} tells of ${JSON.stringify(options)}`,
};

function textsOf(automation: Automation): string[] {
  return explainAutomation(automation, words).map(({ text }) => text);
}

test("an automation is told as when, what it reads and writes, what it can not do, and its limits", () => {
  const automation = automationWith({
    triggers: [
      { kind: "cron", expression: "0 9 * * 1-5", timezone: "Europe/Berlin" },
      { kind: "every", everyMs: 900_000 },
    ],
    when: "changed",
    reads: [{ name: "git", audience: OWNER_ONLY, connector: "git", options: { depth: 3 } }],
    writes: [{ name: "console", audience: OWNER_ONLY, delivery: "console", options: {} }],
    owner: "ana",
  });
  assert.deepEqual(textsOf(automation), [
    "Runs on weekdays at 09:00 (Europe/Berlin) and every 15 minutes, and when started by hand.",
    "One run at a time; a time that comes meanwhile is skipped.",
    "Times missed while Chief was not running: the latest still runs, if it is at most half the gap late, at most 12 hours.",
    'Can READ git {"depth":3}, seen by you alone.',
    "Reads text written by outsiders: whatever that asks for, it can do no more than is said here.",
    "Can WRITE ONLY to console {}: one message a run, read by you alone.",
    "Who is asked about its messages to console {} sees them whole: ana would see what git brings, which only you can see. Its file does not name that under flows, so ana can't be asked.",
    "Its messages are sent without asking, unless one is in doubt: that one waits for your yes, at most 1 day.",
    "Links only to what its lines cite.",
    "Can NOT read anything else, write anywhere else, message anybody not named above, open links or change what it reads.",
    "Stops early unless something changed; with nothing new it sends one line.",
    "A step that fails is tried 3 more times at most. One step takes at most 10 minutes, one run 1 hour.",
    "The owner is told when a run fails, as often as alerts in config/chief.yaml allows. After 5 failures in a row it pauses.",
    "Owner: ana.",
  ]);
  const parts = explainAutomation({ ...automation, ping: "nightly" }, words).map(({ about }) => about);
  assert.deepEqual(parts, [
    ...["when", "meanwhile", "missed", "read", "outside", "write", "flow", "approval", "links", "not", "nothing_new"],
    ...["limits", "failures", "ping", "owner"],
  ]);
});

test("what is sent with nothing new, and what ends a run early, is told in each combination", () => {
  const writes = [{ name: "console", audience: OWNER_ONLY, delivery: "console", options: {} }];
  const told = (changes: Partial<Automation>) =>
    explainAutomation(automationWith({ writes, ...changes }), words).find(({ about }) => about === "nothing_new")?.text;
  assert.equal(
    told({ when: "findings", quiet: "when_nothing_new" }),
    "Stops early unless something was found; with nothing new it sends nothing.",
  );
  assert.equal(
    told({ when: "always", quiet: "always" }),
    "Goes through every time, changed or not; with nothing new it sends the whole briefing.",
  );
});

test("how long what it leaves is kept is told where that is known", () => {
  const DAY_MS = 86_400_000;
  const kept = (keep: number) =>
    explainAutomation(automationWith({}), words, undefined, {
      retention: { textsMs: 30 * DAY_MS, runsMs: 180 * DAY_MS, messagesMs: DAY_MS, keep },
    }).flatMap(({ about, text }) => (about === "retention" ? text : []));
  const begun = "Keeps what it fetched for 30 days, its runs for 180 days and its messages for 1 day; what still waits and its newest";
  assert.deepEqual(kept(20), [`${begun} 20 runs and 20 messages for longer.`]);
  assert.deepEqual(kept(1), [`${begun} 1 run and 1 message for longer.`]);
});

test("an automation that may do nothing says so", () => {
  assert.deepEqual(textsOf(automationWith({ retries: 0 })), [
    "Runs only when started by hand.",
    "Can NOT read anything, write anywhere (its result stays in the record of the run), message anybody not named above, open links or change what it reads.",
    "Goes through every time, changed or not.",
    "A step that fails is not tried again. One step takes at most 10 minutes, one run 1 hour.",
    "The owner is told when a run fails, as often as alerts in config/chief.yaml allows. After 5 failures in a row it pauses.",
    "Owner: you.",
  ]);
});

test("an automation that writes something else than the briefing says what, whichever it is", () => {
  const reports = REPORT_NAMES.map(
    (report) => explainAutomation(automationWith({ report }), words).find(({ about }) => about === "report")?.text,
  );
  assert.deepEqual(reports.slice(0, 2), [
    undefined,
    "Writes about what was done today, what is still open, what tomorrow begins with, and what is promised for it.",
  ]);
  for (const text of reports.slice(1)) assert.match(text ?? "", /^Writes about .+\.$/);
});

test("what comes while it runs is told of what can come alone", () => {
  const meanwhile = (trigger: Trigger) => {
    const told = explainAutomation(automationWith({ triggers: [trigger] }), words);
    return told.flatMap(({ about, text }) => (about === "meanwhile" || about === "missed" ? text : []));
  };
  const parts = explainAutomation(automationWith({ triggers: [event({})] }), words).map(({ about }) => about);
  assert.deepEqual(parts.slice(0, 4), ["when", "meanwhile", "read", "outside"]);
  assert.deepEqual(meanwhile(event({})), ["One run at a time; an event that comes meanwhile waits for its turn."]);
  const [waits, missed] = meanwhile({ kind: "every", everyMs: 60_000 });
  assert.equal(waits, "One run at a time; a time that comes meanwhile is skipped.");
  assert.match(missed ?? "", /^Times missed while Chief was not running: /);
});

test("a paused automation says that it waits", () => {
  const [when] = textsOf(automationWith({ paused: true, triggers: [{ kind: "every", everyMs: 3_600_000 }] }));
  assert.equal(when, "Paused: runs only when started by hand. Otherwise it would run every hour.");
});

test("what comes while it runs is told of times and events apart, where they differ", () => {
  const triggers: readonly Trigger[] = [{ kind: "every", everyMs: 3_600_000 }, event({})];
  const meanwhile = explainAutomation(automationWith({ triggers }), words).find(({ about }) => about === "meanwhile");
  assert.equal(
    meanwhile?.text,
    "One run at a time; a time that comes meanwhile is skipped, an event that comes meanwhile waits for its turn.",
  );
});

test("several triggers with commas of their own are kept apart", () => {
  const [alone] = textsOf(automationWith({ triggers: [event({ cooldownMs: 60_000 })] }));
  assert.equal(alone, 'Runs when webhook tells of {"hook":"deploys"}, not again within 1 minute, and when started by hand.');
  const [when] = textsOf(automationWith({ triggers: [event({ cooldownMs: 60_000 }), { kind: "every", everyMs: 60_000 }] }));
  assert.equal(when, 'Runs when webhook tells of {"hook":"deploys"}, not again within 1 minute; every minute; and when started by hand.');
});

/** Rules of an automation, and a sentence in which each is told. */
const RULES: readonly [Partial<Automation>, RegExp][] = [
  [{ overlap: "skip" }, /; a time or an event that comes meanwhile is skipped\.$/],
  [{ overlap: "buffer_one" }, /a time or an event that comes meanwhile waits, unless another waits already/],
  [{ overlap: "buffer_all" }, /a time or an event that comes meanwhile waits for its turn/],
  [{ overlap: "cancel_other" }, /a time or an event that comes meanwhile ends what runs and takes its place/],
  [{ overlap: "allow_all" }, /a time or an event that comes meanwhile starts all the same/],
  [{ concurrency: 3 }, /^At most 3 runs at once;/],
  [{ catchup: { mode: "none", max: 100 } }, /^Times missed while Chief was not running are left out\.$/],
  [{ catchup: { mode: "all", max: 7 } }, /still run, 7 at most, those that are at most 12 hours late\.$/],
  [{ catchup: { mode: "all", max: 7, windowMs: 3_600_000 } }, /still run, 7 at most, those that are at most 1 hour late\.$/],
  [{ catchup: { mode: "latest", max: 7, windowMs: 3_600_000 } }, /the latest still runs, if it is at most 1 hour late\.$/],
  [{ rollUp: true }, /^After days off, its first briefing tells again what came up during them\.$/],
  [{ pauseOnFailure: 0 }, /It never pauses by itself\.$/],
  [{ pauseOnFailure: 3 }, /After 3 failures in a row it pauses\.$/],
  [{ onFailure: { after: 4 } }, /^The owner is told after 4 failures in a row, as often as alerts in config\/chief\.yaml allows\./],
  [{ onFailure: { after: 4, everyMs: 86_400_000 } }, /^The owner is told after 4 failures in a row, at most once in 1 day\./],
  [{ ping: "nightly" }, /^The address nightly of config\/chief.yaml is told when a run starts, succeeds or fails\.$/],
  [
    { writes: [{ name: "chat", audience: [], delivery: "chat", options: {}, onUnknown: "reconcile" }] },
    /When nobody knows whether a message arrived, it asks the receiver\.$/,
  ],
  [{ writes: [{ name: "chat", audience: [], delivery: "chat", options: {}, onUnknown: "resend" }] }, /it sends it once more\.$/],
  [{ writes: [{ name: "chat", audience: [], delivery: "chat", options: {}, onUnknown: "hold" }] }, /it waits for a person\.$/],
];

const merge = (all: Partial<Automation>, one: Partial<Automation>): Partial<Automation> => ({ ...all, ...one });

test("each rule has its sentence, whatever else is written, and no other rule says the same", () => {
  const triggers: readonly Trigger[] = [{ kind: "every", everyMs: 3_600_000 }, event({})];
  const next = numbersFrom(3);
  for (const [rule, sentence] of RULES) {
    assert.ok(!textsOf(automationWith({ triggers })).some((text) => sentence.test(text)), `${String(sentence)} is said unasked`);
    for (let round = 0; round < 20; round += 1) {
      const others = Array.from({ length: next(6) }, () => RULES[next(RULES.length)]?.[0] ?? {}).reduce(merge, {});
      const texts = textsOf(automationWith({ triggers, ...others, ...rule }));
      assert.equal(texts.filter((text) => sentence.test(text)).length, 1, `${String(sentence)} in ${texts.join("\n")}`);
    }
  }
});

const event = (changes: Partial<EventTrigger>): EventTrigger => ({
  ...{ kind: "event", source: "webhook", audience: [], options: { hook: "deploys" }, topic: "webhook:deploys", where: [] },
  ...changes,
});

test("triggers are told in words where their words are sure, and as they stand elsewhere", () => {
  const timezone = "America/New_York";
  const cron = (expression: string): Trigger => ({ kind: "cron", expression, timezone });
  const verbatim = (expression: string): [Trigger, string] => [cron(expression), `on the schedule "${expression}" (America/New_York)`];
  const told: readonly [Trigger, string][] = [
    [cron("0 9 * * *"), "every day at 09:00 (America/New_York)"],
    [cron("5 8,17 * * MON-FRI"), "on weekdays at 08:05 and 17:05 (America/New_York)"],
    [cron("30 7 * * 1,thu,0"), "on Mondays, Thursdays and Sundays at 07:30 (America/New_York)"],
    [cron("15 * * * *"), "every day at minute 15 of every hour (America/New_York)"],
    [cron("0  17 15 * *"), "on day 15 of each month at 17:00 (America/New_York)"],
    [cron("0 6 1 * *"), "on day 1 of each month at 06:00 (America/New_York)"],
    ...["0 6 1,15 * *", "0 6 */2 * *", "*/5 9 * * *", "0,30 9 * * *", "0 9-17 * * *", "0 */2 * * *", "0 9 * * 6,1-5"].map(verbatim),
    ...["0 9 * * 1-5,6", "0 9 * * 1,5L", "0 9 * * 1#2"].map(verbatim),
    [cron("0 6 1 * 1"), 'on the schedule "0 6 1 * 1" (America/New_York)'],
    [cron("0 6 * 2 *"), 'on the schedule "0 6 * 2 *" (America/New_York)'],
    [cron("*/5 9-17 * * *"), 'on the schedule "*/5 9-17 * * *" (America/New_York)'],
    [cron("0 9 * * 5L"), 'on the schedule "0 9 * * 5L" (America/New_York)'],
    [cron("@daily"), 'on the schedule "@daily" (America/New_York)'],
    [{ kind: "every", everyMs: 86_400_000 }, "every day"],
    [{ kind: "every", everyMs: 5_400_000 }, "every 90 minutes"],
    [{ kind: "every", everyMs: 1_260_000 }, "every 21 minutes"],
    [{ kind: "at", at: "2026-12-01T02:30:00.000Z" }, "once, on 2026-11-30 at 21:30 (America/New_York)"],
    [
      { kind: "rrule", rule: "DTSTART:20261101T090000\nFREQ=DAILY", timezone },
      "by the rule DTSTART:20261101T090000 FREQ=DAILY (America/New_York)",
    ],
    [{ kind: "every", everyMs: 3_600_000, jitterMs: 300_000, workdaysOnly: true }, "every hour, up to 5 minutes later, not on days off"],
    [event({}), 'when webhook tells of {"hook":"deploys"}'],
    [
      event({
        where: [
          { field: "status", test: "is", values: ["failed", "cancelled", null] },
          { field: "lines", test: "over", values: [100] },
        ],
        coalesceMs: 30_000,
        cooldownMs: 600_000,
      }),
      'when webhook tells of {"hook":"deploys"}, if status is failed, cancelled or nothing and lines is over 100, ' +
        "a burst of 30 seconds being one run, not again within 10 minutes",
    ],
  ];
  for (const [trigger, text] of told) assert.equal(triggerInWords(trigger, timezone, words.event), text);
});

test("each day of the week has its name, by number and by its three letters", () => {
  const days = ["Sundays", "Mondays", "Tuesdays", "Wednesdays", "Thursdays", "Fridays", "Saturdays"];
  const told = (weekday: string) =>
    triggerInWords({ kind: "cron", expression: `0 9 * * ${weekday}`, timezone: "UTC" }, "UTC", words.event).replace(" at 09:00 (UTC)", "");
  for (const [number, day] of days.entries()) {
    assert.equal(told(String(number)), `on ${day}`);
    assert.equal(told(day.slice(0, 3)), `on ${day}`);
    assert.equal(told(day.slice(0, 3).toUpperCase()), `on ${day}`);
  }
  assert.equal(told("7"), "on Sundays");
});

test("each condition on an event is told", () => {
  const tests = ["is", "not", "over", "under", "contains", "starts", "ends"] as const;
  const where = tests.map((test) => ({ field: "lines", test, values: [7, "x"] }));
  assert.equal(
    triggerInWords(event({ where }), "UTC", () => "when told"),
    "when told, if lines is 7 or x, lines is not 7 or x, lines is over 7 or x, lines is under 7 or x, lines contains 7 or x, lines starts with 7 or x and lines ends with 7 or x",
  );
});
