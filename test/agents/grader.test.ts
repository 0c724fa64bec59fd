import assert from "node:assert/strict";
import { test } from "node:test";
import { createGrader } from "../../src/agents/grader.ts";
import { TransientError } from "../../src/core/errors.ts";
import type { Steps } from "../../src/core/ports/agent.ts";
import { automationWith } from "../support/automation.ts";
import { FRIDAY, shippedPrompts } from "./world.ts";

test("a grader is waited for no longer than a turn of whoever writes, so that the briefing comes in time", async () => {
  const minute = 60_000;
  const automation = automationWith({ runTimeoutMs: 16 * minute, stepTimeoutMs: 5 * minute, retries: 5 });
  const options: unknown[] = [];
  const steps: Steps = {
    keep: (_name, _work, given) => (options.push(given), Promise.reject(new TransientError("step-timeout", "expected an end, got none"))),
    branch: (_name, work) => work(steps),
    signal: new AbortController().signal,
  };
  const grader = createGrader({ modelFor: () => assert.fail("expected nobody to be asked"), prompt: shippedPrompts });
  const request = { call: { run: "one", automation }, criteria: ["It is sent"], things: [], asOf: FRIDAY };
  assert.deepEqual(await grader.grade(request, steps), { short: "the model took too long" });
  assert.deepEqual(options, [{ retries: 2, mostWaitMs: minute, timeoutMs: minute }]);
});
