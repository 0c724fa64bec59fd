import assert from "node:assert/strict";
import { test } from "node:test";
import { ConfigError, PermanentError, PolicyError, TransientError } from "../../src/core/errors.ts";
import { retryWaitMs } from "../../src/lib/retry.ts";

const longest = (error: unknown, failures: number) => retryWaitMs(error, failures, () => 1);

test("waits double from a second to a minute", () => {
  const waits = [1, 2, 3, 4, 5, 6, 7, 8, 60].map((failures) => longest(new TransientError("busy", "busy"), failures));
  assert.deepEqual(waits, [1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000, 60_000]);
});

test("a wait lies anywhere below its bound", () => {
  assert.deepEqual(
    [0, 0.25, 0.999].map((chance) => retryWaitMs(new Error("reset"), 3, () => chance)),
    [0, 1_000, 3_996],
  );
});

test("a longer wait that was asked for is kept, a shorter one is not a reason to hurry", () => {
  assert.equal(longest(new TransientError("busy", "busy", { retryAfterMs: 90_000 }), 1), 90_000);
  assert.equal(longest(new TransientError("busy", "busy", { retryAfterMs: 10 }), 1), 1_000);
});

test("a wait that was asked for is kept for a day at the most", () => {
  for (const retryAfterMs of [24 * 3_600_000, 25 * 3_600_000, 9e15]) {
    assert.equal(longest(new TransientError("busy", "busy", { retryAfterMs }), 1), 24 * 3_600_000);
  }
});

test("only what may pass is worth another try, also where the error has lost its class", () => {
  for (const Class of [PermanentError, ConfigError, PolicyError]) assert.equal(longest(new Class("gone", "gone"), 1), undefined);
  assert.equal(longest({ code: "gone", message: "gone", hint: "Make it." }, 1), undefined);
  for (const foreign of [new TypeError("terminated"), "text", null]) assert.equal(longest(foreign, 1), 1_000);
});
