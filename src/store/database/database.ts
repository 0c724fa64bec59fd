import { accessSync, closeSync, constants, existsSync, mkdirSync, openSync } from "node:fs";
import { open } from "node:fs/promises";
import { dirname, join } from "node:path";
import Sqlite from "better-sqlite3";
import { ConfigError } from "../../core/errors.ts";
import { notWritable, toOpenError } from "./sqlite-errors.ts";

export type Database = Sqlite.Database;

/** How long opening may wait for another connection that is just recovering or closing. */
const OPEN_TIMEOUT_MS = 5_000;

/** The database's file within a data directory. */
export function databasePath(directory: string): string {
  return join(directory, "chief.db");
}

/** Makes the data directory, for its owner alone, where there is none; throws ConfigError `data-not-writable`. */
export function prepareDirectory(directory: string): void {
  try {
    mkdirSync(directory, { recursive: true, mode: 0o700 });
    accessSync(directory, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    throw notWritable(directory, error);
  }
}

/**
 * Opens the file for reading and writing: WAL, foreign keys checked. A commit does not wait for the disk: see `openLog`.
 * Waits a few seconds for a lock, which suits starting; `stopWaiting` ends that.
 * Throws ConfigError: `data-not-writable`, `data-damaged`, `data-busy`, `disk-trouble`.
 */
export function openDatabase(path: string): Database {
  return opened(path, () => {
    if (path !== ":memory:") createPrivateFile(path);
    const database = new Sqlite(path, { timeout: OPEN_TIMEOUT_MS });
    return configured(database, () => {
      // Only a new file takes it up by itself: see `toShrinking`.
      database.pragma(SHRINKING);
      database.pragma("journal_mode = WAL");
      // A log stays whole whenever the power goes, but its last commits count only once it is flushed, which the writer does itself.
      database.pragma("synchronous = NORMAL");
      // Within a commit only where the checkpointer could not keep up, at 128 MB.
      database.pragma("wal_autocheckpoint = 32000");
      database.pragma("foreign_keys = ON");
      // What was removed is written over, and not only left out.
      database.pragma("secure_delete = ON");
      // SQLite's own default: the system keeps the file's pages anyway, and 16 MB of them, as the driver has it, would be kept twice.
      database.pragma("cache_size = -2000");
      expectPragma(database, "journal_mode", path === ":memory:" ? "memory" : "wal");
      expectPragma(database, "synchronous", 1);
      expectPragma(database, "foreign_keys", 1);
    });
  });
}

/** The write-ahead log of an open database, by which its commits are brought onto the disk without keeping the event loop. */
export interface Log {
  flush(): Promise<void>;
  close(): Promise<void>;
}

/** Closes the database where the log can't be opened; throws ConfigError `data-not-writable`. */
export async function openLog(database: Database): Promise<Log> {
  const path = `${database.name}-wal`;
  try {
    const file = await open(path, "r+");
    return { flush: () => file.datasync(), close: () => file.close() };
  } catch (error) {
    database.close();
    throw notWritable(path, error);
  }
}

/** Opens the file for reading, also while a daemon writes; throws ConfigError `data-missing` and those of `openDatabase`. */
export function openReadOnly(path: string): Database {
  if (!existsSync(path)) {
    throw new ConfigError("data-missing", `expected a database at ${path}, got none`, {
      hint: "Nothing has run here yet: start Chief once, or name the right workspace with --dir.",
    });
  }
  return opened(path, () => {
    const database = new Sqlite(path, { readonly: true, fileMustExist: true, timeout: OPEN_TIMEOUT_MS });
    return configured(database, () => database.pragma("user_version"));
  });
}

const SHRINKING = "auto_vacuum = INCREMENTAL";

/** Makes a file that older versions began give back the room of what is removed from it: it is written anew, once. */
export function toShrinking(database: Database): void {
  if (database.pragma("auto_vacuum", { simple: true }) === 2) return;
  database.pragma(SHRINKING);
  database.exec("vacuum");
}

/** From now on a lock held by others is an error at once: waiting for it would block the event loop. */
export function stopWaiting(database: Database): void {
  database.pragma("busy_timeout = 0");
}

/** The schema version that the file says it has; 0 for a new one. */
export function schemaVersion(database: Database): number {
  return Number(database.pragma("user_version", { simple: true }));
}

function createPrivateFile(path: string): void {
  try {
    closeSync(openSync(path, "a", 0o600));
  } catch (error) {
    throw notWritable(dirname(path), error);
  }
}

function opened(path: string, open: () => Database): Database {
  try {
    return open();
  } catch (error) {
    throw toOpenError(error, path);
  }
}

function configured(database: Database, configure: () => void): Database {
  try {
    configure();
    return database;
  } catch (error) {
    database.close();
    throw error;
  }
}

function expectPragma(database: Database, name: string, expected: string | number): void {
  const actual = database.pragma(name, { simple: true });
  if (actual === expected) return;
  throw new ConfigError("data-unsafe", `expected SQLite's ${name} to be ${expected} for ${database.name}, got ${String(actual)}`, {
    hint: "Keep the data directory on a local disk: some network drives do not support what safe writing needs.",
  });
}
