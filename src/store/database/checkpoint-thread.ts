import { parentPort, workerData } from "node:worker_threads";
import Sqlite from "better-sqlite3";

/** How long a restart may wait for the gap between two commits. */
const GAP_MS = 50;

const database = new Sqlite(String(workerData), { fileMustExist: true, timeout: GAP_MS });
parentPort?.on("message", () => {
  // First the bulk, for which nobody waits; then, in a moment, the rest, so that the log begins anew instead of growing: a
  // log that is written over is synced faster than one that grows.
  database.pragma("wal_checkpoint(PASSIVE)");
  database.pragma("wal_checkpoint(RESTART)");
  parentPort?.postMessage("moved");
});
