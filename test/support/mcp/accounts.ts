import { dirname } from "node:path";
import { realpathSync } from "node:fs";
import type { Accounts, McpConnection } from "../../../src/core/connection.ts";
import { PermanentError } from "../../../src/core/errors.ts";
import { pinOf } from "../../../src/lib/mcp/pin.ts";
import { withMcp } from "../../../src/lib/mcp/session.ts";

/** The folder of the servers of the tests. */
const FOLDER = import.meta.dirname;
const NODE = realpathSync(process.execPath);

/** A connection with what the configuration adds by itself. */
export function connectionTo(changes: Partial<McpConnection>): McpConnection {
  return { kind: "mcp", args: [], env: {}, paths: [], writable: [], network: false, readOnly: [], ...changes };
}

/** A connection to a script that Node runs in a box which shows it Node, the folder of the servers, and these. */
export function programOf(script: string, args: readonly string[], changes: Partial<McpConnection> = {}): McpConnection {
  const { paths = [], ...rest } = changes;
  return connectionTo({ command: NODE, args: [script, ...args], paths: [dirname(NODE), FOLDER, ...paths], ...rest });
}

/** The same once its owner has accepted it as it is, and confirmed these tools. */
export async function accepted(connection: McpConnection, readOnly: readonly string[]): Promise<McpConnection> {
  const parts = { readSecret: secretOf, signal: new AbortController().signal };
  const pinned = await withMcp({ ...connection, name: "house" }, parts, ({ offer }) => pinOf(connection, offer));
  return { ...connection, readOnly, pinned };
}

/** The only account, called `house`. */
export function accountsTo(find: () => McpConnection): Accounts<"mcp"> {
  return {
    get(name = "house") {
      if (name === "house") return { ...find(), name };
      throw new PermanentError("connection-missing", "expected an account of mcp to be connected, got none", {
        hint: "Run `chief connect mcp`.",
      });
    },
    readSecret: secretOf,
  };
}

/** Every secret is its reference backwards. */
export function secretOf(reference: string): string {
  return [...reference].toReversed().join("");
}
