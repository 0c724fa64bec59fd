/** Who asked for a change: told when it is on the disk, or that the disk failed. */
export interface Caller {
  answer(): void;
  reject(error: unknown): void;
}

/** Brings committed changes onto the disk beside the work; one flush serves all that were committed while the last one ran. */
export interface Syncer {
  /** These have been committed. */
  committed(callers: readonly Caller[]): void;
  /** Resolves once nobody waits. */
  settled(): Promise<void>;
}

/**
 * `flush` resolves when everything written so far is on the disk. After one that failed nobody knows what is there, so everyone is
 * refused from then on, until a start reads the file anew.
 */
export function createSyncer(flush: () => Promise<void>): Syncer {
  let waiting: Caller[] = [];
  let syncing: Promise<void> | undefined;
  let failed: { error: unknown } | undefined;

  async function sync(): Promise<void> {
    while (waiting.length > 0) {
      const callers = waiting;
      waiting = [];
      try {
        if (!failed) await flush();
      } catch (error) {
        failed = { error };
      }
      for (const caller of callers) {
        if (failed) caller.reject(failed.error);
        else caller.answer();
      }
    }
    syncing = undefined;
  }

  return {
    committed(callers) {
      waiting.push(...callers);
      syncing ??= sync();
    },
    settled: () => syncing ?? Promise.resolve(),
  };
}
