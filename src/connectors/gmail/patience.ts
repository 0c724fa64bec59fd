import type { Clock } from "../../core/ports/ambient.ts";
import { passes } from "../../lib/clock.ts";

/** A pause that is longer is left to the next run. */
const LONGEST_MS = 30_000;
/** All pauses of one fetch: Google counts by the minute (https://developers.google.com/workspace/gmail/api/reference/quota). */
const MOST_MS = 120_000;

/** Waits as long as Google asked for, all callers at once; false where that would take too long. Throws what the signal says. */
export type Patience = (askedMs: number) => Promise<boolean>;

export function createPatience(clock: Clock, signal: AbortSignal): Patience {
  let leftMs = MOST_MS;
  let pause: Promise<void> | undefined;
  return async (askedMs) => {
    if (pause === undefined) {
      if (askedMs > Math.min(LONGEST_MS, leftMs)) return false;
      leftMs -= askedMs;
      pause = passes(askedMs, clock, signal).finally(() => void (pause = undefined));
    }
    await pause;
    return true;
  };
}
