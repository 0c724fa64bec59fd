import assert from "node:assert/strict";
import { test } from "node:test";
import { scoreExchanges } from "../../support/exchanges.ts";
import { scoreSet } from "../../support/score-meetings.ts";

/** How much of it has to be found, and of what is found has to be it. */
const FLOORS = { decisions: [0.95, 0.95], questions: [0.9, 0.9], meetings: [0.85, 0.9] } as const;

for (const list of ["decisions", "questions", "meetings"] as const) {
  test(`what is planted in the exchanges with ${list} is found, and their near misses are not`, (t) => {
    const { planted, found, right, misses } = scoreExchanges(list);
    const [recall, precision] = FLOORS[list];
    t.diagnostic(`${list}: recall ${right}/${planted}, precision ${right}/${found}`);
    assert.ok(right >= recall * planted, misses.join("\n"));
    assert.ok(right >= precision * found, misses.join("\n"));
  });
}

test("what was decided and left open in the third meetings is found, and little else", () => {
  const { decisions, questions, misses } = scoreSet("third");
  for (const { planted, found, right } of [decisions, questions]) {
    assert.ok(right >= 0.9 * planted, misses.join("\n"));
    assert.ok(right >= 0.85 * found, misses.join("\n"));
  }
});
