import assert from "node:assert/strict";
import { test } from "node:test";
import { findSince } from "../../../src/analysis/ask/since.ts";
import { topicOf } from "../../../src/analysis/ask/topic.ts";

/** A Friday, half past three in Berlin. */
const asking = { asOf: "2026-11-20T14:30:00.000Z", timezone: "Europe/Berlin" };

test("words of a question name the instant from which on it asks, by the asker's days", () => {
  const cases: readonly [question: string, since: string | undefined][] = [
    ["What changed in checkout since Tuesday?", "2026-11-16T23:00:00.000Z"],
    ["what happened since last Friday", "2026-11-12T23:00:00.000Z"],
    ["What was merged yesterday?", "2026-11-18T23:00:00.000Z"],
    ["What came in this morning?", "2026-11-19T23:00:00.000Z"],
    ["Which reviews were done this week?", "2026-11-15T23:00:00.000Z"],
    ["Summarise this month", "2026-10-31T23:00:00.000Z"],
    ["What was released in the last 3 days?", "2026-11-16T23:00:00.000Z"],
    ["What did we ship over the past two weeks?", "2026-11-05T23:00:00.000Z"],
    ["What failed in the last hour?", "2026-11-20T13:30:00.000Z"],
    ["Who wrote to me since 2 November?", "2026-11-01T23:00:00.000Z"],
    ["What changed since 2026-11-09?", "2026-11-08T23:00:00.000Z"],
    ["What changed since 28 December?", "2026-08-28T13:30:00.000Z"],
    ["What is due after next week?", undefined],
    ["Who owns the contract?", undefined],
  ];
  for (const [question, since] of cases) assert.equal(findSince(question, asking), since, question);
});

test("what a question is about is said by the words that not every question has", () => {
  assert.deepEqual(topicOf("What changed in checkout since Tuesday?"), ["checkout"]);
  assert.deepEqual(topicOf("Who merged the payments rollout this week?"), ["merg", "payment", "rollout"]);
  assert.deepEqual(topicOf("What happened since yesterday?"), []);
});
