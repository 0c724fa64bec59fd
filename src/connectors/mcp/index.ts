import { OWNER_ONLY } from "../../core/audience.ts";
import type { Accounts } from "../../core/connection.ts";
import type { Connector } from "../../core/ports/outside.ts";
import { listOf, shorten } from "../../lib/text.ts";
import { mcpReadSchema, type McpCall, type McpOptions } from "./schema.ts";

/** Resources and answers of tools of a server of others. It is asked for what the definition names, with constants, and for nothing else. */
export function createMcpConnector(accounts: Accounts<"mcp">, { patienceMs }: { patienceMs?: number } = {}): Connector<McpOptions> {
  return {
    id: "mcp",
    title: "MCP",
    alias: "P",
    schema: mcpReadSchema(accounts.names),
    mentions: ["MCP server"],
    account: "mcp",
    describe({ connection, resources, tools, max }) {
      const server = connection === undefined ? "the MCP server" : `the MCP server ${connection}`;
      const read = resources.length === 0 ? [] : [`the resources ${listOf(resources)} (at most ${max})`];
      const called = tools.map((each) => `what ${callInWords(each)} gives back`);
      return `${listOf([...read, ...called])} from ${server}: a program of others, which runs in a box unless config/chief.yaml says otherwise, and learns these words and nothing else`;
    },
    audience: () => OWNER_ONLY,
    // The client takes a tenth of a second to load.
    fetch: async (context) => (await import("./fetch-mcp.ts")).fetchMcp(context, accounts, patienceMs),
  };
}

/** `search with "query" set to "checkout"`. */
function callInWords({ name, arguments: args }: McpCall): string {
  const given = Object.entries(args).map(([key, value]) => `${key} set to ${shorten(JSON.stringify(value), 80)}`);
  return `the tool ${name} ${given.length === 0 ? "without arguments" : `with ${listOf(given)}`}`.replaceAll(/[{}[\]]/g, "");
}
