import assert from "node:assert/strict";
import { test } from "node:test";
import { createStore } from "../../src/store/open.ts";
import { memoryDatabase, memoryStore } from "../support/store.ts";
import { AT, BEGUN, dueSlot, judgedFinding, LATER, ledgerEntry, outboxEntry, RUN_ID, runEnd, runInput, startRun, step } from "./samples.ts";

test("a run is queued once, whoever asks first", async (t) => {
  const { runs } = memoryStore(t);
  const answers = await Promise.all([runs.insert(RUN_ID, runInput(), AT), runs.insert(RUN_ID, runInput("other"), LATER)]);
  assert.deepEqual(answers, ["started", "exists"]);
  assert.deepEqual(await runs.find(RUN_ID), {
    id: RUN_ID,
    automation: "morning",
    status: "queued",
    reason: "",
    content: "unknown",
    delivery: "none",
    input: runInput(),
    epoch: 1,
    recoveries: 0,
    claims: 0,
    codeVersion: "test",
    queuedAt: AT,
  });
  assert.equal(await runs.find("nobody"), undefined);
});

test("a queued run is claimed by exactly one of many", async (t) => {
  const { runs } = memoryStore(t);
  await runs.insert(RUN_ID, runInput(), AT);
  const claims = await Promise.all([LATER, LATER, LATER].map((at) => runs.claim(RUN_ID, at)));
  assert.deepEqual(
    claims.map((run) => run?.status),
    ["running", undefined, undefined],
  );
  assert.equal(claims[0]?.startedAt, LATER);
});

test("step outcomes come back in the order in which they started, also those without a result", async (t) => {
  const store = memoryStore(t);
  await startRun(store);
  const second = step("main/a", { position: 1, ordinal: 1, outcome: undefined });
  // The clock was put back between the two.
  const first = step("main/b", { startedAt: LATER });
  await store.runs.keepStep(second);
  await store.runs.keepStep(first);
  assert.deepEqual(await store.runs.steps(RUN_ID), [first, second]);
});

test("a step is kept only for a run that is running, and only once", async (t) => {
  const store = memoryStore(t);
  await assert.rejects(store.runs.keepStep(step("main/first")), { name: "PermanentError", code: "run-not-ours" });
  await startRun(store);
  await store.runs.keepStep(step("main/first"));
  await assert.rejects(store.runs.keepStep(step("main/first")), /UNIQUE/);
});

test("the end of a run keeps all that it leaves behind", async (t) => {
  const store = memoryStore(t);
  await store.occurrences.record([dueSlot(RUN_ID)], [], AT);
  await store.runs.claim(RUN_ID, BEGUN);
  const end = runEnd({
    status: "partial",
    reason: "git could not be read in full",
    briefing: "v1:briefing",
    findings: [judgedFinding("b"), judgedFinding("a")],
    ledger: [ledgerEntry({ key: "a" })],
    outbox: [outboxEntry()],
    memory: { seen: [1, 2] },
  });

  assert.equal(await store.runs.finish(RUN_ID, end, LATER), true);

  const run = await store.runs.find(RUN_ID);
  assert.partialDeepStrictEqual(run, {
    status: "partial",
    reason: "git could not be read in full",
    content: "something",
    delivery: "pending",
    briefing: "v1:briefing",
    endedAt: LATER,
  });
  assert.deepEqual(await store.findings.ofRun(RUN_ID), end.findings);
  assert.deepEqual(await store.findings.ledger("morning", "me"), end.ledger);
  assert.deepEqual(await store.outbox.ofRun(RUN_ID), end.outbox);
  assert.deepEqual(await store.memory.load("morning"), { seen: [1, 2] });
  assert.partialDeepStrictEqual(await store.occurrences.list({}), [{ state: "ran", actualAt: BEGUN, reason: end.reason }]);
});

test("where one part of an end cannot be kept, nothing of it is", async (t) => {
  const store = memoryStore(t);
  await startRun(store);
  const unwritable = { ...outboxEntry("second"), options: { amount: 1n } };
  const end = runEnd({
    findings: [judgedFinding()],
    ledger: [ledgerEntry()],
    outbox: [outboxEntry("first"), unwritable],
    memory: { seen: 1 },
  });

  await assert.rejects(store.runs.finish(RUN_ID, end, LATER), TypeError);

  assert.equal((await store.runs.find(RUN_ID))?.status, "running");
  assert.deepEqual(await store.findings.ofRun(RUN_ID), []);
  assert.deepEqual(await store.findings.ledger("morning", "me"), []);
  assert.deepEqual(await store.outbox.ofRun(RUN_ID), []);
  assert.deepEqual(await store.memory.load("morning"), {});
});

test("a run ends once", async (t) => {
  const store = memoryStore(t);
  await startRun(store);
  assert.equal(await store.runs.finish(RUN_ID, runEnd(), AT), true);
  assert.equal(await store.runs.finish(RUN_ID, runEnd({ status: "failed", memory: { late: true } }), LATER), false);
  assert.equal(await store.runs.cancel(RUN_ID, "too late", LATER), false);
  assert.partialDeepStrictEqual(await store.runs.find(RUN_ID), { status: "succeeded", endedAt: AT, delivery: "none" });
  assert.deepEqual(await store.memory.load("morning"), {});
});

test("a run is cancelled with its reason while it is queued or running, and its occurrence with it", async (t) => {
  const store = memoryStore(t);
  await store.occurrences.record(["queued", "running"].map(dueSlot), [], AT);
  await store.runs.claim("running", AT);
  for (const id of ["queued", "running"]) assert.equal(await store.runs.cancel(id, "not today", LATER), true);
  assert.partialDeepStrictEqual(await store.runs.list({ statuses: ["cancelled"] }), [{ reason: "not today" }, { reason: "not today" }]);
  assert.equal(await store.runs.claim("queued", LATER), undefined);
  assert.equal(await store.runs.finish("running", runEnd(), LATER), false);
  const ended = await store.occurrences.list({});
  assert.deepEqual(
    ended.map((occurrence) => [occurrence.id, occurrence.state, occurrence.reason]),
    [
      ["running", "ran", "cancelled: not today"],
      ["queued", "skipped", "cancelled: not today"],
    ],
  );
});

test("the next start takes over what ran, with its kept steps, and refuses every write of the one before", async (t) => {
  const database = memoryDatabase(t);
  const before = createStore(database, "test");
  await startRun(before);
  await before.runs.keepStep(step("main/first"));
  await before.runs.insert("still queued", runInput(), AT);
  const after = createStore(database, "test");

  assert.deepEqual(await after.runs.requeueOlderEpochs(LATER, 5), { requeued: 1, dead: 0 });

  assert.equal(await before.runs.claim(RUN_ID, LATER), undefined);
  assert.equal(await before.runs.claim("still queued", LATER), undefined);
  assert.partialDeepStrictEqual(await after.runs.claim(RUN_ID, LATER), { epoch: 2, recoveries: 1, claims: 2, startedAt: AT });
  await assert.rejects(before.runs.keepStep(step("main/second")), { code: "run-not-ours" });
  assert.equal(await before.runs.finish(RUN_ID, runEnd({ memory: { from: "the dead" } }), LATER), false);
  assert.equal(await before.runs.cancel(RUN_ID, "no", LATER), false);
  assert.deepEqual(await before.runs.requeueOlderEpochs(LATER, 5), { requeued: 0, dead: 0 });
  assert.deepEqual(await after.runs.steps(RUN_ID), [step("main/first")]);
  assert.deepEqual(await after.memory.load("morning"), {});
  assert.equal(await after.runs.finish(RUN_ID, runEnd(), LATER), true);
});

test("a run that keeps another step between crashes is never given up", async (t) => {
  const database = memoryDatabase(t);
  await createStore(database, "test").runs.insert(RUN_ID, runInput(), AT);
  for (let start = 0; start < 9; start += 1) {
    const { runs } = createStore(database, "test");
    assert.equal((await runs.requeueOlderEpochs(LATER, 5)).dead, 0);
    await runs.claim(RUN_ID, AT);
    await runs.keepStep(step(`step ${start}`, { position: start, ordinal: start }));
  }
});

test("a run that ended five starts before it could end is dead at the sixth", async (t) => {
  const database = memoryDatabase(t);
  await createStore(database, "test").runs.insert(RUN_ID, runInput(), AT);
  const outcomes: unknown[] = [];
  for (let start = 0; start < 7; start += 1) {
    const { runs } = createStore(database, "test");
    outcomes.push(await runs.requeueOlderEpochs(LATER, 5));
    await runs.claim(RUN_ID, AT);
  }
  const requeued = { requeued: 1, dead: 0 };
  const nothing = { requeued: 0, dead: 0 };
  assert.deepEqual(outcomes, [nothing, ...Array.from({ length: 5 }, () => requeued), { requeued: 0, dead: 1 }]);
  assert.partialDeepStrictEqual(await createStore(database, "test").runs.find(RUN_ID), {
    status: "dead",
    reason: "the process ended 6 times during it: it is not tried again",
    endedAt: LATER,
  });
});

test("what is held says so from the end of its run on", async (t) => {
  const store = memoryStore(t);
  await startRun(store);
  await store.runs.finish(RUN_ID, runEnd({ outbox: [{ ...outboxEntry(), state: "held", expiresAt: LATER }] }), LATER);
  assert.equal((await store.runs.find(RUN_ID))?.delivery, "held");
});

test("a run that other code began starts over", async (t) => {
  const database = memoryDatabase(t);
  const old = createStore(database, "old code");
  await startRun(old);
  await old.runs.keepStep(step("main/first"));
  const { runs } = createStore(database, "new code");
  await runs.requeueOlderEpochs(LATER, 5);
  assert.equal((await runs.claim(RUN_ID, LATER))?.codeVersion, "new code");
  assert.deepEqual(await runs.steps(RUN_ID), []);
});

test("runs are listed newest first, by automation, status and number", async (t) => {
  const { runs } = memoryStore(t);
  for (const [id, automation] of [
    ["z", "morning"],
    ["m", "evening"],
    ["a", "morning"],
  ] as const) {
    await runs.insert(id, runInput(automation), AT);
  }
  await runs.claim("m", AT);
  await runs.cancel("z", "", AT);
  const ids = async (query: Parameters<typeof runs.list>[0]) => (await runs.list(query)).map((run) => run.id);
  assert.deepEqual(await ids({}), ["a", "m", "z"]);
  assert.deepEqual(await ids({ limit: 2 }), ["a", "m"]);
  assert.deepEqual(await ids({ automation: "morning" }), ["a", "z"]);
  assert.deepEqual(await ids({ statuses: ["queued", "running"] }), ["a", "m"]);
  assert.deepEqual(await ids({ statuses: ["running", "cancelled"] }), ["m", "z"]);
  assert.deepEqual(await ids({ statuses: [] }), []);
});
