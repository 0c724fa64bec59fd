import { connectCall } from "../lib/connect-call.ts";
import { referencesOf } from "../config/connection-secrets.ts";
import { REAUTH_NEEDED, type Connection, type ConnectionKind, type Connections } from "../core/connection.ts";
import { ChiefError, PermanentError, type StoredError } from "../core/errors.ts";
import type { ConnectionState, KnownAccount } from "../core/ports/connections.ts";
import { hashOf } from "../lib/hash.ts";
import type { Account } from "./service.ts";

/** An account that lets us in no more is tried again after this time, in case it does after all. */
const TRY_AGAIN_MS = 6 * 60 * 60 * 1000;
/** Enough to notice another secret, and too little to find out which: many are alike in it. */
const FINGERPRINT_LENGTH = "v1:".length + 8;

/** Of references and secrets; undefined where a secret can't be read, which whoever needs it then tells. */
export function fingerprintOf(connection: Connection, readSecret: Connections["readSecret"]): string | undefined {
  try {
    return hashOf(referencesOf(connection).map(({ path, text }) => [path, text, readSecret(text)])).slice(0, FINGERPRINT_LENGTH);
  } catch (error) {
    if (!(error instanceof ChiefError)) throw error;
    return undefined;
  }
}

/** Whether an account is not to be asked at an instant, since it would not let us in. `fingerprint` is that of its secrets now. */
export function isShut(state: ConnectionState | undefined, fingerprint: string, now: number): state is ConnectionState {
  if (state?.state !== "needs_reauth" || state.fingerprint !== fingerprint) return false;
  return Math.abs(now - Date.parse(state.triedAt)) < TRY_AGAIN_MS;
}

/** Whether an error says that the account lets us in no more. */
export function isReauth(error: unknown): error is ChiefError {
  return error instanceof ChiefError && isReauthCode(error);
}

/** The same of an error that is kept. */
export function isReauthCode({ code }: Pick<StoredError, "code">): boolean {
  return code === REAUTH_NEEDED;
}

/** Of what a service has said, what is kept. `at` is when. */
export function knownOf({ scopes, expiresAt }: Account, at: string): KnownAccount {
  return { at, ...(scopes && { scopes }), ...(expiresAt !== undefined && { expiresAt }) };
}

/** The same in whatever way it was found out, with the one command that ends it. */
export function reauthNeeded(message: string, mend: string): PermanentError {
  return new PermanentError(REAUTH_NEEDED, message, { hint: mend });
}

/** The way out of it. */
export function mendOf(kind: ConnectionKind, name: string): string {
  const what = kind === "openai" ? "Give it another key" : "Sign in again";
  return `${what} with \`${connectCall(kind, name)} --replace\`.`;
}
