import type { McpConnection } from "../../core/connection.ts";
import { countOf } from "../../lib/text.ts";
import type { Account, CheckContext, Given, Service } from "../service.ts";
import { boxInWords } from "./box-words.ts";

/** A server of others that speaks the Model Context Protocol. */
export const mcpService: Service<McpConnection> = {
  kind: "mcp",
  title: "an MCP server",
  serves: { deliveries: [], connectors: ["mcp"], events: ["mcp"] },
  guide: () => [
    "Have at hand how the server is started, as its own readme says, or its address. It is another's program: it runs in a box and sees only the folders that you name.",
    "A package is named with its exact version, such as npx -y @acme/server@1.2.3, and needs the network; one that is installed already needs none.",
    "Secrets go into `env` of the connection in config/chief.yaml, as references; they can be added before or after this.",
  ],
  questions: [
    { key: "command", what: "Program that starts it, or - for a server at an address", secret: false, optional: true, when: isOpen },
    {
      key: "args",
      what: "Its words, with spaces between or as a JSON list, or -",
      secret: false,
      optional: true,
      shape: "words",
      when: isProgram,
    },
    {
      key: "paths",
      what: "Files and folders that it may read, its own included, in the same way, or -",
      ...{ secret: false, optional: true, shape: "words" as const, when: isProgram },
    },
    {
      key: "network",
      what: "May it connect to other machines (yes or no)",
      secret: false,
      shape: "yes_or_no",
      usual: () => "no",
      when: isProgram,
    },
    { key: "url", what: "Address of its Streamable HTTP endpoint", secret: false, when: (given) => !isProgram(given) },
    { key: "token", what: "Token that it asks for, or nothing", secret: true, optional: true, when: (given) => !isProgram(given) },
    { key: "readOnly", what: "Tools that only read, with spaces between", secret: false, optional: true, shape: "words", bySignIn: true },
    { key: "pinned.command", what: "Hash of what is started", secret: false, bySignIn: true },
    { key: "pinned.schema", what: "Hash of what it offers", secret: false, bySignIn: true },
    { key: "pinned.tools", what: "Hashes of its tools", secret: false, shape: "words", bySignIn: true },
  ],
  async signIn(connection, context) {
    const { acceptServer } = await import("./accept.ts");
    return acceptServer(connection, context);
  },
  check: checkServer,
  needs: () => [],
  example(connection) {
    const name = connection === undefined ? "" : `, connection: ${connection}`;
    return ["reads:", `  - mcp: { tools: [{ name: NAME, arguments: {} }]${name} }`];
  },
};

function isProgram({ command }: Given): boolean {
  return command !== undefined;
}

function isOpen({ url }: Given): boolean {
  return url === undefined;
}

/** Whether it is still what was accepted; nothing is called. */
async function checkServer(connection: McpConnection, { name = "", readSecret, signal }: CheckContext): Promise<Account> {
  const { withAccepted } = await import("../../lib/mcp/accepted.ts");
  return withAccepted({ ...connection, name }, { readSecret, signal }, async ({ about, offer }) => ({
    name: `${about.name} ${about.version}`.trim(),
    remarks: [
      `It is what was accepted: ${countOf(offer.tools.length, "tool")}, ${countOf(connection.readOnly.length, "of them")} to be called.`,
      boxInWords(connection),
    ],
  }));
}
