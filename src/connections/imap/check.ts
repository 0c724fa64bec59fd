import { ImapFlow } from "imapflow";
import type { ImapConnection } from "../../core/connection.ts";
import { ChiefError } from "../../core/errors.ts";
import { briefImapSettings } from "../../lib/imap.ts";
import { imapFailure } from "../../lib/imap-failure.ts";
import { countOf } from "../../lib/text.ts";
import { refused, signedOut, unreachable } from "../failure.ts";
import type { Account, CheckContext } from "../service.ts";

const ENCRYPTION = { tls: "encrypted (TLS)", starttls: "encrypted (STARTTLS)", none: "not encrypted, on this machine" } as const;
const MAKE = { "signed-out": signedOut, refused, busy: unreachable, unreachable } as const;

/** Signs in and looks into the inbox without changing anything there. */
export async function checkImap(connection: ImapConnection, { readSecret, signal }: CheckContext): Promise<Account> {
  const { host, port, security, user } = connection;
  const client = new ImapFlow(briefImapSettings(connection, readSecret));
  const end = (): void => client.close();
  // Whoever waits is told by the call that failed.
  client.on("error", () => {});
  signal.addEventListener("abort", end, { once: true });
  try {
    await client.connect();
    const { exists } = await client.mailboxOpen("INBOX", { readOnly: true });
    const tellsAtOnce = client.capabilities.has("IDLE");
    await client.logout();
    return {
      name: `${user} at ${host}:${port}, ${ENCRYPTION[security]}`,
      remarks: [
        `The inbox holds ${countOf(exists, "letter")}.`,
        tellsAtOnce ? "It tells of new mail at once." : "It does not tell of new mail by itself, and is asked for it.",
      ],
    };
  } catch (error) {
    if (error instanceof ChiefError) throw error;
    const { kind, message, hint } = imapFailure(error, connection);
    throw MAKE[kind](message, hint);
  } finally {
    signal.removeEventListener("abort", end);
    client.close();
  }
}
