import { toStoredError } from "../core/errors.ts";
import type { Clock, Logger } from "../core/ports/ambient.ts";
import type { SecretReference } from "../core/secret.ts";
import { prepareVerify, type Signed, type Verify } from "./hooks-signature.ts";

/** As Verify does; `closed` as long as there is no secret to check with. */
export type FollowingVerify = (...request: Parameters<Verify>) => Signed | "closed" | undefined;

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

/** Checks with the secret as it is now: one that was rotated is read again, and one that can't be used any more lets nothing through. */
export function followSecret(hook: string, reference: SecretReference, parts: SecretParts): FollowingVerify {
  let secret: string | undefined;
  let verify: FollowingVerify = refuse;
  let readAt = parts.clock.now();

  function read(): void {
    const now = parts.readSecret(reference);
    if (now !== secret) verify = prepareVerify(hook, now);
    secret = now;
  }
  function close(error: unknown): void {
    verify = refuse;
    secret = undefined;
    parts.logger.error({ hook, error: toStoredError(error) }, "the hook's secret can't be used: nothing is taken there");
  }

  try {
    read();
  } catch (error) {
    if (parts.closesUnsound !== true) throw error;
    close(error);
  }
  return (headers, body, now) => {
    if (Math.abs(now - readAt) >= FRESH_MS) {
      readAt = now;
      try {
        read();
      } catch (error) {
        if (verify !== refuse) close(error);
      }
    }
    return verify(headers, body, now);
  };
}

function refuse(): "closed" {
  return "closed";
}
