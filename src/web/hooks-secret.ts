import { toStoredError } from "../core/errors.ts";
import type { Clock, Logger } from "../core/ports/ambient.ts";
import type { SecretReference } from "../core/secret.ts";

interface SecretParts {
  /** Throws ConfigError where there is none that can be used. */
  readSecret(reference: SecretReference): string;
  /** Whether a hook whose secret can't be used from the first is closed and told; otherwise its error is thrown. */
  closesUnsound?: boolean;
  clock: Pick<Clock, "now">;
  logger: Logger;
}

/** How soon a secret that was changed is the one in force. */
const FRESH_MS = 1_000;

/**
 * What checks with the secret as it is at an instant, in milliseconds since the epoch: one that was rotated is read again. Undefined as
 * long as there is no secret to check with, and nothing is then to be let through. `prepare` throws ConfigError for a weak one.
 */
export function followSecret<Check>(
  hook: string,
  reference: SecretReference,
  prepare: (hook: string, secret: string) => Check,
  parts: SecretParts,
): (now: number) => Check | undefined {
  let current: { secret: string; check: Check } | undefined;
  let readAt = parts.clock.now();

  function read(): void {
    const secret = parts.readSecret(reference);
    if (secret !== current?.secret) current = { secret, check: prepare(hook, secret) };
  }
  function close(error: unknown): void {
    current = undefined;
    parts.logger.error({ hook, error: toStoredError(error) }, "the hook's secret can't be used: nothing is taken there");
  }

  try {
    read();
  } catch (error) {
    if (parts.closesUnsound !== true) throw error;
    close(error);
  }
  return (now) => {
    if (Math.abs(now - readAt) >= FRESH_MS) {
      readAt = now;
      try {
        read();
      } catch (error) {
        if (current) close(error);
      }
    }
    return current?.check;
  };
}
