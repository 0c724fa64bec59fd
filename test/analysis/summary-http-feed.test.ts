import assert from "node:assert/strict";
import { test } from "node:test";
import type { Item } from "../../src/core/item.ts";
import { NOW } from "../support/day.ts";
import { healthOf, itemOf } from "../support/items.ts";
import { linesOf, runDay } from "./checked-day.ts";

const entryOf = (title: string, feedTitle: string | null = "Status of Acme", ts = "2026-11-18T09:00:00.000Z"): Item =>
  itemOf({
    ...{ id: `http-feed:acme#${title}`, source: "http-feed", kind: "entry", title, ts },
    fields: { feed: "acme", feedTitle, categories: [] },
  });

test("each feed has a line with its newest entries, and what was corrected is no news", () => {
  const earlier = ["Outage", "Sale"].map((title) => entryOf(title));
  const first = runDay({ items: earlier, sources: [healthOf("http-feed", NOW)] });
  assert.deepEqual(linesOf(first.briefing, "changed"), ["Status of Acme: 2 new entries: Outage and Sale."]);
  const next = "2026-11-20T08:00:00.000Z";
  const items = [...earlier.slice(1), { ...entryOf("Outage"), body: "over", contentHash: "v1:other" }, entryOf("Maintenance", null)];
  const { briefing } = runDay({ now: next, items, earlier, sources: [healthOf("http-feed", next)], since: NOW });
  assert.deepEqual(linesOf(briefing, "changed"), ["acme: 1 new entry: Maintenance."]);
});
