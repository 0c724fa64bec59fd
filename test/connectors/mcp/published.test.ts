import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { test, type TestContext } from "node:test";
import { createMcpConnector } from "../../../src/connectors/mcp/index.ts";
import type { McpConnection } from "../../../src/core/connection.ts";
import { accepted, accountsTo, connectionTo, programOf } from "../../support/mcp/accounts.ts";
import { freePort } from "../../support/slack-server.ts";
import { contextFor } from "../contract.ts";

/** The servers that the protocol's own people publish; https://github.com/modelcontextprotocol/servers */
const MODULES = realpathSync(join(import.meta.dirname, "../../../node_modules"));
const scriptOf = (name: string): string => join(MODULES, "@modelcontextprotocol", name, "dist/index.js");
const SEEN = { paths: [dirname(MODULES)] };
const WINDOW = { from: "2026-11-20T00:00:00.000Z", to: "2026-11-21T00:00:00.000Z" };

async function read(connection: McpConnection, options: object) {
  const connector = createMcpConnector(accountsTo(() => connection));
  return connector.fetch({
    ...contextFor({ ...connector, fetch: async () => NOTHING }, { root: "/", options, window: WINDOW }),
    options: connector.schema.parse(options),
  });
}

const NOTHING = { items: [], failures: [], notes: [] };
const EVERYTHING = {
  resources: ["demo://resource/static/document/architecture.md", "demo://resource/dynamic/text/1"],
  tools: [
    { name: "get-structured-content", arguments: { location: "Chicago" } },
    { name: "get-sum", arguments: { a: 2, b: 3 } },
    { name: "get-resource-links", arguments: { count: 2 } },
    { name: "get-tiny-image" },
    { name: "toggle-simulated-logging" },
  ],
};

async function expectEverything(connection: McpConnection): Promise<void> {
  const { items, failures, notes } = await read(
    await accepted(
      connection,
      EVERYTHING.tools.slice(0, 4).map(({ name }) => name),
    ),
    EVERYTHING,
  );
  assert.deepEqual(
    failures.map(({ what, error }) => `${what}: ${error}`),
    ["house: the tool toggle-simulated-logging: nobody has confirmed that it only reads, so it was not called"],
  );
  const [document, dynamic, weather, sum, links, image] = items.map(({ body }) => body);
  assert.match(document ?? "", /^# Everything Server/);
  assert.match(dynamic ?? "", /^Resource 1: This is a plaintext resource/);
  assert.match(weather ?? "", /"temperature": ?\d+/);
  assert.equal(sum, "The sum of 2 and 3 is 5.");
  assert.equal(links?.match(/demo:\/\/resource\/dynamic\//g)?.length, 2);
  assert.match(image ?? "", /image/);
  assert.ok(notes.includes("Left out 1 part of what get-tiny-image gave back: no text."), notes.join("\n"));
}

test("server-everything is read over standard input and output, in a box", async () => {
  await expectEverything(programOf(scriptOf("server-everything"), ["stdio"], SEEN));
});

test("server-everything is read over Streamable HTTP", async (t) => {
  const port = await freePort();
  const server = spawn(process.execPath, [scriptOf("server-everything"), "streamableHttp"], {
    env: { PORT: String(port) },
    stdio: ["ignore", "pipe", "pipe"],
  });
  t.after(() => server.kill("SIGKILL"));
  await once(server.stderr, "data");
  await expectEverything(connectionTo({ url: `http://127.0.0.1:${port}/mcp` }));
});

test("server-filesystem shows what lies in its folder, and can't be made to write", async (t) => {
  const folder = folderOf(t);
  writeFileSync(join(folder, "plan.md"), "# Launch\nOn Friday.");
  const connection = programOf(scriptOf("server-filesystem"), [folder], { paths: [...SEEN.paths, folder] });
  const tools = [
    { name: "read_text_file", arguments: { path: join(folder, "plan.md") } },
    { name: "read_text_file", arguments: { path: "/etc/hostname" } },
    { name: "write_file", arguments: { path: join(folder, "plan.md"), content: "" } },
    { name: "read_text_file", arguments: { file: "plan.md" } },
  ];
  const { items, failures } = await read(await accepted(connection, ["read_text_file", "write_file"]), { tools });
  assert.deepEqual(
    items.map(({ body }) => body),
    ["# Launch\nOn Friday."],
  );
  assert.deepEqual(
    failures.map(({ error }) => error.slice(0, 62)),
    [
      "it failed, and says: Access denied - path outside allowed dire",
      // Confirmed by mistake: the box still lets nothing be written.
      "it failed, and says: EROFS: read-only file system, open '/tmp/",
      "it was not called: it needs path as well",
    ].map((each) => each.slice(0, 62)),
  );
});

test("server-memory gives its graph as a resource and as things of their own", async (t) => {
  const folder = folderOf(t);
  const file = join(folder, "memory.jsonl");
  writeFileSync(
    file,
    `${JSON.stringify({ type: "entity", name: "Checkout", entityType: "project", observations: ["Ships on Friday"] })}\n`,
  );
  const connection = programOf(scriptOf("server-memory"), [], {
    paths: [...SEEN.paths, folder],
    env: { MEMORY_FILE_PATH: [...file].toReversed().join("") },
  });
  const grant = { resources: ["memory://*"], tools: [{ name: "read_graph", items: "/entities", id: "/name", title: "/name" }] };
  const { items, failures } = await read(await accepted(connection, ["read_graph"]), grant);
  assert.deepEqual(failures, []);
  assert.deepEqual(
    items.map(({ kind, title }) => [kind, title]),
    [
      ["resource", "Knowledge Graph"],
      ["tool_result", "Checkout"],
    ],
  );
  assert.ok(items.every(({ body }) => body.includes("Ships on Friday")));
});

function folderOf(t: TestContext): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), "chief-mcp-")));
  t.after(() => rmSync(folder, { recursive: true }));
  return folder;
}
