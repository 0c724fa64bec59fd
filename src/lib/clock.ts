import type { Clock } from "../core/ports/ambient.ts";

/** The longest wait that a Node timer takes; longer ones would fire at once. */
const LONGEST_WAIT_MS = 2_147_483_647;

/** The machine's clock. */
export const systemClock: Clock = {
  now: () => Date.now(),
  after(ms, callback) {
    const timer = setTimeout(callback, Math.min(Math.max(ms, 0), LONGEST_WAIT_MS));
    return () => clearTimeout(timer);
  },
};

/** The clock's time as the UTC text in which instants are kept. */
export function instantOf(clock: Clock): string {
  return new Date(clock.now()).toISOString();
}

/** Resolves when so much time has passed; rejects with the signal's reason. */
export function passes(ms: number, clock: Clock, signal: AbortSignal): Promise<void> {
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
