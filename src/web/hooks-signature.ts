import { createHmac, createSecretKey, timingSafeEqual, type KeyObject } from "node:crypto";
import type { IncomingHttpHeaders } from "node:http";
import { ConfigError } from "../core/errors.ts";

/** What a request's signature vouches for beside its body. */
export interface Signed {
  /** The sender's own name for the event. */
  id?: string;
  /** When it was sent, in milliseconds since the epoch. */
  at?: number;
}

/** Whether a body is signed, and with what; undefined where it is not. `now` in milliseconds since the epoch. */
export type Verify = (headers: IncomingHttpHeaders, body: Buffer, now: number) => Signed | undefined;

/** Shorter ones can be guessed. */
const SHORTEST_SECRET = 16;
/** How far a sender's clock may be off, and how long a request that was overheard stays good. */
const TOLERANCE_MS = 5 * 60_000;
const ENCODED = "whsec_";

// A header that was sent twice arrives as its values joined by a comma and a space, which none of these lets through.
// The id takes no full stop: what is signed could otherwise be cut into id, time and body in another way.
const ID = /^[\x21-\x2d\x2f-\x7e]{1,200}$/;
const SECONDS = /^\d{1,11}$/;
const SIGNATURES = /^[^ ]*[^ ,](?: [^ ]*[^ ,])*$/;

/**
 * Prepares to check requests that are signed with one secret, in constant time and by their raw bytes: by `x-hub-signature-256` as
 * GitHub sends it, and where the secret begins with `whsec_` as Standard Webhooks (https://www.standardwebhooks.com,
 * `webhook-signature`). The two never have the same key: what was signed for one would be a body for the other.
 * Throws ConfigError `secret-weak` for a secret under 16 characters, or one that says `whsec_` and goes on as no base64.
 */
export function prepareVerify(hook: string, secret: string): Verify {
  const keys = { standard: findStandardKey(hook, secret), hub: keyOf(hook, Buffer.from(secret)) };
  return (headers, body, now) => {
    if (headers["webhook-signature"] !== undefined) return keys.standard && verifyStandard(keys.standard, headers, body, now);
    const claimed = headers["x-hub-signature-256"];
    const isSigned = typeof claimed === "string" && isSame(`sha256=${createHmac("sha256", keys.hub).update(body).digest("hex")}`, claimed);
    return isSigned ? {} : undefined;
  };
}

function verifyStandard(key: KeyObject, headers: IncomingHttpHeaders, body: Buffer, now: number): Signed | undefined {
  const { "webhook-id": id, "webhook-timestamp": seconds, "webhook-signature": signatures } = headers;
  if (!isText(id, ID) || !isText(seconds, SECONDS) || !isText(signatures, SIGNATURES)) return undefined;
  const at = Number(seconds) * 1_000;
  if (Math.abs(now - at) > TOLERANCE_MS) return undefined;
  const expected = `v1,${createHmac("sha256", key).update(`${id}.${seconds}.`).update(body).digest("base64")}`;
  return signatures.split(" ").some((claimed) => isSame(expected, claimed)) ? { id, at } : undefined;
}

function isText(value: string | string[] | undefined, form: RegExp): value is string {
  return typeof value === "string" && form.test(value);
}

/** Texts are compared rather than what they decode to, since several texts decode to the same bytes. */
function isSame(expected: string, claimed: string): boolean {
  return expected.length === claimed.length && timingSafeEqual(Buffer.from(expected, "latin1"), Buffer.from(claimed, "latin1"));
}

function findStandardKey(hook: string, secret: string): KeyObject | undefined {
  if (!secret.startsWith(ENCODED)) return undefined;
  const encoded = secret.slice(ENCODED.length);
  if (!/^[A-Za-z0-9+/]+={0,2}$/.test(encoded)) throw weak(hook, "text that is no base64 after whsec_");
  return keyOf(hook, Buffer.from(encoded, "base64"));
}

/** Throws ConfigError `secret-weak` for a secret under 16 characters. */
export function expectStrong(hook: string, secret: string | Buffer): void {
  if (secret.length < SHORTEST_SECRET) throw weak(hook, `${secret.length}`);
}

function keyOf(hook: string, secret: Buffer): KeyObject {
  expectStrong(hook, secret);
  return createSecretKey(secret);
}

function weak(hook: string, got: string): ConfigError {
  return new ConfigError(
    "secret-weak",
    `expected the secret of the hook ${hook} to have at least ${SHORTEST_SECRET} characters, got ${got}`,
    {
      hint: "Make one with `openssl rand -hex 32`, for Standard Webhooks with `echo whsec_$(openssl rand -base64 32)`, and give it to the sender too.",
    },
  );
}
