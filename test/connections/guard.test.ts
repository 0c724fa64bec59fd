import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import { createGuarded, type Guarded } from "../../src/connections/guarded.ts";
import { createAddresses } from "../../src/config/addresses.ts";
import { createConnectors } from "../../src/connectors/registry.ts";
import type { Connector, Fetched } from "../../src/core/ports/outside.ts";
import type { Store } from "../../src/core/ports/store.ts";
import { contextFor } from "../connectors/contract.ts";
import { sampleBriefing } from "../render/sample.ts";
import { createFakeClock, type FakeClock } from "../support/clock.ts";
import { shippedDeliveries } from "../support/deliveries.ts";
import { startSlackAccounts, type SlackAccounts, type SlackToken } from "../support/slack-accounts.ts";
import { memoryStore } from "../support/store.ts";

const HOUR_MS = 3_600_000;
const NAMED = { channels: ["C000000001"] };

interface World {
  clock: FakeClock;
  store: Store;
  slack: SlackAccounts;
  guarded: Guarded;
  /** What the one token is from now on. */
  env: { TOKEN: string };
  ended: () => number;
}

async function prepare(t: TestContext, tokens: Record<string, SlackToken>): Promise<World> {
  const slack = await startSlackAccounts(t, tokens);
  const clock = createFakeClock();
  const store = memoryStore(t);
  const env = { TOKEN: "xoxb-first" };
  const acme = { kind: "slack" as const, token: "${env:TOKEN}", api: slack.api }; // oxlint-disable-line no-template-curly-in-string -- as people write it
  const workspace = { root: "/", dataDirectory: "/", webhooks: {}, pings: {}, connections: { acme } };
  const { connections } = createAddresses(() => workspace, env);
  let ended = 0;
  const guarded = createGuarded({
    ...{ store: store.connections, workspace: () => workspace, readSecret: connections.readSecret, clock },
    ended: () => (ended += 1),
    connectors: createConnectors({ connections }),
    deliveries: shippedDeliveries({ connections }),
  });
  return { clock, store, slack, guarded, env, ended: () => ended };
}

async function fetchBy({ guarded }: World): Promise<Fetched> {
  const connector: Connector = await guarded.connectors.load("slack");
  const window = { from: "2026-11-19T08:00:00.000Z", to: "2026-11-20T08:00:00.000Z" };
  return connector.fetch(contextFor(connector, { root: "/", options: NAMED, window }));
}

test("an account that lets us in no more is not asked again before six hours, and at once with another secret", async (t) => {
  const tokens: Record<string, SlackToken> = { "xoxb-first": { error: "token_revoked" } };
  const world = await prepare(t, tokens);
  const { slack, clock, env, store } = world;
  const hint = "Sign in again with `chief connect slack acme --replace`.";
  const refused = { name: "PermanentError", code: "reauth-needed", hint };
  await assert.rejects(fetchBy(world), refused);
  assert.deepEqual([slack.calls.length, world.ended()], [1, 1]);
  await clock.advance(6 * HOUR_MS - 1);
  await assert.rejects(fetchBy(world), refused);
  assert.equal(slack.calls.length, 1);
  await clock.advance(1);
  await assert.rejects(fetchBy(world), refused);
  assert.equal(slack.calls.length, 2);
  const [state] = await store.connections.list();
  assert.deepEqual([state?.since, state?.triedAt], ["2026-11-20T08:00:00.000Z", "2026-11-20T14:00:00.000Z"]);
  tokens["xoxb-second"] = { scopes: ["channels:history"] };
  env.TOKEN = "xoxb-second";
  await fetchBy(world);
  assert.equal((await store.connections.find("acme"))?.state, "works");
});

test("what an account lacks and when it ends are notes, and the service is asked for them twice a day", async (t) => {
  const world = await prepare(t, { "xoxb-first": { scopes: ["chat:write"], expiresIn: 3 * 24 * 3_600 } });
  const { notes } = await fetchBy(world);
  assert.match(notes[0] ?? "", /^The access to Slack ends Mon 23 Nov: `chief connect slack acme --replace` renews it\.$/);
  assert.match(notes[1] ?? "", /^Slack does not allow channels:history \(.*then run `chief connect slack acme --replace`\.$/);
  const asked = (): number => world.slack.calls.filter((call) => call.endsWith("auth.test")).length;
  const first = asked();
  await fetchBy(world);
  // The connector asks once itself.
  assert.equal(asked() - first, 1);
  await world.clock.advance(12 * HOUR_MS);
  await fetchBy(world);
  assert.equal(asked() - first, 3);
});

test("sources of one account that are read side by side ask once what is known of it", async (t) => {
  const world = await prepare(t, { "xoxb-first": { scopes: ["channels:history"] } });
  await Promise.all([fetchBy(world), fetchBy(world)]);
  // One, and one of each fetch.
  assert.equal(world.slack.calls.filter((call) => call.endsWith("auth.test")).length, 3);
});

test("a message that would go out by it waits and asks nobody, and its way is shut for alerts", async (t) => {
  const world = await prepare(t, { "xoxb-first": { error: "invalid_auth" } });
  const { guarded, slack } = world;
  const options = { to: "C000000001" };
  assert.equal(await guarded.isShut({ delivery: "slack", options }), false);
  await assert.rejects(fetchBy(world));
  assert.equal(await guarded.isShut({ delivery: "slack", options }), true);
  assert.equal(await guarded.isShut({ delivery: "console", options: {} }), false);
  const calls = slack.calls.length;
  const delivery = await guarded.deliveries.load("slack");
  const message = { options, root: "/", briefing: sampleBriefing(), idempotencyKey: "k", attempt: 1, findEarlier: async () => undefined };
  await assert.rejects(delivery.send({ ...message, signal: t.signal }), {
    ...{ name: "TransientError", code: "reauth-needed", retryAfterMs: 600_000 },
  });
  assert.equal(slack.calls.length, calls);
});
