import assert from "node:assert/strict";
import { test } from "node:test";
import { outages } from "../../bench/faults/outages.ts";

test("after outages of minutes, hours and weeks as many times start and are missed as the rules say", async () => {
  assert.partialDeepStrictEqual(await outages(1), { lost: 0, repeated: 0, met: true });
});
