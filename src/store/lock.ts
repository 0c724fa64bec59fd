import { readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import Sqlite from "better-sqlite3";
import { ConfigError } from "../core/errors.ts";
import { isBusy, toOpenError } from "./sqlite-errors.ts";

/** Held while a process owns a data directory. Keep the reference: garbage collection would release it. */
export interface Lock {
  release(): void;
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
  const database = holdExclusively(path, () => locked(directory, holderPath));
  writeFileSync(holderPath, `${process.pid}\n`, { mode: 0o600 });
  return {
    release() {
      rmSync(holderPath, { force: true });
      database.close();
    },
  };
}

function holdExclusively(path: string, refusal: () => ConfigError): Sqlite.Database {
  let database: Sqlite.Database | undefined;
  try {
    database = new Sqlite(path, { timeout: 0 });
    database.exec("begin exclusive");
    return database;
  } catch (error) {
    database?.close();
    throw isBusy(error) ? refusal() : toOpenError(error, path);
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
