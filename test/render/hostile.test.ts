import assert from "node:assert/strict";
import { describe, it } from "node:test";
import stringWidth from "string-width";
import type { Briefing } from "../../src/core/briefing.ts";
import { prose } from "../../src/core/prose.ts";
import { renderHtml } from "../../src/render/html.ts";
import { renderMarkdown } from "../../src/render/markdown.ts";
import { renderTerminal } from "../../src/render/terminal.ts";
import { bulletOf, factOf, sampleBriefing } from "./sample.ts";

const PIECES = [
  "\u001b[2J",
  "\u001b]8;;https://evil.com\u0007",
  "\u009b1A",
  "\r",
  "\n",
  "\n\n# heading\n",
  "\n[F1]: https://evil.com\n",
  "\u0000",
  "\u202e",
  "\u200b",
  "\u{e0041}",
  "<script>alert(1)</script>",
  "<img src=x onerror=alert(1)>",
  "</title></style>",
  "<!--",
  "-->",
  "\"'><a href=javascript:alert(1)>",
  "&lt;",
  "]]>",
  "[x](https://evil.com)",
  "![x](https://evil.com/p.png)",
  "<https://evil.com>",
  "https://evil.com/?q=",
  "evil.com",
  "www.evil.com",
  "eve@evil.com",
  "`",
  "```",
  "**",
  "__",
  "~~",
  "|",
  "\\",
  "- ",
  "1. ",
  "> ",
  "---",
  "[F1]",
  "$x$",
  "日本",
  "é",
  "🚀",
  "\ud800",
  " ",
  "word ",
  "x".repeat(300),
] as const;

/** What a program could turn into a link. */
const LINKABLE = /:\/\/evil|evil\.com(?![a-z0-9])/;

/** The same texts on each run: a linear congruential generator. */
function* hostileTexts(count: number): Generator<string> {
  let state = 20_261_118;
  const next = (limit: number): number => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return Math.floor((state / 2_147_483_648) * limit);
  };
  for (let index = 0; index < count; index += 1) {
    yield Array.from({ length: 1 + next(8) }, () => PIECES[next(PIECES.length)]).join("");
  }
  yield "A".repeat(10_000);
  yield "<".repeat(10_000);
  yield PIECES.join("").repeat(20);
}

/** A briefing with this text wherever text from outside can be. */
function briefingWith(text: string): Briefing {
  const item = `files:${text}#a1`;
  return sampleBriefing({
    headline: prose`${factOf(text)} needs you.`,
    title: text,
    sections: [
      {
        id: "risks",
        title: "At risk",
        style: "numbered",
        bullets: [bulletOf(prose`${factOf(text)} is late: ${factOf(text, "date")}.`, item)],
      },
      {
        id: "changed",
        title: "Changed",
        style: "list",
        bullets: [bulletOf(prose`${{ kind: "strong", text: `${text}!` }} and ${factOf(text, "instant")}`, item)],
      },
      { id: "open", title: `${text}!`, style: "line", bullets: [bulletOf(prose`${factOf(text, "time")}`)] },
    ],
    gaps: [bulletOf([{ kind: "text", text: `${text} could not be read.` }])],
    coverage: prose`Looked at ${factOf(text)}.`,
    citations: [
      { alias: "F1", item, title: text },
      { alias: "F2", item, title: text, url: `https://example.com/${text}` },
      { alias: "F3", item, title: text, url: `javascript:${text}` },
    ],
  });
}

const texts = [...hostileTexts(300)];

describe("whatever a source says", () => {
  it("moves nothing in a terminal, and stays within its width", () => {
    for (const text of texts) {
      const shown = renderTerminal(briefingWith(text), { width: 72, color: false });
      assert.doesNotMatch(shown, /(?!\n)[\p{Cc}\p{Cf}\p{Cs}]/u);
      assert.doesNotMatch(shown.replaceAll(/https:\/\/example\.com\/\S*/g, ""), LINKABLE);
      for (const line of shown.split("\n")) assert.ok(stringWidth(line) <= 72 || /^ +https:\/\/example\.com\//.test(line), line);
    }
  });

  it("adds no tag, attribute or address to HTML", () => {
    const tags = tagsOf(renderHtml(briefingWith("x")));
    for (const text of texts) {
      const html = renderHtml(briefingWith(text));
      assert.deepEqual(tagsOf(html), tags);
      assert.ok(html.length < 100_000);
      assert.doesNotMatch(html.replaceAll(/https:\/\/example\.com\/[^"]*"/g, ""), LINKABLE);
    }
  });

  it("adds no heading, list, link or code to Markdown", () => {
    const shape = shapeOf(renderMarkdown(briefingWith("x")));
    for (const text of texts) {
      const markdown = renderMarkdown(briefingWith(text));
      assert.deepEqual(shapeOf(markdown), shape);
      assert.doesNotMatch(withoutEvidence(withoutEscapes(markdown)), /[`~|<]|\]\(|\]: /);
    }
  });
});

/** The tags with their attributes, addresses of evidence cut to their host. */
function tagsOf(html: string): string[] {
  return [...html.matchAll(/<[^>]*>/g)].map((match) => match[0].replace(/https:\/\/example\.com\/[^"]*/, "https://example.com/"));
}

/** What each line begins with. */
function shapeOf(markdown: string): string[] {
  return markdown.split("\n").map((line) => /^(?:#+ |- |\d+\. |\*+)?/.exec(line)?.[0] ?? "");
}

function withoutEscapes(markdown: string): string {
  return markdown.replaceAll(/\\[!-/:-@[-`{-~]/g, "");
}

function withoutEvidence(markdown: string): string {
  return markdown.replaceAll(/\]\(<https:\/\/example\.com\/[^<>\s]*>\)/g, "");
}
