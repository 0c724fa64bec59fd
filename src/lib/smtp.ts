import type { Connections, SmtpConnection } from "../core/connection.ts";
import { ConfigError } from "../core/errors.ts";
import { isLoopback } from "./loopback.ts";

/** How long each of these may take: finding the server, its greeting and encryption, and a silence after that. */
const TIMEOUT_MS = 9_000;

/**
 * How a mail server is spoken to, for nodemailer, with its secrets read. Throws ConfigError `smtp-unencrypted` where what is sent
 * could be read on its way, and what `readSecret` throws.
 */
export function smtpSettings(connection: SmtpConnection, readSecret: Connections["readSecret"]) {
  const { host, port, security } = connection;
  if (security === "none" && !isLoopback(host)) throw unencrypted(host);
  return {
    ...{ host, port, secure: security === "tls", requireTLS: security === "starttls", ignoreTLS: security === "none" },
    ...{ connectionTimeout: TIMEOUT_MS, greetingTimeout: TIMEOUT_MS, socketTimeout: TIMEOUT_MS, dnsTimeout: TIMEOUT_MS },
    ...authOf(connection, readSecret),
  };
}

function authOf({ user, password, oauth2 }: SmtpConnection, readSecret: Connections["readSecret"]) {
  if (user === undefined) return {};
  if (oauth2) {
    const { clientId, tokenUrl } = oauth2;
    const secrets = { clientSecret: readSecret(oauth2.clientSecret), refreshToken: readSecret(oauth2.refreshToken) };
    return { auth: { type: "OAuth2" as const, user, clientId, ...secrets, accessUrl: tokenUrl, requestTimeout: TIMEOUT_MS } };
  }
  return password === undefined ? {} : { auth: { user, pass: readSecret(password) } };
}

function unencrypted(host: string): ConfigError {
  return new ConfigError("smtp-unencrypted", `expected the way to the mail server ${host} to be encrypted, got security: none`, {
    hint: "Write security: starttls or tls in config/chief.yaml; none is for a server on this machine.",
  });
}
