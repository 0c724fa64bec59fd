import type { ImapFlowOptions } from "imapflow";
import type { Connections, ImapMailbox } from "../core/connection.ts";
import { ConfigError } from "../core/errors.ts";
import { imapFailure } from "./imap-failure.ts";
import { isLoopback } from "./loopback.ts";

/** How long each of these may take: finding the server and its encryption, and its greeting. */
const TIMEOUT_MS = 9_000;
/** A server that is silent for longer in the midst of its work is given up. */
const SILENCE_MS = 60_000;
/** Far more than the head of a letter, or as much of a letter as is read. */
const MOST_BYTES = 4_000_000;

/**
 * How a mailbox is opened, for imapflow, with its secret read. Throws ConfigError `imap-unencrypted` where what is sent could be read on
 * its way, and what `readSecret` throws.
 */
export function imapSettings(mailbox: ImapMailbox, readSecret: Connections["readSecret"]): ImapFlowOptions {
  const { host, port, security, user, password } = mailbox;
  if (security === "none" && !isLoopback(host)) throw unencrypted(host);
  return {
    ...{ host, port, secure: security === "tls", ...(security !== "tls" && { doSTARTTLS: security === "starttls" }) },
    ...{ connectionTimeout: TIMEOUT_MS, greetingTimeout: TIMEOUT_MS },
    ...{ maxLineLength: MOST_BYTES, maxLiteralSize: MOST_BYTES, maxResponseSize: 2 * MOST_BYTES },
    ...{ auth: { user, pass: readSecret(password) }, logger: false },
  };
}

/** The same for work that ends by itself, and waits for no news. */
export function briefImapSettings(mailbox: ImapMailbox, readSecret: Connections["readSecret"]): ImapFlowOptions {
  return { ...imapSettings(mailbox, readSecret), disableAutoIdle: true, socketTimeout: SILENCE_MS };
}

/** Why a mailbox could not be opened or read, in words that hold nothing of what was sent. */
export function imapFailureInWords(error: unknown, mailbox: ImapMailbox): string {
  return error instanceof ConfigError ? error.message : imapFailure(error, mailbox).message;
}

function unencrypted(host: string): ConfigError {
  return new ConfigError("imap-unencrypted", `expected the way to the mail server ${host} to be encrypted, got security: none`, {
    hint: "Write security: starttls or tls in config/chief.yaml; none is for a server on this machine.",
  });
}
