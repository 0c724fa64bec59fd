import { OWNER_ONLY } from "../../core/audience.ts";
import type { Accounts } from "../../core/connection.ts";
import type { Clock } from "../../core/ports/ambient.ts";
import type { Connector } from "../../core/ports/outside.ts";
import { systemClock } from "../../lib/clock.ts";
import { listOf } from "../../lib/text.ts";
import { gmailSchema, type GmailOptions } from "./schema.ts";

/** Letters in Gmail, by the connection to Google that a grant means. `clock` is for the pauses that Google asks for. */
export function createGmailConnector(accounts: Accounts<"google">, clock: Clock = systemClock): Connector<GmailOptions> {
  return {
    id: "gmail",
    title: "Gmail",
    // They are letters like those of the connector `mail`, and numbered on.
    alias: "M",
    schema: gmailSchema(accounts.names),
    mentions: ["Gmail", "Mail", "Email", "Inbox"],
    account: "google",
    describe({ labels, connection }) {
      const places = labels === undefined ? "Gmail" : `Gmail with the ${labels.length === 1 ? "label" : "labels"} ${listOf(labels)}`;
      return `letters in ${places}${connection === undefined ? "" : ` through ${connection}`}`;
    },
    audience: () => OWNER_ONLY,
    // Most starts read nothing.
    fetch: async (context) => (await import("./fetch-letters.ts")).fetchLetters(context, accounts, clock),
  };
}
