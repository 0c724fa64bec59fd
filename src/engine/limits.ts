import type { Automation } from "../core/automation.ts";
import type { Retention } from "../core/retention.ts";

/** How long runs may go on after a stop was asked for; what is cut off is taken up by the next start after its last kept step. */
export const RUN_GRACE_MS = 5_000;
/** A slot that is noticed later than this was missed, and a run that starts later is told of. */
export const GRACE_MS = 5 * 60_000;
export const SEND_TIMEOUT_MS = 10_000;
/** A message that is on its way is given the time to arrive: cut off, nobody would know whether it did. */
export const SEND_GRACE_MS = SEND_TIMEOUT_MS + 1_000;
/** No request of a process that has died can still arrive after this: its timeout, and half a minute on the other side. */
export const SETTLE_MS = SEND_TIMEOUT_MS + 30_000;

/** Of runs that no file stands behind: answers to questions. One whose file is gone fails in its first step. */
const LIMITS_WITHOUT_FILE = { retries: 1, stepTimeoutMs: 5 * 60_000, runTimeoutMs: 15 * 60_000, concurrency: 2 };

/** What bounds the runs of an automation. */
export function limitsOf(automation: Automation | undefined) {
  if (!automation) return LIMITS_WITHOUT_FILE;
  return automation.overlap === "allow_all" ? { ...automation, concurrency: Infinity } : automation;
}

/** How long what an automation left is kept; failures in a row are counted in what is there. */
export function retentionOf(automation: Automation | undefined, usual: Retention): Retention {
  const retention = { ...usual, ...automation?.retention };
  return { ...retention, keep: Math.max(retention.keep, automation?.pauseOnFailure ?? 0, automation?.onFailure.after ?? 0) };
}
