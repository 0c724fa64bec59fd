import { deliveryUnsure, TransientError } from "../../core/errors.ts";
import type { Clock } from "../../core/ports/ambient.ts";
import type { Reach } from "../../core/audience.ts";
import type { Delivery, SendContext } from "../../core/ports/outside.ts";
import type { Interruption } from "../execution/interruption.ts";

/** What bounds one call to the outside. */
export interface SendBounds {
  clock: Clock;
  timeoutMs: number;
  interruption: Interruption;
}

export type Message = Omit<SendContext<unknown>, "signal">;

/** One attempt to send; resolves with the receipt. Rejects with what the delivery threw, or with `delivery-unsure` where it gave no answer in time. */
export async function sendOnce(delivery: Delivery, message: Message, bounds: SendBounds): Promise<string> {
  const { receipt } = await within(bounds, deliveryUnsure, (signal) => delivery.send({ ...message, signal }));
  return receipt;
}

/** One look for a message of unknown end; resolves with its receipt, or undefined where it has surely not arrived. Rejects with TransientError `lookup-late` where there was no answer in time. */
export async function findOnce(delivery: Delivery, message: Message, bounds: SendBounds): Promise<string | undefined> {
  const found = await within(bounds, lookupLate, async (signal) => delivery.find?.({ ...message, signal }));
  return found?.receipt;
}

/** Who reads there now; undefined where that can't change. Rejects as `findOnce` does. */
export async function reachOnce(
  delivery: Delivery,
  { options, briefing }: Pick<Message, "options" | "briefing">,
  bounds: SendBounds,
): Promise<Reach | undefined> {
  return within(bounds, lookupLate, async (signal) => delivery.reach?.({ options, briefing, signal }));
}

async function within<T>(bounds: SendBounds, lateError: () => Error, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  const timedOut = Promise.withResolvers<never>();
  const giveUp = (reason: Error) => {
    // Rejected first: what the delivery says of being aborted must not hide why.
    timedOut.reject(reason);
    controller.abort(reason);
  };
  const cancelTimer = bounds.clock.after(bounds.timeoutMs, () => giveUp(lateError()));
  const forget = bounds.interruption.onInterrupt(giveUp);
  try {
    return await Promise.race([work(controller.signal), timedOut.promise]);
  } finally {
    cancelTimer();
    forget();
  }
}

function lookupLate(): TransientError {
  return new TransientError("lookup-late", "expected an answer to what was asked about a message, got none in time", {
    hint: "Look at the receiving side.",
  });
}
