import assert from "node:assert/strict";
import { test } from "node:test";
import { tellingWaits } from "../../src/cli/patience.ts";
import type { Operations } from "../../src/core/ports/operations.ts";
import { createFakeClock } from "../support/clock.ts";

const refuse = (): Promise<never> => Promise.reject(new Error("expected no call"));
const none: Operations = {
  run: refuse,
  ask: refuse,
  ended: refuse,
  cancel: refuse,
  retry: refuse,
  backfill: refuse,
  replay: refuse,
  draft: refuse,
  decideMessage: refuse,
  acknowledge: refuse,
  setPaused: refuse,
  accept: refuse,
  addNote: refuse,
  removeNote: refuse,
  cancelAsks: refuse,
  forget: refuse,
};

test("a change that is not written within seconds says what it waits for, once; a quick or refused one says nothing", async () => {
  const clock = createFakeClock();
  const said: string[] = [];
  const written = Promise.withResolvers<void>();
  const operations = tellingWaits({ say: (text) => said.push(text) }, { ...none, setPaused: () => written.promise }, clock);
  await assert.rejects(operations.cancel("r", "why"), /expected no call/);
  const paused = operations.setPaused("day", true);
  await clock.advance(4_999);
  assert.deepEqual(said, []);
  await clock.advance(60_000);
  assert.equal(said.length, 1);
  assert.match(said[0] ?? "", /another program may hold it/);
  written.resolve();
  await paused;
  assert.equal(clock.waiting, 0);
});
