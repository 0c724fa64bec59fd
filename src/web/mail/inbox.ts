import { ImapFlow } from "imapflow";
import type { Connections, ImapMailbox } from "../../core/connection.ts";
import { imapSettings } from "../../lib/imap.ts";
import type { Line } from "../lines.ts";

export interface InboxParts {
  mailbox: ImapMailbox;
  readSecret: Connections["readSecret"];
  /** Told when it is open, and whenever letters may have come. */
  heard(): void;
  /** Told when the connection is gone, whoever closed it. */
  lost(error: unknown): void;
}

const IDLE_AFTER_MS = 1_000;

/**
 * An inbox that stays open, in such a way that nothing in it can be changed. With IDLE its server tells of new letters at once
 * (https://www.rfc-editor.org/rfc/rfc2177); one without it is asked by the client now and then.
 */
export function createInbox({ mailbox, readSecret, heard, lost }: InboxParts): Line & { client: ImapFlow } {
  const client = new ImapFlow({ ...imapSettings(mailbox, readSecret), autoIdleDelay: IDLE_AFTER_MS });
  client.on("error", lost);
  client.on("close", () => lost(new Error("the connection was closed")));
  client.on("exists", heard);
  return {
    client,
    async start() {
      await client.connect();
      await client.mailboxOpen("INBOX", { readOnly: true });
      heard();
    },
    async stop() {
      if (client.usable) await client.logout();
      client.close();
    },
  };
}
