import { parentPort, workerData } from "node:worker_threads";
import Sqlite from "better-sqlite3";

const database = new Sqlite(String(workerData), { fileMustExist: true });
parentPort?.on("message", () => {
  // Passive: it waits for nobody, and nobody waits for it.
  database.pragma("wal_checkpoint(PASSIVE)");
  // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
  parentPort?.postMessage("moved");
});
