import type { Clock } from "../../core/ports/ambient.ts";

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
      pause = sleep(clock, askedMs, signal).finally(() => void (pause = undefined));
    }
    await pause;
    return true;
  };
}

function sleep(clock: Clock, ms: number, signal: AbortSignal): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const giveUp = (): void => {
    cancel();
    reject(signal.reason);
  };
  const cancel = clock.after(ms, () => {
    signal.removeEventListener("abort", giveUp);
    resolve();
  });
  signal.addEventListener("abort", giveUp, { once: true });
  return promise;
}
