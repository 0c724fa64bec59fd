import assert from "node:assert/strict";
import { test } from "node:test";
import type { Automation } from "../../src/core/automation.ts";
import type { Trigger } from "../../src/core/trigger.ts";
import { explainAutomation, type GrantWords } from "../../src/policy/explain.ts";
import { triggerInWords } from "../../src/policy/trigger-words.ts";
import { automationWith, numbersFrom } from "./automation.ts";

const words: GrantWords = {
  read: ({ connector, options }) => `${connector} ${JSON.stringify(options)}`,
  write: ({ delivery, options }) => `to ${delivery} ${JSON.stringify(options)}`,
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
    reads: [{ name: "git", connector: "git", options: { depth: 3 } }],
    writes: [{ name: "console", delivery: "console", options: {} }],
    owner: "ana",
  });
  assert.deepEqual(textsOf(automation), [
    "Runs on weekdays at 09:00 (Europe/Berlin) and every 15 minutes, and when started by hand.",
    'Can READ git {"depth":3}.',
    "Can WRITE ONLY to console {}.",
    "Can NOT read anything else, write anywhere else, message anybody not named above, open links or change what it reads.",
    "Stops early unless something changed; with nothing new it sends one line.",
    "A step that fails is tried 3 more times at most. One step takes at most 10 minutes, one run 1 hour.",
    "Owner: ana.",
  ]);
});

test("an automation that may do nothing says so", () => {
  assert.deepEqual(textsOf(automationWith({ retries: 0 })), [
    "Runs only when started by hand.",
    "Can NOT read anything, write anywhere (its result stays in the record of the run), message anybody not named above, open links or change what it reads.",
    "Goes through every time, changed or not.",
    "A step that fails is not tried again. One step takes at most 10 minutes, one run 1 hour.",
    "Owner: you.",
  ]);
});

test("a paused automation says that it waits", () => {
  const [when] = textsOf(automationWith({ paused: true, triggers: [{ kind: "every", everyMs: 3_600_000 }] }));
  assert.equal(when, "Paused: runs only when started by hand. Otherwise it would run every hour.");
});

test("every grant has a sentence, and every sentence of a grant has its grant", () => {
  const next = numbersFrom(11);
  const grants = () =>
    Array.from({ length: next(5) }, (_, index) => ({ id: `part-${next(3)}`, name: `grant-${index}`, value: next(1_000) }));
  for (let round = 0; round < 500; round += 1) {
    const automation = automationWith({
      reads: grants().map(({ id, name, value }) => ({ name, connector: id, options: { value } })),
      writes: grants().map(({ id, name, value }) => ({ name, delivery: id, options: { value } })),
    });
    const sentences = explainAutomation(automation, words);
    const told = (about: string) => sentences.filter((sentence) => sentence.about === about).map(({ grant, text }) => `${grant}: ${text}`);
    assert.deepEqual(
      told("read"),
      automation.reads.map((grant) => `${grant.name}: Can READ ${words.read(grant)}.`),
    );
    assert.deepEqual(
      told("write"),
      automation.writes.map((grant) => `${grant.name}: Can WRITE ONLY ${words.write(grant)}.`),
    );
    const others = sentences.filter(({ about }) => about !== "read" && about !== "write");
    assert.ok(others.every(({ grant }) => grant === undefined));
  }
});

test("triggers are told in words where their words are sure, and as they stand elsewhere", () => {
  const timezone = "America/New_York";
  const cron = (expression: string): Trigger => ({ kind: "cron", expression, timezone });
  const told: readonly [Trigger, string][] = [
    [cron("0 9 * * *"), "every day at 09:00 (America/New_York)"],
    [cron("5 8,17 * * MON-FRI"), "on weekdays at 08:05 and 17:05 (America/New_York)"],
    [cron("30 7 * * 1,thu,0"), "on Mondays, Thursdays and Sundays at 07:30 (America/New_York)"],
    [cron("15 * * * *"), "every day at minute 15 of every hour (America/New_York)"],
    [cron("0 6 1 * *"), "on day 1 of each month at 06:00 (America/New_York)"],
    [cron("0 6 1 * 1"), 'on the schedule "0 6 1 * 1" (America/New_York)'],
    [cron("0 6 * 2 *"), 'on the schedule "0 6 * 2 *" (America/New_York)'],
    [cron("*/5 9-17 * * *"), 'on the schedule "*/5 9-17 * * *" (America/New_York)'],
    [cron("0 9 * * 5L"), 'on the schedule "0 9 * * 5L" (America/New_York)'],
    [cron("@daily"), 'on the schedule "@daily" (America/New_York)'],
    [{ kind: "every", everyMs: 86_400_000 }, "every day"],
    [{ kind: "every", everyMs: 5_400_000 }, "every 90 minutes"],
    [{ kind: "at", at: "2026-12-01T02:30:00.000Z" }, "once, on 2026-11-30 at 21:30 (America/New_York)"],
    [{ kind: "rrule", rule: "FREQ=DAILY", timezone }, "by the rule FREQ=DAILY (America/New_York)"],
  ];
  for (const [trigger, text] of told) assert.equal(triggerInWords(trigger, timezone), text);
});
