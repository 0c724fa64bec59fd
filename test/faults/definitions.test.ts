import assert from "node:assert/strict";
import { test } from "node:test";
import { definitionsInMotion } from "../../bench/faults/definitions.ts";

test("a run whose definition is changed, broken or removed meanwhile ends on its own version and says so, over a restart as well", async () => {
  assert.partialDeepStrictEqual(await definitionsInMotion(2), { volume: 6, lost: 0, repeated: 0, met: true });
});
