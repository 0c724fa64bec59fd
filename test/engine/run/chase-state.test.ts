import assert from "node:assert/strict";
import { test } from "node:test";
import type { Answer, Ask } from "../../../src/core/ask.ts";
import { stateOf } from "../../../src/engine/run/chase/people.ts";
import { recordOf, type ChaseRecord } from "../../../src/engine/run/chase/record.ts";
import { automationWith } from "../../support/automation.ts";
import { calendarOf, people } from "../../support/items.ts";
import { memoryStore } from "../../support/store.ts";
import { askWith, AT, LATER, runEnd, startRun } from "../../store/samples.ts";

const DIGEST = "2026-11-19T15:01:00.000Z";
const AFTER = "2026-11-19T15:02:00.000Z";
const CHASE = { cadenceDays: 2, hours: { start: "10:00", end: "16:30" }, days: [1] };

function answered(id: string, at: string, heardAt: string): Ask {
  const told = { item: id, status: "done", eta: null, etaAsk: false, percent: null, blocker: null, to: null, sure: true } as const;
  const answer: Answer = { told: { ...told, quote: [0, 4] }, quote: "done", at, reply: `slack:${id}`, heardAt };
  return {
    ...{ id, automation: "launch", item: id, key: id, title: id, person: "sam", actor: "sam", state: "answered", reason: "Sam replied" },
    ...{ because: "owns it", createdAt: at, messages: [], askedBack: false, answer, endedAt: at },
  };
}

test("what the last digest heard was written after it had looked at the plan, so that it is known for what was said", () => {
  const asks = [
    answered("of-the-day-before", "2026-11-18T15:00:00.000Z", "2026-11-18T15:01:00.000Z"),
    answered("of-the-digest", "2026-11-19T15:00:00.000Z", DIGEST),
    answered("by-mail", "2026-11-19T09:00:00.000Z", AFTER),
  ];
  const record: ChaseRecord = { asks, others: [], lost: [], leaving: [], sent: [], wishes: [] };
  const state = stateOf({
    ...{ automation: automationWith({ chase: CHASE }), workspace: { people, calendar: calendarOf() }, record, available: {} },
    ...{ heard: { asks, wishes: [], heard: [] }, reportedTo: DIGEST },
  });
  assert.deepEqual(
    state?.earlier.map(({ reply }) => reply),
    ["slack:of-the-digest", "slack:by-mail"],
  );
});

test("of other automations those questions count that reached somebody, and were not called off", async (t) => {
  const store = memoryStore(t);
  const messages = [{ at: AT, key: "chase:ana" }];
  const other = { automation: "other", messages };
  const asks = [
    askWith({ id: "own", automation: "test", messages }),
    askWith({ ...other, id: "open", state: "asked" }),
    askWith({ ...other, id: "due", messages: [] }),
    askWith({ ...other, id: "silent", state: "silent", endedAt: AT }),
    askWith({ ...other, id: "called off", state: "cancelled", endedAt: AT }),
  ];
  await startRun(store, "one");
  await store.runs.finish("one", runEnd({ asks }), LATER);
  const record = await recordOf(store, automationWith({ chase: CHASE }), LATER);
  const ids = (rows: readonly Ask[] = []): string[] => rows.map(({ id }) => id).toSorted();
  assert.deepEqual([ids(record?.asks), ids(record?.others)], [["own"], ["open", "silent"]]);
});
