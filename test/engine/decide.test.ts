import assert from "node:assert/strict";
import { test } from "node:test";
import { catchupWindowMs, decideEvent, decideSlot, type SlotQuestion } from "../../src/engine/decide.ts";

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DUE = 10 * HOUR_MS;

const ON_TIME: SlotQuestion = {
  dueAt: DUE,
  now: DUE + 200,
  load: { running: 0, queued: 0 },
  concurrency: 1,
  paused: false,
  graceMs: 5_000,
  watchingSince: 0,
  catchup: { mode: "latest", max: 100 },
  gapMs: 24 * HOUR_MS,
  newer: 0,
  together: false,
};
const BUSY = { running: 1, queued: 0 };
const DOWN = { watchingSince: 9e9 };
const ASLEEP = "the machine was asleep, or its clock was changed";
const started = (differs: object = {}) => ({ state: "start", reason: "", caughtUp: false, cancelsOthers: false, ...differs });
const caughtUp = (why: string) => started({ reason: `caught up: ${why}`, caughtUp: true });
const skipped = (reason: string) => ({ state: "skipped", reason });
const missed = (reason: string) => ({ state: "missed", reason });
const late = (ms: number) => ({ now: DUE + ms });
const all = (max = 100, windowMs?: number) => ({ catchup: { mode: "all", max, ...(windowMs !== undefined && { windowMs }) } as const });

const CASES: readonly [name: string, differs: Partial<SlotQuestion>, decision: object][] = [
  ["a slot on time starts", {}, started()],
  ["a slot at the end of its grace starts", late(5_000), started()],
  ["a paused automation is skipped", { paused: true, load: BUSY }, skipped("the automation is paused")],
  [
    "a slot that was late is skipped where the automation is paused",
    { ...late(HOUR_MS), paused: true, newer: 3 },
    skipped("the automation is paused"),
  ],
  ["a day off is skipped", { dayOff: "Sunday is a day off" }, skipped("Sunday is a day off; the next run covers it")],
  ["a slot whose previous run goes on is skipped", { load: BUSY }, skipped("its previous run had not ended yet")],
  ["one of several at once starts", { load: BUSY, concurrency: 2 }, started()],
  ["after its grace it is caught up", late(5_001), caughtUp(ASLEEP)],
  ["before the process began it is caught up because of that", { ...late(HOUR_MS), ...DOWN }, caughtUp("Chief was not running")],
  ["half the gap is not too late", late(12 * HOUR_MS), caughtUp(ASLEEP)],
  ["more than half the gap is too late", { ...late(31 * MINUTE_MS), gapMs: HOUR_MS }, missed(ASLEEP)],
  ["more than twelve hours is too late for a week's gap", { ...late(12 * HOUR_MS + 1), gapMs: 168 * HOUR_MS }, missed(ASLEEP)],
  ["the last time of all has twelve hours", { ...late(12 * HOUR_MS), gapMs: Infinity }, caughtUp(ASLEEP)],
  ["one that a later one replaces is missed", { newer: 1, ...DOWN }, missed("Chief was not running")],
  ["without catch-up it is missed", { ...late(5_001), catchup: { mode: "none", max: 100 } }, missed(ASLEEP)],
  ["with all, one of several starts", { ...late(2 * HOUR_MS), newer: 99, together: true, ...all() }, caughtUp(ASLEEP)],
  ["with all, so many and no more start", { ...late(2 * HOUR_MS), newer: 3, together: true, ...all(3) }, missed(ASLEEP)],
  ["with all, its window counts", { ...late(2 * HOUR_MS), ...all(100, HOUR_MS) }, missed(ASLEEP)],
  ["caught up together, none is skipped because of another", { newer: 0, together: true, load: BUSY, ...all() }, started()],
  [
    "caught up alone, it is skipped like any other",
    { ...late(HOUR_MS), load: BUSY, ...all() },
    skipped("its previous run had not ended yet"),
  ],
  ["an older run is cancelled where that is wanted", { load: BUSY, overlap: "cancel_other" }, started({ cancelsOthers: true })],
];

for (const [name, differs, decision] of CASES) {
  test(name, () => assert.deepEqual(decideSlot({ ...ON_TIME, ...differs }), decision));
}

test("a window that is given counts for either mode", () => {
  assert.equal(catchupWindowMs({ mode: "latest", max: 1, windowMs: HOUR_MS }, MINUTE_MS), HOUR_MS);
  assert.equal(catchupWindowMs({ mode: "all", max: 1 }, MINUTE_MS), 12 * HOUR_MS);
});

test("a cooldown that a clock of the future began does not hold", () => {
  const question = { now: DUE, load: { running: 0, queued: 0 }, concurrency: 1, paused: false, cooldownMs: HOUR_MS };
  assert.equal(decideEvent({ ...question, lastAt: DUE - 1 }).state, "skipped");
  assert.equal(decideEvent({ ...question, lastAt: DUE + 72 * HOUR_MS }).state, "start");
});
