/** What can end a run from outside: a person, a deadline, the process' end, or a broken promise of its own. */
export interface Interruption {
  /** Why the run must end; undefined while it may go on. */
  readonly reason: Error | undefined;
  /** Aborted by the interruption. Made when first asked for, since most runs never look at it. */
  readonly signal: AbortSignal;
  /** Only the first one counts. */
  interrupt(reason: Error): void;
  /** Calls back once when interrupted, at once where it has happened; the returned function forgets the callback. */
  onInterrupt(callback: (reason: Error) => void): () => void;
}

/** For one run. */
export function createInterruption(): Interruption {
  const callbacks = new Set<(reason: Error) => void>();
  let why: Error | undefined;
  let controller: AbortController | undefined;

  function getSignal(): AbortSignal {
    if (!controller) {
      controller = new AbortController();
      if (why) controller.abort(why);
    }
    return controller.signal;
  }

  return {
    get reason() {
      return why;
    },
    get signal() {
      return getSignal();
    },
    interrupt(reason) {
      if (why) return;
      why = reason;
      controller?.abort(reason);
      for (const callback of callbacks) callback(reason);
      callbacks.clear();
    },
    onInterrupt(callback) {
      if (why) callback(why);
      else callbacks.add(callback);
      return () => void callbacks.delete(callback);
    },
  };
}

/** Settles as `work` does, or rejects with the reason as soon as there is an interruption, whether `work` heeds its signal or not. */
export function untilInterrupted<T>(work: Promise<T>, interruption: Interruption): Promise<T> {
  return new Promise((resolve, reject) => {
    const forget = interruption.onInterrupt(reject);
    work.then(
      (value) => {
        forget();
        resolve(value);
      },
      (error: unknown) => {
        forget();
        reject(error instanceof Error ? error : new Error(String(error)));
      },
    );
  });
}
