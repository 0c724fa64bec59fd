import { TransientError } from "../../core/errors.ts";
import type { Clock, CrashPoint, Logger } from "../../core/ports/ambient.ts";
import type { StepOptions } from "../../core/ports/engine.ts";
import { retryWaitMs } from "../../lib/retry.ts";
import type { ActiveTime } from "./active-time.ts";
import type { Interruption } from "./interruption.ts";
import { sealError, sealValue, type KeptOutcome } from "./outcome.ts";

/** How often and how long a run's steps are tried, and how long the whole may work. */
export interface RunLimits {
  /** Further tries after a first that failed. */
  retries: number;
  stepTimeoutMs: number;
  /** Of work since it was begun or taken up again: neither waiting for another try counts, nor what came before a crash. */
  runTimeoutMs: number;
}

/** What the steps of one run are done with. */
export interface StepParts {
  run: string;
  limits: RunLimits;
  interruption: Interruption;
  time: ActiveTime;
  clock: Clock;
  logger: Logger;
  random: () => number;
  crashPoint: CrashPoint;
}

export type StepWork<T> = (signal: AbortSignal) => Promise<T> | T;

/** The code of a step that took too long. */
export const STEP_TIMEOUT = "step-timeout";

/** A longer wait than this is not waited out within a run: the step fails, and says for how long. */
const LONGEST_WAIT_MS = 15 * 60_000;

/**
 * Tries a step's work until it gives an outcome, or fails for good: an error is an outcome as well, so that a resumed run
 * goes the same way. Throws only the reason of an interruption.
 */
export async function doStep<T>(
  parts: StepParts,
  name: string,
  work: StepWork<T>,
  options: StepOptions,
): Promise<{ outcome: KeptOutcome<T>; attempts: number }> {
  const retries = options.retries ?? parts.limits.retries;
  let mayWaitMs = options.mostWaitMs ?? Infinity;
  for (let attempts = 1; ; attempts += 1) {
    try {
      return { outcome: sealValue(name, await attempt(parts, name, work, options)), attempts };
    } catch (error) {
      if (parts.interruption.reason) throw parts.interruption.reason;
      const waitMs = attempts > retries ? undefined : retryWaitMs(error, attempts, parts.random);
      if (waitMs === undefined || waitMs > Math.min(mayWaitMs, LONGEST_WAIT_MS)) return { outcome: sealError(error), attempts };
      mayWaitMs -= waitMs;
      parts.logger.warn({ run: parts.run, step: name, attempts, waitMs }, "the step failed and is tried again");
      await parts.time.rest(waitMs);
    }
  }
}

/** One try, over when the work settles, its time is up or the run is interrupted, whichever comes first. */
function attempt<T>(parts: StepParts, name: string, work: StepWork<T>, options: StepOptions): Promise<T> {
  const timeoutMs = options.timeoutMs ?? parts.limits.stepTimeoutMs;
  const controller = new AbortController();
  const endTry = parts.time.begin();
  return new Promise((resolve, reject) => {
    const end = () => {
      cancelTimer();
      forget();
      endTry();
    };
    const giveUp = (reason: Error) => {
      end();
      controller.abort(reason);
      reject(reason);
    };
    const cancelTimer = parts.clock.after(timeoutMs, () => giveUp(tooLong(name, timeoutMs)));
    const forget = parts.interruption.onInterrupt(giveUp);
    startWork(work, controller.signal).finally(end).then(resolve, reject);
  });
}

/** Turns a work that throws at once into one that rejects. */
async function startWork<T>(work: StepWork<T>, signal: AbortSignal): Promise<T> {
  return work(signal);
}

function tooLong(name: string, timeoutMs: number): TransientError {
  return new TransientError(STEP_TIMEOUT, `expected step ${name} to end within ${timeoutMs / 1_000} s, got no end`, {
    hint: "Raise stepTimeout in the automation, or ask for less at once.",
  });
}
