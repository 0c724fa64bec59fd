import { TransientError } from "../core/errors.ts";

const CODE = "delivery-unsure";

/** Nobody knows whether a message arrived: its attempt ended without an answer. */
export function unsureError(): TransientError {
  return new TransientError(CODE, "expected an answer to the attempt to send, got none: the message may have arrived or not", {
    hint: "Look at the receiving side before sending it again.",
  });
}

/** Whether an error, thrown or stored, says so. */
export function isUnsure(error: unknown): error is { code: string; message: string } {
  return typeof error === "object" && error !== null && "code" in error && error.code === CODE;
}
