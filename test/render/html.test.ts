import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { prose } from "../../src/core/prose.ts";
import { HTML_STYLE } from "../../src/render/html-style.ts";
import { renderHtml } from "../../src/render/html.ts";
import { bulletOf, sampleBriefing } from "./sample.ts";

const html = renderHtml(sampleBriefing({ example: true }));

describe("a briefing in HTML", () => {
  it("is one small document that loads nothing", () => {
    assert.ok(html.length < 20_000);
    assert.match(html, /default-src 'none'/);
    assert.doesNotMatch(html, /<(?:script|img|link|iframe|object)|@import|url\(|\ssrc=/);
  });

  it("has a language, landmarks and headings in order", () => {
    assert.match(html, /<html lang="en">/);
    for (const landmark of ["header", "main", "footer"]) assert.equal(html.split(`<${landmark}>`).length, 2, landmark);
    assert.deepEqual(
      [...html.matchAll(/<h(\d)/g)].map((match) => match[1]),
      ["1", ...Array.from({ length: 7 }, () => "2")],
    );
  });

  it("names each part by its heading, each id being there once", () => {
    const ids = [...html.matchAll(/ id="([^"]+)"/g)].map((match) => match[1]);
    assert.equal(new Set(ids).size, ids.length);
    for (const [, id] of html.matchAll(/(?:aria-labelledby="|href="#)([^"]+)"/g)) assert.ok(ids.includes(id), id);
  });

  it("links only to its evidence", () => {
    const links = [...html.matchAll(/href="([^"]*)"/g)].map((match) => match[1]).filter((link) => !link?.startsWith("#"));
    assert.deepEqual(links, ["https://example.com/shop/commit/0123456"]);
  });

  it("sets several short lines below each other, and one as a paragraph", () => {
    const open = { id: "open", title: "Still open", style: "line", bullets: [bulletOf(prose`One.`), bulletOf(prose`Two.`)] } as const;
    assert.match(renderHtml(sampleBriefing({ sections: [open] })), /<ul>\n<li>One\.<\/li>\n<li>Two\.<\/li>\n<\/ul>/);
    assert.match(html, /<p>Order the banners; book the room\.<\/p>/);
  });

  it("says how to answer a flag", () => assert.match(html, /<p>Answer a flag with chief done, snooze or mute/));

  it("says EXAMPLE first, in the page and in its title", () => {
    assert.match(html, /<title>EXAMPLE: Morning briefing, Thu 19 Nov: 2 things need you\.<\/title>/);
    assert.match(html, /<header>\n<p class="example"><strong>EXAMPLE<\/strong>/);
  });

  it("contrasts its colours enough in both schemes", () => {
    for (const scheme of colorSchemes()) {
      for (const [ink, paper] of [
        ["text", "page"],
        ["soft", "page"],
        ["link", "page"],
        ["warn", "warn-page"],
        ["text", "warn-page"],
        ["link", "warn-page"],
      ] as const) {
        const ratio = contrast(scheme.get(ink) ?? "", scheme.get(paper) ?? "");
        assert.ok(ratio >= 4.5, `${ink} on ${paper}: ${ratio.toFixed(2)}`);
      }
    }
  });
});

/** The colour variables of the light and of the dark scheme. */
function colorSchemes(): Map<string, string>[] {
  const blocks = [...HTML_STYLE.matchAll(/:root \{([^}]*)\}/g)].map((match) => match[1] ?? "");
  assert.equal(blocks.length, 2);
  return blocks.map((block) => new Map([...block.matchAll(/--([\w-]+): (#\w{6})/g)].map((match) => [match[1] ?? "", match[2] ?? ""])));
}

/** As WCAG 2 defines it, https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio. */
function contrast(a: string, b: string): number {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].toSorted((x, y) => y - x);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5]
    .map((start) => Number.parseInt(color.slice(start, start + 2), 16) / 255)
    .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
