import type { Clock } from "../core/ports/ambient.ts";

interface Limits {
  clock: Clock;
  ms: number;
  signal: AbortSignal;
  /** What is thrown when time is up. */
  late(): Error;
}

/** Does something with a signal that ends it when its time is up, or when the outer one does. Rejects with `late()` then, or with the outer signal's reason. */
export async function withinTime<T>({ clock, ms, signal, late }: Limits, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  signal.throwIfAborted();
  const timer = new AbortController();
  const cancel = clock.after(ms, () => timer.abort(late()));
  const either = AbortSignal.any([signal, timer.signal]);
  const { promise: ended, reject } = Promise.withResolvers<never>();
  either.addEventListener("abort", () => reject(either.reason), { once: true });
  try {
    // What does not listen to the signal, such as a search for a name, is left to itself.
    return await Promise.race([work(either), ended]);
  } finally {
    cancel();
  }
}
