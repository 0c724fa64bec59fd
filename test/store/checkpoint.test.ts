import assert from "node:assert/strict";
import { statSync } from "node:fs";
import { test, type TestContext } from "node:test";
import { createCheckpointer } from "../../src/store/database/checkpoint.ts";
import { databasePath, openDatabase } from "../../src/store/database/database.ts";
import { temporaryDirectory } from "../support/store.ts";

/** A database whose log holds so many bytes, and what a checkpointer over it did. */
async function moved(context: TestContext, bytes: number): Promise<number> {
  const path = databasePath(temporaryDirectory(context));
  const database = openDatabase(path);
  context.after(() => database.close());
  database.exec("create table large (text text) strict");
  database.prepare("insert into large values (?)").run("x".repeat(bytes));
  const before = statSync(path).size;
  const checkpointer = createCheckpointer(path);
  checkpointer.committed();
  await checkpointer.stop();
  return statSync(path).size - before;
}

test("a long log is moved into the database while that stays open", async (context) => {
  assert.ok((await moved(context, 10_000_000)) > 9_000_000);
});

test("a short one is left alone", async (context) => {
  assert.equal(await moved(context, 1_000_000), 0);
});

test("after a stop nothing is moved any more", async (context) => {
  const path = databasePath(temporaryDirectory(context));
  const database = openDatabase(path);
  context.after(() => database.close());
  const checkpointer = createCheckpointer(path);
  await checkpointer.stop();
  database.exec("create table large (text text) strict");
  database.prepare("insert into large values (?)").run("x".repeat(10_000_000));
  const before = statSync(path).size;
  checkpointer.committed();
  await checkpointer.stop();
  assert.equal(statSync(path).size, before);
});
