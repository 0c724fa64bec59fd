import assert from "node:assert/strict";
import { describe, it, test } from "node:test";
import type { Item } from "../../src/core/item.ts";
import { itemOf } from "../support/items.ts";
import { composeDay, pageLines, under } from "./report-day.ts";

const incident = (changes: Readonly<Record<string, string | null>> = {}, title = "Checkout is down"): Item =>
  itemOf({
    id: `files:incidents.csv#${title}`,
    source: "files",
    kind: "incident",
    title,
    ts: "2026-11-19T06:30:00.000Z",
    fields: {
      service: "checkout",
      state: "open",
      severity: "SEV1",
      detectedAt: null,
      mitigatedAt: null,
      resolvedAt: null,
      impact: null,
      ...changes,
    },
  });

let count = 0;
function said(body: string, at = "06:40", from = "Dana Reyes", changes: Readonly<Record<string, string | boolean>> = {}): Item {
  count += 1;
  const id = `C1/${String(count)}`;
  const fields = {
    channel: "C1",
    channelName: "#inc-checkout",
    group: false,
    message: id,
    thread: id,
    replies: 0,
    everybody: false,
    question: false,
    reactions: [],
    editedAt: null,
    bot: false,
    timezone: null,
    attachments: [],
    ...changes,
  };
  return itemOf({
    id: `slack:${id}`,
    source: "slack",
    kind: "message",
    title: body.slice(0, 40),
    body,
    ts: `2026-11-19T${at}:00.000Z`,
    actors: [{ name: from, account: `slack:${from}`, role: "from" }],
    fields,
  });
}

function pageOf(items: readonly Item[]): string[] {
  const lines = pageLines(composeDay({ report: "incident_summary", items, now: "2026-11-19T09:00:00.000Z" }));
  return lines.map((line) => line.replaceAll(/ ?(?:\[\w+\])+/g, ""));
}

function causesIn(items: readonly Item[]): string[] {
  return under(pageOf(items), "Cause").map((line) => line.replace("- ", ""));
}

test("a summary says whom it hit, what happened when in both clocks, what was done, and who has taken on what", () => {
  const items = [
    incident({
      impact: "4 % of all checkouts failed",
      detectedAt: "2026-11-19T06:36:00.000Z",
      mitigatedAt: "2026-11-19T07:20:00.000Z",
      state: "mitigated",
    }),
    said("Errors on checkout went up, I am looking.", "06:38"),
    said("Could be the deploy of 6:20, not sure.", "06:45"),
    said("I think it is caused by the new pool size.", "06:50"),
    said("The root cause was the connection pool of the new release.", "07:05", "Priya Nair"),
    said("Rolled back to the release before.", "07:15", "Priya Nair"),
    said("Next update at 9:30.", "07:21"),
    said("I'll write the postmortem by Friday. Follow-up: alert on pool exhaustion.", "07:30", "Priya Nair"),
  ];
  assert.deepEqual(pageOf(items), [
    "Thu 19 Nov: Checkout is down (SEV1, mitigated).",
    "Impact",
    "- 4 % of all checkouts failed.",
    "- It lasted 50 minutes.",
    "- Noticed Thu 19 Nov 07:36.",
    "Cause",
    "- Stated: “The root cause was the connection pool of the new release.” (#inc-checkout, Thu 19 Nov 08:05).",
    "Timeline",
    "- Thu 19 Nov 07:30 (06:30 UTC): It began: Checkout is down.",
    "- Thu 19 Nov 07:36 (06:36 UTC): It was noticed.",
    "- Thu 19 Nov 07:38 (06:38 UTC): First words in #inc-checkout: “Errors on checkout went up, I am looking”",
    "- Thu 19 Nov 07:50 (06:50 UTC): “I think it is caused by the new pool size.”",
    "- Thu 19 Nov 08:05 (07:05 UTC): “The root cause was the connection pool of the new release.”",
    "- Thu 19 Nov 08:15 (07:15 UTC): “Rolled back to the release before.”",
    "- Thu 19 Nov 08:20 (07:20 UTC): It was mitigated.",
    "What was done about it",
    "- “Rolled back to the release before.” (#inc-checkout, Thu 19 Nov 08:15).",
    "Next update",
    "- “Next update at 9:30.” (#inc-checkout, Thu 19 Nov 08:21).",
    "Follow-ups",
    "- “I'll write the postmortem by Friday.” Owner: Priya Nair.",
    "- “Follow-up: alert on pool exhaustion.” Owner: unassigned.",
    "Looked at 0 files and 1 channel of Slack over the last 7 days.",
  ]);
});

describe("no cause is stated that nobody has said", () => {
  const none = [
    "What is the root cause?",
    "Root cause is still unknown.",
    "We are investigating the root cause.",
    "The root cause is not yet known.",
    "Root cause analysis will follow.",
    "Once we know the root cause we will share it.",
    "Last time the root cause was DNS.",
    "In March the outage was caused by an expired certificate.",
    "The root cause was gremlins, haha.",
    "I am late because of the train.",
    "Deploys are frozen due to the holiday.",
    "Nobody panic.",
    "The page is red, checkout is failing.",
  ];
  const unsure = [
    "It might be caused by the deploy.",
    "The root cause is probably DNS.",
    "Looks like it was triggered by the cron job.",
    "Ben says it was caused by the cache.",
    "If it is caused by the cache, we should flush it.",
    "Errors because of the deploy.",
    "My guess: the culprit is the load balancer.",
  ];
  const causesOf = (words: string, bot = false): string[] => causesIn([incident(), said(words, "06:50", "Dana Reyes", { bot })]);
  for (const words of none) it(words, () => assert.deepEqual(causesOf(words), ["Nobody has stated a cause of “Checkout is down” yet."]));
  for (const words of unsure) it(words, () => assert.match(causesOf(words).join("\n"), /^Suspected, not confirmed: “[^\n]+$/));
  it("by a program", () =>
    assert.deepEqual(causesOf("The root cause was a full disk.", true), ["Nobody has stated a cause of “Checkout is down” yet."]));
  it("but is stated where the record has one", () =>
    assert.deepEqual(causesIn([incident({ cause: "A full disk on the second node" })]), [
      "Stated: “A full disk on the second node” (its record).",
    ]));
  it("that the record only supposes", () =>
    assert.deepEqual(causesIn([incident({ cause: "Probably the new driver" })]), [
      "Suspected, not confirmed: “Probably the new driver” (its record).",
    ]));
  for (const words of ["TBD", "still unknown", "-"]) {
    it(`that the record calls ${words}`, () => assert.match(causesIn([incident({ cause: words })])[0] ?? "", /^Nobody has stated a cause/));
  }
  it("that is taken back later", () => {
    const items = [incident(), said("The root cause is the cache.", "06:50"), said("It was not caused by the cache.", "07:10")];
    const lines = causesIn(items);
    assert.deepEqual(
      lines.map((line) => line.split(":")[0]),
      ["Suspected, not confirmed", "Excluded"],
    );
  });
  it("that is denied", () =>
    assert.match(
      causesIn([incident(), said("The root cause is not the cache.")]).join("; "),
      /^Nobody has stated.*; Excluded: “The root cause is not the cache.”/,
    ));
  it("but is stated whatever its sentence says besides", () =>
    assert.match(causesOf("The root cause was a template that the new version could not read.")[0] ?? "", /^Stated: /));
  it("but is stated where somebody has", () =>
    assert.match(causesOf("The root cause was a full disk.")[0] ?? "", /^Stated: “The root cause was a full disk.”/));
});

test("where the reader's clock is UTC, each time is told once", () => {
  const lines = pageLines(
    composeDay({ report: "incident_summary", items: [incident()], now: "2026-11-19T09:00:00.000Z", timezone: "UTC" }),
  );
  assert.doesNotMatch(lines.join("\n"), /06:30 UTC/);
  assert.match(lines.join("\n"), /Thu 19 Nov 06:30.* It began: Checkout is down/);
});

test("what was rolled out before and taken back during it is shown, and nothing is concluded from it", () => {
  const rollout = itemOf({
    id: "files:rollouts.csv#1",
    source: "files",
    kind: "rollout",
    title: "Checkout v2",
    ts: "2026-11-19T06:20:00.000Z",
    fields: {
      service: "checkout",
      stage: "50 %",
      plannedStages: [],
      state: "withdrawn",
      stageSince: "2026-11-19T07:00:00.000Z",
      plannedStageHours: null,
      nextStepAt: null,
      rollback: null,
      health: null,
      version: null,
    },
  });
  assert.deepEqual(causesIn([incident(), rollout]), [
    "Nobody has stated a cause of “Checkout is down” yet.",
    "Rolled out shortly before it: Checkout v2.",
  ]);
});

test("an open incident comes before one that is over, and the rest is counted; a channel speaks for one that nothing else tells of", () => {
  const over = { state: "resolved", resolvedAt: "2026-11-19T07:00:00.000Z" };
  const page = pageOf([
    incident(over, "Mail is slow"),
    incident({}, "Search is down"),
    said("Users cannot log in.", "06:40", "Dana Reyes", { channelName: "#inc-login", channel: "C2" }),
  ]);
  assert.match(page[0] ?? "", /Users cannot log in\. \(not over\)/);
  assert.ok(
    page.join("\n").includes("2 other incidents of these days, 1 of them not over: Search is down; Mail is slow."),
    page.join("\n"),
  );
  assert.equal(pageOf([]).at(0), "Thu 19 Nov: No incident is known of these days.");
});
