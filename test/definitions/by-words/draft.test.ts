import assert from "node:assert/strict";
import { test } from "node:test";
import { draftOf } from "../../../src/definitions/by-words/draft.ts";
import { people } from "../../support/items.ts";

const DAY = ["google-calendar", "gmail", "files"];

test("what is to be done when, from where and where to is read out of a sentence", () => {
  const cases: readonly [sentence: string, on: unknown, reads: readonly string[], writes: readonly unknown[]][] = [
    ["every weekday at 9 summarise my day and flag risks", { schedule: "0 9 * * 1-5" }, DAY, ["console"]],
    [
      "every weekday at 8:30 tell me everything that is at risk",
      { schedule: "30 8 * * 1-5" },
      ["google-calendar", "gmail", "slack", "github", "files"],
      ["console"],
    ],
    ["Summarise my mail every morning", { schedule: "0 9 * * *" }, ["gmail"], ["console"]],
    ["on weekdays at 8:30am tell me what needs me", { schedule: "30 8 * * 1-5" }, DAY, ["console"]],
    ["every Monday at 10 list open pull requests and email it to me", { schedule: "0 10 * * 1" }, ["github"], [{ email: { to: ["me"] } }]],
    ["On Mondays and Thursdays at 14:30 look through Slack", { schedule: "30 14 * * 1,4" }, ["slack"], ["console"]],
    ["every day at 9 and 17 check my inbox", { schedule: "0 9,17 * * *" }, ["gmail"], ["console"]],
    ["every day at 9:15 and 17:00 check my calendar", { schedule: ["15 9 * * *", "0 17 * * *"] }, ["google-calendar"], ["console"]],
    ["every Friday at 3pm write release notes", { schedule: "0 15 * * 5" }, ["git", "github"], ["console"]],
    ["every day at 9 investigate new issues", { schedule: "0 9 * * *" }, ["github", "git"], ["console"]],
    ["every day at 9 brief me on new pull requests", { schedule: "0 9 * * *" }, ["github", "git", "files"], ["console"]],
    ["every day at 9 brief me on each new pull request", { schedule: "0 9 * * *" }, ["github", "git", "files"], ["console"]],
    ["every morning a summary of the incident", { schedule: "0 9 * * *" }, ["slack", "github", "files"], ["console"]],
    ["every Monday at 8 what customers said by theme", { schedule: "0 8 * * 1" }, ["github", "files"], ["console"]],
    ["every hour look for new commits", { every: "1h" }, ["git"], ["console"]],
    ["every 15 minutes check GitHub deployments", { every: "15m" }, ["github"], ["console"]],
    ["every two hours sum up the notes into notes-today.md", { every: "2h" }, ["files"], [{ file: { path: "notes-today.md" } }]],
    ["every hour on weekdays check Slack", { schedule: "0 * * * 1-5" }, ["slack"], ["console"]],
    ["15 minutes before each meeting prepare me", { before: { source: "google-calendar", lead: "15m" } }, DAY, ["console"]],
    [
      "half an hour before every meeting tell me about mail",
      { before: { source: "google-calendar", lead: "30m" } },
      ["google-calendar", "gmail"],
      ["console"],
    ],
    [
      "on the first Monday of every month at 9 review my tasks",
      { rrule: "FREQ=MONTHLY;BYDAY=1MO;BYHOUR=9;BYMINUTE=0;BYSECOND=0" },
      ["files"],
      ["console"],
    ],
    [
      "every other Friday at 4pm digest of the week",
      { rrule: "FREQ=WEEKLY;INTERVAL=2;BYDAY=FR;BYHOUR=16;BYMINUTE=0;BYSECOND=0" },
      ["git", "github", "files"],
      ["console"],
    ],
    ["on the 1st of each month at noon list the documents in Drive", { schedule: "0 12 1 * *" }, ["google-drive"], ["console"]],
    [
      "weekdays at 8:45 draft my standup and send it to me in Slack",
      { schedule: "45 8 * * 1-5" },
      ["git", "github", "google-calendar", "files"],
      [{ slack: { to: "me" } }],
    ],
    ["Friday afternoons triage my inbox", { schedule: "0 13 * * 5" }, ["gmail"], ["console"]],
    [
      "daily at 7pm what changed in the repositories, post it to #risk (C0123456789)",
      { schedule: "0 19 * * *" },
      ["git"],
      [{ slack: { to: "C0123456789", name: "#risk" } }],
    ],
    ["on 2026-12-03 at 10:00 summarise the issues", { at: "2026-12-03T10:00" }, ["github"], ["console"]],
    ["at the end of the day close my day", { schedule: "0 17 * * *" }, DAY, ["console"]],
    ["weekends at 11am read my documents and notes", { schedule: "0 11 * * 0,6" }, ["files", "google-drive"], ["console"]],
    ["tell me which reviews wait for me", undefined, ["github", "files"], ["console"]],
  ];
  for (const [sentence, on, reads, writes] of cases) {
    const draft = draftOf(sentence, people);
    assert.deepEqual({ on: draft.on, reads: draft.reads, writes: draft.writes }, { on, reads, writes }, sentence);
  }
});

test("what is left of a sentence is what it is to do, and nothing is sent where only news are wanted", () => {
  const draft = draftOf("Every weekday at 9, summarise my day and flag risks, but only if something changed.", people);
  assert.deepEqual(
    [draft.id, draft.name, draft.quiet, draft.body],
    [
      "summarise-my-day-and-flag",
      "Summarise my day and flag risks",
      "when_nothing_new",
      "Go through @Google Calendar, @Gmail and @Files. Summarise my day and flag risks.",
    ],
  );
});

test("what is not understood is named, with how to say it", () => {
  const cases: readonly [sentence: string, message: RegExp, hint: RegExp][] = [
    ["every blue moon summarise my mail", /expected a time, got "every blue moon"/, /every weekday at 9/],
    ["tomorrow summarise my mail", /expected a time, got "tomorrow"/, /every weekday at 9/],
    ["summarise my mail every day at 9 except on holidays", /expected a time, got "except on holidays"/, /every weekday/],
    ["every day at 9 make coffee", /expected to be told what to read, got "make coffee"/, /Gmail/],
    ["every day at 9", /expected what to do/, /summarise my day/],
    ["when a transcript comes, write the meeting notes", /expected a time, or none, got "when a transcript comes"/, /file: transcripts/],
    ["brief me on each new pull request", /expected a time, or none, got "each new pull request"/, /pull_request\.opened/],
    ["", /expected a sentence/, /As in/],
    ["every day at 9 summarise my mail and post it to #risk", /expected a place that can be written to, got "#risk"/, /by its id/],
    ["every day at 9 summarise my mail and email it to nobody", /written to, got "nobody"/, /people\.yaml/],
    ["every day at 9 summarise my tasks and send it to bob", /written to, got "bob"/, /Say how/],
  ];
  for (const [sentence, message, hint] of cases) {
    assert.throws(
      () => draftOf(sentence, people),
      (error: Error & { hint?: string }) => message.test(error.message) && hint.test(error.hint ?? ""),
      sentence,
    );
  }
});
