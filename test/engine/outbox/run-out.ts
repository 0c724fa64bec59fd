import type { FakeClock } from "../../support/clock.ts";
import type { World } from "./outbox-world.ts";

/** What the worker gives an attempt. */
export const SEND_TIMEOUT_MS = 10_000;
/** Longer than a receiver of the tests takes to store a late message. */
export const SETTLE_MS = 30_000;

/** A receiver that may leave a caller without an answer. */
export interface Hanging {
  /** Resolves once a caller is left hanging, at once where one is. */
  hanging(): Promise<void>;
}

/** Lets time pass until every message has ended or waits for a person. */
export async function runOut({ worker, clock, store }: Pick<World, "worker" | "clock" | "store">, receiver: Hanging): Promise<void> {
  for (;;) {
    await drainOut(worker, clock, receiver);
    const waiting = await store.outbox.list({ states: ["pending", "sending"] });
    if (waiting.length === 0) return;
    const next = await store.outbox.nextAttempt();
    const untilNext = next === undefined ? SETTLE_MS : Math.max(Date.parse(next) - clock.now(), 0);
    await clock.advance(Math.min(untilNext, SETTLE_MS));
  }
}

/** Drains; time passes only where the receiver leaves a call hanging, so that nothing but time can go on. */
export async function drainOut(worker: World["worker"], clock: FakeClock, receiver: Hanging): Promise<void> {
  const drained = worker.drain().then(() => true);
  for (;;) {
    const hangs = receiver.hanging().then(() => false);
    if (await Promise.race([drained, hangs])) return;
    await clock.advance(SEND_TIMEOUT_MS);
  }
}
