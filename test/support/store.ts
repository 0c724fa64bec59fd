import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestContext } from "node:test";
import type { Store } from "../../src/core/ports/store.ts";
import { openDatabase, type Database } from "../../src/store/database/database.ts";
import { createStore } from "../../src/store/open.ts";

/** A new folder that is removed when the test ends. */
export function temporaryDirectory(test: TestContext): string {
  const directory = mkdtempSync(join(tmpdir(), "chief-test-"));
  test.after(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}

/** A database in memory, closed when the test ends; open several stores over it to see several starts of Chief. */
export function memoryDatabase(test: Pick<TestContext, "after">): Database {
  const database = openDatabase(":memory:");
  test.after(() => database.close());
  return database;
}

/** A store in its first epoch over a new database in memory, with the real schema. */
export function memoryStore(test: TestContext): Store {
  return createStore(memoryDatabase(test), "test");
}
