import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";
import { ConfigError } from "../core/errors.ts";

/** An encrypted secret, each part in base64. */
export interface Sealed {
  salt: string;
  nonce: string;
  text: string;
  tag: string;
}

const CIPHER = "aes-256-gcm";
/** As long as the key that is made of it: what is shorter could be guessed. */
const SHORTEST_KEY = 32;

/**
 * Encrypts a secret under its name: what was kept under one name is of no use under another. Salt and nonce are new each time.
 * Throws ConfigError `master-key-weak`.
 */
export function seal(name: string, secret: string, masterKey: string): Sealed {
  if (masterKey.length < SHORTEST_KEY) {
    throw new ConfigError(
      "master-key-weak",
      `expected CHIEF_MASTER_KEY to have at least ${SHORTEST_KEY} characters, got ${masterKey.length}`,
      {
        hint: "Make one with `openssl rand -base64 32`.",
      },
    );
  }
  const [salt, nonce] = [randomBytes(16), randomBytes(12)];
  const cipher = createCipheriv(CIPHER, keyOf(masterKey, salt), nonce).setAAD(Buffer.from(name));
  const text = Buffer.concat([cipher.update(secret, "utf8"), cipher.final()]);
  return { salt: base64(salt), nonce: base64(nonce), text: base64(text), tag: base64(cipher.getAuthTag()) };
}

/** The secret again; undefined where it was sealed under another name or key, or changed since. */
export function unseal(name: string, { salt, nonce, text, tag }: Sealed, masterKey: string): string | undefined {
  try {
    const decipher = createDecipheriv(CIPHER, keyOf(masterKey, bytes(salt)), bytes(nonce), { authTagLength: 16 });
    decipher.setAAD(Buffer.from(name)).setAuthTag(bytes(tag));
    return Buffer.concat([decipher.update(bytes(text)), decipher.final()]).toString("utf8");
  } catch {
    return undefined; // The tag does not match, or a part of it has an impossible length.
  }
}

/** The master key is long and random, so that it needs no slow derivation: secrets are read each time they are used. */
function keyOf(masterKey: string, salt: Uint8Array): Uint8Array {
  return new Uint8Array(hkdfSync("sha256", masterKey, salt, "chief credentials v1", 32));
}

function base64(data: Buffer): string {
  return data.toString("base64");
}

function bytes(text: string): Buffer {
  return Buffer.from(text, "base64");
}
