import { OWNER_ONLY } from "../../core/audience.ts";
import type { Accounts } from "../../core/connection.ts";
import type { Connector } from "../../core/ports/outside.ts";
import { listOf } from "../../lib/text.ts";
import { imapSchema, type ImapOptions } from "./schema.ts";

/** Letters in a mailbox of any provider, by the connection that a grant means. */
export function createImapConnector(accounts: Accounts<"imap">): Connector<ImapOptions> {
  return {
    id: "imap",
    title: "Mailbox",
    // They are letters like those of the connector `mail`, and numbered on.
    alias: "M",
    schema: imapSchema(accounts.names),
    mentions: ["IMAP", "Mail", "Email", "Inbox"],
    account: "imap",
    describe({ folders, connection }) {
      const places = folders === undefined ? "the inbox and among sent mail" : listOf(folders);
      return `letters in ${places}${connection === undefined ? "" : ` through ${connection}`}`;
    },
    audience: () => OWNER_ONLY,
    // Most starts read nothing.
    fetch: async (context) => (await import("./fetch-letters.ts")).fetchLetters(context, accounts),
  };
}
