import assert from "node:assert/strict";
import { test } from "node:test";
import { createAddresses } from "../../../src/config/addresses.ts";
import { createWays, loadPlaceForWork } from "../../../src/shipped.ts";
import { makeFolder } from "../../support/chief.ts";
import { createFakeClock } from "../../support/clock.ts";
import { question } from "../../support/model-client.ts";
import { startModel } from "../../support/model-server.ts";
import { createStore } from "../../../src/store/open.ts";
import { memoryDatabase } from "../../support/store.ts";

test("A secret that nothing has been read by yet is not shown to a model, whoever quotes it", async (t) => {
  const server = await startModel([{ answer: { lines: [] } }]);
  t.after(() => server.close());
  const env = { OPENAI_API_KEY: server.key, OTHER_SECRET: "a-secret-that-nobody-has-used-yet" };
  /* oxlint-disable no-template-curly-in-string -- as people write it */
  const chief = {
    connections: { brain: { kind: "openai", key: "${env:OPENAI_API_KEY}", url: server.url, api: "responses" } },
    webhooks: { team: { url: "https://example.com/team", secret: "${env:OTHER_SECRET}" } },
    models: { connection: "brain" },
  };
  /* oxlint-enable no-template-curly-in-string */
  const { workspace } = await loadPlaceForWork(makeFolder(t, { "config/chief.yaml": JSON.stringify(chief) }), env);
  const { model } = createWays({
    ...{ ...createAddresses(() => workspace, env), store: createStore(memoryDatabase(t), "test").connections, workspace: () => workspace },
    ...{ clock: createFakeClock(), screen: { print() {}, columns: () => 80, color: false }, people: () => workspace.people, ended() {} },
  });
  await model.ask(question({ input: [{ kind: "text", text: `M1: The secret is ${env.OTHER_SECRET}.` }] }), t.signal);
  assert.match(server.asked[0]?.text ?? "", /The secret is \(secret\)\./);
});
