import assert from "node:assert/strict";
import { test } from "node:test";
import { createStore } from "../../src/store/open.ts";
import { memoryDatabase } from "../support/store.ts";

test("a cursor is what was saved last under its name, after a restart too", async (context) => {
  const database = memoryDatabase(context);
  const { cursors } = createStore(database, "test");
  assert.equal(await cursors.load("file:notes"), undefined);
  await cursors.save("file:notes", { round: 1, files: {} });
  await cursors.save("file:notes", { round: 2, files: { "a.md": { bytes: 3 } } });
  await cursors.save("run:a", null);
  const later = createStore(database, "test").cursors;
  assert.deepEqual(await later.load("file:notes"), { round: 2, files: { "a.md": { bytes: 3 } } });
  assert.equal(await later.load("run:a"), null);
});
