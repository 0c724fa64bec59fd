import assert from "node:assert/strict";
import { test } from "node:test";
import type { DueSlot, OccurrenceStore, Slot } from "../../src/core/ports/store.ts";
import { memoryStore } from "../support/store.ts";
import { AT, LATER, runInput } from "./samples.ts";

function due(id: string, automation = "morning"): DueSlot {
  return {
    occurrence: { id, automation, kind: "schedule", nominalAt: AT, actualAt: LATER, state: "due", reason: "", caughtUp: false, count: 1 },
    run: runInput(automation),
  };
}

function slot(automation: string, nextAt?: string, parts: Partial<Slot> = {}): Slot {
  return { automation, trigger: 0, triggerHash: "v1:hash", ...(nextAt && { nextAt, dueAt: nextAt }), ...parts };
}

/** Keeps these and no others. */
async function keepSlots(occurrences: OccurrenceStore, slots: readonly Slot[]): Promise<void> {
  const ids = new Set(slots.map(({ automation }) => automation));
  await occurrences.replaceSlots([...ids], slots);
  await occurrences.keepSlotsOf(ids);
}

test("a slot that is recorded twice starts one run", async (t) => {
  const { occurrences, runs } = memoryStore(t);
  const started = await Promise.all([occurrences.record([due("one")], [], AT), occurrences.record([due("one"), due("two")], [], AT)]);
  assert.deepEqual(started, [["one"], ["two"]]);
  assert.equal((await runs.list({})).length, 2);
});

test("a slot that was missed is not started when the clock goes back over it", async (t) => {
  const { occurrences, runs } = memoryStore(t);
  const { run: _run, ...missed } = due("one");
  await occurrences.record([{ occurrence: { ...missed.occurrence, state: "missed", reason: "Chief was not running" } }], [], AT);
  assert.deepEqual(await occurrences.record([due("one")], [], LATER), []);
  assert.deepEqual(await runs.list({}), []);
  assert.partialDeepStrictEqual(await occurrences.list({}), [{ state: "missed", reason: "Chief was not running" }]);
});

test("more slots than one change carries are all recorded and moved on", async (t) => {
  const { occurrences } = memoryStore(t);
  const slots = Array.from({ length: 1_201 }, (_, n) => slot(`automation-${n}`, AT));
  await keepSlots(occurrences, slots);
  const dueNow = await occurrences.dueSlots(AT, 2_000);
  const started = await occurrences.record(
    dueNow.map((each) => due(each.automation, each.automation)),
    dueNow.map((each) => ({ ...each, nextAt: LATER, dueAt: LATER })),
    AT,
  );
  assert.equal(started.length, 1_201);
  assert.equal(await occurrences.earliestSlot(), LATER);
});

test("an occurrence ends in one state only", async (t) => {
  const { occurrences } = memoryStore(t);
  await occurrences.record([due("one")], [], AT);
  await occurrences.end("one", "blocked", "the account is gone", LATER);
  await occurrences.end("one", "ran", "", LATER);
  assert.partialDeepStrictEqual(await occurrences.list({}), [{ state: "blocked", reason: "the account is gone" }]);
});

test("occurrences are listed newest first", async (t) => {
  const { occurrences } = memoryStore(t);
  await occurrences.record([due("z"), due("m", "evening"), due("a")], [], AT);
  const ids = async (query: Parameters<typeof occurrences.list>[0]) => (await occurrences.list(query)).map(({ id }) => id);
  assert.deepEqual(await ids({}), ["a", "m", "z"]);
  assert.deepEqual(await ids({ automation: "morning", limit: 1 }), ["a"]);
  assert.deepEqual((await occurrences.list({ limit: 1 }))[0], due("a").occurrence);
});

test("due slots come earliest first, and those with no next time never", async (t) => {
  const { occurrences } = memoryStore(t);
  assert.equal(await occurrences.earliestSlot(), undefined);
  await keepSlots(occurrences, [slot("late", LATER), slot("never"), slot("early", AT), slot("early", LATER, { trigger: 1 })]);
  assert.equal(await occurrences.earliestSlot(), AT);
  assert.deepEqual(await occurrences.dueSlots(AT, 10), [slot("early", AT)]);
  assert.deepEqual(
    (await occurrences.dueSlots(LATER, 10)).map((each) => each.automation),
    ["early", "early", "late"],
  );
  assert.equal((await occurrences.dueSlots(LATER, 1)).length, 1);
});

test("replacing slots leaves exactly those given", async (t) => {
  const { occurrences } = memoryStore(t);
  await keepSlots(occurrences, [slot("kept", AT), slot("changed", AT), slot("gone", AT), slot("kept", AT, { trigger: 1 })]);
  const wanted = [slot("changed", LATER, { triggerHash: "v1:other" }), slot("kept", AT), slot("new")];
  await keepSlots(occurrences, wanted);
  assert.deepEqual(await occurrences.slots(), wanted);
});

test("a slot whose trigger was replaced meanwhile is not moved", async (t) => {
  const { occurrences } = memoryStore(t);
  await keepSlots(occurrences, [slot("morning", AT, { triggerHash: "v1:edited" }), slot("evening", AT)]);
  await occurrences.record([], [slot("morning", LATER), slot("evening")], AT);
  assert.deepEqual(await occurrences.slots(), [slot("evening"), slot("morning", AT, { triggerHash: "v1:edited" })]);
});

test("slots come due by when they are acted on, not by their nominal time", async (t) => {
  const { occurrences } = memoryStore(t);
  await keepSlots(occurrences, [slot("jittery", AT, { dueAt: LATER }), slot("told", AT, { dueAt: LATER, trigger: 1 })]);
  assert.deepEqual(await occurrences.dueSlots(AT, 10), []);
  assert.equal(await occurrences.earliestSlot(), LATER);
  assert.equal((await occurrences.dueSlots(LATER, 10)).length, 2);
});

test("an occurrence keeps all that is known of it", async (t) => {
  const { occurrences } = memoryStore(t);
  const event = { source: "file", id: "a", topic: "file:notes", at: AT, title: "a changed", fields: { size: 3 } };
  const all = {
    ...due("event:morning:file:a").occurrence,
    kind: "event",
    caughtUp: true,
    count: 7,
    into: "b",
    startAt: LATER,
    event,
  } as const;
  await occurrences.record([{ occurrence: all }], [], AT);
  assert.deepEqual(await occurrences.find(all.id), all);
  assert.deepEqual(await occurrences.collecting(), [all]);
  assert.equal(await occurrences.find("other"), undefined);
});

test("what has no run is decided anew once, what has one stays", async (t) => {
  const { occurrences, runs } = memoryStore(t);
  const burst = due("one");
  await occurrences.record([{ occurrence: { ...burst.occurrence, startAt: LATER } }, due("two")], [], AT);
  assert.deepEqual(await occurrences.redecide([burst, due("two"), due("three")], LATER), ["one", "three"]);
  assert.deepEqual(await occurrences.redecide([burst, { occurrence: { ...burst.occurrence, state: "missed" } }], LATER), []);
  assert.partialDeepStrictEqual(await occurrences.find("one"), { state: "due" });
  assert.deepEqual([(await runs.list({})).length, await occurrences.collecting()], [3, []]);
});

test("occurrences and the moves that go with them are one transaction", async (t) => {
  const { occurrences } = memoryStore(t);
  await keepSlots(occurrences, [slot("morning", AT)]);
  const broken = { ...due("one"), occurrence: { ...due("one").occurrence, reason: Symbol("no text") } };
  // @ts-expect-error -- a row that the database refuses
  await assert.rejects(occurrences.record([broken], [slot("morning", LATER)], AT));
  assert.equal(await occurrences.earliestSlot(), AT);
});

test("the single slots of an automation are found by their time", async (t) => {
  const { occurrences } = memoryStore(t);
  const at = (automation: string, time: string, count = 1): DueSlot => {
    const id = `sched:${automation}:${time}`;
    return { occurrence: { ...due(id, automation).occurrence, nominalAt: time, count, state: "missed" } };
  };
  const [one, two, three] = [AT, LATER, "2026-11-21T09:00:00.000Z"];
  await occurrences.record([at("a", two), at("a", one), at("a", three), at("ab", one), at("a", `${one}/${two}`, 2)], [], AT);
  const found = await occurrences.scheduled("a", one, two);
  assert.deepEqual(
    found.map(({ id }) => id),
    [`sched:a:${one}`, `sched:a:${two}`],
  );
});

test("occurrences are listed by their states", async (t) => {
  const { occurrences } = memoryStore(t);
  await occurrences.record([due("one"), { occurrence: { ...due("two").occurrence, state: "missed" } }], [], AT);
  const found = await occurrences.list({ automation: "morning", states: ["missed", "skipped"] });
  assert.deepEqual(
    found.map(({ id }) => id),
    ["two"],
  );
});
