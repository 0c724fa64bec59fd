import assert from "node:assert/strict";
import { test } from "node:test";
import { formatProblem } from "../../src/lib/problem.ts";
import { loadFiles, markdown } from "./workspace.ts";

/** What is written in bad.md about when it runs, what then happens, and who is told; and all that is said about it. */
const CASES: Readonly<Record<string, readonly [content: string, said: string]>> = {
  "an overlap that does not exist": [
    markdown("overlap: bufer_one"),
    `bad.md:3:10: expected overlap to be one of skip, buffer_one, buffer_all, cancel_other, allow_all, got "bufer_one"
  Did you mean buffer_one?`,
  ],
  "a catch-up that does not exist": [
    markdown("catchup: { mode: newest }"),
    'bad.md:3:18: expected catchup.mode to be one of latest, all, none, got "newest"',
  ],
  "a misspelt key of the catch-up": [
    markdown("catchup: { windw: 2h }"),
    `bad.md:3:12: expected a key that this version knows, got "windw"
  Did you mean window?`,
  ],
  "a catch-up of thousands": [markdown("catchup: { max: 5000 }"), "bad.md:3:17: expected catchup.max to be at most 1000, got 5000"],
  "no run at once": [markdown("concurrency: 0"), "bad.md:3:14: expected concurrency to be at least 1, got 0"],
  "an approval by a condition": [
    markdown("approval: first_run"),
    'bad.md:3:11: expected approval to be always, never, or a list of audience_changed, new_external_link, reviewer_unsure, first_run or a mapping of keys to values, got "first_run"',
  ],
  "an approval without an end": [
    markdown("approval: { when: always, expires: never }"),
    'bad.md:3:36: expected approval.expires to be a duration such as 15m, 1h or 1d, got "never"',
  ],
  "an alert in words": [
    markdown("onFailure: { every: hourly }"),
    'bad.md:3:21: expected onFailure.every to be a duration such as 15m, 1h or 1d, got "hourly"',
  ],
  "a pause after a word": [markdown("pauseOnFailure: five"), 'bad.md:3:17: expected pauseOnFailure to be a number, got "five"'],
  "a ping that chief.yaml does not have": [
    markdown("ping: nigthly"),
    `bad.md:3:7: expected ping to name an address under pings in config/chief.yaml, got "nigthly"
  Did you mean nightly?`,
  ],
  "a jitter as long as the gap": [
    markdown('on: { schedule: "*/15 9-17 * * *", jitter: 15m }'),
    "bad.md:3:44: expected on.jitter to be shorter than the gap between its times, which is 15 minutes, got 15 minutes",
  ],
  "a work calendar that does not exist": [
    markdown("on: { every: 1h, workCalendar: workdays }"),
    'bad.md:3:32: expected on.workCalendar to be one of workdays_only, roll_up, got "workdays"',
  ],
  "an event source that does not exist": [
    markdown("on: { webhok: deploys }"),
    `bad.md:3:7: expected a key that this version knows, got "webhok"
  Did you mean webhook?`,
  ],
  "an event beside on": [
    markdown("webhook: deploys"),
    `bad.md:3:1: expected a key that this version knows, got "webhook"
  Did you mean webhook? It belongs below on.`,
  ],
  "a hook that chief.yaml does not have": [
    markdown("on: { webhook: deploy }"),
    `bad.md:3:16: expected on.webhook to name a hook of config/chief.yaml, got "deploy"
  Did you mean deploys?`,
  ],
  "an event that its source can't look out for": [
    markdown("on:\n  file: [notes/, ../other]"),
    'bad.md:4:18: expected an entry of on.file to be a path within the workspace, got "../other"',
  ],
  "a misspelt option of an event": [
    markdown("on: { before: { source: git, led: 15m, lead: 15m } }\nreads: [git]"),
    `bad.md:3:30: expected a key that this version knows, got "led"
  Did you mean lead?`,
  ],
  "a lead before what is not read": [
    markdown("on:\n  - before: { source: fils, lead: 15m }\nreads: [git, files]"),
    `bad.md:4:23: expected on.before.source to name a grant under reads, got "fils"
  Did you mean files?`,
  ],
  "an automation that does not exist": [
    markdown("on: [{ every: 1h }, { run: [bad2, nightly] }]"),
    `bad.md:3:23: expected on.run to name an automation, got "bad2"
  Did you mean bad?`,
  ],
  "an automation that starts itself": [
    markdown("on: { run: bad, where: { status: failed } }"),
    `bad.md:3:7: expected runs that start each other to come to an end, got bad to start itself
  Take on.run out of one of them; until then none of them runs.`,
  ],
  "a condition without an event": [
    markdown("on: { every: 1h, where: { status: failed } }"),
    `bad.md:3:18: expected on.where to stand beside an event (file, run, webhook, before, slack, gmail, imap, google-calendar, github, http-feed, notion, mcp and reply), got none
  Remove it, or move it to the group that it belongs to.`,
  ],
  "a jitter without times": [
    markdown("on: { webhook: deploys, jitter: 5m }"),
    `bad.md:3:25: expected on.jitter to stand beside a time (schedule, every, at and rrule), got none
  Remove it, or move it to the group that it belongs to.`,
  ],
  "a test that does not exist": [
    markdown("on: { webhook: deploys, where: { title: { contain: urgent } } }"),
    `bad.md:3:43: expected a key that this version knows, got "contain"
  Did you mean contains?`,
  ],
  "a bound that is no bound": [
    markdown("on: { webhook: deploys, where: { lines: { over: [1, 2] } } }"),
    "bad.md:3:49: expected on.where.lines.over to be a number or a date, got a list",
  ],
  "a field without a test": [
    markdown("on: { webhook: deploys, where: { lines: {} } }"),
    "bad.md:3:41: expected on.where.lines to have one of is, not, over, under, contains, starts, ends, got a mapping",
  ],
  "a cooldown of a week": [
    markdown("on: { webhook: deploys, cooldown: 7d }"),
    'bad.md:3:35: expected on.cooldown to be at most 1d, got "7d"',
  ],
  "a doubt that has no such end": [
    markdown("writes: [{ chat: { channel: a, onUnknown: retry } }]"),
    'bad.md:3:43: expected writes.chat.onUnknown to be one of reconcile, resend, hold, got "retry"',
  ],
  "a misspelt doubt": [
    markdown("writes: [{ chat: { channel: a, onUnkown: hold } }]"),
    `bad.md:3:32: expected a key that this version knows, got "onUnkown"
  Did you mean onUnknown?`,
  ],
};

for (const [name, [content, said]] of Object.entries(CASES)) {
  test(`${name} is one clear problem`, async (context) => {
    const { automations, problems } = await loadFiles(context, { "bad.md": content });
    assert.deepEqual(automations, []);
    assert.deepEqual(problems.map(formatProblem), [said]);
  });
}
