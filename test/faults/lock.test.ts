import assert from "node:assert/strict";
import { test } from "node:test";
import { lockHeldByAnother } from "../../bench/faults/lock.ts";

const HELD_MS = 1_000;
/** Whoever waited for the lock itself would be gone for all of it; a machine with other work is late by less. */
const MOST_DELAY_MS = 500;

test("while another process holds the write lock nothing is lost and nothing blocks", async () => {
  const row = await lockHeldByAnother(1, HELD_MS, MOST_DELAY_MS);
  assert.partialDeepStrictEqual(row, { volume: 1, lost: 0, repeated: 0, met: true });
});
