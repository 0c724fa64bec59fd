import assert from "node:assert/strict";
import { test } from "node:test";
import { createStore } from "../../src/store/open.ts";
import { memoryDatabase } from "../support/store.ts";

const reply = { id: "slack:C1:2.0", message: "message", at: "2026-11-20T09:05:00.000Z", text: "done" };

test("a reply is kept once, whoever tells of it and however often", async (context) => {
  const { replies } = createStore(memoryDatabase(context), "test");
  assert.deepEqual(await Promise.all([replies.keep({ ...reply, person: "me", meaning: "done" }), replies.keep(reply)]), [true, false]);
  await replies.keep({ ...reply, id: "slack:C1:1.0", at: "2026-11-20T09:01:00.000Z", text: "Which one?" });
  assert.deepEqual(await replies.ofMessage("message"), [
    { ...reply, id: "slack:C1:1.0", at: "2026-11-20T09:01:00.000Z", text: "Which one?" },
    { ...reply, person: "me", meaning: "done" },
  ]);
  assert.deepEqual(await replies.ofMessage("another"), []);
});
