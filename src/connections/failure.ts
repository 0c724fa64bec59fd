import { REAUTH_NEEDED } from "../core/connection.ts";
import { PermanentError, TransientError } from "../core/errors.ts";

/** Somebody has to do something about it. */
export function refused(message: string, hint: string): PermanentError {
  return new PermanentError("connection-refused", message, { hint });
}

/** The sign-in itself is taken no more: nothing can be done by this connection until somebody connects it again. */
export function signedOut(message: string, hint: string): PermanentError {
  return new PermanentError(REAUTH_NEEDED, message, { hint });
}

/** It may pass by itself. Causes are left out: clients put what they sent into theirs. */
export function unreachable(message: string, hint: string): TransientError {
  return new TransientError("connection-unreachable", message, { hint });
}
