import Sqlite from "better-sqlite3";
import { ConfigError, TransientError } from "../../core/errors.ts";

/** Whether another connection holds the lock that was asked for. */
export function isBusy(error: unknown): boolean {
  return codeOf(error).startsWith("SQLITE_BUSY");
}

/** What went wrong on opening the file at `path`, with the way out; an error that is not SQLite's comes back as it is. */
export function toOpenError(error: unknown, path: string): unknown {
  const code = codeOf(error);
  if (code === "") return error;
  if (/NOTADB|CORRUPT/.test(code)) {
    const hint = "Move the file away and start again; where Chief was upgraded, an earlier copy lies beside it.";
    return new ConfigError("data-damaged", `expected ${path} to be a database of Chief, got ${textOf(error)}`, { hint, cause: error });
  }
  if (/FULL|IOERR/.test(code)) {
    const hint = "Free some space or check the disk, then start again.";
    return new ConfigError("disk-trouble", `expected the disk to take ${path}, got ${textOf(error)}`, { hint, cause: error });
  }
  if (isBusy(error)) {
    const hint = "Close the other program that has it open, then start again.";
    return new ConfigError("data-busy", `expected ${path} to be free, got ${textOf(error)}`, { hint, cause: error });
  }
  return notWritable(path, error);
}

/** The place of the data cannot be written; says how to go on. */
export function notWritable(path: string, error: unknown): ConfigError {
  const hint = "Give your user write access to it, or choose another data directory in config/chief.yaml.";
  return new ConfigError("data-not-writable", `expected ${path} to be writable, got ${textOf(error)}`, { hint, cause: error });
}

/** What went wrong while writing: trouble with the disk may pass, anything else comes back as it is. */
export function toWriteError(error: unknown): unknown {
  const code = codeOf(error);
  if (isBusy(error)) {
    const hint = "Close the other program that has the database open.";
    return new TransientError("data-busy", "expected the database to be free, got one that another program holds", { hint, cause: error });
  }
  if (code === "SQLITE_FULL") {
    const hint = "Free some space: Chief goes on by itself.";
    return new TransientError("disk-full", "expected room on the disk for the database, got none", { hint, cause: error });
  }
  if (!/^(?:SQLITE_(?:IOERR|READONLY|CANTOPEN)|EIO|ENOSPC|EDQUOT)/.test(code)) return error;
  const hint = "Check the disk and the access rights of the data directory.";
  return new TransientError("disk-trouble", `expected the database to be writable, got ${textOf(error)}`, { hint, cause: error });
}

/** SQLite's own code, or the system's. */
function codeOf(error: unknown): string {
  const isCoded = error instanceof Error && "code" in error && (error instanceof Sqlite.SqliteError || "syscall" in error);
  return isCoded ? String(error.code) : "";
}

function textOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
