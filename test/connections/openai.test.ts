import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import { createGuarded } from "../../src/connections/guarded.ts";
import { openAiService } from "../../src/connections/openai/index.ts";
import { findLocal } from "../../src/connections/openai/local.ts";
import { createModel } from "../../src/agents/model/model.ts";
import { createAddresses } from "../../src/config/addresses.ts";
import { createConnectors } from "../../src/connectors/registry.ts";
import type { OpenAiConnection } from "../../src/core/connection.ts";
import { createFakeClock } from "../support/clock.ts";
import { shippedDeliveries } from "../support/deliveries.ts";
import { question } from "../support/model-client.ts";
import { startModel, type ModelHouse, type ScriptedTurn } from "../support/model-server.ts";
import { memoryStore } from "../support/store.ts";

async function world(t: TestContext, house: ModelHouse = {}, script: ScriptedTurn[] = []) {
  const server = await startModel(script, house);
  t.after(() => server.close());
  const openai: OpenAiConnection = { kind: "openai", key: "${env:KEY}", url: server.url, api: "auto" }; // oxlint-disable-line no-template-curly-in-string -- as people write it
  const check = (key = server.key) => openAiService.check(openai, { readSecret: () => key, now: Date.now(), signal: t.signal });
  return { server, openai, check };
}

test("a key that works tells the models, and when they are shut down", async (t) => {
  const { check } = await world(t, { models: [{ id: "gpt-6-luna", shutdown_date: "2026-12-11" }, { id: "gpt-6-sol" }] });
  const { name, models } = await check();
  assert.match(name, /^2 models at 127\.0\.0\.1:\d+$/);
  assert.deepEqual(models, [{ id: "gpt-6-luna", endsAt: "2026-12-11T00:00:00.000Z" }, { id: "gpt-6-sol" }]);
});

test("a key that is not taken, and nobody who answers, are told without the key", async (t) => {
  const { check } = await world(t);
  await assert.rejects(check("sk-canary"), {
    name: "PermanentError",
    code: "reauth-needed",
    message: /^expected a key that 127\.0\.0\.1:\d+ takes, got one that it does not \(401\)$/,
  });
  const nobody: OpenAiConnection = { kind: "openai", url: "http://127.0.0.1:1/v1/", api: "auto" };
  const asking = openAiService.check(nobody, { readSecret: () => "", now: Date.now(), signal: t.signal });
  await assert.rejects(asking, { name: "TransientError", code: "connection-unreachable" });
});

test("a server with models on this machine is found, and none where nobody answers or a key is wanted", async (t) => {
  const open = await startModel([], { isOpen: true });
  t.after(() => open.close());
  const { server } = await world(t);
  const context = { now: Date.now(), signal: t.signal };
  assert.deepEqual(await findLocal(context, [server.url, open.url]), { url: open.url });
  assert.deepEqual(await findLocal(context, [server.url, "http://127.0.0.1:1/v1/"]), {});
});

test("a key that is taken no more is found out once, told once with the way out, and not shown again until there is another", async (t) => {
  const { server, openai } = await world(t, {}, [{ answer: { lines: [] } }]);
  const env = { KEY: "sk-revoked" };
  const models = { connection: "ai", small: "gpt-6-luna", large: "gpt-6.1-terra", tier: "default" } as const;
  const workspace = { root: "/", dataDirectory: "/", webhooks: {}, pings: {}, connections: { ai: openai }, models };
  const { connections } = createAddresses(() => workspace, env);
  const clock = createFakeClock();
  let ended = 0;
  const { usingNamed } = createGuarded({
    ...{ store: memoryStore(t).connections, workspace: () => workspace, readSecret: connections.readSecret, clock },
    ended: () => (ended += 1),
    connectors: createConnectors({ connections }),
    deliveries: shippedDeliveries({ connections }),
  });
  const model = createModel({ connections, workspace: () => workspace, using: usingNamed, clock });
  const refused = { code: "reauth-needed", hint: "Give it another key with `chief connect openai ai --replace`." };
  await assert.rejects(model.ask(question(), t.signal), refused);
  await assert.rejects(model.ask(question(), t.signal), refused);
  assert.deepEqual([ended, server.knocks], [1, 1]);
  env.KEY = server.key;
  assert.equal((await model.ask(question(), t.signal)).outcome.kind, "answer");
});
