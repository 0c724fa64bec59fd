import assert from "node:assert/strict";
import { after, beforeEach, test } from "node:test";
import { notionService } from "../../src/connections/notion/index.ts";
import type { Account } from "../../src/connections/service.ts";
import type { NotionConnection } from "../../src/core/connection.ts";
import { toStoredError } from "../../src/core/errors.ts";
import { NOTION_TOKEN, startNotion, type NotionFault, type NotionUser } from "../support/notion-server.ts";
import { ANA, page } from "../connectors/notion/world.ts";

const notion = await startNotion();
after(() => notion.close());
beforeEach(() => {
  notion.pages = [page(1, "Plan")];
  notion.users = [ANA];
  notion.owner = undefined;
  notion.lacks.clear();
  notion.calls.length = 0;
  notion.faultOf = () => undefined;
});

function check(changes: Partial<NotionConnection> = {}, token = NOTION_TOKEN): Promise<Account> {
  const signal = new AbortController().signal;
  return notionService.check(
    { ...notion.connection, ...changes },
    { readSecret: () => token, now: Date.parse("2026-11-20T09:00:00Z"), signal },
  );
}

test("an internal connection tells its workspace and what it may do, and asks whose work it is for", async () => {
  assert.deepEqual(await check({ user: "ana@example.com" }), {
    name: "Chief in Acme",
    scopes: ["content:read", "users:read"],
    remarks: [],
  });
  assert.deepEqual(
    notion.calls.map(({ method, path }) => `${method} ${path}`),
    ["GET users/me", "GET users", "POST search"],
  );
  assert.match((await check()).remarks.join(), /does not know who you are there/);
});

test("a personal access token tells whose it is, and when it ends where somebody said so", async () => {
  notion.owner = ANA;
  const { name, expiresAt, remarks } = await check({ tokenEnds: "2027-01-31" });
  assert.deepEqual([name, expiresAt, remarks], ["Ana Kovač (ana@example.com) in Acme", "2027-01-31T00:00:00.000Z", []]);
});

test("what it may not, and that nothing is shared, is said with where to click", async () => {
  notion.lacks.add("users");
  notion.pages = [];
  const { scopes, remarks } = await check({ user: "ana@example.com" });
  assert.deepEqual(scopes, ["content:read"]);
  assert.match(remarks.join(" "), /Nothing is shared with it yet: .*Connections.*nobody has a name: allow it to read user information/);
  notion.lacks.clear();
  notion.lacks.add("emails");
  assert.match((await check()).remarks.join(" "), /known by name only/);
  notion.lacks.add("content");
  const lacking = await check();
  const missing = notionService.needs(notion.connection, { by: [], writes: [], reads: [], events: [], parts: [], listens: false });
  assert.deepEqual(
    missing.filter(({ scope }) => !lacking.scopes?.includes(scope)).map(({ what }) => what),
    ["to read pages and databases"],
  );
});

const FAILURES: Readonly<Record<string, readonly [NotionFault, code: string, message: RegExp]>> = {
  "a limit": [
    { status: 429, code: "rate_limited", headers: { "retry-after": "30" } },
    "connection-unreachable",
    /asked again in 30 seconds/,
  ],
  "trouble at Notion": [{ status: 503, code: "service_unavailable" }, "connection-unreachable", /got the status 503/],
  "a page that is not Notion's": [{ status: 200, text: "<html>Sign in</html>" }, "connection-unreachable", /got no answer/],
  "an answer without an account": [{ status: 200, answer: { object: "user" } }, "connection-unreachable", /got another answer/],
  "a token that may not": [{ status: 403, code: "restricted_resource" }, "connection-refused", /got the status 403/],
};

for (const [name, [fault, code, message]] of Object.entries(FAILURES)) {
  test(`${name} is told in plain words with the way out`, async () => {
    notion.faultOf = () => fault;
    const stored = toStoredError(await check().catch((error: unknown) => error));
    assert.equal(stored.code, code);
    assert.match(stored.message, message);
    assert.notEqual(stored.hint ?? "", "");
  });
}

test("a token that ended or was revoked is a sign-in that has ended, and neither shown nor printed", async (t) => {
  const printed: unknown[] = [];
  const ways = ["log", "info", "warn", "error", "debug"] as const;
  for (const way of ways) t.mock.method(console, way, (...words: unknown[]) => void printed.push(words));
  const error = await check({}, "ntn_canary").catch((refusal: unknown) => refusal);
  const stored = toStoredError(error);
  assert.equal(stored.code, "reauth-needed");
  assert.ok(!JSON.stringify([stored, String(error), printed]).includes("canary"));
  assert.deepEqual(printed, []);
});

test("people without a name of their own are told as such", async () => {
  const nameless: NotionUser = { ...ANA, name: "" };
  notion.owner = nameless;
  assert.match((await check()).name, /in Acme$/);
});
