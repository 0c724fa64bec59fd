import assert from "node:assert/strict";
import { test } from "node:test";
import type { Pruned } from "../../src/core/ports/privacy.ts";
import { USUAL_RETENTION } from "../../src/core/retention.ts";
import { retentionOf } from "../../src/engine/limits.ts";
import { endForsaken } from "../../src/engine/retention/forsaken.ts";
import { Pruner } from "../../src/engine/retention/pruner.ts";
import { nextTime } from "../../src/triggers/schedule.ts";
import { askWith, LATER, runEnd, startRun } from "../store/samples.ts";
import { automationWith } from "../support/automation.ts";
import { createFakeClock } from "../support/clock.ts";
import { silentLogger } from "../support/silent-logger.ts";
import { memoryStore } from "../support/store.ts";

const HOUR_MS = 3_600_000;

function startPruner(last: string | undefined, busy = 0) {
  const clock = createFakeClock("2026-11-20T20:00:00.000Z");
  const done: string[] = [];
  let prunedAt = last;
  let left = busy;
  const pruner = new Pruner({
    privacy: {
      prunedAt: async () => prunedAt,
      async prune(now): Promise<Pruned> {
        done.push(now);
        left -= 1;
        const isDone = left < 0;
        if (isDone) prunedAt = now;
        return { runs: 0, messages: 0, documents: 0, items: 0, isDone };
      },
    },
    settle: async () => {},
    retentionOf: () => USUAL_RETENTION,
    nextNight: (after) => nextTime({ kind: "cron", expression: "15 3 * * *", timezone: "UTC" }, after),
    clock,
    logger: silentLogger,
  });
  pruner.start();
  return { clock, done, pruner };
}

test("What is too old goes once a night, and not at the start where the last night was seen to", async () => {
  const { clock, done, pruner } = startPruner("2026-11-20T03:15:00.000Z");
  await clock.advance(6 * HOUR_MS);
  assert.equal(done.length, 0);
  await clock.advance(48 * HOUR_MS);
  await pruner.stop();
  assert.deepEqual(
    done.map((at) => at.slice(0, 15)),
    ["2026-11-21T03:1", "2026-11-22T03:1"],
  );
  await clock.advance(48 * HOUR_MS);
  assert.equal(done.length, 2);
});

test("A night that was missed is made up for ten minutes after the start, and tried again each minute while runs are at work", async () => {
  const { clock, done, pruner } = startPruner(undefined, 2);
  await clock.advance(HOUR_MS);
  await pruner.stop();
  assert.deepEqual(
    done.map((at) => at.slice(11, 16)),
    ["20:10", "20:11", "20:12"],
  );
});

test("An automation may say otherwise, and keeps at least the runs in which its failures are counted", () => {
  const retention = { textsMs: 7 * 24 * HOUR_MS, keep: 2 };
  assert.deepEqual(retentionOf(automationWith({ retention }), USUAL_RETENTION), { ...USUAL_RETENTION, ...retention, keep: 5 });
  assert.deepEqual(retentionOf(undefined, USUAL_RETENTION), USUAL_RETENTION);
});

test("What an automation asks ends once it is gone or asks nobody any more, and waits while its file is broken", async (t) => {
  const store = memoryStore(t);
  await startRun(store, "one");
  const asks = ["gone", "quiet", "broken", "asking"].map((automation) => askWith({ id: automation, automation }));
  await store.runs.finish("one", runEnd({ asks }), LATER);
  const chase = { cadenceDays: 2, hours: { start: "10:00", end: "16:30" }, days: [1] };
  const found = new Map([automationWith({ id: "quiet" }), automationWith({ id: "asking", chase })].map((each) => [each.id, each]));
  await endForsaken({ asks: store.asks, findAutomation: (id) => found.get(id), isBroken: (id) => id === "broken" }, LATER);
  const open = await store.asks.list({});
  assert.deepEqual(new Set(open.map(({ id }) => id)), new Set(["broken", "asking"]));
  assert.partialDeepStrictEqual(await store.asks.find("gone"), {
    state: "cancelled",
    reason: "its automation asks nobody any more",
    endedAt: LATER,
  });
});
