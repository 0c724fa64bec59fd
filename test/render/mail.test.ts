import assert from "node:assert/strict";
import { describe, it } from "node:test";
import stringWidth from "string-width";
import type { Briefing } from "../../src/core/briefing.ts";
import { derived, prose, strong } from "../../src/core/prose.ts";
import { guardUrl } from "../../src/render/guard.ts";
import { colorsOf } from "../../src/render/mail/looks.ts";
import { renderMail } from "../../src/render/mail/mail.ts";
import { RANDOM_COUNT, randomBriefings } from "../support/random-briefing.ts";
import { bulletOf, factOf, sampleBriefing } from "./sample.ts";

const COLUMNS = 72;
const MOST_BYTES = 100_000;
const SEED = 20_261_120;

describe("the subject of a mail", () => {
  it("says which briefing, of which day, and how much is at risk", () => {
    assert.equal(renderMail(sampleBriefing()).subject, "Morning briefing · Thu 19 Nov · 2 at risk");
  });

  it("says EXAMPLE first where the data is made up", () => {
    assert.match(renderMail(sampleBriefing({ example: true })).subject, /^EXAMPLE · Morning briefing · /);
  });

  it("counts those that are told and those that are only counted, and says nothing where there are none", () => {
    const names = ["Approve the post", "Order the banners"].map((name) => bulletOf(prose`${factOf(name)} is due.`));
    const rest = bulletOf(prose`${derived(1_200, "", [])} more.`);
    const risks = { id: "risks", title: "Also at risk", style: "line", bullets: [...names, rest] } as const;
    assert.equal(renderMail(sampleBriefing({ sections: [risks] })).subject, "Morning briefing · Thu 19 Nov · 1,202 at risk");
    assert.equal(renderMail(sampleBriefing({ sections: [] })).subject, "Morning briefing · Thu 19 Nov");
  });
});

describe("the plain text of a mail", () => {
  const { text } = renderMail(sampleBriefing({ example: true }));

  it("says EXAMPLE first, then what needs the reader", () => {
    assert.match(text, /^EXAMPLE: made-up data, to show what a briefing looks like\n\nThu 19 Nov: 2 things need you\.\n\n/);
  });

  it("keeps within 72 columns, two for each sign of a wide script, and breaks only words that are longer", () => {
    const long = renderMail(
      sampleBriefing({ coverage: prose`${"語".repeat(100)} ${"👩🏽".repeat(50)} ${"word ".repeat(30)}${"x".repeat(200)}` }),
    );
    for (const line of long.text.split("\n")) assert.ok(stringWidth(line) <= COLUMNS || /^ +https:/.test(line), line);
    assert.match(long.text, /\n語{36}\n語{36}\n語{28}\n/);
    assert.match(long.text, /(?: word){13}\n/);
  });

  it("underlines its headings, numbers what needs the reader, and hangs what is wrapped", () => {
    assert.match(
      text,
      /\n\nAt risk\n-------\n1\. Send the signed contract to Acme is overdue: it was due Mon 16 Nov, 3\n {3}business days ago\./,
    );
    assert.match(text, /\n\nToday\n-----\nApprove the launch post, due today \[F1\]\.\n/);
  });

  it("shows what could not be read", () => {
    assert.match(text, /\n\nCould not check\n-{15}\n- Repository old\/site could not be read: no permission\. Give yourself\n {2}read/);
  });

  it("has its links at the end, each on a line of its own under its number", () => {
    assert.match(
      text,
      /\n\nEvidence\n-{8}\n\[F1\] Send the signed contract to Acme \(tasks\/launch\.md\)\n\[R1\] Retry the payment webhook\n {5}https:\/\/example\.com\/shop\/commit\/0123456\n/,
    );
  });
});

describe("the HTML of a mail", () => {
  const { html } = renderMail(sampleBriefing({ example: true }));

  it("loads nothing, and has no script, image or form", () => {
    assert.doesNotMatch(html, /<(?:script|img|link|iframe|object|form|input|video|svg)|@import|url\(|\ssrc=|\sbackground=/);
  });

  it("has a language, one column of 600 px, and headings in order", () => {
    assert.match(html, /<html lang="en">/);
    assert.match(html, /width="600"[^>]*max-width:600px/);
    assert.deepEqual(
      [...html.matchAll(/<h(\d)/g)].map((match) => match[1]),
      ["1", ...Array.from({ length: 7 }, () => "2")],
    );
  });

  it("sets several short lines below each other", () => {
    const open = { id: "open", title: "Still open", style: "line", bullets: [bulletOf(prose`One.`), bulletOf(prose`Two.`)] } as const;
    const [, first = "", second = ""] = renderMail(sampleBriefing({ sections: [open] })).html.split("<li ");
    assert.match(`${first}${second}`, /One\..*\n.*Two\./);
  });

  it("starts with what a list of mails shows beside the subject", () => {
    const [, hidden] = /<body[^>]*>\s*<div[^>]*display:none[^>]*>([^<]*)<\/div>/.exec(html) ?? [];
    assert.match(hidden ?? "", /^Thu 19 Nov: 2 things need you\. Send the signed contract to Acme is overdue/);
    assert.ok((hidden ?? "").length <= 140);
  });

  it("says EXAMPLE before its headline, and shows what could not be read apart from the rest", () => {
    assert.match(html, /<p class="warning"[^>]*><strong>EXAMPLE<\/strong>[^<]*<\/p>\n<h1/);
    assert.match(html, /<div role="region"[^>]*class="gaps"[^>]*>\s*<h2[^>]*>Could not check<\/h2>/);
  });

  it("links only to its evidence, from the evidence and from where it is cited", () => {
    const links = [...html.matchAll(/href="([^"]*)"/g)].map((match) => match[1]);
    assert.deepEqual(
      links,
      Array.from({ length: 3 }, () => "https://example.com/shop/commit/0123456"),
    );
  });

  it("looks right also where its style sheet is dropped, and has a dark form of each colour", () => {
    const withoutSheet = html.replace(/<style>[^]*<\/style>/, "");
    for (const name of ["page", "text", "soft", "link", "line", "warn", "warnPage"] as const) {
      const { light, dark } = colorsOf(name);
      assert.ok(withoutSheet.includes(light), name);
      assert.ok(/@media \(prefers-color-scheme: dark\) \{[^]*/.exec(html)?.[0].includes(dark), name);
    }
  });

  it("contrasts its colours enough in both schemes", () => {
    const pairs = [
      ...(["text", "soft", "link"] as const).map((ink) => [ink, "page"] as const),
      ...(["text", "soft", "link", "warn"] as const).map((ink) => [ink, "warnPage"] as const),
    ];
    for (const [ink, paper] of pairs) {
      for (const scheme of ["light", "dark"] as const) {
        const ratio = contrast(colorsOf(ink)[scheme], colorsOf(paper)[scheme]);
        assert.ok(ratio >= 4.5, `${ink} on ${paper}, ${scheme}: ${ratio.toFixed(2)}`);
      }
    }
  });
});

describe("a briefing that is too long for mail", () => {
  const LINES = 1_500;
  const many = Array.from({ length: LINES }, (_, index) =>
    bulletOf(prose`${strong(`Thing ${index}`)} is late: ${factOf("a reason of some length ".repeat(6))}.`, `item ${index}`),
  );
  const citations = many.map((_, index) => ({
    alias: `F${index}`,
    item: `item ${index}`,
    title: `Title ${index}`,
    url: `https://example.com/${index}`,
  }));
  const sections = [
    { id: "risks", title: "At risk", style: "numbered", bullets: many },
    { id: "changed", title: "Changed", style: "list", bullets: many },
  ] as const;
  const { html, text } = renderMail(sampleBriefing({ sections, citations }));

  it("is shortened in both parts alike, every section keeping its first lines", () => {
    assert.ok(Buffer.byteLength(html) < MOST_BYTES);
    const kept = html.split('<li class="item"').length - 1 - 1;
    assert.ok(kept >= 50, `${kept} lines`);
    assert.equal(text.split(/^ ?\d+\. |^- (?=Thing)/m).length - 1, kept);
  });

  it("says in each section how much is left out, and at its end where the whole is", () => {
    const [, more = "", ...others] = [...html.matchAll(/>([\d,]+) more, left out here\.</g)].map((match) => match[1]);
    assert.deepEqual(others, []);
    const left = Number(more.replace(",", ""));
    assert.match(text, new RegExp(`${more} more, left out here\\.`));
    const end = `This mail is shortened: ${(2 * left).toLocaleString("en-US")} lines and [\\d,]+ sources are left out\\. The whole briefing: chief show sched:morning-briefing:2026`;
    assert.match(html, new RegExp(end));
    assert.match(text.replaceAll(/\n(?!\n)/g, " "), new RegExp(end));
  });

  it("says that the whole is attached where it is", () => {
    const bullets = Array.from({ length: 3_000 }, () => bulletOf(prose`${"word ".repeat(9)}`));
    const sections = [{ id: "open", title: "Open", style: "list", bullets } as const];
    assert.match(renderMail(sampleBriefing({ sections }), "x.html").html, /The whole briefing: the attached x\.html/);
  });

  it("keeps what could not be read, and no evidence but of what it says", () => {
    assert.match(html, /Repository old\/site could not be read/);
    const cited = new Set([...html.matchAll(/>\[(F\d+)\]</g)].map((match) => match[1]));
    for (const [, alias] of html.matchAll(/<li class="source"[^>]*><strong>(F\d+)</g)) assert.ok(cited.has(alias), alias);
  });

  it("leaves out an address that is longer than people follow", () => {
    const citation = { alias: "F1", item: "item 1", title: "Long", place: "notes.md", url: `https://example.com/${"x".repeat(2_000)}` };
    const short = renderMail(sampleBriefing({ sections: [], citations: [citation] }));
    assert.match(short.text, /\[F1\] Long \(notes\.md\)\n/);
    assert.doesNotMatch(short.html, /href/);
  });
});

describe("any briefing as mail", () => {
  it(`is in bounds, of one line in its subject, and links to nothing but evidence: ${RANDOM_COUNT} at random`, () => {
    let shortened = 0;
    for (const briefing of randomBriefings(SEED, RANDOM_COUNT)) {
      const mail = renderMail(briefing);
      assertInBounds(mail);
      assertLinksToEvidence(mail.html, briefing);
      if (mail.text.includes("This mail is shortened")) shortened += 1;
    }
    assert.ok(shortened > 0, "expected some to be too long");
  });
});

function assertInBounds({ subject, text, html }: ReturnType<typeof renderMail>): void {
  assert.ok(Buffer.byteLength(html) < MOST_BYTES);
  assert.ok(Buffer.byteLength(text) < MOST_BYTES);
  assert.doesNotMatch(subject, /[\p{Cc}\p{Cs}\u2028\u2029]/u);
  assert.doesNotMatch(text, /(?!\n)[\p{Cc}\p{Cs}\u2028\u2029]/u);
  for (const line of text.split("\n")) assert.ok(lettersIn(line) <= COLUMNS || /^ +https?:\/\/\S+$/.test(line), line);
}

/** Without the marks on them. */
function lettersIn(line: string): number {
  return [...line.replaceAll(/\p{M}/gu, "")].length;
}

function assertLinksToEvidence(html: string, { citations }: Briefing): void {
  const known = new Set(citations.flatMap(({ url }) => (url === undefined ? [] : (guardUrl(url) ?? []))));
  for (const [, href = ""] of html.matchAll(/href="([^"]*)"/g)) {
    assert.ok(known.has(href.replaceAll("&amp;", "&").replaceAll("&#39;", "'")), href);
  }
  const tags = new Set([...html.matchAll(/<(\w+)/g)].map((match) => match[1]));
  for (const tag of tags) assert.ok(TAGS.has(tag ?? ""), tag);
}

const TAGS = new Set("html head meta title style body div table thead tbody tr th td h1 h2 p ol ul li strong bdi span a".split(" "));

/** https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio */
function contrast(one: string, other: string): number {
  const [dark = 0, light = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

function luminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = (color.match(/[0-9a-f]{2}/g) ?? []).map((part) => {
    const value = Number.parseInt(part, 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
