import { PermanentError } from "../../core/errors.ts";
import { changeOf, commandHashOf } from "./pin.ts";
import { withMcp, type McpParts, type McpSession, type NamedMcp } from "./session.ts";

/**
 * The same conversation with a server that is what its owner has accepted: what is started is compared before it is, and what it offers
 * before anything is asked of it. Throws PermanentError `mcp-unpinned` and `mcp-changed`, and whatever `withMcp` does.
 */
export async function withAccepted<Result>(
  server: NamedMcp,
  parts: McpParts,
  work: (session: McpSession) => Promise<Result>,
): Promise<Result> {
  const { name, pinned } = server;
  if (!pinned) throw unpinned(name);
  if (pinned.command !== (await commandHashOf(server))) throw changed(name, "the program or its words, or the address, were changed");
  return withMcp(server, parts, (session) => {
    const change = changeOf(pinned, session.offer);
    if (change !== undefined) throw changed(name, change);
    return work(session);
  });
}

function unpinned(name: string): PermanentError {
  return new PermanentError("mcp-unpinned", `expected the MCP server ${name} to have been looked at by its owner, got one that was not`, {
    hint: `Run \`chief connect mcp ${name} --replace\` at a terminal: it shows what the server offers, and asks.`,
  });
}

function changed(name: string, change: string): PermanentError {
  return new PermanentError("mcp-changed", `expected the MCP server ${name} to be what was accepted, got another: ${change}`, {
    hint: `Nothing was asked of it. Look at it with \`chief connect mcp ${name} --replace\`, and accept it or not.`,
  });
}
