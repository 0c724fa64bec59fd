import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { Briefing, Bullet, Section } from "../../src/core/briefing.ts";
import { cutBriefing } from "../../src/render/cut.ts";
import { renderMarkdown } from "../../src/render/markdown.ts";
import { sampleBriefing } from "./sample.ts";

const line = (text: string): Bullet => ({ kind: "fact", text: [{ kind: "text", text }], cites: [`x:${text}`], flags: [] });
const section = (id: Section["id"], ...texts: readonly string[]): Section => ({ id, title: id, style: "list", bullets: texts.map(line) });
const texts = ["soon", "urgent", "later", "gap", "new", "old"];
const briefing = sampleBriefing({
  headline: [],
  sections: [
    section("today", "soon"),
    section("risks", "urgent", "later"),
    section("changed", "new"),
    section("counts"),
    section("open", "old"),
  ],
  gaps: [line("gap")],
  coverage: [{ kind: "text", text: "Looked at all." }],
  citations: texts.map((text, at) => ({ alias: `X${at}`, item: `x:${text}`, title: text })),
  run: "manual:sample:1",
});

/** As many characters as lines. */
const linesIn = ({ sections, gaps }: Briefing): number => sections.reduce((sum, { bullets }) => sum + bullets.length, gaps.length);
const told = ({ sections, gaps }: Briefing): string[] =>
  [...sections.flatMap(({ bullets }) => bullets), ...gaps].flatMap(({ text }) => text.map((span) => ("text" in span ? span.text : "")));
const coverageOf = (cut: Briefing): string => cut.coverage.map((span) => ("text" in span ? span.text : "")).join("");

describe("a briefing that is longer than a message may be", () => {
  it("stays as it is where it fits", () => assert.equal(cutBriefing(briefing, 6, linesIn), briefing));

  it("loses whole lines from the end, those at risk last", () => {
    const kept = [5, 4, 3, 2, 1, 0].map((most) => told(cutBriefing(briefing, most, linesIn)));
    assert.deepEqual(kept, [
      ["soon", "urgent", "later", "new", "gap"],
      ["soon", "urgent", "later", "gap"],
      ["urgent", "later", "gap"],
      ["urgent", "later"],
      ["urgent"],
      [],
    ]);
  });

  it("says how many lines are not shown, and where they are", () => {
    assert.equal(coverageOf(cutBriefing(briefing, 5, linesIn)), "Looked at all. 1 more line is not shown here: chief show manual:sample:1");
    assert.equal(
      coverageOf(cutBriefing(briefing, 2, linesIn)),
      "Looked at all. 4 more lines are not shown here: chief show manual:sample:1",
    );
  });

  it("loses the evidence and the titles of those lines, and no other", () => {
    const cut = cutBriefing(briefing, 2, linesIn);
    assert.deepEqual(
      cut.citations.map(({ alias }) => alias),
      ["X1", "X2"],
    );
    assert.deepEqual(
      cut.sections.map(({ id }) => id),
      ["risks", "counts"],
    );
    assert.deepEqual(cut.gaps, []);
  });

  it("keeps as many lines as there is room for, as its reader reads them", () => {
    const lengthOf = (each: Briefing): number => renderMarkdown(each).length;
    for (let most = 200; most < lengthOf(briefing); most += 10) {
      const cut = cutBriefing(briefing, most, lengthOf);
      if (linesIn(cut) > 0) assert.ok(lengthOf(cut) <= most, `${most}`);
    }
  });
});
