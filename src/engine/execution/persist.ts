import { toStoredError } from "../../core/errors.ts";
import type { Clock, Logger } from "../../core/ports/ambient.ts";
import { isTransient } from "../../lib/retry.ts";
import type { Interruption } from "./interruption.ts";
import { wait } from "./wait.ts";

/** How soon to try again where the disk refused. */
const TROUBLE_WAIT_MS = 5_000;

/**
 * Writes, and tries again for as long as the disk is full or in trouble, so that a run goes on once it is freed.
 * Throws what the write threw where that can't help, and the interruption's reason where that came first.
 */
export function persist<T>(write: () => Promise<T>, interruption: Interruption, ambient: { clock: Clock; logger: Logger }): Promise<T> {
  return persistResting(write, (ms) => wait(ms, interruption, ambient.clock), ambient.logger);
}

/** The same with a wait of the caller's, whose rejection ends it. */
export async function persistResting<T>(write: () => Promise<T>, rest: (ms: number) => Promise<void>, logger: Logger): Promise<T> {
  for (;;) {
    try {
      return await write();
    } catch (error) {
      if (!isTransient(error)) throw error;
      logger.error({ error: toStoredError(error) }, "the data could not be written; trying again");
      await rest(TROUBLE_WAIT_MS);
    }
  }
}
