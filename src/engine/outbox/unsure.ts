import type { OutboxEntry } from "../../core/delivery.ts";
import { isDeliveryUnsure, toStoredError, type StoredError } from "../../core/errors.ts";
import type { OnUnknown } from "../../core/grant.ts";
import { retryWaitMs } from "../../lib/retry.ts";

/** A message is sent so often at most: with the waits between, for about eight hours. */
export const MOST_SENDS = 100;
const LONGEST_WAIT_MS = 10 * 60_000;
/** A message in doubt is looked for some more. */
const MOST_ATTEMPTS_IN_DOUBT = 2 * MOST_SENDS;

/** What becomes of a message whose attempt failed. */
export type Verdict =
  | { kind: "again"; waitMs: number; error: StoredError }
  | { kind: "hold"; error: StoredError }
  | { kind: "give up"; error: StoredError };

export interface Circumstances {
  /** Whether the receiver can be asked what arrived. */
  canFind: boolean;
  /** How long a message of unknown end may still arrive from now on. */
  settleMs: number;
  /** From 0 to 1, for the waits between tries. */
  random: () => number;
  /** Milliseconds since the epoch. */
  now: number;
}

/** What is done about a doubt. Who asked for reconciling where nobody can be asked wants no second copy: that is for a person. */
export function onUnknownOf({ onUnknown }: OutboxEntry, canFind: boolean): OnUnknown {
  if (onUnknown === undefined) return canFind ? "reconcile" : "resend";
  return onUnknown === "reconcile" && !canFind ? "hold" : onUnknown;
}

/** Judges a failed attempt. `entry.error` is what was known before it: a doubt that no look has ended since stays one. */
export function judgeFailure(entry: OutboxEntry, error: unknown, circumstances: Circumstances): Verdict {
  const verdict = judgeAttempt(entry, error, circumstances);
  // A message in doubt is still looked for: it may have arrived in time.
  if (verdict.kind !== "again" || isDeliveryUnsure(verdict.error) || isInTime(entry, circumstances.now + verdict.waitMs)) return verdict;
  return { kind: "give up", error: verdict.error };
}

/** Whether a message may still be sent at an instant, as its definition says. */
export function isInTime({ sendBy }: OutboxEntry, at: number): boolean {
  return sendBy === undefined || at <= Date.parse(sendBy);
}

function judgeAttempt(entry: OutboxEntry, error: unknown, circumstances: Circumstances): Verdict {
  if (isDeliveryUnsure(error)) return judgeDoubt(entry, toStoredError(error), circumstances);
  const doubt = isDeliveryUnsure(entry.error) ? entry.error : undefined;
  const waitMs = retryWaitMs(error, entry.attempts, circumstances.random, LONGEST_WAIT_MS);
  const isSpent = entry.attempts >= (doubt ? MOST_ATTEMPTS_IN_DOUBT : MOST_SENDS);
  if (waitMs === undefined || isSpent) return { kind: "give up", error: toStoredError(error) };
  return { kind: "again", waitMs, error: doubt ?? toStoredError(error) };
}

/** Once it is sent again unseen, since a briefing that comes twice is better than none; not twice. Looking does no harm however often. */
function judgeDoubt(entry: OutboxEntry, error: StoredError, { canFind, settleMs }: Circumstances): Verdict {
  const policy = onUnknownOf(entry, canFind);
  if (policy === "hold") return { kind: "hold", error };
  if (policy === "resend" && isDeliveryUnsure(entry.error)) return { kind: "give up", error };
  return { kind: "again", waitMs: settleMs, error };
}
