import assert from "node:assert/strict";
import { writeFileSync, truncateSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { ConfigError } from "../../src/core/errors.ts";
import { openDatabase } from "../../src/store/database/database.ts";
import { inspectDatabase, isTaken } from "../../src/store/health.ts";
import { openStore } from "../../src/store/open.ts";
import { temporaryDirectory } from "../support/store.ts";
import { AT, runEnd, startRun } from "./samples.ts";

const SINCE = "2026-11-19T00:00:00.000Z";

test("a sound database tells its size, its schema and what went wrong lately, also while it is in use", async (t) => {
  const directory = temporaryDirectory(t);
  assert.equal(isTaken(directory), false);
  const store = await openStore({ directory, codeVersion: "1" });
  await startRun(store, "a");
  await store.runs.finish("a", runEnd({ status: "failed" }), AT);
  const health = inspectDatabase(directory, SINCE);
  assert.deepEqual([health.damage, health.schema, isTaken(directory)], [[], health.expectedSchema, true]);
  assert.ok(health.bytes > 0 && health.walBytes > 0 && health.readMs >= 0);
  assert.deepEqual(health.counts, { failedRuns: 1, missedSlots: 0, undeliverable: 0, newestRunAt: AT });
  assert.equal(inspectDatabase(directory, "2026-11-21T00:00:00.000Z").counts?.failedRuns, 0);
  await store.close();
  assert.equal(isTaken(directory), false);
});

test("of another schema nothing is counted, and a file that is no database, or half of one, is said to be damaged", async (t) => {
  const directory = temporaryDirectory(t);
  assert.throws(() => inspectDatabase(directory, SINCE), isConfigError("data-missing"));
  const path = join(directory, "chief.db");
  const database = openDatabase(path);
  database.exec(
    "create table x (y text); insert into x select hex(randomblob(500)) from json_each(json_array(1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16));",
  );
  database.pragma("user_version = 1");
  database.close();
  const older = inspectDatabase(directory, SINCE);
  assert.deepEqual([older.schema, older.counts, older.damage], [1, undefined, []]);
  truncateSync(path, 4_096 * 3);
  assert.throws(() => {
    assert.deepEqual(inspectDatabase(directory, SINCE).damage, []);
  });
  writeFileSync(path, "this is no database, whatever it is called ".repeat(100));
  assert.throws(() => inspectDatabase(directory, SINCE), isConfigError("data-damaged"));
});

function isConfigError(code: string) {
  return (error: unknown): boolean => error instanceof ConfigError && error.code === code;
}
