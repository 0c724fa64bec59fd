import assert from "node:assert/strict";
import { test } from "node:test";
import { PermanentError } from "../../src/core/errors.ts";
import type { Operations } from "../../src/core/ports/operations.ts";
import { createControlApp } from "../../src/web/control.ts";

const refuse = (): Promise<never> => Promise.reject(new PermanentError("run-unknown", "expected a run, got none", { hint: "Look." }));
const operations: Operations = { run: () => Promise.resolve("r1"), ended: refuse, cancel: refuse, acknowledge: refuse, setPaused: refuse };
const app = createControlApp(operations);

function post(path: string, body: string): Promise<Response> {
  return Promise.resolve(app.request(path, { method: "POST", body, headers: { "content-type": "application/json" } }));
}

test("a request that is no JSON, or of another shape, is refused in words", async () => {
  for (const body of ["{", "[]", '{"automation":1,"dryRun":false}', '{"automation":"a","dryRun":false,"more":1}']) {
    const answer = await post("/runs", body);
    assert.equal(answer.status, 400);
    assert.match(await answer.text(), /"code":"usage"/);
  }
  assert.deepEqual(await (await post("/runs", '{"automation":"a","dryRun":false}')).json(), { run: "r1" });
});

test("a body beyond 64 kB is not read", async () => {
  assert.equal((await post("/runs", JSON.stringify({ automation: "a".repeat(70_000), dryRun: false }))).status, 413);
});

test("what an operation refuses is answered with its code and way out", async () => {
  const answer = await app.request("/runs/r2/ended");
  assert.deepEqual(
    [answer.status, await answer.json()],
    [400, { code: "run-unknown", message: "expected a run, got none", hint: "Look." }],
  );
});
