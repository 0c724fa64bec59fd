import { createHash } from "node:crypto";

/**
 * How many milliseconds later than its time an automation starts: from 0 to below `limitMs`, spread evenly over automations
 * and times, and the same whenever it is asked.
 */
export function jitterOf(automation: string, time: string, limitMs: number): number {
  const share = createHash("sha256").update(`${automation} ${time}`).digest().readUInt32BE(0) / 2 ** 32;
  return Math.floor(share * limitMs);
}
