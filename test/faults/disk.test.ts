import assert from "node:assert/strict";
import { test } from "node:test";
import { diskFullInOutbox, diskFullInStep } from "../../bench/faults/disk.ts";

test("a full disk stops new runs and says so, breaks nothing, and once there is room everything is done once", async () => {
  const rows = await Promise.all([diskFullInStep, diskFullInOutbox].map((measure) => measure(1)));
  for (const row of rows) assert.partialDeepStrictEqual(row, { volume: 1, lost: 0, repeated: 0, met: true });
});
