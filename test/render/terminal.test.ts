import assert from "node:assert/strict";
import { stripVTControlCharacters } from "node:util";
import { describe, it } from "node:test";
import stringWidth from "string-width";
import { prose } from "../../src/core/prose.ts";
import { renderTerminal } from "../../src/render/terminal.ts";
import { bulletOf, factOf, sampleBriefing } from "./sample.ts";

describe("a briefing in the terminal", () => {
  it("reads from what needs the reader to what it rests on", () => {
    assert.equal(
      renderTerminal(sampleBriefing(), { width: 80, color: false }),
      `Thu 19 Nov: 2 things need you.

At risk
1. Send the signed contract to Acme is overdue: it was due Mon 16 Nov, 3
   business days ago. Next: send it or agree a new date (you, by today) [F1].
   3fa2c1b
2. Load test the checkout has been blocked by staging access since Tue 10 Nov.
   Next: ask Dana to open it (Priya) [F1][R1]. a2a3b62

Today: Approve the launch post, due today [F1].

Changed since Wed 18 Nov 09:00
- 12 commits by Priya and Lee, the last Thu 19 Nov 07:42: Retry the payment
  webhook [R1].

Cleared: Renew the certificate is done [F1].
Still open (2): Order the banners; book the room.

Could not check
- Repository old/site could not be read: no permission. Give yourself read
  access to the folder.

Looked at 2 repositories and 3 files. 14 tasks need nothing.

Evidence
[F1] Send the signed contract to Acme (tasks/launch.md)
[R1] Retry the payment webhook
     https://example.com/shop/commit/0123456

Morning briefing, Thu 19 Nov 09:00 (America/Los_Angeles). Answer a flag with
chief done, snooze or mute and the key behind it.
`,
    );
  });

  it("gives each flag its key where lines run on, but for what is cleared", () => {
    const flagged = (text: string, flag: string) => ({
      ...bulletOf(prose`${factOf(text)} is late.`, "files:tasks/launch.md#a1"),
      flags: [flag],
    });
    const sections = [
      { id: "open", title: "Still open", style: "line", bullets: [flagged("One", "1111111aaaa"), flagged("Two", "2222222bbbb")] },
      { id: "cleared", title: "Cleared", style: "line", bullets: [flagged("Three", "3333333cccc")] },
    ] as const;
    const text = renderTerminal(sampleBriefing({ sections }), { width: 80, color: false });
    assert.match(text, /\nStill open: One is late \[F1\] 1111111\. Two is late \[F1\] 2222222\.\nCleared: Three is late \[F1\]\.\n/);
    assert.match(text, /Answer a flag/);
  });

  it("tells the year of the day it speaks of where a line has a date of another year", () => {
    const sections = [
      { id: "today", title: "Today", style: "line", bullets: [bulletOf(prose`Due ${factOf("2025-12-01", "date")}.`)] },
    ] as const;
    assert.match(renderTerminal(sampleBriefing({ sections }), { width: 80, color: false }), /^Thu 19 Nov 2026: /);
  });

  it("starts with the word EXAMPLE where the data is made up", () => {
    assert.match(renderTerminal(sampleBriefing({ example: true }), { width: 80, color: false }), /^EXAMPLE: made-up data/);
  });

  it("fits every width, with wide characters and emoji in the data", () => {
    const title = "納期が過ぎた請求書の支払い 🚀 ".repeat(8);
    const sections = [
      { id: "risks", title: "At risk", style: "numbered", bullets: [bulletOf(prose`${factOf(title)} is overdue.`)] },
    ] as const;
    for (const width of [20, 41, 60, 80, 120]) {
      const lines = renderTerminal(sampleBriefing({ sections, citations: [] }), { width, color: false }).split("\n");
      for (const line of lines) assert.ok(stringWidth(line) <= Math.min(width, 96), `${stringWidth(line)} of ${width}: ${line}`);
    }
  });

  it("aligns the lines of numbered points, ten and more", () => {
    const bullets = Array.from({ length: 12 }, (_, index) => bulletOf(prose`Point ${String(index)} ${"word ".repeat(20)}`));
    const text = renderTerminal(sampleBriefing({ sections: [{ id: "risks", title: "At risk", style: "numbered", bullets }] }), {
      width: 60,
      color: false,
    });
    assert.match(text, /\n 9\. Point 8/);
    assert.match(text, /\n12\. Point 11 .*\n {4}word/);
  });

  it("has colours only when asked, and says the same with them", () => {
    const plain = renderTerminal(sampleBriefing(), { width: 80, color: false });
    const colored = renderTerminal(sampleBriefing(), { width: 80, color: true });
    assert.equal(stripVTControlCharacters(plain), plain);
    assert.notEqual(colored, plain);
    assert.equal(stripVTControlCharacters(colored), plain);
  });

  it("leaves no gap where a part is empty", () => {
    const text = renderTerminal(sampleBriefing({ sections: [], gaps: [], citations: [], coverage: [] }), { width: 80, color: false });
    assert.equal(text, "Thu 19 Nov: 2 things need you.\n\nMorning briefing, Thu 19 Nov 09:00 (America/Los_Angeles)\n");
  });
});
