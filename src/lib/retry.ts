/** The most that the wait before a first retry can be; it doubles from there. */
const FIRST_WAIT_MS = 1_000;
/** Waits do not double beyond this, unless the caller has more time. */
const LONGEST_WAIT_MS = 60_000;
/** No service counts by more than a day; who asks for a longer wait is mistaken, and would never be asked again. */
const LONGEST_ASKED_MS = 24 * 60 * 60_000;

/**
 * Milliseconds to wait after the `failures`-th failure in a row: anywhere between nothing and a bound that doubles from
 * one second to `longestMs` (a minute), so that those who failed together do not return together. A longer wait that the other side
 * asked for is kept, up to a day. Undefined where another try can't help.
 */
export function retryWaitMs(error: unknown, failures: number, random: () => number, longestMs = LONGEST_WAIT_MS): number | undefined {
  if (!isWorthRetrying(error)) return undefined;
  const bound = Math.min(FIRST_WAIT_MS * 2 ** (failures - 1), longestMs);
  return Math.max(Math.floor(random() * bound), askedWaitMs(error));
}

/**
 * Whether another try may help. Judged by what the error carries, since its class is lost on the way through a worker
 * or a row: errors of ours have a `hint`, and of those only transient ones have `retryAfterMs`. Anybody else's error
 * (a dropped connection, a failed system call) is worth another try.
 */
function isWorthRetrying(error: unknown): boolean {
  if (typeof error !== "object" || error === null) return true;
  return isTransient(error) || !("hint" in error);
}

/** Whether an error says of itself that it may pass. */
export function isTransient(error: unknown): boolean {
  return typeof error === "object" && error !== null && "retryAfterMs" in error;
}

function askedWaitMs(error: unknown): number {
  const asked = typeof error === "object" && error !== null && "retryAfterMs" in error ? error.retryAfterMs : undefined;
  return typeof asked === "number" ? Math.min(asked, LONGEST_ASKED_MS) : 0;
}
