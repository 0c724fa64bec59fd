import type { Connection } from "../core/connection.ts";
import type { Path } from "../lib/yaml-text.ts";

const SECRETS: ReadonlySet<unknown> = new Set([
  "token",
  "appToken",
  "signingSecret",
  "password",
  "clientSecret",
  "refreshToken",
  "privateKey",
  "webhookSecret",
  "key",
  "address",
]);

const ADDRESSES: ReadonlySet<unknown> = new Set(["api", "url", "authorizeUrl", "tokenUrl", "revokeUrl"]);

/** Below it every value is one, whatever its key. */
const SECRET_GROUP = "env";

/** Whether a value below `connections` is a reference to a secret. */
export function isConnectionSecret(path: Path): boolean {
  return isSecretMember(path.slice(2));
}

function isSecretMember(path: Path): boolean {
  return SECRETS.has(path.at(-1)) || (path[0] === SECRET_GROUP && path.length > 1);
}

/** Whether a secret may have been written there by mistake: in the place of a reference, within an address, or instead of a connection. */
export function mayHoldSecret(path: Path): boolean {
  return isConnectionSecret(path) || ADDRESSES.has(path.at(-1)) || path[2] === "args" || path.length <= 2;
}

/** The references of a connection, with their paths below it. */
export function referencesOf(connection: Connection): { path: string[]; text: string }[] {
  return secretsIn(connection, []);
}

function secretsIn(members: object, base: readonly string[]): { path: string[]; text: string }[] {
  return Object.entries(members).flatMap(([key, value]: [string, unknown]) => {
    if (typeof value === "object" && value !== null) return secretsIn(value, [...base, key]);
    const path = [...base, key];
    return isSecretMember(path) && typeof value === "string" ? [{ path, text: value }] : [];
  });
}
