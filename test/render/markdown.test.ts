import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { prose } from "../../src/core/prose.ts";
import { renderHtml } from "../../src/render/html.ts";
import { renderMarkdown } from "../../src/render/markdown.ts";
import { bulletOf, factOf, sampleBriefing } from "./sample.ts";

/** The line that a text from a source becomes. */
function lineFor(text: string): string | undefined {
  const sections = [{ id: "changed", title: "Changed", style: "list", bullets: [bulletOf(prose`${factOf(text)}`)] }] as const;
  return renderMarkdown(sampleBriefing({ sections }))
    .split("\n")
    .find((line) => line.startsWith("- "))
    ?.slice(2);
}

describe("a briefing in Markdown", () => {
  it("has headings, lists and links to its evidence", () => {
    const text = renderMarkdown(sampleBriefing({ example: true }));
    assert.match(text, /^\*\*EXAMPLE\*\*: made-up data/);
    assert.match(text, /\n# Thu 19 Nov: 2 things need you\.\n/);
    assert.match(
      text,
      /\n## At risk\n\n1\. \*\*Send the signed contract to Acme\*\* is overdue: it was due Mon 16 Nov, 3 business days ago\..* \[F1\]\. 3fa2c1b\n2\. /,
    );
    assert.match(text, /\n\*\*Cleared:\*\* Renew the certificate is done \[F1\]\.\n/);
    assert.match(text, /\n- R1: \[Retry the payment webhook\]\(<https:\/\/example\.com\/shop\/commit\/0123456>\)\n/);
    assert.match(text, /\n- F1: Send the signed contract to Acme \(tasks\/launch\.md\)\n/);
  });

  it("shows the signs of Markdown and HTML in the data as signs", () => {
    assert.equal(lineFor("<b>*x*</b> [a](b) `c` _d_ &lt; |"), String.raw`\<b\>\*x\*\</b\> \[a\](b) \`c\` \_d\_ \&lt; \|`);
    assert.equal(lineFor("snake_case_name"), "snake_case_name");
    assert.equal(lineFor("# no heading"), String.raw`\# no heading`);
    assert.equal(lineFor("1. no list"), String.raw`1\. no list`);
    assert.equal(lineFor("- no list"), String.raw`\- no list`);
    assert.equal(lineFor("a\n\n# b"), "a # b");
    assert.equal(lineFor("back\\slash"), String.raw`back\\slash`);
  });

  it("says how to answer a flag where there is one", () => {
    assert.match(renderMarkdown(sampleBriefing()), /\nAnswer a flag with chief done, snooze or mute and the key behind it\.\n/);
    assert.doesNotMatch(renderMarkdown(sampleBriefing({ sections: [] })), /Answer a flag/);
  });

  it("emphasises a title as one, whatever it is made of", () => {
    const text = [
      { kind: "fact", fact: { item: "git:b", path: "title", value: "feature/vouchers" }, form: "text", strong: true },
      { kind: "strong", text: " has " },
      { kind: "derived", derived: { value: 1, unit: "commit", from: [] }, strong: true },
      { kind: "text", text: ": it waits." },
    ] as const;
    const sections = [{ id: "risks", title: "At risk", style: "numbered", bullets: [bulletOf(text)] }] as const;
    assert.match(renderMarkdown(sampleBriefing({ sections })), /\n1\. \*\*feature\/vouchers has 1 commit\*\*: it waits\.\n/);
    assert.match(renderHtml(sampleBriefing({ sections })), /<strong><bdi>feature\/vouchers<\/bdi> has 1 commit<\/strong>: it waits/);
  });

  it("keeps emphasis touching its words", () => {
    const sections = [
      {
        id: "risks",
        title: "At risk",
        style: "list",
        bullets: [
          bulletOf([
            { kind: "strong", text: "a " },
            { kind: "text", text: "b" },
          ]),
        ],
      },
    ] as const;
    assert.match(renderMarkdown(sampleBriefing({ sections })), /\n- \*\*a\*\* b\n/);
  });
});
