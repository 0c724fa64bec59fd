import type { StoredError } from "../errors.ts";

/** What a service has said about the one who asks. */
export interface KnownAccount {
  /** When it was asked: a UTC instant. */
  at: string;
  /** What we may do there; absent where the service has no such list. */
  scopes?: readonly string[];
  /** UTC instant at which it takes the secret no longer; absent where it does not say. */
  expiresAt?: string;
}

/** How a connection stands. `needs_reauth` ends where somebody connects it again, or the service lets us in after all. */
export interface ConnectionState {
  name: string;
  state: "works" | "needs_reauth";
  /** UTC instant at which it came to be so. */
  since: string;
  /** UTC instant at which the service last let us in; absent where it never did. */
  usedAt?: string;
  /** UTC instant at which it was last asked for anything. */
  triedAt: string;
  /** Of its references and secrets: another one means that they are others. */
  fingerprint: string;
  /** Why it lets us in no more. */
  error?: StoredError;
  known?: KnownAccount;
}

/** How the connections stand by what was last done by them. */
export interface ConnectionStore {
  find(name: string): Promise<ConnectionState | undefined>;
  list(): Promise<ConnectionState[]>;
  /** The service let us in at an instant. What waited to be told of its end is told no more. */
  keepWorking(name: string, now: { at: string; fingerprint: string; known?: KnownAccount }): Promise<void>;
  /** It did not: an end that is known already keeps its beginning. */
  keepEnded(name: string, now: { at: string; fingerprint: string; error: StoredError }): Promise<void>;
}
