import assert from "node:assert/strict";
import { test } from "node:test";
import { findFact } from "../../src/core/item.ts";
import { itemOf } from "../support/items.ts";

test("a fact may be one of a list, or words of a title or body", () => {
  const item = itemOf({
    id: "a",
    source: "git",
    kind: "change",
    title: "feat: pay",
    body: "Pay now.",
    fields: { files: ["a 1", "b 2"], "x.0": "whole" },
  });
  const found = (path: string): unknown => findFact(item, path);
  assert.deepEqual(["fields.files.1", "fields.x.0", "title.6-9", "body.0-3", "title"].map(found), [
    "b 2",
    "whole",
    "pay",
    "Pay",
    "feat: pay",
  ]);
  assert.deepEqual(["fields.files.2", "fields.files.x", "title.6-99", "fields.none.0"].map(found), [
    undefined,
    undefined,
    undefined,
    undefined,
  ]);
});
