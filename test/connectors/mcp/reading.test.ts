import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import { argumentFault } from "../../../src/connectors/mcp/arguments.ts";
import { createMcpConnector } from "../../../src/connectors/mcp/index.ts";
import { fits } from "../../../src/connectors/mcp/pattern.ts";
import type { McpConnection } from "../../../src/core/connection.ts";
import type { FetchContext } from "../../../src/core/ports/outside.ts";
import { parseOwnJson } from "../../../src/lib/json.ts";
import { createPinnedFetch } from "../../../src/lib/mcp/address.ts";
import { findUnpinnedPackage } from "../../../src/lib/mcp/package-runner.ts";
import { accepted, accountsTo, connectionTo, secretOf } from "../../support/mcp/accounts.ts";
import { HOUSE, type House } from "../../support/mcp/answers.ts";
import { startMcp } from "../../support/mcp/server.ts";
import { silentLogger } from "../../support/silent-logger.ts";

const WINDOW = { from: "2026-11-20T00:00:00.000Z", to: "2026-11-21T00:00:00.000Z" };
const ISSUES = {
  name: "list_issues",
  arguments: { state: "open" },
  items: "/issues",
  id: "/number",
  title: "/title",
  url: "/url",
  at: "/updated",
};

async function world(t: TestContext, house: House = HOUSE, token?: string) {
  const server = await startMcp(house, token);
  t.after(() => server.close());
  const plain = connectionTo({ url: server.url, ...(token !== undefined && { token: secretOf(token) }) });
  const connection = await accepted(plain, ["list_issues", "fail", "picture"]);
  const read = (options: object, changes: Partial<FetchContext<unknown>> = {}, to: McpConnection = connection) => {
    const connector = createMcpConnector(accountsTo(() => to));
    const parsed = connector.schema.parse(options);
    const context = {
      root: "/",
      window: WINDOW,
      timezone: "UTC",
      cursor: undefined,
      picture: [],
      signal: t.signal,
      logger: silentLogger,
      progress() {},
    };
    return connector.fetch({ ...context, ...changes, options: parsed });
  };
  return { server, connection, read };
}

test("members of a list become things of their own, by ids that are theirs alone, with addresses that a browser may open", async (t) => {
  const { read, server } = await world(t);
  const { items, notes } = await read({ tools: [ISSUES] });
  assert.deepEqual(
    items.map(({ id, title, url, ts }) => [id.split("#")[1], title, url, ts]),
    [
      ["1", "Checkout hangs", "https://issues.example/1", "2026-11-20T09:00:00.000Z"],
      ["2", "A link that runs", undefined, WINDOW.to],
      ["3", "list_issues 3", undefined, WINDOW.to],
    ],
  );
  assert.deepEqual(notes, ["Left out 2 things that list_issues gave back without an id of their own."]);
  assert.deepEqual(server.asked.findLast(({ method }) => method === "tools/call")?.params, {
    name: "list_issues",
    arguments: { state: "open" },
  });
});

test("what says no time of its own keeps that of when it was first seen so", async (t) => {
  const { read, server } = await world(t);
  const grant = { resources: ["notes://team/risks"] };
  const first = await read(grant);
  const later = { window: { ...WINDOW, to: "2026-11-25T00:00:00.000Z" }, picture: first.items };
  assert.deepEqual((await read(grant, later)).items, first.items);
  server.house = { ...HOUSE, read: (uri) => [{ uri, text: "other words" }] };
  const [item] = (await read(grant, later)).items;
  assert.deepEqual([item?.ts, item?.updatedAt], [WINDOW.to, later.window.to]);
});

test("what a server says that it gave counts for nothing beside what it was asked for", async (t) => {
  const house: House = { ...HOUSE, read: () => [{ uri: "gmail:inbox", text: "x" }] };
  const { items } = await (await world(t, house)).read({ resources: ["notes://team/plan"] });
  assert.deepEqual(
    items.map(({ id, source, fields }) => [id, source, fields["uri"]]),
    [["mcp:house/notes://team/plan", "mcp", "notes://team/plan"]],
  );
});

test("a server of the newest revision is asked in its own way, and what it wants of us in between is refused", async (t) => {
  const wants = {
    resultType: "input_required",
    inputRequests: { name: { method: "elicitation/create", params: { message: "Your password?" } } },
    requestState: "1",
  };
  const house: House = { ...HOUSE, modern: true, call: (name) => (name === "fail" ? wants : (HOUSE.call?.(name, {}) ?? {})) };
  const { read, server } = await world(t, house);
  const { items, failures } = await read({ resources: ["notes://team/*"], tools: [ISSUES, { name: "fail" }] });
  assert.equal(items.length, 5);
  assert.ok(!server.asked.some(({ method }) => method === "initialize"));
  assert.match(failures[0]?.error ?? "", /its answer is none/);
  assert.doesNotMatch(JSON.stringify(failures), /password/);
});

test("a token goes to its server alone, and one that is taken no more is told as such, without it", async (t) => {
  const { read, server, connection } = await world(t, HOUSE, "CANARY-token");
  await read({ tools: [ISSUES] });
  assert.ok(server.asked.every(({ authorization }) => authorization === "Bearer CANARY-token"));
  const other = { ...connection, token: "another" };
  await assert.rejects(read({ tools: [ISSUES] }, {}, other), (error) => {
    assert.ok(error instanceof Error && "code" in error);
    assert.equal(error.code, "reauth-needed");
    assert.doesNotMatch(`${error.message} ${"hint" in error ? String(error.hint) : ""}`, /CANARY|rehtona/);
    return true;
  });
});

test("an address is held to: other servers, redirects and names that lead to this machine are refused", async (t) => {
  const { server, connection, read } = await world(t);
  await assert.rejects(read({ tools: [ISSUES] }, {}, { ...connection, url: `${server.url}/moved` }), { code: "mcp-changed" });
  const pinned = await createPinnedFetch(server.url);
  t.after(() => pinned.close());
  await assert.rejects(pinned.fetch(`${server.url}/moved`), /fetch failed/);
  await assert.rejects(pinned.fetch("http://127.0.0.1:1/mcp"), { code: "mcp-address" });
  for (const url of ["https://169.254.169.254/mcp", "https://[fe80::1]/mcp", "https://0.0.0.0/mcp", "https://[::ffff:127.0.0.1]/mcp"]) {
    await assert.rejects(createPinnedFetch(url), { code: "mcp-address", hint: /redirects, are refused/ }, url);
  }
});

test("a pattern stands for what it says, in time that does not run away", () => {
  const table: readonly (readonly [string, string, boolean])[] = [
    ["notes://team/*", "notes://team/a/b", true],
    ["notes://team/{name}", "notes://team/a", true],
    ["notes://team/{name}", "notes://team/a/b", false],
    ["notes://{team}/{name}/risks", "notes://x/y/risks", true],
    ["notes://team/{name}", "notes://team/", false],
    ["*.md", "notes://plan.md", true],
    ["*.md", "notes://plan.mdx", false],
    [`${"*a".repeat(200)}b`, "a".repeat(2_000), false],
    [`${"{x}".repeat(150)}/`, "a".repeat(2_000), false],
  ];
  for (const [pattern, uri, isMeant] of table) assert.equal(fits(pattern, uri), isMeant, `${pattern} ${uri.slice(0, 50)}`);
});

test("constants are held against a schema without running what is in it", () => {
  const schema = {
    properties: {
      q: { type: "string", pattern: "(a+)+$" },
      n: { type: ["integer", "null"] },
      kind: { enum: ["a", "b"] },
      list: { type: "array" },
    },
    required: ["q"],
    additionalProperties: false,
  };
  const fault = (args: Record<string, unknown>) => argumentFault(schema, args);
  assert.equal(fault({ q: `${"a".repeat(60)}!`, n: 3, kind: "a", list: [] }), undefined);
  assert.equal(fault({}), "it needs q as well");
  assert.equal(fault({ q: "x", more: 1 }), "it knows no more");
  assert.equal(fault({ q: 1 }), "its q has to be of type string");
  assert.equal(fault({ q: "x", n: 1.5 }), "its n has to be of type integer or null");
  assert.equal(fault({ q: "x", kind: "c" }), "its kind is none of those that it takes");
  assert.equal(argumentFault(parseOwnJson('{"properties":{"__proto__":{"type":"string"}}}'), { constructor: 1 }), undefined);
});

test("a package that is fetched needs an exact version", () => {
  const open = (line: string) => findUnpinnedPackage(line.split(" ")[0] ?? "", line.split(" ").slice(1)) !== undefined;
  const exact = [
    "npx -y @acme/server@1.2.3 --x",
    "uvx mcp-server-git==2.0.1",
    "npx --package=@a/b@1.0.0-rc.1 serve",
    "uvx --from a@1.0.0 a",
    "node server",
  ];
  for (const line of exact) assert.ok(!open(line), line);
  const moving = ["npx -y @acme/server", "npx acme@latest", "npx acme@^1.2.3", "uvx git", "npx", "npx -p a@1.0.0 -p b x", "bunx @1.2.3"];
  for (const line of moving) assert.ok(open(line), line);
});
