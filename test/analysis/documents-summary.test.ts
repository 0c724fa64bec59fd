import assert from "node:assert/strict";
import { test } from "node:test";
import type { Item } from "../../src/core/item.ts";
import { NOW } from "../support/day.ts";
import { healthOf, itemOf } from "../support/items.ts";
import { linesOf, runDay } from "./checked-day.ts";

const documentOf = (title: string, ts = "2026-11-18T09:00:00.000Z"): Item =>
  itemOf({
    ...{ id: `google-drive:${title}`, source: "google-drive", kind: "document", title, ts },
    fields: { document: title, type: "document", modifiedAt: ts, modifiedBy: "Sam Rivera", sharedAt: null },
  });

const commentOf = (title: string, answered: boolean): Item =>
  itemOf({
    ...{ id: `google-drive:plan#${title}`, source: "google-drive", kind: "comment", title },
    fields: { document: "plan", comment: title, documentTitle: "Plan", replies: 0, answered, assigned: false },
  });

test("comments that wait for me are told first, then documents by their names", () => {
  const items = [...["Plan", "Numbers", "Notes", "Offer"].map((title) => documentOf(title)), commentOf("Is that so?", false)];
  const first = runDay({ items: [...items, commentOf("And this?", true)], sources: [healthOf("google-drive", NOW)] });
  assert.deepEqual(linesOf(first.briefing, "changed"), [
    "You are named in 1 comment: Is that so? (Plan).",
    "Google Drive: 4 documents: Plan, Numbers, Notes and 1 more.",
  ]);
});

test("what was told is told again only where it happened again", () => {
  const earlier = [documentOf("Plan"), documentOf("Numbers"), commentOf("Is that so?", false)];
  const next = "2026-11-20T08:00:00.000Z";
  const items = [documentOf("Plan", "2026-11-19T16:00:00.000Z"), documentOf("Numbers"), commentOf("Is that so?", true)];
  const { briefing } = runDay({ now: next, items, earlier, sources: [healthOf("google-drive", next)], since: NOW });
  assert.deepEqual(linesOf(briefing, "changed"), ["Google Drive: 1 document: Plan."]);
});
