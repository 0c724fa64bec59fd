import type { Clock } from "../../core/ports/ambient.ts";
import type { Interruption } from "./interruption.ts";

/** Resolves after `ms`; rejects with the reason of an interruption that comes first. */
export function wait(ms: number, interruption: Interruption, clock: Clock): Promise<void> {
  return new Promise((resolve, reject) => {
    let forget = () => {};
    const cancelTimer = clock.after(ms, () => {
      forget();
      resolve();
    });
    forget = interruption.onInterrupt((reason) => {
      cancelTimer();
      reject(reason);
    });
  });
}
