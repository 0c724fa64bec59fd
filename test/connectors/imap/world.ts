import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createImapConnector } from "../../../src/connectors/imap/index.ts";
import type { Accounts, ImapConnection } from "../../../src/core/connection.ts";
import { PermanentError } from "../../../src/core/errors.ts";
import type { Connector, FetchContext, Fetched } from "../../../src/core/ports/outside.ts";
import { contextFor, type Prepared } from "../contract.ts";

/** A week that ends on a Thursday morning. */
export const WEEK = { from: "2026-11-12T08:00:00.000Z", to: "2026-11-19T08:00:00.000Z" };

/** A mailbox, and the connector that reads it. */
export interface MailboxWorld {
  connector: Connector;
  prepared(options?: unknown): Prepared;
  fetch(options?: unknown, changes?: Partial<FetchContext<unknown>>): Promise<Fetched>;
  /** Once more, with what the fetch before left. */
  fetchAgain(before: Fetched, options?: unknown, changes?: Partial<FetchContext<unknown>>): Promise<Fetched>;
  close(): Promise<void>;
}

/** `find` answers with the connection of a name, the only one where none is named. */
export async function openWorld(
  find: (name?: string) => ImapConnection | undefined,
  password: string,
  window = WEEK,
): Promise<MailboxWorld> {
  const root = await mkdtemp(join(tmpdir(), "chief-imap-"));
  const accounts: Accounts<"imap"> = {
    get(name = "home") {
      const connection = find(name);
      if (connection) return { ...connection, name };
      throw new PermanentError("connection-missing", "expected an account, got none", { hint: "Connect one." });
    },
    readSecret: () => password,
  };
  const connector: Connector = createImapConnector(accounts);
  const prepared = (options: unknown = {}): Prepared => ({ root, options, window });
  const fetch: MailboxWorld["fetch"] = (options, changes = {}) => connector.fetch(contextFor(connector, prepared(options), changes));
  return {
    ...{ connector, prepared, fetch },
    fetchAgain: ({ cursor, items }, options, changes = {}) =>
      fetch(options, { cursor: JSON.parse(JSON.stringify(cursor)), picture: items, ...changes }),
    close: () => rm(root, { recursive: true }),
  };
}

/** Which commands since a point, by their first words, apart from signing in and out. */
export function callsIn(commands: readonly string[]): string[] {
  return commands.map((command) => /^(?:UID )?\S+/.exec(command)?.[0] ?? "").filter((word) => /^(?:EXAMINE|UID|SELECT|STORE)/.test(word));
}
