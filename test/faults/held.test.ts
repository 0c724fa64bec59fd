import assert from "node:assert/strict";
import { test } from "node:test";
import { heldForLong } from "../../bench/faults/held.ts";

test("a message held for 60 days over restarts and upgrades is sent once when approved, and expires once when not", async () => {
  assert.partialDeepStrictEqual(await heldForLong(6), { volume: 6, lost: 0, repeated: 0, met: true });
});
