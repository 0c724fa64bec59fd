import type { SmtpConnection } from "../../core/connection.ts";
import { ChiefError } from "../../core/errors.ts";
import { isCertificateFault, isForeignTls } from "../../lib/tls-faults.ts";
import { refused, signedOut, unreachable } from "../failure.ts";

type Target = Pick<SmtpConnection, "host" | "port" | "security" | "oauth2">;

/** The client's error in our words, without anything that was sent. Codes: https://nodemailer.com/errors */
export function toFailure({ host, port, security, oauth2 }: Target, error: unknown): unknown {
  if (error instanceof ChiefError || !(error instanceof Error)) return error;
  const server = `${host}:${port}`;
  const code = codeOf(error);
  const answer = "responseCode" in error && typeof error.responseCode === "number" ? error.responseCode : undefined;
  // "4xx: come again", by https://www.rfc-editor.org/rfc/rfc5321#section-4.2.1
  if (answer !== undefined && answer >= 400 && answer < 500) {
    return unreachable(`expected ${server} to be ready, got the answer ${answer}`, "Try again in a few minutes.");
  }
  if (code === "EAUTH" || code === "ENOAUTH" || code === "EOAUTH2") return refusedSignIn(server, oauth2 !== undefined, answer);
  if (isCertificateFault(error)) {
    return refused(
      `expected ${server} to show a certificate that this machine trusts, got another one`,
      "Check the server's name. For a certificate of your own, name its file in NODE_EXTRA_CA_CERTS before the start.",
    );
  }
  if (code === "ETLS" || isForeignTls(error)) {
    const other = security === "tls" ? "starttls, mostly with port 587" : "tls, mostly with port 465";
    const hint = `Try security: ${other}; a server on this machine may need security: none.`;
    return refused(`expected ${server} to be encrypted by ${security}, got another way`, hint);
  }
  if (code === "EDNS") return unreachable(`expected ${host} to be a server, got no such name`, "Check how it is written, and the network.");
  return unreachable(`expected ${server} to answer, got nothing`, "Check the server's name and port, and the network.");
}

function refusedSignIn(server: string, byToken: boolean, answer: number | undefined): unknown {
  const got = `a refusal${answer === undefined ? "" : ` (${answer})`}`;
  if (byToken) {
    const hint = "Make a new refresh token, and check the user, clientId and tokenUrl.";
    return signedOut(`expected ${server} to be entered with the refresh token, got ${got}`, hint);
  }
  const hint = "Check both; many providers want an app password instead of your own. Microsoft 365 wants OAuth2 or another server.";
  return signedOut(`expected ${server} to take the user and the password, got ${got}`, hint);
}

function codeOf(error: Error): string {
  return "code" in error && typeof error.code === "string" ? error.code : "";
}
