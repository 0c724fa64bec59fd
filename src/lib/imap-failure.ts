import type { ImapMailbox } from "../core/connection.ts";
import { isCertificateFault, isForeignTls } from "./tls-faults.ts";

/** Why a mail server did not do what was asked of it, in words that hold nothing of what was sent. */
export interface ImapFailure {
  /** `signed-out`: it takes the password no more. `refused`: somebody has to do something. The others may pass by themselves. */
  kind: "signed-out" | "refused" | "busy" | "unreachable";
  message: string;
  hint: string;
}

type Server = Pick<ImapMailbox, "host" | "port" | "security">;

/** Where the providers that many people have make such passwords. */
export const APP_PASSWORDS =
  "https://myaccount.google.com/apppasswords for Gmail, https://account.apple.com for iCloud, https://app.fastmail.com/settings/security for Fastmail, https://login.yahoo.com/account/security for Yahoo";

/** https://www.rfc-editor.org/rfc/rfc5530#section-3 */
const BUSY_CODES: ReadonlySet<string> = new Set(["UNAVAILABLE", "INUSE", "LIMIT", "SERVERBUG"]);
/** Many servers have no code for it, and say it as Gmail does, `[ALERT] Too many simultaneous connections`. */
const BUSY_WORDS = /too many|maximum number of|(?:rate|connection) limit|throttl|try (?:again )?later|temporar/i;
const APP_PASSWORD_WORDS =
  /app(?:lication)?[ -]?(?:specific)?[ -]?password|application-specific|web ?login ?required|via your web browser/i;
/** Microsoft's words where it takes no passwords at all. */
const NO_PASSWORD_WORDS = /basic ?auth|authentication is disabled|AuthenticateFailed|LogonDenied/i;

/** Codes of the client: https://imapflow.com/docs/guides/error-handling */
export function imapFailure(error: unknown, { host, port, security }: Server): ImapFailure {
  const server = `${host}:${port}`;
  const { code, status, words } = told(error);
  if (BUSY_CODES.has(status) || code === "ETHROTTLE" || BUSY_WORDS.test(words)) return busy(server, status);
  if (status === "PRIVACYREQUIRED") return foreignWay(server, security);
  if (hasFlag(error, "authenticationFailed")) return signedOut(server, words);
  if (error instanceof Error && isCertificateFault(error)) {
    return {
      kind: "refused",
      message: `expected ${server} to show a certificate that this machine trusts, got another one`,
      hint: "Check the server's name. For a certificate of your own, name its file in NODE_EXTRA_CA_CERTS before the start.",
    };
  }
  if (hasFlag(error, "tlsFailed") || (error instanceof Error && isForeignTls(error))) return foreignWay(server, security);
  if (code === "ENOTFOUND" || code === "EAI_AGAIN") {
    const hint = "Check how it is written, and the network.";
    return { kind: "unreachable", message: `expected ${host} to be a server, got no such name`, hint };
  }
  if (status !== "" || hasFlag(error, "responseStatus")) return refusal(server, status);
  const message = `expected ${server} to open its mailbox, got no answer that could be used${code === "" ? "" : ` (${code})`}`;
  return { kind: "unreachable", message, hint: "Check the server's name and port, and the network." };
}

function busy(server: string, status: string): ImapFailure {
  const message = `expected ${server} to have time, got that it is busy or has too many connections${inBrackets(status)}`;
  return { kind: "busy", message, hint: "It is tried again; other programs that read this mailbox take up connections too." };
}

function signedOut(server: string, words: string): ImapFailure {
  const message = `expected ${server} to take the user and the password, got a refusal`;
  if (APP_PASSWORD_WORDS.test(words)) {
    return { kind: "signed-out", message: `${message}: it wants an app password`, hint: `Make one: ${APP_PASSWORDS}.` };
  }
  const noPassword = NO_PASSWORD_WORDS.test(words)
    ? " Microsoft 365 takes no passwords over IMAP: have its letters sent on to another mailbox."
    : "";
  return { kind: "signed-out", message, hint: `Check both; many providers want an app password: ${APP_PASSWORDS}.${noPassword}` };
}

function foreignWay(server: string, security: Server["security"]): ImapFailure {
  const other = security === "tls" ? "starttls, mostly with port 143" : "tls, mostly with port 993";
  return {
    kind: "refused",
    message: `expected ${server} to be encrypted by ${security}, got another way`,
    hint: `Try security: ${other}; a server on this machine may need security: none.`,
  };
}

function refusal(server: string, status: string): ImapFailure {
  const message = `expected ${server} to do what was asked, got a refusal${inBrackets(status)}`;
  return { kind: "refused", message, hint: "See in your mail program whether the mailbox and its folders are there." };
}

function inBrackets(status: string): string {
  return status === "" ? "" : ` (${status})`;
}

/** What the server said, which is not repeated: it may be what it was sent. */
function told(error: unknown): { code: string; status: string; words: string } {
  if (!(error instanceof Error)) return { code: "", status: "", words: "" };
  const said = ["responseText", "response", "reason"].map((name) => textOf(Reflect.get(error, name)));
  const status = textOf(Reflect.get(error, "serverResponseCode")) || (/^\s*\[([A-Z-]+)/.exec(said.join(" "))?.[1] ?? "");
  return { code: textOf(Reflect.get(error, "code")), status: /^[A-Z-]{1,30}$/.exec(status)?.[0] ?? "", words: said.join(" ") };
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}

function hasFlag(error: unknown, name: string): boolean {
  return error instanceof Error && name in error && Boolean(Reflect.get(error, name));
}
