import assert from "node:assert/strict";
import { describe, test } from "node:test";
import { inFigures, scoreReplies } from "../../support/score-replies.ts";

describe("labelled replies", () => {
  const older = scoreReplies("tuning", "opened", "fresh");
  const newer = scoreReplies("unseen");

  test("are understood, and nothing of them is sure that is not so", (t) => {
    const share = (of: "status" | "eta"): number => (older[of].right + newer[of].right) / (older[of].of + newer[of].of);
    assert.ok(share("status") >= 0.95, "status");
    assert.ok(share("eta") >= 0.95, "eta");
    for (const score of [older, newer]) {
      t.diagnostic(inFigures(score));
      assert.ok(score.blocker.f1 >= 0.9, "blocker");
      assert.deepEqual([score.wrongWrites, score.writesToAsk], [0, 0]);
    }
  });

  test("are sure where they are plain", () => {
    assert.ok(older.sure.right / older.sure.of >= 0.65, "older sets");
    assert.ok(newer.sure.right / newer.sure.of >= 0.45, "sets by authors who had seen no other");
  });

  test("that nobody has read who works on the reader are mostly understood, and nothing of them is sure that is not so", (t) => {
    const score = scoreReplies("held-out");
    t.diagnostic(inFigures(score));
    assert.ok(score.status.right / score.status.of >= 0.85, "status");
    assert.ok(score.eta.right / score.eta.of >= 0.8, "eta");
    assert.ok(score.blocker.f1 >= 0.8, "blocker");
    assert.deepEqual([score.wrongWrites, score.writesToAsk], [0, 0]);
  });
});
