import type { ImapFlowOptions } from "imapflow";
import type { Connections, RepliesMailbox } from "../core/connection.ts";
import { ConfigError } from "../core/errors.ts";
import { isLoopback } from "./loopback.ts";

/** How long each of these may take: finding the server and its encryption, and its greeting. */
const TIMEOUT_MS = 9_000;
/** Far more than the head of a letter, or as much of a letter as is read. */
const MOST_BYTES = 4_000_000;

/**
 * How a mailbox is opened, for imapflow, with its secret read. Throws ConfigError `imap-unencrypted` where what is sent could be read on
 * its way, and what `readSecret` throws.
 */
export function imapSettings(mailbox: RepliesMailbox, readSecret: Connections["readSecret"]): ImapFlowOptions {
  const { host, port, security, user, password } = mailbox;
  if (security === "none" && !isLoopback(host)) throw unencrypted(host);
  return {
    ...{ host, port, secure: security === "tls", ...(security !== "tls" && { doSTARTTLS: security === "starttls" }) },
    ...{ connectionTimeout: TIMEOUT_MS, greetingTimeout: TIMEOUT_MS },
    ...{ maxLineLength: MOST_BYTES, maxLiteralSize: MOST_BYTES, maxResponseSize: 2 * MOST_BYTES },
    ...{ auth: { user, pass: readSecret(password) }, logger: false },
  };
}

/** Why a mailbox could not be opened or read, in words that hold nothing of what was sent. Codes: https://imapflow.com/docs/guides/error-handling */
export function imapFailureInWords(error: unknown, { host, port }: Pick<RepliesMailbox, "host" | "port">): string {
  const server = `${host}:${port}`;
  if (error instanceof ConfigError) return error.message;
  if (hasFlag(error, "authenticationFailed")) return `expected ${server} to take the user and the password, got a refusal`;
  const code = error instanceof Error && "code" in error && typeof error.code === "string" ? ` (${error.code})` : "";
  return `expected ${server} to open its mailbox, got no answer that could be used${code}`;
}

function hasFlag(error: unknown, name: string): boolean {
  return error instanceof Error && name in error && Reflect.get(error, name) === true;
}

function unencrypted(host: string): ConfigError {
  return new ConfigError("imap-unencrypted", `expected the way to the mail server ${host} to be encrypted, got security: none`, {
    hint: "Write security: starttls or tls under replies in config/chief.yaml; none is for a server on this machine.",
  });
}
