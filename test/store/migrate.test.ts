import assert from "node:assert/strict";
import { existsSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { test, type TestContext } from "node:test";
import { openDatabase, openReadOnly, schemaVersion, type Database } from "../../src/store/database/database.ts";
import { expectCurrent, loadMigrations, migrate, type Migration } from "../../src/store/database/migrate.ts";
import { memoryDatabase, temporaryDirectory } from "../support/store.ts";

const first: Migration = { version: 1, sql: "create table a (n integer) strict; insert into a values (41);" };
const second: Migration = { version: 2, sql: "update a set n = n + 1;" };

function databaseOnDisk(t: TestContext): Database {
  const database = openDatabase(join(temporaryDirectory(t), "chief.db"));
  t.after(() => database.close());
  return database;
}

function numberIn(database: Database): unknown {
  return database.prepare("select n from a").pluck().get();
}

test("the shipped migrations are numbered without a gap and lead to a sound schema", (t) => {
  const migrations = loadMigrations();
  const database = memoryDatabase(t);
  migrate(database, migrations);
  assert.deepEqual(
    migrations.map((migration) => migration.version),
    migrations.map((_, index) => index + 1),
  );
  assert.equal(database.pragma("integrity_check", { simple: true }), "ok");
  const tables = database.prepare("select strict from pragma_table_list where schema = 'main' and name not like 'sqlite_%'").pluck();
  assert.ok(tables.all().every((strict) => strict === 1));
});

test("a new database gets every migration and needs no copy", (t) => {
  const database = databaseOnDisk(t);
  migrate(database, [first, second]);
  assert.equal(numberIn(database), 42);
  assert.equal(schemaVersion(database), 2);
  assert.deepEqual(
    readdirSync(dirname(database.name)).filter((name) => name.includes(".v")),
    [],
  );
});

test("a migration runs once", (t) => {
  const database = databaseOnDisk(t);
  migrate(database, [first, second]);
  migrate(database, [first, second]);
  assert.equal(numberIn(database), 42);
});

test("data that are there already are copied before they are migrated", (t) => {
  const database = databaseOnDisk(t);
  migrate(database, [first]);
  migrate(database, [first, second]);
  const copy = openReadOnly(`${database.name}.v1`);
  t.after(() => copy.close());
  assert.equal(numberIn(copy), 41);
  assert.equal(schemaVersion(copy), 1);
  assert.equal(numberIn(database), 42);
  assert.equal(existsSync(`${database.name}.v1.unfinished`), false);
});

test("a migration that fails leaves the data and the schema as they were", (t) => {
  const database = databaseOnDisk(t);
  migrate(database, [first]);
  assert.throws(() => migrate(database, [first, second, { version: 3, sql: "update b set n = 0;" }]), /no such table/);
  assert.equal(numberIn(database), 41);
  assert.equal(schemaVersion(database), 1);
  migrate(database, [first, second]);
  assert.equal(numberIn(database), 42);
});

test("a migration may rebuild a table that others refer to, but not break what they refer to", (t) => {
  const database = databaseOnDisk(t);
  const parents = "create table p (id integer primary key) strict; insert into p values (1);";
  const children = "create table c (p integer references p (id) on delete cascade) strict; insert into c values (1);";
  const rebuild =
    "create table q (id integer primary key) strict; insert into q select id from p; drop table p; alter table q rename to p;";
  const start = { version: 1, sql: parents + children };
  migrate(database, [start, { version: 2, sql: rebuild }]);
  assert.equal(database.prepare("select count(*) from c").pluck().get(), 1);
  assert.throws(() => migrate(database, [start, { version: 3, sql: "delete from p;" }]), /expected every reference to hold/);
  assert.equal(database.prepare("select count(*) from p").pluck().get(), 1);
  assert.equal(database.pragma("foreign_keys", { simple: true }), 1);
});

test("a schema that is newer than the code is refused untouched", (t) => {
  const database = databaseOnDisk(t);
  migrate(database, [first, second]);
  const refusal = { name: "ConfigError", code: "data-newer", message: /to have schema 1 or older, got 2/, hint: /newer Chief/ };
  assert.throws(() => migrate(database, [first]), refusal);
  assert.throws(() => expectCurrent(database, [first]), refusal);
  assert.equal(numberIn(database), 42);
});

test("a reader is told to start Chief where the schema is older than the code", (t) => {
  const database = databaseOnDisk(t);
  migrate(database, [first]);
  assert.throws(() => expectCurrent(database, [first, second]), { code: "data-older", hint: /Start Chief once/ });
});
