import assert from "node:assert/strict";
import { test } from "node:test";
import { vendorDropsAfter, vendorDropsBefore, vendorStoresLate, vendorThatCanBeAsked } from "../../bench/faults/vendor.ts";

const MESSAGES = 10;
const AS_WANTED = { volume: MESSAGES, lost: 0, repeated: 0, met: true };

// Alone and first: among others, every look would come late enough by itself.
test("a message that is stored late, after its connection is gone, is neither lost nor stored twice", async () => {
  assert.partialDeepStrictEqual(await vendorStoresLate(MESSAGES), AS_WANTED);
});

test("whatever a receiver does that can be asked, no message is lost and none comes twice", async () => {
  const others = vendorThatCanBeAsked.filter((measure) => measure !== vendorStoresLate);
  for (const row of await Promise.all(others.map((measure) => measure(MESSAGES)))) assert.partialDeepStrictEqual(row, AS_WANTED);
});

test("a receiver that can't be asked gets what it dropped once, and what it had stored at most once more or not at all", async () => {
  const rows = await Promise.all([vendorDropsBefore, vendorDropsAfter].map((measure) => measure(MESSAGES)));
  for (const row of rows) assert.partialDeepStrictEqual(row, AS_WANTED);
});
