import { createHmac } from "node:crypto";
import { ConfigError } from "../core/errors.ts";
import { isLoopback } from "../lib/loopback.ts";

/** Where messages are posted to, with its secrets readable. */
export interface WebhookAddress {
  url: string;
  secret: string;
  /** Asked with a message's key whether it arrived; nobody can be asked when absent. */
  lookup?: string;
}

export interface WebhookRequest {
  /** What people call it: the address itself may be a secret, and is told to nobody. */
  name: string;
  url: string;
  secret: string;
  /** Of the message. */
  key: string;
  /** Milliseconds since the epoch. */
  atMs: number;
  /** Asks, where there is none. */
  body?: string;
  signal: AbortSignal;
}

/**
 * One signed request. Throws ConfigError `webhook-address` for an address that must not be used, the signal's reason where it was
 * aborted before, and what `failed` makes of any error after that.
 */
export async function callWebhook(request: WebhookRequest, failed: (cause: unknown) => Error): Promise<Response> {
  const { body, signal } = request;
  const url = safeUrl(request);
  signal.throwIfAborted();
  try {
    return await fetch(url, {
      method: body === undefined ? "GET" : "POST",
      headers: headersOf(request),
      body: body ?? null,
      // Not followed: the message is for the address that the owner has named.
      redirect: "manual",
      signal,
    });
  } catch (error) {
    throw failed(error instanceof TypeError ? error.cause : error);
  }
}

function headersOf({ body, ...request }: WebhookRequest): Record<string, string> {
  return {
    ...signatureOf({ ...request, body: body ?? "" }),
    "idempotency-key": request.key,
    ...(body !== undefined && { "content-type": "application/json" }),
    // A connection that was kept may be closed just now by the other side, and would put a message in doubt that never left.
    connection: "close",
  };
}

/** https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md */
export function signatureOf({ key, atMs, body, secret }: { key: string; atMs: number; body: string; secret: string }) {
  const timestamp = String(Math.floor(atMs / 1_000));
  const signature = createHmac("sha256", keyBytes(secret)).update(`${key}.${timestamp}.${body}`).digest("base64");
  return { "webhook-id": key, "webhook-timestamp": timestamp, "webhook-signature": `v1,${signature}` };
}

const BASE64_PREFIX = "whsec_";

function keyBytes(secret: string): Buffer {
  return secret.startsWith(BASE64_PREFIX) ? Buffer.from(secret.slice(BASE64_PREFIX.length), "base64") : Buffer.from(secret);
}

function safeUrl({ name, url }: WebhookRequest): URL {
  const parsed = URL.parse(url);
  if (!parsed) throw badAddress(name, "a web address", "something else");
  if (parsed.username !== "" || parsed.password !== "") throw badAddress(name, "free of a user's name and password", "one with them");
  if (parsed.protocol === "https:" || (parsed.protocol === "http:" && isLoopback(parsed.hostname))) return parsed;
  throw badAddress(name, "one of https://", `one of ${parsed.protocol}//`);
}

function badAddress(name: string, expected: string, got: string): ConfigError {
  return new ConfigError("webhook-address", `expected the address of the webhook ${name} to be ${expected}, got ${got}`, {
    hint: "Correct it in config/chief.yaml; http:// is taken for this machine only.",
  });
}

const CALLS_BEFORE: ReadonlySet<string> = new Set(["connect", "getaddrinfo"]);
/** Certificates that are not trusted (https://nodejs.org/api/tls.html#x509-certificate-error-codes), and servers that speak no TLS. */
const CODES_BEFORE =
  /^(?:UND_ERR_CONNECT_TIMEOUT|CERT_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|HOSTNAME_MISMATCH|ERR_TLS_CERT_|ERR_SSL_(?:WRONG_VERSION_NUMBER|PACKET_LENGTH_TOO_LONG))/;

/** Whether a request failed before any of it can have been written: no connection came about. */
export function isBeforeWriting(cause: unknown): boolean {
  if (cause instanceof AggregateError) return cause.errors.length > 0 && cause.errors.every(isBeforeWriting);
  if (!(cause instanceof Error)) return false;
  const call = "syscall" in cause && typeof cause.syscall === "string" ? cause.syscall : "";
  return CALLS_BEFORE.has(call) || CODES_BEFORE.test(codeOf(cause) ?? "");
}

/** What went wrong, without the address. */
export function nameOfCause(cause: unknown): string {
  return codeOf(cause) ?? (cause instanceof Error ? cause.name : "an error");
}

function codeOf(cause: unknown): string | undefined {
  return cause instanceof Error && "code" in cause && typeof cause.code === "string" ? cause.code : undefined;
}
