/** What every error of Chief carries: a stable code, and the way out in plain words. */
export interface ErrorDetail {
  /** What the reader can do about it, as one sentence. */
  hint?: string;
  cause?: unknown;
}

/** The base of all errors that Chief raises on purpose. The engine judges by `code`, never by class, because a stored error has lost its class. */
export abstract class ChiefError extends Error {
  readonly code: string;
  readonly hint: string | undefined;

  constructor(code: string, message: string, detail: ErrorDetail = {}) {
    super(message, detail.cause === undefined ? undefined : { cause: detail.cause });
    this.name = new.target.name;
    this.code = code;
    this.hint = detail.hint;
  }
}

/** May succeed when tried again. `retryAfterMs` is the wait that the other side asked for. */
export class TransientError extends ChiefError {
  readonly retryAfterMs: number | undefined;

  constructor(code: string, message: string, detail: ErrorDetail & { retryAfterMs?: number } = {}) {
    super(code, message, detail);
    this.retryAfterMs = detail.retryAfterMs;
  }
}

/** Will fail the same way however often it is tried. */
export class PermanentError extends ChiefError {}

/** Something in config/ or the environment is wrong. */
export class ConfigError extends ChiefError {}

/** An automation file is wrong. */
export class DefinitionError extends ChiefError {}

/** The definition does not permit what was asked. */
export class PolicyError extends ChiefError {}

/** An error as it is kept in a row and shown to people. */
export interface StoredError {
  code: string;
  message: string;
  hint?: string;
}

/** The code of an error that is not ours. */
export const UNEXPECTED = "unexpected";

/** The storable form of anything thrown; an error that is not ours gets the code `unexpected`. */
export function toStoredError(error: unknown): StoredError {
  if (error instanceof ChiefError) {
    return error.hint === undefined
      ? { code: error.code, message: error.message }
      : { code: error.code, message: error.message, hint: error.hint };
  }
  const message = error instanceof Error ? error.message : String(error);
  return { code: UNEXPECTED, message };
}

const DELIVERY_UNSURE = "delivery-unsure";

/** Nobody knows whether a message arrived: the attempt to send it ended without an answer, after some of it may have gone out. */
export function deliveryUnsure(cause?: unknown): TransientError {
  return new TransientError(DELIVERY_UNSURE, "expected an answer to the attempt to send, got none: the message may have arrived or not", {
    cause,
    hint: "Look at the receiving side before sending it again.",
  });
}

/** Whether an error, thrown or stored, says so. */
export function isDeliveryUnsure(error: unknown): error is StoredError {
  return typeof error === "object" && error !== null && "code" in error && error.code === DELIVERY_UNSURE;
}
