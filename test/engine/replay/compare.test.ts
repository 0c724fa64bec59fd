import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Briefing, Bullet } from "../../../src/core/briefing.ts";
import { addTallies, differenceTable, tallyInWords, tallyOf } from "../../../src/cli/replay-words.ts";
import { compareBriefings } from "../../../src/engine/replay/compare.ts";

function line(text: string, cites: readonly string[] = [text], changes: Partial<Bullet> = {}): Bullet {
  return { kind: "fact", text: [{ kind: "text", text }], cites, flags: [], ...changes };
}

function briefing(bullets: readonly Bullet[], headline = "All is well."): Briefing {
  return {
    ...{ automation: "day", title: "Day", run: "r", asOf: "2026-11-20T09:00:00.000Z", timezone: "UTC", example: false, quiet: false },
    headline: [{ kind: "text", text: headline }],
    sections: [{ id: "summary", title: "Summary", style: "list", bullets }],
    ...{ gaps: [], coverage: [{ kind: "text", text: "Looked at 3 files." }], citations: [], sources: [] },
  };
}

function kinds(was: Briefing, is: Briefing): string[] {
  return compareBriefings(was, is).lines.map((change) => {
    const texts = ["was" in change ? change.was.text : undefined, "is" in change ? change.is.text : undefined];
    return [change.kind, ...new Set(texts.filter((text) => text !== undefined))].join(" ");
  });
}

describe("a comparison", () => {
  it("finds what stayed, what says something else of the same, and what is only in one of them, in their order", () => {
    const was = briefing([line("a"), line("b"), line("c", ["x"]), line("d")]);
    const is = briefing([line("a"), line("c anew", ["x", "y"]), line("d"), line("e")]);
    assert.deepEqual(kinds(was, is), [
      "same All is well.",
      "same a",
      "only-then b",
      "changed c c anew",
      "same d",
      "only-now e",
      "same Looked at 3 files.",
    ]);
  });

  it("finds what stands elsewhere, each line once", () => {
    const was = briefing([line("a"), line("b"), line("a")]);
    assert.deepEqual(
      kinds(was, briefing([line("b"), line("a"), line("a")]))
        .slice(1, 4)
        .toSorted(),
      ["moved a", "same a", "same b"],
    );
  });

  it("joins lines about one flag, whatever they cite, and lines about the whole", () => {
    const was = briefing([line("late", ["x"], { flags: ["k1"] }), line("other", ["x"], { flags: ["k2"] })], "Two things.");
    const is = briefing([line("very late", ["z"], { flags: ["k1"], by: "model" })], "One thing.");
    assert.deepEqual(kinds(was, is).slice(0, 3), ["changed Two things. One thing.", "changed late very late", "only-then other"]);
  });

  it("is identical only where nothing differs, seen or not", () => {
    const was = briefing([line("a")]);
    assert.equal(compareBriefings(was, briefing([line("a")])).isIdentical, true);
    assert.equal(compareBriefings(was, briefing([line("a", ["b"])])).isIdentical, false);
    assert.equal(compareBriefings(was, { ...was, title: "Another" }).isIdentical, false);
  });

  it("is told in words that say what was, what is, and who writes", () => {
    const compared = compareBriefings(
      briefing([line("a"), line("b"), line("c")]),
      briefing([line("a", ["a"], { by: "model" }), line("b", ["b", "z"]), line("d", ["c"])]),
    );
    assert.deepEqual(differenceTable(compared).slice(1), [
      ["now by a model", "Summary", "a"],
      ["on other evidence", "Summary", "b"],
      ["then", "Summary", "c"],
      ["now", "Summary", "d"],
    ]);
    const tally = tallyOf(compared);
    assert.equal(tallyInWords(tally), "2 lines the same and 3 changed");
    assert.deepEqual(addTallies([tally, tally]), { same: 4, changed: 6, moved: 0, "only-then": 0, "only-now": 0 });
  });
});
