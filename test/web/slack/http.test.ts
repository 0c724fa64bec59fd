import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { once } from "node:events";
import { createServer } from "node:http";
import { test, type TestContext } from "node:test";
import { systemClock } from "../../../src/lib/clock.ts";
import { createGateway } from "../../../src/web/slack/gateway.ts";
import { silentLogger } from "../../support/silent-logger.ts";
import { openListenedSlack } from "../../support/slack-listening.ts";

const SECRET = "a signing secret of the tests";
const MINUTE_S = 60;

interface Door {
  /** Posts a body signed as Slack does (https://docs.slack.dev/authentication/verifying-requests-from-slack); resolves with the status. */
  post(body: object | null, changes?: { secret?: string; ageS?: number; path?: string }): Promise<number>;
  events: unknown[];
  address: string;
  actions: unknown[];
}

async function open(context: TestContext): Promise<Door> {
  const slack = await openListenedSlack();
  const events: unknown[] = [];
  const actions: unknown[] = [];
  const gateway = createGateway({
    listening: () => ({ team: { kind: "slack", token: "xoxb-test", signingSecret: SECRET, api: slack.api } }),
    readSecret: (reference) => reference,
    handlers: {
      event: async (body) => void events.push(body),
      async action(body, _self, acknowledge) {
        actions.push(body);
        await acknowledge();
      },
    },
    clock: systemClock,
    logger: silentLogger,
  });
  gateway.follow();
  while (gateway.states()[0]?.state.startsWith("listens") !== true) await new Promise((resolve) => setImmediate(resolve));
  const server = createServer((request, response) => void (gateway.take(request, response) || response.writeHead(418).end()));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  context.after(async () => {
    await gateway.stop();
    server.closeAllConnections();
    server.close();
    slack.close();
  });
  const address = server.address();
  const port = typeof address === "object" && address ? address.port : 0;
  return {
    ...{ events, actions, address: `http://127.0.0.1:${port}` },
    async post(body, { secret = SECRET, ageS = 0, path = "/slack/team" } = {}) {
      const isAction = body !== null && "actions" in body;
      const text = isAction ? new URLSearchParams({ payload: JSON.stringify(body) }).toString() : JSON.stringify(body);
      const timestamp = String(Math.floor(Date.now() / 1_000) - ageS);
      const signature = `v0=${createHmac("sha256", secret).update(`v0:${timestamp}:${text}`).digest("hex")}`;
      const headers = {
        "content-type": isAction ? "application/x-www-form-urlencoded" : "application/json",
        ...{ "x-slack-request-timestamp": timestamp, "x-slack-signature": signature },
      };
      return (await fetch(`http://127.0.0.1:${port}${path}`, { method: "POST", headers, body: text })).status;
    },
  };
}

const event = { type: "event_callback", event_id: "Ev1", event_time: 1, event: { type: "message", user: "U1", channel: "C1", ts: "1.1" } };
const click = {
  ...{ type: "block_actions", trigger_id: "t", user: { id: "U1" }, team: { id: "T1" } },
  actions: [{ type: "overflow", action_id: "flag", block_id: "b" }],
};

test("what Slack posts with its signature is taken, events and clicks alike", async (context) => {
  const { post, events, actions } = await open(context);
  assert.deepEqual([await post(event), await post(click)], [200, 200]);
  assert.deepEqual([events.length, actions.length], [1, 1]);
});

test("what is signed with another secret, or was signed long ago, is refused", async (context) => {
  const { post, events, actions } = await open(context);
  const answers = [await post(event, { secret: "another" }), await post(event, { ageS: 10 * MINUTE_S }), await post(click, { secret: "" })];
  assert.deepEqual(answers, [401, 401, 401]);
  assert.deepEqual([events, actions], [[], []]);
});

test("other methods are refused, and what is signed and no object is refused", async (context) => {
  const { post, address } = await open(context);
  assert.equal((await fetch(`${address}/slack/team`)).status, 405);
  assert.equal(await post(null), 400);
  assert.equal(await post(event), 200);
});

test("what is posted for a connection that there is not is not found, and other paths are left alone", async (context) => {
  const { post } = await open(context);
  assert.deepEqual([await post(event, { path: "/slack/other" }), await post(event, { path: "/hooks/team" })], [404, 418]);
});
