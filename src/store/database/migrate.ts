import { closeSync, fsyncSync, openSync, readdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { ConfigError } from "../../core/errors.ts";
import { schemaVersion, type Database } from "./database.ts";

/** One numbered step of the schema. */
export interface Migration {
  version: number;
  sql: string;
}

/** The migrations of a folder, `0001-what-it-does.sql` and so on, in order. */
export function loadMigrations(folder = new URL("../migrations/", import.meta.url)): Migration[] {
  return readdirSync(folder)
    .filter((name) => /^\d{4}-.+\.sql$/.test(name))
    .toSorted()
    .map((name) => ({ version: Number(name.slice(0, 4)), sql: readFileSync(new URL(name, folder), "utf8") }));
}

/**
 * Brings the schema up to date in one transaction. Where there are data already, a copy is written first,
 * beside the database as `<name>.v<version>`. Throws ConfigError `data-newer`, and then nothing is changed.
 */
export function migrate(database: Database, migrations: readonly Migration[]): void {
  const version = schemaVersion(database);
  refuseNewer(database, migrations);
  const pending = migrations.filter((migration) => migration.version > version);
  if (pending.length === 0) return;
  if (hasTables(database)) keepCopy(database, `${database.name}.v${version}`);
  // Rebuilding a table drops the old one, which would cascade; what is broken is found before the commit instead.
  database.pragma("foreign_keys = OFF");
  try {
    database.transaction(() => apply(database, pending)).immediate();
  } finally {
    database.pragma("foreign_keys = ON");
  }
}

/** Throws ConfigError `data-newer` or `data-older` where a reader's code and the schema differ. */
export function expectCurrent(database: Database, migrations: readonly Migration[]): void {
  refuseNewer(database, migrations);
  const version = schemaVersion(database);
  if (version === latestOf(migrations)) return;
  throw new ConfigError("data-older", `expected ${database.name} to have schema ${latestOf(migrations)}, got ${version}`, {
    hint: "Start Chief once, which brings the data up to date.",
  });
}

function refuseNewer(database: Database, migrations: readonly Migration[]): void {
  const version = schemaVersion(database);
  if (version <= latestOf(migrations)) return;
  throw new ConfigError("data-newer", `expected ${database.name} to have schema ${latestOf(migrations)} or older, got ${version}`, {
    hint: "A newer Chief wrote it: run that one, or choose another data directory.",
  });
}

function latestOf(migrations: readonly Migration[]): number {
  return migrations.at(-1)?.version ?? 0;
}

function hasTables(database: Database): boolean {
  return database.prepare("select 1 from sqlite_schema limit 1").get() !== undefined;
}

function apply(database: Database, pending: readonly Migration[]): void {
  for (const { version, sql } of pending) {
    database.exec(sql);
    database.pragma(`user_version = ${version}`);
  }
  const broken = database.prepare("pragma foreign_key_check").all();
  if (broken.length > 0) throw new Error(`expected every reference to hold after migrating, got ${broken.length} broken ones`);
}

/** Whole or not there at all: SQLite itself neither syncs the copy nor removes half of one. */
function keepCopy(database: Database, path: string): void {
  const unfinished = `${path}.unfinished`;
  rmSync(unfinished, { force: true });
  database.prepare("vacuum into ?").run(unfinished);
  const file = openSync(unfinished, "r+");
  fsyncSync(file);
  closeSync(file);
  renameSync(unfinished, path);
}
