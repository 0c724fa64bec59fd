import assert from "node:assert/strict";
import { test } from "node:test";
import { simulateChases } from "../../support/chase/simulate.ts";
import { ENDED_ASK_STATES } from "../../../src/core/ask.ts";

const CHASES = 300;

test("people are asked within their hours, never too often, never for nothing, and every question comes to an end", () => {
  const { counts, faults } = simulateChases(1, CHASES);
  assert.deepEqual(faults, []);
  const missing = ["ask", "reminder", "last_reminder", ...ENDED_ASK_STATES].filter((name) => (counts[name] ?? 0) < 10);
  assert.deepEqual(missing, [], "nothing is shown by chases in which it does not come about");
});
