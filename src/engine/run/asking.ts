import { PermanentError } from "../../core/errors.ts";
import type { Asking } from "../../core/ports/agent.ts";
import type { Clock } from "../../core/ports/ambient.ts";
import type { Context } from "../../core/ports/engine.ts";

/** What is left to whoever composes, checks, judges and delivers, however long a model takes; and the most that all its turns may take. */
const SHARE = 1 / 2;

/**
 * Lets models be asked in one execution of a run until half of the run's time is used up, or as much has passed by the clock, since a run's
 * time stands still while it waits for another try.
 */
export function createAsking(context: Context, clock: Clock, runTimeoutMs: number): Asking {
  const mostMs = runTimeoutMs * SHARE;
  const begunAt = clock.now();
  let ended: PermanentError | undefined;
  return {
    expectOpen() {
      if (ended) throw ended;
      if (context.leftMs < mostMs || clock.now() - begunAt > mostMs) throw noTime(mostMs);
    },
    end({ code, message, hint = "" }) {
      ended ??= new PermanentError(code, message, { hint });
    },
  };
}

function noTime(mostMs: number): PermanentError {
  return new PermanentError("model-no-time", `expected a run to ask models within its first ${mostMs / 1_000} s, got another question`, {
    hint: "Raise runTimeout in the automation, ask for less at once, or take a faster model.",
  });
}
