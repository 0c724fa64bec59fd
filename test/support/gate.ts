/** Open while anybody is inside. */
export interface Gate {
  enter(): void;
  leave(): void;
  /** Resolves once anybody is inside, at once where one is. */
  opened(): Promise<void>;
}

/** A gate with nobody inside. */
export function createGate(): Gate {
  let inside = 0;
  let waiting: (() => void)[] = [];
  return {
    enter() {
      inside += 1;
      for (const tell of waiting) tell();
      waiting = [];
    },
    leave: () => void (inside -= 1),
    opened: () => (inside > 0 ? Promise.resolve() : new Promise((resolve) => void waiting.push(resolve))),
  };
}
