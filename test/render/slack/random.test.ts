import assert from "node:assert/strict";
import { describe, it } from "node:test";
import stringWidth from "string-width";
import type { Briefing } from "../../../src/core/briefing.ts";
import type { SlackBriefing } from "../../../src/render/slack/message.ts";
import { renderSlack } from "../../../src/render/slack/render-slack.ts";
import { RANDOM_COUNT, randomBriefings } from "../../support/random-briefing.ts";
import { findSlackProblems } from "../../support/slack-limits.ts";

const SEED = 20_261_120;
/** Columns of a block in Slack's window, 600 px wide; small print holds more. */
const COLUMNS = 80;

describe(`${RANDOM_COUNT} random briefings in Slack`, () => {
  it("are all taken by Slack, and told in at most eight lines", () => {
    const seen = { files: 0, longest: 0, bullets: 0 };
    let index = 0;
    for (const briefing of randomBriefings(SEED, RANDOM_COUNT)) {
      const slack = renderSlack(briefing, { answers: answersTo(briefing, index), isHeard: index % 2 === 0 });
      const at = `briefing ${index}`;
      index += 1;
      for (const message of [slack.parent, ...slack.thread]) assert.deepEqual(findSlackProblems(message), [], at);
      assert.ok(
        [slack.parent, ...slack.thread].every(({ text }) => text.length <= 3_000),
        at,
      );
      assert.ok(linesOf(slack) <= 8, `${at} has ${linesOf(slack)} lines`);
      assert.equal(slack.parent.text.startsWith("EXAMPLE"), briefing.example, at);
      assert.equal(/^Could not check/m.test(slack.parent.text), briefing.gaps.length > 0, at);
      assert.ok(slack.thread.length <= 5, at);
      const bullets = briefing.sections.reduce((sum, section) => sum + section.bullets.length, 0);
      seen.files += slack.file ? 1 : 0;
      seen.longest = Math.max(seen.longest, slack.thread.length);
      seen.bullets = Math.max(seen.bullets, bullets);
    }
    assert.ok(seen.files > RANDOM_COUNT / 1_000 && seen.longest === 5 && seen.bullets > 400, JSON.stringify(seen));
  });
});

/** Every third briefing is one whose first flags were answered. */
function answersTo({ sections, asOf }: Briefing, index: number) {
  if (index % 3 > 0) return [];
  const keys = sections.flatMap(({ bullets }) => bullets.flatMap(({ flags }) => flags)).slice(0, 4);
  return keys.map((key) => ({ key, kind: "not_a_risk", by: "<!channel> Sam *Rivera*", at: asOf }) as const);
}

/** The lines that a reader sees of what stands in the channel. */
function linesOf({ parent }: SlackBriefing): number {
  return parent.text
    .split("\n")
    .reduce(
      (sum, line, index) => sum + (index > 0 && stringWidth(shown(line)) <= 95 ? 1 : Math.ceil(stringWidth(shown(line)) / COLUMNS)),
      0,
    );
}

function shown(text: string): string {
  return text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&amp;", "&");
}
