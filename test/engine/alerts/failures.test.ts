import assert from "node:assert/strict";
import { test } from "node:test";
import type { Run, RunInput } from "../../../src/core/run.ts";
import { pauseAfterFailures } from "../../../src/engine/alerts/failures.ts";
import { createFakeClock } from "../../support/clock.ts";
import { silentLogger } from "../../support/silent-logger.ts";
import { memoryStore } from "../../support/store.ts";
import { AT, runEnd, runInput } from "../../store/samples.ts";

type Status = "failed" | "succeeded";

test("five failures in a row pause an automation, and a success, a run by hand or a resume in between begins anew", async (t) => {
  const store = memoryStore(t);
  let told = 0;
  let count = 0;
  const parts = {
    alerts: store.alerts,
    definitions: store.definitions,
    findAutomation: () => ({ pauseOnFailure: 5 }),
    paused: async () => void (told += 1),
    clock: createFakeClock(AT),
    logger: silentLogger,
  };
  const end = async (status: Status, trigger: RunInput["trigger"] = "schedule"): Promise<string[]> => {
    const id = `run ${(count += 1)}`;
    await store.runs.insert(id, { ...runInput(), trigger }, AT);
    await store.runs.claim(id, AT);
    await store.runs.finish(id, runEnd({ status }), new Date(parts.clock.now()).toISOString());
    const run = await store.runs.find(id);
    assert.ok(run);
    await pauseAfterFailures(parts, run);
    await parts.clock.advance(1_000);
    return (await store.definitions.paused()).map(({ reason }) => reason);
  };
  const ends: Status[] = ["failed", "failed", "failed", "failed", "succeeded", "failed", "failed", "failed", "failed"];
  for (const status of ends) assert.deepEqual(await end(status), []);
  assert.deepEqual(await end("failed", "manual"), []);
  assert.deepEqual(await end("failed"), ["5 runs in a row failed"]);
  assert.equal(told, 1);
  await store.definitions.setPaused("morning", false, new Date(parts.clock.now()).toISOString());
  await parts.clock.advance(1_000);
  for (let index = 0; index < 4; index += 1) assert.deepEqual(await end("failed"), []);
  assert.deepEqual(await end("failed"), ["5 runs in a row failed"]);
});

test("an automation that must not be paused is not, and a run that went well asks for nothing", async () => {
  let asked = 0;
  const parts = {
    alerts: { failuresInRow: async () => (asked += 1) },
    definitions: { setPaused: async () => assert.fail("it was paused") },
    findAutomation: () => ({ pauseOnFailure: 0 }),
    paused: async () => {},
    clock: createFakeClock(AT),
    logger: silentLogger,
  };
  const fixed = {
    id: "a",
    automation: "morning",
    reason: "",
    content: "unknown",
    delivery: "none",
    codeVersion: "",
    queuedAt: AT,
  } as const;
  const run: Run = { ...fixed, status: "failed", input: runInput(), epoch: 1, recoveries: 0, claims: 1 };
  await pauseAfterFailures(parts, run);
  await pauseAfterFailures({ ...parts, findAutomation: () => ({ pauseOnFailure: 1 }) }, { ...run, status: "succeeded" });
  assert.equal(asked, 0);
});
