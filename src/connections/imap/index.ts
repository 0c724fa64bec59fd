import type { ImapConnection } from "../../core/connection.ts";
import { APP_PASSWORDS } from "../../lib/imap-failure.ts";
import type { Given, Service } from "../service.ts";
import { checkImap } from "./check.ts";

/** Mail of any provider, as a mail program reads it. */
export const imapService: Service<ImapConnection> = {
  kind: "imap",
  title: "a mailbox (IMAP)",
  serves: { deliveries: [], connectors: ["imap"], events: ["imap"] },
  guide: () => [
    "Have the server for incoming mail (IMAP) at hand, as your provider names it for mail programs. Nothing in the mailbox is ever changed: what is unread stays so.",
    `Providers with two-step sign-in want an app password here: ${APP_PASSWORDS}. With Yahoo and GMX, IMAP may have to be allowed in the settings of the mailbox first.`,
    "Microsoft 365 and Outlook.com take no passwords over IMAP any more: have their letters sent on to another mailbox.",
  ],
  questions: [
    { key: "user", what: "User, mostly your address", secret: false },
    { key: "host", what: "Mail server, such as imap.example.com", secret: false, usual: usualHost },
    { key: "port", what: "Port", secret: false, numeric: true, usual: () => "993" },
    {
      key: "security",
      what: "Encryption: tls, starttls or none",
      secret: false,
      usual: ({ port }) => (port === "143" ? "starttls" : "tls"),
    },
    { key: "password", what: "Password", secret: true, variable: "MAIL_PASSWORD" },
  ],
  check: checkImap,
  needs: () => [],
  example(connection) {
    return ["reads:", connection === undefined ? "  - imap" : `  - imap: { connection: ${connection} }`];
  },
};

/** The servers of the providers that many people have, by the domain of their addresses. */
const HOSTS: Readonly<Record<string, string>> = {
  "gmail.com": "imap.gmail.com",
  "googlemail.com": "imap.gmail.com",
  "icloud.com": "imap.mail.me.com",
  "me.com": "imap.mail.me.com",
  "fastmail.com": "imap.fastmail.com",
  "yahoo.com": "imap.mail.yahoo.com",
  "gmx.net": "imap.gmx.net",
  "gmx.de": "imap.gmx.net",
  "web.de": "imap.web.de",
  "mailbox.org": "imap.mailbox.org",
  "posteo.de": "posteo.de",
  "zoho.com": "imap.zoho.com",
};

function usualHost({ user = "" }: Given): string | undefined {
  return HOSTS[user.split("@").at(-1)?.toLowerCase() ?? ""];
}
