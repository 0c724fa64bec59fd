import assert from "node:assert/strict";
import { test } from "node:test";
import { createStore } from "../../src/store/open.ts";
import { memoryDatabase } from "../support/store.ts";

test("a store tells that it has no room from the first change that was refused until it takes some again", async (context) => {
  const database = memoryDatabase(context);
  const store = createStore(database, "test");
  assert.equal(await store.trouble(), undefined);
  const pages = Number(database.pragma("page_count", { simple: true }));
  database.pragma(`max_page_count = ${pages}`);
  assert.equal(await store.trouble(), undefined);
  await assert.rejects(store.documents.put("briefing", "a".repeat(100_000)), { code: "disk-full" });
  // A change that still fits does not hide it.
  await store.definitions.setPaused("brief", true, "2026-11-20T08:00:00.000Z");
  assert.match((await store.trouble()) ?? "", /room on the disk/);
  database.pragma(`max_page_count = ${pages + 1_000}`);
  assert.deepEqual([await store.trouble(), await store.trouble(), await store.cursors.load("probe")], [undefined, undefined, undefined]);
});
