import type Sqlite from "better-sqlite3";

/** The smallest writer that groups: no limits, no retries, no care for a change that fails. */
export function createGroupedWrite(database: Sqlite.Database): (change: () => unknown) => Promise<void> {
  let waiting: { change: () => unknown; done: () => void }[] = [];
  const apply = database.transaction((group: typeof waiting) => group.forEach(({ change }) => change()));
  const flush = (): void => {
    const group = waiting;
    waiting = [];
    apply.immediate(group);
    group.forEach(({ done }) => done());
  };
  return (change) =>
    new Promise((resolve) => {
      waiting.push({ change, done: resolve });
      if (waiting.length === 1) setImmediate(flush);
    });
}
