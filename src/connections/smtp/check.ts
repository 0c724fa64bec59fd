import type { SmtpConnection } from "../../core/connection.ts";
import type { Account, CheckContext } from "../service.ts";
import { toFailure } from "./failure.ts";

const TIMEOUT_MS = 10_000;
const ENCRYPTION = { tls: "encrypted (TLS)", starttls: "encrypted (STARTTLS)", none: "not encrypted, on this machine" } as const;

/** Greets the server and signs in, and sends nothing. */
export async function checkSmtp(connection: SmtpConnection, context: CheckContext): Promise<Account> {
  const { host, port, security, from, user } = connection;
  const { createTransport } = await import("nodemailer");
  const timeouts = { connectionTimeout: TIMEOUT_MS, greetingTimeout: TIMEOUT_MS, socketTimeout: TIMEOUT_MS, dnsTimeout: TIMEOUT_MS };
  const encryption = { secure: security === "tls", requireTLS: security === "starttls", ignoreTLS: security === "none" };
  const transport = createTransport({ host, port, ...encryption, ...timeouts, ...authOf(connection, context) });
  try {
    await untilAborted(transport.verify(), context.signal);
  } catch (error) {
    throw toFailure(connection, error);
  } finally {
    transport.close();
  }
  const name = `${user ?? "nobody in particular"} at ${host}:${port}, ${ENCRYPTION[security]}`;
  return { name, remarks: [`Mail comes from ${from}.`] };
}

function authOf({ user, password, oauth2 }: SmtpConnection, { readSecret }: CheckContext) {
  if (user === undefined) return {};
  if (oauth2) {
    const { clientId, tokenUrl } = oauth2;
    const secrets = { clientSecret: readSecret(oauth2.clientSecret), refreshToken: readSecret(oauth2.refreshToken) };
    return { auth: { type: "OAuth2" as const, user, clientId, ...secrets, accessUrl: tokenUrl } };
  }
  return password === undefined ? {} : { auth: { user, pass: readSecret(password) } };
}

/** The client can't be stopped; its own timeouts end it soon after. */
function untilAborted<Result>(work: Promise<Result>, signal: AbortSignal): Promise<Result> {
  return new Promise((resolve, reject) => {
    signal.addEventListener("abort", () => reject(new Error("aborted")), { once: true });
    work.then(resolve, reject);
  });
}
