import assert from "node:assert/strict";
import { test } from "node:test";
import { forgeWebhooks } from "./webhook-forgeries.ts";

test("of more than 1,500 forged requests none is taken, and each that is rightly signed is, once", async (t) => {
  const { cases, which, valid, validAccepted } = await forgeWebhooks(t);
  t.diagnostic(`${cases} cases; ${validAccepted} of ${valid} genuine requests were taken once`);
  assert.ok(cases > 1_500, `${cases} forged requests`);
  assert.deepEqual(which, []);
  assert.ok(valid > 150, `${valid} genuine requests`);
  assert.equal(validAccepted, valid);
});
