import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { findSlackProblems } from "../../support/slack-limits.ts";

/** What the checker finds in a message of one section with this text. */
function problemsOf(text: string): string[] {
  return findSlackProblems({ text: "A message", blocks: [{ type: "section", text: { type: "mrkdwn", text } }] });
}

/** What the checker finds in a message of these blocks. */
function problemsIn(...blocks: unknown[]): string[] {
  return findSlackProblems({ text: "A message", blocks });
}

function menuOf(...values: string[]) {
  const options = values.map((value) => ({ text: { type: "plain_text", text: "Done" }, value }));
  return { type: "section", text: { type: "mrkdwn", text: "A flag" }, accessory: { type: "overflow", action_id: "flag", options } };
}

describe("the checker of Slack's limits", () => {
  it("takes what Slack takes", () => {
    assert.deepEqual(
      problemsOf("*Bold*, <https://example.com/~a?b=1&amp;c=2|a page> at <!date^1795107600^{time} {date_short_pretty}|09:00>"),
      [],
    );
    assert.deepEqual(problemsIn(menuOf("done:1", "mute:1"), { type: "divider" }), []);
    assert.deepEqual(problemsIn({ type: "context", elements: [{ type: "mrkdwn", text: "a &lt; b" }] }), []);
    assert.deepEqual(problemsIn({ type: "header", text: { type: "plain_text", text: "x".repeat(150) } }), []);
  });

  it("refuses mentions, broken markup and markup that formats what it should not", () => {
    for (const text of [
      "<!channel>",
      "<!here|here>",
      "<@U0123>",
      "<#C0123|general>",
      "<!subteam^S1>",
      "a < b",
      "a > b",
      "a & b",
      "&gt; quoted",
      "a\n&gt; quoted",
      "`code`",
      "~struck~",
      "_italic_",
      ":tada:",
      "*bold",
      "<javascript:alert(1)|x>",
      "<https://example.com/a b|x>",
      "<https://example.com|a|b>",
      "<!date^soon^{time}|x>",
      "<!date^1^{hour}|x>",
      "<!date^1^{time}>",
      "a\u0000b",
      "a\u202eb",
      "\ud800",
      " ",
      "x".repeat(3_001),
    ]) {
      assert.notDeepEqual(problemsOf(text), [], text);
    }
  });

  it("refuses blocks that are too many, too long, unknown or of unknown fields", () => {
    const section = { type: "section", text: { type: "mrkdwn", text: "x" } };
    assert.match(problemsIn().join(), /^0 blocks$/);
    assert.match(problemsIn(...Array.from({ length: 41 }, () => section)).join(), /^41 blocks$/);
    assert.match(
      problemsIn(...Array.from({ length: 4 }, () => ({ ...section, text: { type: "mrkdwn", text: "x".repeat(2_500) } }))).join(),
      /^blocks of/,
    );
    assert.match(problemsIn({ type: "carousel" }).join(), /unknown type/);
    assert.match(problemsIn({ ...section, colour: "red" }).join(), /the field colour/);
    assert.match(problemsIn({ type: "section" }).join(), /neither text nor fields/);
    assert.match(problemsIn({ ...section, block_id: "a" }, { ...section, block_id: "a" }).join(), /there twice/);
    assert.match(problemsIn({ ...section, block_id: "a".repeat(256) }).join(), /256 characters/);
    assert.match(problemsIn({ type: "header", text: { type: "plain_text", text: "x".repeat(151) } }).join(), /151 characters/);
    assert.match(problemsIn({ type: "header", text: { type: "mrkdwn", text: "x" } }).join(), /text of type mrkdwn/);
    assert.match(problemsIn({ type: "context", elements: Array.from({ length: 11 }, () => section.text) }).join(), /11 elements/);
    assert.match(findSlackProblems({ text: "x".repeat(4_001), blocks: [section] }).join(), /4001 characters/);
  });

  it("refuses menus with too few or too many options, or with values that are too long or twice there", () => {
    assert.match(problemsIn(menuOf("a")).join(), /1 elements/);
    assert.match(problemsIn(menuOf("a", "b", "c", "d", "e", "f")).join(), /6 elements/);
    assert.match(problemsIn(menuOf("a", "a")).join(), /two options of one value/);
    assert.match(problemsIn(menuOf("a", "b".repeat(76))).join(), /76 characters/);
    assert.match(problemsIn({ ...menuOf("a", "b"), accessory: { type: "button" } }).join(), /no overflow menu/);
  });
});
