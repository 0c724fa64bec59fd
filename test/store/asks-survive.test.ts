import assert from "node:assert/strict";
import { test } from "node:test";
import { nextMoves } from "../../src/analysis/chase/moves.ts";
import type { ChaseInput } from "../../src/analysis/chase/types.ts";
import type { Ask } from "../../src/core/ask.ts";
import type { OutboxEntry } from "../../src/core/delivery.ts";
import type { RunEnd } from "../../src/core/ports/engine.ts";
import type { Store } from "../../src/core/ports/store.ts";
import type { Database } from "../../src/store/database/database.ts";
import { createStore } from "../../src/store/open.ts";
import { inputOf, itemOf, personOf, TUESDAY } from "../analysis/chase/chase.ts";
import { memoryDatabase } from "../support/store.ts";
import { outboxEntry, runEnd } from "./samples.ts";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const LOOK_BACK_MS = 30 * DAY_MS;

/** What a run of an automation leaves at an instant, out of what the store tells it. */
async function decide({ asks }: Store, { automation, now, ...plan }: ChaseInput, run: string): Promise<RunEnd> {
  const since = (ms: number): string => new Date(Date.parse(now) - ms).toISOString();
  const known = { asks: await asks.list({ automation, endedSince: since(LOOK_BACK_MS) }), sent: await asks.sentSince(since(7 * DAY_MS)) };
  const moves = nextMoves({ ...plan, automation, now, ...known });
  const outbox = moves.messages.map(({ key, from, to }): OutboxEntry => ({
    ...outboxEntry(key, run),
    automation,
    options: {},
    nextAttemptAt: from,
    sendBy: to,
  }));
  return runEnd({ asks: moves.asks, outbox });
}

async function begin(store: Store, run: string, { automation, now }: ChaseInput): Promise<void> {
  await store.runs.insert(run, { automation, asOf: now, nominalAt: now, trigger: "schedule", dryRun: false }, now);
  assert.ok(await store.runs.claim(run, now));
}

/** Sends what is due, by the store alone. */
async function sendDue({ outbox }: Store, now: string, sent: string[]): Promise<void> {
  const due = new Date(Date.parse(now) + HOUR_MS).toISOString();
  for (const { key } of await outbox.claim(due, 100)) {
    await outbox.settle(key, { state: "sent", receipt: key }, due);
    sent.push(key);
  }
}

/** Each message has the rows that it asks about, and each row its messages. */
async function assertWhole({ asks, outbox }: Store): Promise<Ask[]> {
  const all = await asks.list({ endedSince: "" });
  const named = new Set(all.flatMap(({ messages }) => messages.map(({ key }) => key)));
  const written = new Set((await outbox.list({})).map(({ key }) => key));
  assert.deepEqual(named, written);
  return all;
}

/** The next start of Chief over the same data, with newer code halfway. */
function startAgain(database: Database, day: number): Store {
  return createStore(database, day < 30 ? "old" : "new");
}

test("over 60 days of restarts, crashes and an upgrade a silent person gets one question and two reminders, and then it visibly ends", async (t) => {
  const database = memoryDatabase(t);
  const sent: string[] = [];
  let crashes = 0;
  let store = startAgain(database, 0);
  for (let day = 0; day < 60; day += 1) {
    if (day % 10 === 0) store = startAgain(database, day);
    for (const hours of [0, 5]) {
      const input = inputOf({ now: new Date(Date.parse(TUESDAY) + day * DAY_MS + hours * HOUR_MS).toISOString() });
      const run = `sched:launch:${input.now}`;
      await begin(store, run, input);
      const end = await decide(store, input, run);
      const isCrash = (2 * day + hours) % 7 < 2;
      if (isCrash) {
        const dead = store;
        store = startAgain(database, day);
        const later = { ...input, now: new Date(Date.parse(input.now) + 20 * 60_000).toISOString() };
        await store.runs.requeueOlderEpochs(later.now, 5);
        assert.ok(await store.runs.claim(run, later.now));
        assert.equal(await store.runs.finish(run, await decide(store, later, run), later.now), true);
        assert.equal(await dead.runs.finish(run, end, later.now), false);
        crashes += 1;
      } else assert.equal(await store.runs.finish(run, end, input.now), true);
      await assertWhole(store);
      await sendDue(store, input.now, sent);
    }
  }
  const [ask, ...others] = await assertWhole(store);
  assert.deepEqual([others, ask?.state, ask?.messages.length, sent.length, new Set(sent).size], [[], "silent", 3, 3, 3]);
  assert.equal(ask?.reason, "no reply from Ana since 2026-11-17");
  assert.ok(crashes > 20, `${crashes} crashes`);
});

test("of two automations that decide on the same person at once one writes, and the other asks on another day", async (t) => {
  const store = createStore(memoryDatabase(t), "test");
  const plans = ["launch", "weekly"].map((automation) =>
    inputOf({ automation, items: [itemOf(`${automation}-1`)], people: [personOf("ana")], now: TUESDAY }),
  );
  const runs = plans.map((plan) => ({ plan, run: `sched:${plan.automation}:1` }));
  for (const { plan, run } of runs) await begin(store, run, plan);
  const ends = await Promise.all(runs.map(async ({ plan, run }) => ({ run, end: await decide(store, plan, run) })));
  assert.deepEqual(
    ends.map(({ end }) => end.outbox.length),
    [1, 1],
  );
  for (const { run, end } of ends) await store.runs.finish(run, end, TUESDAY);
  assert.deepEqual(
    (await assertWhole(store)).map(({ automation, state, messages }) => `${automation} ${state} ${messages.length}`).toSorted(),
    ["launch asked 1", "weekly due 0"],
  );
  assert.deepEqual(await Promise.all(runs.map(async ({ run }) => (await store.runs.find(run))?.delivery)), ["pending", "none"]);
  const next = plans.map((plan) => ({ ...plan, now: "2026-11-18T09:31:00.000Z" }));
  for (const plan of next.toReversed()) {
    const run = `sched:${plan.automation}:2`;
    await begin(store, run, plan);
    await store.runs.finish(run, await decide(store, plan, run), plan.now);
  }
  const after = await assertWhole(store);
  assert.deepEqual(after.map(({ automation, messages }) => `${automation} ${messages.length}`).toSorted(), ["launch 1", "weekly 1"]);
});
