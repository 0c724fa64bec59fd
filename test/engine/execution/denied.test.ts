import assert from "node:assert/strict";
import { test } from "node:test";
import { PermanentError, PolicyError } from "../../../src/core/errors.ts";
import { failedEnd } from "../../../src/engine/execution/ends.ts";
import { memoryStore } from "../../support/store.ts";
import { INPUT } from "../../support/engine-world.ts";

const AT = "2026-11-20T09:00:00.000Z";

test("a run that policy has stopped stands in the record, one that failed for another reason does not", async (t) => {
  const { runs, audit } = memoryStore(t);
  const errors = { denied: new PolicyError("policy-other-options", "canary"), failed: new PermanentError("gone", "canary") };
  for (const [id, error] of Object.entries(errors)) {
    await runs.insert(id, INPUT, AT);
    await runs.claim(id, AT);
    await runs.finish(id, failedEnd(error), AT);
  }
  const entries = await audit.list({ kinds: ["policy.denied"] });
  assert.deepEqual(
    entries.map(({ automation, run, detail }) => [automation, run, detail]),
    [["sample", audit.keyed("denied"), { code: "policy-other-options" }]],
  );
});
