import type { SmtpConnection } from "../../core/connection.ts";
import type { Given, Service } from "../service.ts";
import { isLoopback } from "../../lib/loopback.ts";
import { checkSmtp } from "./check.ts";

/** What a mail program asks for too: a server, and the user and password that it sends by. */
export const smtpService: Service<SmtpConnection> = {
  kind: "smtp",
  title: "a mail server",
  serves: { deliveries: ["email"], connectors: [], events: [] },
  guide: () => [
    "Have the server for outgoing mail (SMTP) at hand, as your provider names it for mail programs, and the user and password.",
    "Providers with two-step sign-in want an app password here: https://myaccount.google.com/apppasswords for Gmail, https://appleid.apple.com for iCloud, https://app.fastmail.com/settings/security for Fastmail.",
  ],
  questions: [
    { key: "from", what: "Address that briefings come from, such as Chief <you@example.com>", secret: false },
    { key: "host", what: "Mail server, such as smtp.example.com", secret: false, usual: usualHost },
    { key: "port", what: "Port", secret: false, numeric: true, usual: () => "587" },
    {
      key: "security",
      what: "Encryption: tls, starttls or none",
      secret: false,
      usual: ({ port }) => (port === "465" ? "tls" : "starttls"),
    },
    { key: "user", what: "User, or - if the server asks for none", secret: false, optional: true, usual: usualUser },
    {
      key: "password",
      what: "Password",
      secret: true,
      variable: "SMTP_PASSWORD",
      when: (given) => given["user"] !== undefined && !usesOAuth(given),
    },
    { key: "oauth2.clientSecret", what: "Client secret", secret: true, variable: "SMTP_CLIENT_SECRET", when: usesOAuth },
    { key: "oauth2.refreshToken", what: "Refresh token", secret: true, variable: "SMTP_REFRESH_TOKEN", when: usesOAuth },
  ],
  check: checkSmtp,
  needs: () => [],
  example(connection) {
    return ["writes:", `  - email: { to: [me]${connection === undefined ? "" : `, connection: ${connection}`} }`];
  },
};

/** The servers of the providers that many people have, by the domain of their addresses. */
const HOSTS: Readonly<Record<string, string>> = {
  "gmail.com": "smtp.gmail.com",
  "googlemail.com": "smtp.gmail.com",
  "icloud.com": "smtp.mail.me.com",
  "fastmail.com": "smtp.fastmail.com",
  "gmx.net": "mail.gmx.net",
};

function usualHost(given: Given): string | undefined {
  return HOSTS[addressOf(given)?.split("@").at(-1) ?? ""];
}

/** A server on this machine mostly asks for none. */
function usualUser(given: Given): string | undefined {
  return isLoopback(given["host"] ?? "") ? undefined : addressOf(given);
}

function addressOf({ from = "" }: Given): string | undefined {
  return /[^<>@\s]+@[^<>@\s]+/.exec(from)?.[0];
}

function usesOAuth(given: Given): boolean {
  return given["oauth2.clientId"] !== undefined;
}
