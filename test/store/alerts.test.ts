import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import type { Occurrence } from "../../src/core/occurrence.ts";
import type { Store } from "../../src/core/ports/store.ts";
import type { RunInput } from "../../src/core/run.ts";
import { createStore } from "../../src/store/open.ts";
import { memoryDatabase, memoryStore } from "../support/store.ts";
import { runEnd } from "./samples.ts";

const LATE_MS = 300_000;
const DAY = "2026-11-20T";
const SINCE = `${DAY}00:00:00.000Z`;

function at(time: string): string {
  return `${DAY}${time}:00.000Z`;
}

async function runOnce(
  store: Store,
  id: string,
  end: { status: "succeeded" | "failed"; time: string },
  input: Partial<RunInput> = {},
): Promise<void> {
  const nominalAt = at(end.time);
  await store.runs.insert(id, { automation: "day", asOf: nominalAt, nominalAt, trigger: "schedule", dryRun: false, ...input }, nominalAt);
  await store.runs.claim(id, nominalAt);
  await store.runs.finish(id, runEnd({ status: end.status, reason: `${end.status} for a reason` }), nominalAt);
}

async function subjects(store: Store, since = SINCE): Promise<string[]> {
  return (await store.alerts.untold(since, LATE_MS)).map(({ subject }) => subject);
}

function occurrence(id: string, parts: Partial<Occurrence>): Occurrence {
  const fixed = { automation: "day", kind: "schedule", nominalAt: at("09:00"), actualAt: at("09:00"), state: "missed" } as const;
  return { id, ...fixed, reason: "Chief was not running", caughtUp: false, count: 1, ...parts };
}

test("a run that failed is a trouble from then on, and one that went well or delivers nothing is none", async (t) => {
  const store = memoryStore(t);
  await runOnce(store, "a", { status: "failed", time: "09:00" });
  await runOnce(store, "b", { status: "succeeded", time: "09:01" });
  await runOnce(store, "c", { status: "failed", time: "09:02" }, { trigger: "manual", dryRun: true });
  assert.deepEqual(await subjects(store), ["run:a"]);
  assert.deepEqual(await subjects(store, at("09:01")), []);
});

test("what is kept is found no more, not even by the next start, and waits until it is told", async (t) => {
  const database = memoryDatabase(t);
  const store = createStore(database, "1");
  await runOnce(store, "a", { status: "failed", time: "09:00" });
  await runOnce(store, "b", { status: "failed", time: "09:05" });
  await store.alerts.keep(await store.alerts.untold(SINCE, LATE_MS));
  const next = createStore(database, "1");
  assert.deepEqual(await subjects(next), []);
  const [group, ...others] = await next.alerts.waiting();
  assert.deepEqual([group?.count, group?.inRow, group?.newest.run, group?.toldAt, others.length], [2, 2, "b", undefined, 0]);
  await next.alerts.tell([group?.bundle ?? ""], [], at("09:06"));
  assert.deepEqual(await next.alerts.waiting(), []);
  await runOnce(next, "c", { status: "failed", time: "09:10" });
  await next.alerts.keep(await next.alerts.untold(SINCE, LATE_MS));
  assert.equal((await next.alerts.waiting())[0]?.toldAt, at("09:06"));
});

test("missed times of an outage of forty days are found by when they were noticed, and count in full", async (t) => {
  const store = memoryStore(t);
  const long = occurrence("sched:day:old", { nominalAt: "2026-10-10T09:00:00.000Z", count: 39 });
  const over = occurrence("event:day:file:1", { kind: "event", state: "over_limit", reason: "1,000 runs of it were waiting already" });
  const skipped = occurrence("sched:day:skipped", { state: "skipped" });
  await store.occurrences.record([{ occurrence: long }, { occurrence: over }, { occurrence: skipped }], [], at("09:00"));
  const found = await store.alerts.untold(SINCE, LATE_MS);
  assert.deepEqual(
    found.map(({ subject, count, kind }) => [subject, count, kind]),
    [
      ["occurrence:sched:day:old", 39, "missed"],
      ["occurrence:event:day:file:1", 1, "missed"],
    ],
  );
});

test("late is what was caught up or waited in the queue, not what was filled back, started by hand, or a little late", async (t: TestContext) => {
  const store = memoryStore(t);
  const begin = async (
    id: string,
    times: { due: string; asOf: string; queued: string; started: string },
    input: Partial<RunInput> = {},
  ) => {
    const run = {
      automation: "day",
      asOf: at(times.asOf),
      nominalAt: at(times.due),
      trigger: "schedule",
      dryRun: false,
      ...input,
    } as const;
    const due = occurrence(id, { nominalAt: run.nominalAt, actualAt: at(times.queued), state: "due", caughtUp: input.caughtUp === true });
    if (run.trigger === "schedule") await store.occurrences.record([{ occurrence: due, run }], [], at(times.queued));
    else await store.runs.insert(id, run, at(times.queued));
    await store.runs.claim(id, at(times.started));
  };
  await begin("sched:day:caught-up", { due: "07:00", asOf: "09:00", queued: "09:00", started: "09:00" }, { caughtUp: true });
  await begin("sched:day:both", { due: "07:30", asOf: "09:00", queued: "09:00", started: "09:20" }, { caughtUp: true });
  await begin("sched:day:waited", { due: "09:01", asOf: "09:01", queued: "09:01", started: "09:30" });
  await begin("sched:day:in-time", { due: "09:02", asOf: "09:02", queued: "09:02", started: "09:06" });
  await begin("sched:day:jittered", { due: "09:00", asOf: "09:40", queued: "09:40", started: "09:40" });
  await begin("sched:day:filled-back", { due: "03:00", asOf: "03:00", queued: "09:05", started: "09:50" });
  await begin("manual:day:1", { due: "09:00", asOf: "09:00", queued: "09:00", started: "10:00" }, { trigger: "manual" });
  assert.deepEqual(await subjects(store), ["late:sched:day:caught-up", "late:sched:day:both", "late:sched:day:waited"]);
});

test("failures are counted back to the last run that went well, leaving out what was started by hand, and anew after a resume", async (t) => {
  const store = memoryStore(t);
  await runOnce(store, "a", { status: "failed", time: "09:00" });
  await runOnce(store, "b", { status: "succeeded", time: "09:01" });
  await runOnce(store, "c", { status: "failed", time: "09:02" });
  await runOnce(store, "d", { status: "succeeded", time: "09:03" }, { trigger: "manual" });
  await runOnce(store, "e", { status: "failed", time: "09:04" });
  assert.equal(await store.alerts.failuresInRow("day", 5), 2);
  assert.equal(await store.alerts.failuresInRow("day", 1), 1);
  await store.definitions.setPaused("day", true, at("09:05"), "2 runs in a row failed");
  assert.deepEqual(await store.definitions.paused(), [{ automation: "day", at: at("09:05"), reason: "2 runs in a row failed" }]);
  assert.deepEqual(await subjects(store), ["run:a", "run:c", "run:e", `pause:day:${at("09:05")}`]);
  await store.definitions.setPaused("day", false, at("09:06"));
  assert.deepEqual(await store.definitions.paused(), []);
  assert.equal(await store.alerts.failuresInRow("day", 5), 0);
  await runOnce(store, "f", { status: "failed", time: "09:07" });
  assert.equal(await store.alerts.failuresInRow("day", 5), 1);
  await store.definitions.setPaused("day", true, at("09:08"));
  assert.deepEqual(await store.definitions.paused(), [{ automation: "day", at: at("09:08"), reason: "" }]);
});

test("each search goes by an index, however much is kept", (t) => {
  const database = memoryDatabase(t);
  createStore(database, "1");
  const plans = [
    "select 1 from runs where ended_at >= ? and status in ('failed', 'dead')",
    "select 1 from runs where started_at >= ? and substr(id, 1, 6) = 'sched:' and unixepoch(started_at) - unixepoch(queued_at) >= 60",
    "select 1 from occurrences where coalesce(actual_at, nominal_at) >= ? and state in ('missed', 'over_limit', 'blocked')",
    "select 1 from occurrences where caught_up = 1 and nominal_at >= ?",
    "select 1 from outbox where ended_at >= ? and state in ('undeliverable', 'expired')",
  ].map((sql) => database.prepare<[string], { detail: string }>(`explain query plan ${sql}`).all("")[0]?.detail ?? "");
  for (const plan of plans) assert.match(plan, /^SEARCH .* USING .*INDEX /);
});
