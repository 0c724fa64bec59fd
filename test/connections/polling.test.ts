import assert from "node:assert/strict";
import { test } from "node:test";
import { createGuarded } from "../../src/connections/guarded.ts";
import { createAddresses } from "../../src/config/addresses.ts";
import { createConnectors } from "../../src/connectors/registry.ts";
import type { GitHubConnection } from "../../src/core/connection.ts";
import { githubSource } from "../../src/triggers/github.ts";
import { contextFor } from "../connectors/contract.ts";
import { createFakeClock, until } from "../support/clock.ts";
import { shippedDeliveries } from "../support/deliveries.ts";
import { startGitHub } from "../support/github-server.ts";
import { memoryStore } from "../support/store.ts";
import { looked, lookOut } from "../triggers/event-source-world.ts";

const MINUTE_MS = 60_000;

test("looking out for events asks a dead account once, which runs then know, and goes on with another secret", async (t) => {
  const github = await startGitHub();
  t.after(() => github.close());
  const clock = createFakeClock("2026-11-20T08:00:00.000Z");
  const store = memoryStore(t);
  const env = { TOKEN: "github_pat_that_was_revoked" };
  const hub: GitHubConnection = { kind: "github", token: "${env:TOKEN}", api: github.api }; // oxlint-disable-line no-template-curly-in-string -- as people write it
  const workspace = { root: "/", dataDirectory: "/", webhooks: {}, pings: {}, connections: { hub } };
  const { connections } = createAddresses(() => workspace, env);
  let ended = 0;
  const guarded = createGuarded({
    ...{ store: store.connections, workspace: () => workspace, readSecret: connections.readSecret, clock },
    ended: () => (ended += 1),
    connectors: createConnectors({ connections }),
    deliveries: shippedDeliveries({ connections }),
  });
  const connector = await guarded.connectors.load("github");
  const options = { repositories: ["dana/shop"], include: ["pull_requests"], max: 300 };
  const said: string[] = [];
  const note = (_fields: object, message: string): void => void said.push(message);
  const logger = { debug() {}, info: note, warn: note, error: note };
  const reads = [{ name: "github", connector: "github", options }];
  const looking = await lookOut(githubSource, { event: "pull_request.merged" }, { store, clock, connector, reads, logger });
  t.after(() => looking.stop());
  await until(() => said.length === 1, "the first look to fail");
  assert.deepEqual([github.calls.length, ended], [1, 1]);

  for (let looks = 0; looks < 5; looks += 1) {
    await looked({ clock });
    await clock.advance(15 * MINUTE_MS);
  }
  const window = { from: "2026-11-20T07:00:00.000Z", to: "2026-11-20T09:15:00.000Z" };
  const run = connector.fetch(contextFor(connector, { root: "/", options, window }));
  await assert.rejects(run, { code: "reauth-needed", hint: "Sign in again with `chief connect github hub --replace`." });
  assert.deepEqual([github.calls.length, ended, said.length], [1, 1, 1]);

  env.TOKEN = github.token;
  await looked({ clock });
  await clock.advance(15 * MINUTE_MS);
  await until(() => said.length === 2, "it to look again");
  assert.deepEqual([said[1], ended], ["a source can be looked at again", 1]);
  assert.equal((await store.connections.find("hub"))?.state, "works");
});
