import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { inFigures, scoreReplies } from "../../support/score-replies.ts";

describe("labelled replies", () => {
  test("to work with are understood, and nothing is written that is not so", (t) => {
    const score = scoreReplies("tuning");
    t.diagnostic(inFigures(score));
    assert.ok(score.status.right / score.status.of >= 0.97, "status");
    assert.ok(score.eta.right / score.eta.of >= 0.97, "eta");
    assert.ok(score.blocker.f1 >= 0.95, "blocker");
    assert.deepEqual([score.wrongWrites, score.writesToAsk], [0, 0]);
  });

  // What was measured when the reader was written without a look at them: far from what is asked of it, and it must not become worse.
  test("that nobody looked at are understood no worse than they were", (t) => {
    const score = scoreReplies("held-out");
    t.diagnostic(inFigures(score));
    assert.ok(score.status.right / score.status.of >= 0.79, "status");
    assert.ok(score.eta.right / score.eta.of >= 0.68, "eta");
    assert.ok(score.blocker.f1 >= 0.6, "blocker");
    assert.ok(score.wrongWrites + score.writesToAsk <= 24, "false writes");
  });
});
