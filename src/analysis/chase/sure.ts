import type { Told } from "../../core/ask.ts";

/** Whether what was told may be written into a plan without a person's look: a status, and no day that has to be asked back. */
export function isSure({ status, etaAsk }: Told): boolean {
  return status !== null && !etaAsk;
}
