import { existsSync, statSync } from "node:fs";
import { join } from "node:path";
import Sqlite from "better-sqlite3";
import { databasePath, openReadOnly, schemaVersion, type Database } from "./database/database.ts";
import { loadMigrations } from "./database/migrate.ts";
import { isBusy, toOpenError } from "./database/sqlite-errors.ts";

/** How a database is. */
export interface DatabaseHealth {
  /** What SQLite finds broken; empty for a sound file. */
  damage: string[];
  schema: number;
  /** The schema of this version of Chief. */
  expectedSchema: number;
  bytes: number;
  /** Of the file of changes that are not moved into the database yet. */
  walBytes: number;
  /** How long one small read took. */
  readMs: number;
  /** What is kept; absent where the schema is another. */
  counts?: HealthCounts;
}

/** What has happened since an instant. */
export interface HealthCounts {
  failedRuns: number;
  missedSlots: number;
  undeliverable: number;
  /** When the newest run was queued; null where there is none. */
  newestRunAt: string | null;
}

/**
 * Looks at the data without taking or changing them, also while a daemon runs. Throws ConfigError: `data-missing` where nothing was
 * kept yet, `data-damaged` where the file is no database, `data-busy`, `disk-trouble`.
 */
export function inspectDatabase(directory: string, since: string): DatabaseHealth {
  const path = databasePath(directory);
  const database = openReadOnly(path);
  try {
    const schema = schemaVersion(database);
    const expectedSchema = loadMigrations().at(-1)?.version ?? 0;
    return {
      damage: findDamage(database),
      schema,
      expectedSchema,
      bytes: sizeOf(path),
      walBytes: sizeOf(`${path}-wal`),
      readMs: timeRead(database),
      ...(schema === expectedSchema && { counts: countSince(database, since) }),
    };
  } catch (error) {
    throw toOpenError(error, path);
  } finally {
    database.close();
  }
}

/** Whether a process has the data directory. Not to be asked by that process itself. */
export function isTaken(directory: string): boolean {
  const path = join(directory, "daemon.lock");
  if (!existsSync(path)) return false;
  const database = new Sqlite(path, { readonly: true, timeout: 0 });
  try {
    database.pragma("schema_version");
    return false;
  } catch (error) {
    if (isBusy(error)) return true;
    throw toOpenError(error, path);
  } finally {
    database.close();
  }
}

function findDamage(database: Database): string[] {
  const found = database.prepare<[], string>("pragma quick_check").pluck().all();
  return found.filter((line) => line !== "ok");
}

function timeRead(database: Database): number {
  const started = performance.now();
  database.prepare("select count(*) from sqlite_schema").get();
  return performance.now() - started;
}

function countSince(database: Database, since: string): HealthCounts {
  const row = database
    .prepare<{ since: string }, HealthCounts>(
      `select
         (select count(*) from runs where ended_at >= @since and status in ('failed', 'dead')) as failedRuns,
         (select coalesce(sum(count), 0) from occurrences
            where coalesce(actual_at, nominal_at) >= @since and state in ('missed', 'over_limit', 'blocked')) as missedSlots,
         (select count(*) from outbox where ended_at >= @since and state in ('undeliverable', 'expired')) as undeliverable,
         (select queued_at from runs order by sequence desc limit 1) as newestRunAt`,
    )
    .get({ since });
  if (row === undefined) throw new Error("expected counts from the database, got no row");
  return row;
}

function sizeOf(path: string): number {
  return statSync(path, { throwIfNoEntry: false })?.size ?? 0;
}
