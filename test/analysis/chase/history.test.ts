import assert from "node:assert/strict";
import { test } from "node:test";
import { historyOf, type PlanPast } from "../../../src/analysis/chase/history.ts";
import type { Told } from "../../../src/core/ask.ts";
import type { PlanField, PlanUpdate } from "../../../src/core/briefing.ts";
import type { Change, FieldValue } from "../../../src/core/item.ts";
import { askOf, planTask } from "./letters.ts";

const [SAID_AT, SEEN_AT, LATER] = ["2026-11-23T10:00:00.000Z", "2026-11-23T15:30:00.000Z", "2026-11-24T15:30:00.000Z"];
const DOCS = { id: "notion:T-12", source: "notion", key: "T-12", title: "Docs", fields: {} };

function update(changes: PlanUpdate["changes"], left: readonly PlanField[] = []): PlanPast["updates"][number] {
  return { item: DOCS, changes, by: "ana", name: "Ana Pereira", at: SAID_AT, quote: "tight, Thursday", left };
}

function change(field: string, from: FieldValue, to: FieldValue, at = SEEN_AT, by?: string): Change {
  return { item: DOCS.id, field, from, to, at, ...(by !== undefined && { by }) };
}

function history(past: Partial<PlanPast>): string[] {
  const entries = historyOf({ changes: [], updates: [], asks: [], tasks: [], nameOf: (key) => `${key}'s name`, ...past });
  return entries.map(({ field, from, to, at, how, who, quote }) => [at.slice(5, 16), how, field, from, to, who, quote].join(" | "));
}

test("what Chief wrote is told with whoever said it, once, though it is seen in the plan afterwards", () => {
  const updates = [
    update([
      { field: "status", from: "on_track", to: "at_risk" },
      { field: "blocker", from: null, to: "Ben" },
    ]),
  ];
  const written = ["status | on_track | at_risk", "blocker |  | Ben"].map(
    (what) => `11-23T10:00 | written | ${what} | Ana Pereira | tight, Thursday`,
  );
  const changes = [change("status", "in_progress", "blocked"), change("statusName", "Doing", "At risk"), change("blockedBy", null, "Ben")];
  assert.deepEqual(history({ updates, changes }), written);
  // A plan that has no word for it says that it is in progress.
  assert.deepEqual(history({ updates, changes: [change("status", "todo", "in_progress")] }), written);
});

test("what somebody else changed is told as seen, with the editor where that is known, even where it says the same again", () => {
  const updates = [update([{ field: "eta", from: null, to: "2026-11-26" }])];
  const changes = [
    change("eta", null, "2026-11-27", SEEN_AT, "Dana Reyes"),
    change("eta", "2026-11-27", "2026-11-26", LATER),
    change("owner", "Ana Pereira", "Dana Reyes", LATER),
    change("start", "a", "b", LATER),
  ];
  assert.deepEqual(history({ updates, changes }), [
    "11-23T10:00 | written | eta |  | 2026-11-26 | Ana Pereira | tight, Thursday",
    "11-23T15:30 | seen | eta |  | 2026-11-27 | Dana Reyes | ",
    "11-24T15:30 | seen | eta | 2026-11-27 | 2026-11-26 |  | ",
    "11-24T15:30 | seen | owner | Ana Pereira | Dana Reyes |  | ",
  ]);
});

test("what had no word in the plan is told as said, and explains nothing that is seen there", () => {
  const updates = [update([{ field: "status", from: "on_track", to: "at_risk" }], ["status"])];
  assert.deepEqual(history({ updates, changes: [change("status", "todo", "in_progress")] }), [
    "11-23T10:00 | said | status |  | at_risk | Ana Pereira | tight, Thursday",
    "11-23T15:30 | seen | status | todo | in_progress |  | ",
  ]);
});

test("what was said and written nowhere is told as said", () => {
  const none = { etaAsk: false, percent: null, to: null, quote: [0, 4] as const, sure: false };
  const told: Told = {
    ...none,
    item: DOCS.id,
    status: "blocked",
    eta: { from: "2026-11-26", to: "2026-11-27" },
    blocker: { by: null, what: "legal" },
  };
  const asks = [askOf("T-12", { answer: { told, quote: "legal has it", at: SAID_AT, reply: "slack:1" } })];
  const said = (what: string): string => `11-23T10:00 | said | ${what} | ana's name | legal has it`;
  assert.deepEqual(history({ asks }), [said("status |  | blocked"), said("eta |  | 2026-11-26 to 2026-11-27"), said("blocker |  | legal")]);
  assert.deepEqual(history({ asks, updates: [update([{ field: "status", from: null, to: "blocked" }])] }).length, 1);
});

test("what was said of a plan that said so already is no news of it, unless the plan says so only since", () => {
  const none = { etaAsk: false, percent: null, to: null, quote: [0, 8] as const, sure: true, blocker: null };
  const told: Told = { ...none, item: DOCS.id, status: "on_track", eta: "2026-11-26" };
  const asks = [askOf("T-12", { answer: { told, quote: "on track", at: SAID_AT, reply: "slack:1" } })];
  const tasks = [planTask("T-12", "Docs", { status: "in_progress", eta: null })];
  const said = (what: string): string => `11-23T10:00 | said | ${what} | ana's name | on track`;
  assert.deepEqual(history({ asks, tasks }), [said("eta |  | 2026-11-26")]);
  assert.deepEqual(history({ asks, tasks, changes: [change("status", "todo", "in_progress")] }), [
    said("status |  | on_track"),
    said("eta |  | 2026-11-26"),
    "11-23T15:30 | seen | status | todo | in_progress |  | ",
  ]);
});
