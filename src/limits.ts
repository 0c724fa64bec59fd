import type { Automation } from "./core/automation.ts";

/** A run whose definition is gone fails in its first step. */
const LIMITS_OF_THE_GONE = { retries: 0, stepTimeoutMs: 60_000, runTimeoutMs: 60_000, concurrency: 1 };

/** What bounds the runs of an automation. */
export function limitsOf(automation: Automation | undefined) {
  if (!automation) return LIMITS_OF_THE_GONE;
  return automation.overlap === "allow_all" ? { ...automation, concurrency: Infinity } : automation;
}
