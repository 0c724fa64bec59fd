import type { Told } from "../../core/ask.ts";

/** Whether what was told may be written into a plan without a person's look. */
export function isSure({ status, sure }: Told): boolean {
  return status !== null && sure;
}
