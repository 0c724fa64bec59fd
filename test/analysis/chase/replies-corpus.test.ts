import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { inFigures, scoreReplies } from "../../support/score-replies.ts";

describe("labelled replies", () => {
  test("to work with are understood, and nothing of them is sure that is not so", (t) => {
    const score = scoreReplies("tuning", "opened", "fresh");
    t.diagnostic(inFigures(score));
    assert.ok(score.status.right / score.status.of >= 0.95, "status");
    assert.ok(score.eta.right / score.eta.of >= 0.95, "eta");
    assert.ok(score.blocker.f1 >= 0.9, "blocker");
    assert.ok(score.sure.right / score.sure.of >= 0.65, "sure");
    assert.deepEqual([score.wrongWrites, score.writesToAsk], [0, 0]);
  });

  // Status and days of these are far from what is asked of the reader, and must not become worse; what is sure of them has to be so, too.
  test("that nobody looked at are understood no worse than they were, and nothing of them is sure that is not so", (t) => {
    const score = scoreReplies("held-out");
    t.diagnostic(inFigures(score));
    assert.ok(score.status.right / score.status.of >= 0.8, "status");
    assert.ok(score.eta.right / score.eta.of >= 0.77, "eta");
    assert.ok(score.blocker.f1 >= 0.58, "blocker");
    assert.ok(score.sure.right / score.sure.of >= 0.55, "sure");
    assert.equal(score.wrongWrites + score.writesToAsk, 0);
  });
});
