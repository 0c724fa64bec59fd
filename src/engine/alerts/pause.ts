import { toStoredError } from "../../core/errors.ts";
import type { Clock, Logger } from "../../core/ports/ambient.ts";
import type { DefinitionStore } from "../../core/ports/store.ts";
import { instantOf } from "../../lib/clock.ts";

export interface PauseParts {
  definitions: Pick<DefinitionStore, "setPaused">;
  /** Told after an automation was paused. */
  paused(): Promise<void>;
  clock: Clock;
  logger: Logger;
}

/** Pauses an automation where there is a reason to. Never rejects: where the data can't be read or written, the next end of a run asks again. */
export async function pauseFor(parts: PauseParts, automation: string, findReason: () => Promise<string | undefined>): Promise<void> {
  try {
    const reason = await findReason();
    if (reason === undefined) return;
    await parts.definitions.setPaused(automation, true, instantOf(parts.clock), reason);
    await parts.paused();
  } catch (error) {
    parts.logger.error({ automation, error: toStoredError(error) }, "it could not be paused");
  }
}
