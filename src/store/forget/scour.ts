import { existsSync, readdirSync, rmSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { setTimeout as rest } from "node:timers/promises";
import { TransientError } from "../../core/errors.ts";
import type { Database } from "../database/database.ts";
import { isBusy } from "../database/sqlite-errors.ts";

/** The folder of the data directory for messages as they would look, which are shown to be looked at and thrown away. */
export const PREVIEWS = "previews";

const MOST_TRIES = 50;
const TRY_AGAIN_MS = 100;

/** Deletes the copies that were made before the schema changed; resolves with their names. */
export function removeCopies(database: Database): string[] {
  if (!existsSync(database.name)) return [];
  const folder = dirname(database.name);
  const copies = readdirSync(folder).filter((name) => name.startsWith(`${basename(database.name)}.v`));
  for (const name of copies) rmSync(join(folder, name));
  return copies;
}

/** Deletes what `chief preview` wrote down to be looked at, all of it; returns how many files there were. */
export function removePreviews(database: Database): number {
  if (!existsSync(database.name)) return 0;
  const folder = join(dirname(database.name), PREVIEWS);
  if (!existsSync(folder)) return 0;
  const count = readdirSync(folder).length;
  rmSync(folder, { recursive: true });
  return count;
}

/**
 * Leaves no byte of what was removed: writes the file anew without it, and empties the log of changes. No change may be under way. Throws
 * TransientError `forget-unfinished` where another program keeps reading.
 */
export async function scour(database: Database): Promise<void> {
  for (let tries = 1; ; tries += 1) {
    if (isScoured(database)) return;
    if (tries === MOST_TRIES) throw unfinished();
    await rest(TRY_AGAIN_MS);
  }
}

function isScoured(database: Database): boolean {
  try {
    database.exec("vacuum");
    const busy: unknown = database.pragma("wal_checkpoint(TRUNCATE)", { simple: true });
    return busy === 0;
  } catch (error) {
    if (isBusy(error)) return false;
    throw error;
  }
}

function unfinished(): TransientError {
  return new TransientError("forget-unfinished", "expected to be alone with the data, got another program that keeps reading them", {
    hint: "It is taken out of the record, and may still stand in the file: end the other program, and ask for it again.",
  });
}
