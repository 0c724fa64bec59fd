import assert from "node:assert/strict";
import { test } from "node:test";
import { createStore } from "../../src/store/open.ts";
import { memoryDatabase, memoryStore } from "../support/store.ts";
import { AT, BEGUN, dueSlot, judgedFinding, LATER, RUN_ID, runEnd, runInput, startRun, step } from "./samples.ts";

test("a run that is given back counts no recovery, keeps its steps, and can do no more until it is claimed again", async (t) => {
  const database = memoryDatabase(t);
  const before = createStore(database, "test");
  await startRun(before);
  await before.runs.keepStep(step("main/first"));
  await before.runs.release(RUN_ID);
  await assert.rejects(before.runs.keepStep(step("main/second")), { code: "run-not-ours" });
  assert.equal(await before.runs.finish(RUN_ID, runEnd(), LATER), false);

  const { runs } = createStore(database, "test");
  assert.deepEqual(await runs.requeueOlderEpochs(LATER, 5), { requeued: 0, dead: 0 });
  assert.equal(await before.runs.claim(RUN_ID, LATER), undefined);
  assert.partialDeepStrictEqual(await runs.claim(RUN_ID, LATER), { status: "running", recoveries: 0, claims: 2, startedAt: AT });
  assert.deepEqual(await runs.steps(RUN_ID), [step("main/first")]);
});

test("only the start that runs a run can give it back", async (t) => {
  const database = memoryDatabase(t);
  const before = createStore(database, "test");
  await startRun(before);
  const after = createStore(database, "test");
  await after.runs.release(RUN_ID);
  assert.equal((await after.runs.find(RUN_ID))?.status, "running");
  await after.runs.requeueOlderEpochs(LATER, 5);
  await after.runs.claim(RUN_ID, LATER);
  await before.runs.release(RUN_ID);
  assert.equal((await after.runs.find(RUN_ID))?.status, "running");
});

test("a failed run is reopened without its end, its first failed step and all that were started after that", async (t) => {
  const store = memoryStore(t);
  await startRun(store);
  const kept = [step("freeze"), step("other/read", { ordinal: 1, outcome: { value: { error: "a word" } } })];
  const failed = step("git/read", { ordinal: 2, outcome: { error: { code: "gone", message: "gone" } } });
  const later = step("compose", { ordinal: 3, position: 1, startedAt: "2026-11-20T08:00:00.000Z" });
  for (const each of [...kept, failed, later]) await store.runs.keepStep(each);
  const error = { code: "gone", message: "gone" };
  await store.runs.finish(RUN_ID, runEnd({ status: "failed", error, findings: [judgedFinding()], briefing: "v1:briefing" }), AT);

  assert.equal(await store.runs.reopen(RUN_ID, LATER), true);

  const { error: noError, briefing, endedAt, ...run } = (await store.runs.find(RUN_ID)) ?? assert.fail();
  assert.deepEqual([noError, briefing, endedAt], [undefined, undefined, undefined]);
  assert.partialDeepStrictEqual(run, {
    status: "queued",
    reason: "",
    content: "unknown",
    delivery: "none",
    queuedAt: LATER,
    startedAt: AT,
  });
  assert.deepEqual(await store.runs.steps(RUN_ID), kept);
  assert.partialDeepStrictEqual(await store.runs.claim(RUN_ID, LATER), { claims: 2 });
  assert.equal(await store.runs.finish(RUN_ID, runEnd({ findings: [judgedFinding(), judgedFinding("b")] }), LATER), true);
  assert.equal((await store.findings.ofRun(RUN_ID)).length, 2);
});

test("a dead run is reopened with all of its steps, and may be recovered as often as a new one", async (t) => {
  const database = memoryDatabase(t);
  const first = createStore(database, "test");
  await startRun(first);
  const steps = [step("freeze"), step("read", { ordinal: 1, position: 1, outcome: { error: { code: "gone", message: "gone" } } })];
  for (const each of steps) await first.runs.keepStep(each);
  const { runs } = createStore(database, "test");
  assert.deepEqual(await runs.requeueOlderEpochs(LATER, 0), { requeued: 0, dead: 1 });

  assert.equal(await runs.reopen(RUN_ID, LATER), true);
  assert.partialDeepStrictEqual(await runs.claim(RUN_ID, LATER), { status: "running", recoveries: 0, epoch: 2 });
  assert.deepEqual(await runs.steps(RUN_ID), steps);
});

test("what goes on or ended well is not reopened, nor does an older start reopen anything", async (t) => {
  const database = memoryDatabase(t);
  const before = createStore(database, "test");
  assert.equal(await before.runs.reopen("nobody", LATER), false);
  await before.runs.insert("queued", runInput(), AT);
  assert.equal(await before.runs.reopen("queued", LATER), false);
  for (const status of ["succeeded", "partial", "failed"] as const) {
    await startRun(before, status);
    assert.equal(await before.runs.reopen(status, LATER), false);
    await before.runs.finish(status, runEnd({ status }), LATER);
    assert.equal(await before.runs.reopen(status, LATER), status === "failed");
  }
  const after = createStore(database, "test");
  await after.runs.requeueOlderEpochs(LATER, 5);
  await after.runs.cancel("failed", "not needed", LATER);
  assert.equal(await before.runs.reopen("failed", LATER), false);
});

test("a retry leaves its occurrence as it ended, unless the run had never begun", async (t) => {
  const store = memoryStore(t);
  await store.occurrences.record(["begun", "waiting"].map(dueSlot), [], AT);
  await store.runs.claim("begun", BEGUN);
  for (const id of ["begun", "waiting"]) {
    await store.runs.cancel(id, "not now", LATER);
    await store.runs.reopen(id, LATER);
    await store.runs.claim(id, LATER);
    await store.runs.finish(id, runEnd({ reason: "all told" }), LATER);
  }
  const ended = await store.occurrences.list({});
  assert.deepEqual(
    ended.map(({ id, state, reason, actualAt, caughtUp }) => [id, state, reason, actualAt, caughtUp]),
    [
      ["waiting", "ran", "all told", LATER, true],
      ["begun", "ran", "cancelled: not now", BEGUN, true],
    ],
  );
});
