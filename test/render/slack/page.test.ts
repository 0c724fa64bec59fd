import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { renderSlackPage } from "../../../src/render/slack/page.ts";
import { renderSlack } from "../../../src/render/slack/render-slack.ts";
import { randomBriefings } from "../../support/random-briefing.ts";
import { sampleBriefing } from "../sample.ts";

const html = renderSlackPage(renderSlack(sampleBriefing()));

describe("the page that shows what Slack would show", () => {
  it("loads and runs nothing", () => {
    assert.match(html, /default-src 'none'/);
    assert.doesNotMatch(html, /<(?:script|img|link|iframe|object|form)|@import|url\(|\ssrc=|\son\w+=/);
  });

  it("shows the message and its thread, with menus whose buttons do nothing", () => {
    assert.match(html, /<title>Thu 19 Nov: 2 things need you\.<\/title>/);
    assert.match(html, /<h2 id="message">The message<\/h2>[^]*<h2 id="thread">Its thread<\/h2>/);
    assert.match(
      html,
      /<p>1\. <strong>Send the signed contract to Acme<\/strong><\/p><details><summary aria-label="Answer">…<\/summary><menu>/,
    );
    assert.equal(html.split('<button type="button">Snooze until tomorrow</button>').length, 5);
  });

  it("shows links, lines and times", () => {
    assert.match(html, /\[<a href="https:\/\/example\.com\/shop\/commit\/0123456" rel="noreferrer noopener">R1<\/a>\]/);
    assert.match(html, /<strong>Changed since Wed 18 Nov 09:00<\/strong><br>\n• 12 commits/);
    assert.match(html, /the last <time datetime="2026-11-19T15:42:00\.000Z">Thu 19 Nov 07:42<\/time>: Retry/);
  });

  it("shows the file where a thread can't hold the briefing", () => {
    const [section] = sampleBriefing().sections;
    assert.ok(section);
    const bullets = Array.from({ length: 200 }, () => section.bullets).flat();
    const large = renderSlackPage(renderSlack(sampleBriefing({ sections: [{ ...section, bullets }] })));
    assert.match(large, /<h2 id="file">Attached: morning-briefing\.md<\/h2>/);
    assert.match(large, /<pre># Thu 19 Nov: 2 things need you\./);
    assert.doesNotMatch(html, /Attached/);
  });

  it("has no tag but its own, whatever a source says", () => {
    const own =
      /<(?:!doctype html|(?:time datetime|a href)="[^"<>]*"(?: rel="noreferrer noopener")?|[a-z]\w*(?: [a-z-]+="[^"<>]*")*|\/[a-z]\w*)>/g;
    for (const briefing of randomBriefings(7, 100)) {
      const rest = renderSlackPage(renderSlack(briefing))
        .replace(/<style>[^]*<\/style>/, "")
        .replaceAll(own, "");
      assert.doesNotMatch(rest, /<|javascript:/);
    }
  });
});
