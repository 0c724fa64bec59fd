import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import { createAddresses } from "../../src/config/addresses.ts";
import { createGuarded } from "../../src/connections/guarded.ts";
import { SCOPE } from "../../src/connections/google/scopes.ts";
import { createConnectors } from "../../src/connectors/registry.ts";
import { ChiefError } from "../../src/core/errors.ts";
import type { ConnectionState } from "../../src/core/ports/connections.ts";
import { contextFor } from "../connectors/contract.ts";
import { createFakeClock } from "../support/clock.ts";
import { shippedDeliveries } from "../support/deliveries.ts";
import { CLIENT_SECRET, startGoogleSignIn, type Answer, type SignInPlan } from "../support/google-sign-in.ts";
import { memoryStore } from "../support/store.ts";

const WINDOW = { from: "2026-11-19T08:00:00.000Z", to: "2026-11-20T08:00:00.000Z" };
const EMPTY_CALENDAR: Answer = { status: 200, body: { summary: "ana@example.com", timeZone: "UTC", items: [], nextSyncToken: "t" } };
const PAGE: Answer = { status: 403, body: "<html>Welcome to the hotel</html>", type: "text/html" };

interface World {
  /** `read`, or the code of the error. */
  read(connector: string): Promise<string>;
  state(): Promise<ConnectionState["state"] | undefined>;
  ended(): number;
}

/** One account that is read by several connectors, the calendar of which is there. */
async function prepare(t: TestContext, { apis, ...plan }: SignInPlan): Promise<World> {
  const google = await startGoogleSignIn(t, { ...plan, apis: { calendar: EMPTY_CALENDAR, ...apis } });
  google.granted.set("1//refresh", Object.values(SCOPE));
  const home = { ...google.connection, clientSecret: "${env:CLIENT}", refreshToken: "${env:REFRESH}" }; // oxlint-disable-line no-template-curly-in-string -- as people write it
  const workspace = { root: "/", dataDirectory: "/", webhooks: {}, pings: {}, connections: { home } };
  const { connections } = createAddresses(() => workspace, { CLIENT: CLIENT_SECRET, REFRESH: "1//refresh" });
  const store = memoryStore(t);
  let ended = 0;
  const { connectors } = createGuarded({
    ...{ store: store.connections, workspace: () => workspace, readSecret: connections.readSecret, clock: createFakeClock() },
    ended: () => (ended += 1),
    connectors: createConnectors({ connections }),
    deliveries: shippedDeliveries({ connections }),
  });
  return {
    async read(id) {
      const connector = await connectors.load(id);
      const outcome = connector.fetch(contextFor(connector, { root: "/", options: {}, window: WINDOW }));
      return outcome.then(
        () => "read",
        (error: unknown) => (error instanceof ChiefError ? error.code : String(error)),
      );
    },
    state: async () => (await store.connections.find("home"))?.state,
    ended: () => ended,
  };
}

const refusalOf = (status: number, reason: string): Answer => ({ status, body: { error: { code: status, errors: [{ reason }] } } });

/** What Google says of one of its services, and what becomes of the connector of that one. */
const REFUSED: Readonly<Record<string, readonly [connector: string, api: string, answer: Answer, code: string]>> = {
  "documents were not granted": ["google-drive", "drive", refusalOf(403, "insufficientPermissions"), "google-refused"],
  "there is no mailbox": ["gmail", "gmail", refusalOf(400, "failedPrecondition"), "google-refused"],
  "documents were asked for too often today": ["google-drive", "drive", refusalOf(403, "dailyLimitExceeded"), "google-busy"],
  "somebody in between forbids mail": ["gmail", "gmail", PAGE, "google-unreachable"],
};

for (const [name, [connector, api, answer, code]] of Object.entries(REFUSED)) {
  test(`where ${name}, calendars of the same account are read before and after, and nobody has to sign in`, async (t) => {
    const world = await prepare(t, { apis: { [api]: answer } });
    const read = [await world.read("google-calendar"), await world.read(connector), await world.read("google-calendar")];
    assert.deepEqual(read, ["read", code, "read"]);
    assert.deepEqual([await world.state(), world.ended()], ["works", 0]);
  });
}

const IN_BETWEEN: Readonly<Record<string, Answer>> = {
  "a page that forbids": PAGE,
  "a proxy that wants to know who asks": { status: 407, body: "Who are you?", type: "text/plain" },
  "a way that leads nowhere": { status: 404, body: "Not here", type: "text/plain" },
  "a way that leads elsewhere": { status: 302, body: "" },
};

for (const [name, tokens] of Object.entries(IN_BETWEEN)) {
  test(`${name} in the place of tokens ends no sign-in`, async (t) => {
    const world = await prepare(t, { tokens });
    assert.equal(await world.read("google-calendar"), "google-unreachable");
    assert.deepEqual([await world.state(), world.ended()], [undefined, 0]);
  });
}

test("a sign-in that was taken back is the end of the whole account", async (t) => {
  const world = await prepare(t, { tokens: { status: 400, body: { error: "invalid_grant" } } });
  assert.deepEqual([await world.read("google-calendar"), await world.read("google-drive")], ["reauth-needed", "reauth-needed"]);
  assert.deepEqual([await world.state(), world.ended()], ["needs_reauth", 1]);
});
