import assert from "node:assert/strict";
import { toStoredError } from "../../src/core/errors.ts";

/** Why something was refused, with the way out; fails where nothing was, or where what begins with `canary` was told. */
export async function refusalOf(work: Promise<unknown>): Promise<{ code: string; message: string; hint?: string }> {
  const error: unknown = await work.then(
    () => assert.fail("expected a refusal"),
    (refusal: unknown) => refusal,
  );
  assert.ok(error instanceof Error && error.cause === undefined);
  const stored = toStoredError(error);
  assert.ok(stored.hint);
  assert.doesNotMatch(`${JSON.stringify(stored)}${error.stack}`, /canary/);
  return stored;
}
