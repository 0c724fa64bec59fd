import type { Clock } from "../core/ports/ambient.ts";
import type { Delivery, SendContext } from "../core/ports/outside.ts";
import type { Interruption } from "./interruption.ts";
import { unsureError } from "./unsure.ts";

/** What bounds one attempt. */
export interface SendBounds {
  clock: Clock;
  timeoutMs: number;
  interruption: Interruption;
}

/** One attempt to send; resolves with the receipt. Rejects with what the delivery threw, or with `delivery-unsure` where it gave no answer in time. */
export async function sendOnce(delivery: Delivery, message: Omit<SendContext<unknown>, "signal">, bounds: SendBounds): Promise<string> {
  const controller = new AbortController();
  const timedOut = Promise.withResolvers<never>();
  const giveUp = (reason: Error) => {
    // Rejected first: what the delivery says of being aborted must not hide why.
    timedOut.reject(reason);
    controller.abort(reason);
  };
  const cancelTimer = bounds.clock.after(bounds.timeoutMs, () => giveUp(unsureError()));
  const forget = bounds.interruption.onInterrupt(giveUp);
  try {
    const { receipt } = await Promise.race([delivery.send({ ...message, signal: controller.signal }), timedOut.promise]);
    return receipt;
  } finally {
    cancelTimer();
    forget();
  }
}
