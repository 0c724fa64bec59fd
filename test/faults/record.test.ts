import assert from "node:assert/strict";
import { test } from "node:test";
import Sqlite from "better-sqlite3";
import { findUnrecorded } from "../../bench/faults/kills-record.ts";
import { databasePath } from "../../src/store/database/database.ts";
import { openStore } from "../../src/store/open.ts";
import { AT, outboxEntry, RUN_ID, runEnd, startRun } from "../store/samples.ts";
import { temporaryDirectory } from "../support/store.ts";

test("a message that was sent without an entry is found, and so is an entry without its message", async (t) => {
  const directory = temporaryDirectory(t);
  const store = await openStore({ directory, codeVersion: "1" });
  await startRun(store);
  await store.runs.finish(RUN_ID, runEnd({ outbox: [outboxEntry("recorded"), outboxEntry("slipped")] }), AT);
  await store.outbox.claim(AT, 2);
  await store.outbox.settle("recorded", { state: "sent", receipt: "r" }, AT);
  assert.deepEqual(await findUnrecorded(directory), []);
  await store.close();
  const database = new Sqlite(databasePath(directory));
  database.exec("update outbox set state = 'sent' where key = 'slipped'; update outbox set state = 'pending' where key = 'recorded'");
  database.close();
  assert.deepEqual(await findUnrecorded(directory), ["message slipped without message.sent", "entry 4 without its message"]);
});
