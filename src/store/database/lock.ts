import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import Sqlite from "better-sqlite3";
import { ConfigError } from "../../core/errors.ts";
import { isBusy, toOpenError } from "./sqlite-errors.ts";

/** Held while a process owns a data directory. Keep the reference: garbage collection would release it. */
export interface Lock {
  release(): void;
}

/** How long one process waits for another that writes a small file. */
const PATIENCE_MS = 10_000;

/**
 * Does a short piece of work on files of the data directory while no other process that asks the same does. Throws ConfigError
 * `data-busy` where another one takes longer than 10 seconds, and the others of opening a database.
 */
export function inTurn<Result>(directory: string, work: () => Result): Result {
  const path = join(directory, "files.lock");
  const database = holdExclusively(path, PATIENCE_MS, (error) => toOpenError(error, path));
  try {
    return work();
  } finally {
    database.close();
  }
}

/**
 * Takes the data directory for this process; the system gives it back when the process ends, however it ends.
 * Throws ConfigError `data-locked` naming the process that has it.
 */
export function takeLock(directory: string): Lock {
  // An exclusive transaction rather than a lock file: nothing stale is left behind by a crash.
  // Nobody may read daemon.lock by other means in this process: closing it would drop the lock.
  const path = join(directory, "daemon.lock");
  const holderPath = join(directory, "daemon.pid");
  const database = holdExclusively(path, 0, (error) => (isBusy(error) ? locked(directory, holderPath) : toOpenError(error, path)));
  writeFileSync(holderPath, `${process.pid}\n`, { mode: 0o600 });
  return {
    release() {
      rmSync(holderPath, { force: true });
      database.close();
    },
  };
}

function holdExclusively(path: string, timeout: number, refusal: (error: unknown) => unknown): Sqlite.Database {
  let database: Sqlite.Database | undefined;
  try {
    database = new Sqlite(path, { timeout });
    database.exec("begin exclusive");
    return database;
  } catch (error) {
    database?.close();
    throw refusal(error);
  }
}

function locked(directory: string, holderPath: string): ConfigError {
  const holder = findHolder(holderPath);
  const who = holder === undefined ? "another Chief" : `the Chief with process number ${holder}`;
  const stop = holder === undefined ? "stop it" : `stop it with \`kill ${holder}\``;
  return new ConfigError("data-locked", `expected the data directory ${directory} to be free, got one in use by ${who}`, {
    hint: `Use the one that is running, ${stop}, or choose another data directory.`,
  });
}

function findHolder(path: string): string | undefined {
  try {
    return /^\d+/.exec(readFileSync(path, "utf8"))?.[0];
  } catch {
    return undefined; // it has the lock, but has not written its number yet
  }
}
