import { TransientError } from "../../core/errors.ts";
import type { Database } from "./database.ts";
import { isBusy, toWriteError } from "./sqlite-errors.ts";
import { createSyncer, type Caller } from "./syncer.ts";

/** The one way into the database: changes asked for at the same time share a commit. */
export interface Writer {
  /**
   * Runs `change` in a transaction; resolves with its result once that is on the disk.
   * A change carries at most 500 rows, and may run again when its group failed: it must touch nothing but the database.
   * Rejects with what the change threw; TransientError `disk-full` or `disk-trouble` where the disk refused.
   */
  write<T>(change: () => T): Promise<T>;
  /**
   * The same, resolved once it is committed, before it is on the disk: for what counts only once something that is written later speaks of
   * it. A log is whole up to its end, so that whatever finds the later one on the disk finds this one.
   */
  writeAhead<T>(change: () => T): Promise<T>;
  /** From now on a lock that others hold is waited for no longer than so many milliseconds in all: then changes are refused as `data-busy`. */
  hurry(ms: number): void;
  /** Resolves once everything asked for so far is committed or refused. */
  drained(): Promise<void>;
  /** How often the disk has refused a change. */
  refusals(): number;
}

/** Bounds how long one transaction may keep the event loop. */
const LARGEST_GROUP = 512;
/** How soon to ask again for a lock that another process holds. */
const BUSY_RETRY_MS = 1;

interface Waiting {
  /** Returns how to tell the caller, once the result is on the disk. */
  apply(): () => void;
  reject(error: unknown): void;
  /** Answered at the commit already. */
  isAhead: boolean;
}

/** What a commit means beyond the database itself. */
export interface Commits {
  /** Brings everything committed so far onto the disk. */
  flush(): Promise<void>;
  /** Told after each commit. */
  committed(): void;
}

/** Where there is no disk. */
const IN_MEMORY: Commits = { flush: () => Promise.resolve(), committed: () => {} };

/** A writer over a connection that nobody else writes through. */
export function createWriter(database: Database, { flush: flushDisk, committed } = IN_MEMORY): Writer {
  const begin = database.prepare("begin immediate");
  const commit = database.prepare("commit");
  const waiting: Waiting[] = [];
  let groupSize = LARGEST_GROUP;
  let refusals = 0;
  let patientUntil = Infinity;
  const syncer = createSyncer(flushDisk);

  function flush(): void {
    const group = waiting.slice(0, groupSize);
    try {
      begin.run();
    } catch (error) {
      if (isBusy(error) && performance.now() < patientUntil) setTimeout(flush, BUSY_RETRY_MS);
      else refuse(group, error);
      return;
    }
    try {
      const callers = group.map((change) => ({
        ...{ answer: change.apply(), reject: (error: unknown) => fail(change, error), isAhead: change.isAhead },
      }));
      commit.run();
      committed();
      settle(group, () => answerAll(callers));
    } catch (error) {
      if (database.inTransaction) database.exec("rollback");
      if (group.length === 1) refuse(group, error);
      else shrink(group.length);
    }
  }

  function answerAll(callers: readonly (Caller & { isAhead: boolean })[]): void {
    for (const { answer, isAhead } of callers) if (isAhead) answer();
    const others = callers.filter(({ isAhead }) => !isAhead);
    if (others.length > 0) syncer.committed(others);
  }

  function settle(group: readonly Waiting[], answer: () => void): void {
    waiting.splice(0, group.length);
    groupSize = Math.min(groupSize * 2, LARGEST_GROUP);
    if (waiting.length > 0) setImmediate(flush);
    answer();
  }

  function refuse(group: readonly Waiting[], error: unknown): void {
    settle(group, () => group.forEach((change) => fail(change, error)));
  }

  function fail(change: Waiting, error: unknown): void {
    const told = toWriteError(error);
    if (told instanceof TransientError) refusals += 1;
    change.reject(told);
  }

  // The guilty change is somewhere in the group: halving finds it, and nothing overtakes.
  function shrink(length: number): void {
    groupSize = Math.ceil(length / 2);
    setImmediate(flush);
  }

  function enqueue<T>(change: () => T, isAhead: boolean): Promise<T> {
    return new Promise((resolve, reject) => {
      waiting.push({
        apply() {
          const result = change();
          return () => resolve(result);
        },
        ...{ reject, isAhead },
      });
      if (waiting.length === 1) setImmediate(gather);
    });
  }

  /** Where several have come in one turn of the loop, more come in the next, and share the commit. */
  function gather(): void {
    if (waiting.length === 1) flush();
    else setImmediate(flush);
  }

  const write = <T>(change: () => T): Promise<T> => enqueue(change, false);
  const writeAhead = <T>(change: () => T): Promise<T> => enqueue(change, true);
  const hurry = (ms: number): void => void (patientUntil = performance.now() + ms);
  const drained = (): Promise<void> => (waiting.length === 0 ? syncer.settled() : write(() => undefined));
  return { write, writeAhead, hurry, drained, refusals: () => refusals };
}
