import assert from "node:assert/strict";
import { describe, test, type TestContext } from "node:test";
import { toStoredError } from "../../../src/core/errors.ts";
import { modelAt, question } from "../../support/model-client.ts";
import { startModel, type ModelFault, type ScriptedTurn } from "../../support/model-server.ts";

const ROWS: readonly [fault: ModelFault, name: string, code: string][] = [
  ["locked", "PermanentError", "reauth-needed"],
  ["forbidden", "PermanentError", "reauth-needed"],
  ["busy", "TransientError", "model-busy"],
  ["unpaid", "PermanentError", "model-refused"],
  ["broken", "TransientError", "model-unreachable"],
  ["drops", "TransientError", "model-unreachable"],
  ["cut", "TransientError", "model-cut-off"],
  ["silent", "TransientError", "model-cut-off"],
  ["unfinished", "TransientError", "model-cut-off"],
  ["failed", "TransientError", "model-cut-off"],
  ["too-long", "PermanentError", "model-too-long"],
  ["unknown-model", "PermanentError", "model-unknown"],
];

async function world(t: TestContext, api: "responses" | "chat", ...turns: ScriptedTurn[]) {
  const server = await startModel(turns);
  t.after(() => server.close());
  return { server, model: modelAt(server, { api }) };
}

for (const api of ["responses", "chat"] as const) {
  describe(`by the API ${api}`, () => {
    for (const [fault, name, code] of ROWS) {
      test(`a call that is ${fault} is told as ${code}, tried once, without the key`, async (t) => {
        const { server, model } = await world(t, api, { fault });
        const error: unknown = await model.ask(question(), t.signal).catch((thrown: unknown) => thrown);
        assert.ok(error instanceof Error);
        assert.deepEqual([error.name, toStoredError(error).code, server.asked.length], [name, code, 1]);
        assert.equal(error.cause, undefined);
        assert.doesNotMatch(JSON.stringify({ ...toStoredError(error), stack: error.stack }), new RegExp(server.key));
      });
    }

    test("whoever is busy says when to come again", async (t) => {
      const { model } = await world(t, api, { fault: "busy", retryAfterS: 7 });
      await assert.rejects(model.ask(question(), t.signal), { code: "model-busy", retryAfterMs: 7_000 });
    });

    test("a question that is given up ends at once with the reason", async (t) => {
      const { server, model } = await world(t, api, { fault: "hangs" });
      const stopping = new AbortController();
      const asked = model.ask(question(), stopping.signal);
      await server.hanging();
      stopping.abort(new Error("stopped by its owner"));
      await assert.rejects(asked, { message: "stopped by its owner" });
    });
  });
}

test("nobody who answers is told as that", async (t) => {
  const server = await startModel();
  await server.close();
  await assert.rejects(modelAt(server).ask(question(), t.signal), {
    code: "model-unreachable",
    message: /^expected 127\.0\.0\.1:\d+ to answer, got nothing$/,
  });
});

test("another key than the one that is taken has to be given anew", async (t) => {
  const { server } = await world(t, "responses", { answer: {} });
  const model = modelAt(server, { key: "sk-another-key-of-the-tests" });
  await assert.rejects(model.ask(question(), t.signal), { code: "reauth-needed" });
});
