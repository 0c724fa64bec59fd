import assert from "node:assert/strict";
import { test } from "node:test";
import { messageInWords, othersAsked } from "../../src/cli/message-words.ts";
import { runTable } from "../../src/cli/run-tables.ts";
import type { Run } from "../../src/core/run.ts";
import { outcomeInWords } from "../../src/render/outcome-words.ts";
import { AT, outboxEntry, runInput } from "../store/samples.ts";

const reader = { timezone: "UTC", asOf: AT };
const run: Run = {
  id: "r",
  automation: "day",
  input: runInput("day"),
  queuedAt: AT,
  status: "succeeded",
  reason: "",
  content: "something",
  delivery: "refused",
  epoch: 1,
  recoveries: 0,
  claims: 1,
  codeVersion: "1",
};
const spent = { calls: 0, tokens: 0, input: 0, cached: 0, usd: 0, unpriced: 0, assumedUsd: 0, estimated: 0 };

test("a message that nobody decided about says so, and is told apart from one that was denied", () => {
  const expired = { ...outboxEntry("m", "r"), state: "expired" as const };
  const denied = { ...outboxEntry("n", "r"), state: "denied" as const, decidedBy: "me" };
  assert.equal(messageInWords(expired, reader), "nobody said yes or no in time");
  assert.equal(messageInWords(denied, reader), "denied by me");
  const deliveries = [[expired], [denied], [denied, expired]].map(
    (messages) => runTable({ run, occurrence: undefined, messages, spent }, reader)[3],
  );
  assert.deepEqual(
    deliveries.map((row) => row?.[1]),
    ["refused: expired", "refused: denied", "refused: denied, expired"],
  );
});

test("a message that ended because somebody was forgotten says so, and names nobody who denied it", () => {
  const ended = { ...outboxEntry("n", "r"), state: "denied" as const, decidedBy: "(forgotten)" };
  assert.equal(messageInWords(ended, reader), "ended, since somebody it was about was forgotten");
  assert.equal(outcomeInWords(ended, { all: [] }, reader), "It ended, since somebody it was about was forgotten.");
});

test("those who are asked about a message are told by name, unless the owner is among them", () => {
  const ana = { key: "ana", name: "Ana Kovacs", emails: [], aliases: [], absences: [], vip: false };
  const asked = (...approvers: string[]) =>
    othersAsked({ approval: { content: "v1:c", reasons: [], approvers } }, { owner: "sam", people: { all: [ana] } });
  assert.deepEqual(asked("ana", "lee"), ["Ana Kovacs", "lee"]);
  assert.deepEqual([asked("ana", "me"), asked("ana", "sam"), othersAsked({}, { owner: "sam", people: { all: [] } })], [[], [], []]);
});
