import { TERMINAL_STATUSES, type Run } from "../../core/run.ts";
import { runUnknown } from "./ends.ts";

/** Who waits for the end of which run. */
export interface Waiters {
  /** Resolves with the run once it is told to have ended. */
  wait(runId: string): Promise<Run>;
  ended(run: Run): void;
  /** Looks up how a run ended that is not at work here, where anybody waits for it. Those who wait for one that nobody started get PermanentError `run-unknown`. */
  lookUp(runId: string): void;
  /** Rejects all of them. */
  dismiss(reason: Error): void;
}

interface Waiter {
  resolve(run: Run): void;
  reject(error: unknown): void;
}

/** Nobody yet; `find` looks a run up. */
export function createWaiters(find: (runId: string) => Promise<Run | undefined>): Waiters {
  const waiters = new Map<string, Waiter[]>();

  function tell(runId: string, how: (waiter: Waiter) => void): void {
    const told = waiters.get(runId) ?? [];
    waiters.delete(runId);
    told.forEach(how);
  }

  async function lookUp(runId: string): Promise<void> {
    try {
      const run = await find(runId);
      if (!run) throw runUnknown(runId);
      if (TERMINAL_STATUSES.has(run.status)) tell(runId, (waiter) => waiter.resolve(run));
    } catch (error) {
      tell(runId, (waiter) => waiter.reject(error));
    }
  }

  return {
    wait: (runId) =>
      new Promise((resolve, reject) => {
        waiters.set(runId, [...(waiters.get(runId) ?? []), { resolve, reject }]);
      }),
    ended: (run) => tell(run.id, (waiter) => waiter.resolve(run)),
    lookUp(runId) {
      if (waiters.has(runId)) void lookUp(runId);
    },
    dismiss(reason) {
      for (const runId of waiters.keys()) tell(runId, (waiter) => waiter.reject(reason));
    },
  };
}
