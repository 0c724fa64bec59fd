import assert from "node:assert/strict";
import { test } from "node:test";
import { scoreExchanges } from "../../support/exchanges.ts";

/** How much of it has to be found, of what is found has to be it, and of what is sure. */
const FLOORS = {
  decisions: [0.9, 0.8, 0.95],
  questions: [0.9, 0.9, 0.9],
  meetings: [0.8, 0.65, 0.8],
  stretches: [0.85, 0.55, 0.75],
} as const;

for (const list of ["decisions", "questions", "meetings", "stretches"] as const) {
  test(`what is planted in the exchanges with ${list} is found, and their near misses are not`, (t) => {
    const { planted, found, right, sure, misses } = scoreExchanges(list);
    const [recall, precision, surely] = FLOORS[list];
    t.diagnostic(`${list}: recall ${right}/${planted}, precision ${right}/${found}, of what is sure ${sure.right}/${sure.found}`);
    assert.ok(right >= recall * planted, misses.join("\n"));
    assert.ok(right >= precision * found, misses.join("\n"));
    assert.ok(sure.right >= surely * sure.found, misses.join("\n"));
  });
}
