import { referencesOf } from "../../config/connection-secrets.ts";
import type { SecretPlaces } from "../../config/secret-places.ts";
import { readSecret } from "../../config/secrets.ts";
import { loadService } from "../../connections/registry.ts";
import type { Connection } from "../../core/connection.ts";
import { ChiefError, toStoredError, type StoredError } from "../../core/errors.ts";
import { systemClock } from "../../lib/clock.ts";

/** What became of the access that a service had granted. */
export type TakenBack =
  | { state: "done" }
  /** The service knows no such call. */
  | { state: "by-hand" }
  /** Another connection goes by the same secrets. */
  | { state: "shared" }
  | { state: "failed"; error: StoredError };

const TIMEOUT_MS = 15_000;

/** Has the service of a connection that goes take back what it granted. Rejects only for what nobody expects. */
export async function takeBack(connection: Connection, others: readonly Connection[], places: SecretPlaces): Promise<TakenBack> {
  const service = await loadService(connection.kind);
  if (!service.revoke) return { state: "by-hand" };
  const needed = new Set(others.flatMap((other) => referencesOf(other).map(({ text }) => text)));
  const own = new Set(service.questions.flatMap(({ key, bySignIn }) => (bySignIn ? [key] : [])));
  if (referencesOf(connection).some(({ path, text }) => own.has(path.join(".")) && needed.has(text))) return { state: "shared" };
  try {
    await service.revoke(connection, {
      readSecret: (reference) => readSecret(reference, places),
      now: systemClock.now(),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    return { state: "done" };
  } catch (error) {
    if (!(error instanceof ChiefError)) throw error;
    return { state: "failed", error: toStoredError(error) };
  }
}

/** The same for the person who disconnects. */
export function takenBackInWords(takenBack: TakenBack): string {
  switch (takenBack.state) {
    case "done":
      return "The service has taken back what it had granted.";
    case "shared":
      return "The service was not told: another connection goes by the same sign-in.";
    case "by-hand":
      return "The service itself knows nothing of it yet: remove the app or the password there too.";
    case "failed":
      return `The service has not taken back what it had granted: ${takenBack.error.message}.\n  Take Chief's access away in the settings of your account there.`;
  }
}
