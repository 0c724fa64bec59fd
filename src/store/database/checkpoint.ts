import { once } from "node:events";
import { stat } from "node:fs/promises";
import { extname } from "node:path";
import { Worker } from "node:worker_threads";

/** Moves committed pages from the write-ahead log into the database beside the work: done within a commit, it makes that one wait. */
export interface Checkpointer {
  /** To be called after each commit. */
  committed(): void;
  /** Resolves once nothing is being moved, nor will be. */
  stop(): Promise<void>;
}

/** The log is looked at so often at most, and only by whoever commits. */
const LOOK_EVERY_MS = 250;
/** A log keeps the size that it once had: from then on it is moved at every look. */
const ENOUGH_BYTES = 4 * 1024 * 1024;

/** For the database at `path`. Its thread is started by the first log that is long enough: a Chief with little to do never has one. */
export function createCheckpointer(path: string): Checkpointer {
  let nextLook = 0;
  let thread: Worker | undefined;
  let moving: Promise<void> | undefined;
  let isStopped = false;

  async function moveWhereWorthwhile(): Promise<void> {
    const log = await stat(`${path}-wal`).catch(() => undefined);
    if (!log || log.size < ENOUGH_BYTES) return;
    thread ??= startThread(path);
    if (!(await isMoved(thread))) thread = undefined;
  }

  return {
    committed() {
      const now = performance.now();
      if (now < nextLook || moving || isStopped) return;
      nextLook = now + LOOK_EVERY_MS;
      moving = moveWhereWorthwhile().finally(() => (moving = undefined));
    },
    async stop() {
      isStopped = true;
      await moving;
      await thread?.terminate();
    },
  };
}

function startThread(path: string): Worker {
  const thread = new Worker(new URL(`checkpoint-thread${extname(import.meta.url)}`, import.meta.url), { workerData: path });
  // Whoever waits for it is told; at any other time its end concerns nobody.
  thread.on("error", () => {});
  thread.unref();
  return thread;
}

/** False where the thread has ended: what it did not move is moved by the next one, or at last by a commit. */
async function isMoved(thread: Worker): Promise<boolean> {
  thread.postMessage("move");
  return once(thread, "message").then(
    () => true,
    () => false,
  );
}
