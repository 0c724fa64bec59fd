import assert from "node:assert/strict";
import { test } from "node:test";
import type { Briefing } from "../../src/core/briefing.ts";
import type { LedgerEntry } from "../../src/core/finding.ts";
import type { Item } from "../../src/core/item.ts";
import { NOW } from "../support/day.ts";
import { taskOf } from "../support/items.ts";
import { textOf } from "../support/text.ts";
import { linesOf, runDay } from "./checked-day.ts";

/** Three mornings over the same items, the later ones after what the reader has said. */
function nextDays(
  items: readonly Item[],
  said: (ledger: readonly LedgerEntry[]) => readonly LedgerEntry[] = (ledger) => ledger,
): Briefing[] {
  const first = runDay({ items });
  const mornings = [first];
  for (const date of ["2026-11-20", "2026-11-23"]) {
    const before = mornings.at(-1) ?? first;
    const ledger = said(before.analysis.ledger);
    mornings.push(runDay({ now: `${date}T08:00:00.000Z`, items, earlier: items, ledger, changes: before.changes, since: NOW }));
  }
  return mornings.map(({ briefing }) => briefing);
}

test("small findings are named and counted once, not day by day", () => {
  const ownerless = Array.from({ length: 9 }, (_, index) => taskOf(`Load test ${index}`, { due: "2026-12-02" }));
  const items = [...ownerless, taskOf("Report", { owner: "dana" })];
  const parts = nextDays(items).map((briefing) => [linesOf(briefing, "open").length, linesOf(briefing, "counts").length]);
  assert.deepEqual(parts, [
    [6, 1],
    [0, 0],
    [0, 0],
  ]);
});

const overdue = Array.from({ length: 8 }, (_, index) => taskOf(`Report ${index}`, { due: "2026-11-05", owner: "sam" }));

test("what is still open and has no room to be named is counted once, and by the first line every day", () => {
  const [, open, later] = nextDays(overdue).map((briefing) => [linesOf(briefing, "open").length, textOf(briefing.headline)]);
  assert.deepEqual(open, [6, "Nothing new needs you; 8 things are still open."]);
  assert.deepEqual(later, [5, "Nothing new needs you; 8 things are still open."]);
});

test("what the reader silenced is counted on the morning after, and then no more", () => {
  const silenced = nextDays(overdue, (ledger) =>
    ledger.map((entry) => ({ acknowledgement: { kind: "mute", by: "me", at: NOW }, ...entry })),
  );
  assert.deepEqual(
    silenced.map((briefing) => linesOf(briefing, "counts")),
    [[], ["8 silenced by you."], []],
  );
});
