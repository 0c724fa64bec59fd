import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { inFigures, scoreReplies } from "../../support/score-replies.ts";

describe("labelled replies", () => {
  test("are understood, and nothing of them is sure that is not so", (t) => {
    const score = scoreReplies("tuning", "opened", "fresh");
    t.diagnostic(inFigures(score));
    assert.ok(score.status.right / score.status.of >= 0.95, "status");
    assert.ok(score.eta.right / score.eta.of >= 0.95, "eta");
    assert.ok(score.blocker.f1 >= 0.9, "blocker");
    assert.ok(score.sure.right / score.sure.of >= 0.65, "sure");
    assert.deepEqual([score.wrongWrites, score.writesToAsk], [0, 0]);
  });
});
