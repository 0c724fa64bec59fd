import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { prose } from "../../src/core/prose.ts";
import { inspectOutgoing } from "../../src/policy/outgoing.ts";
import { renderHtml } from "../../src/render/html.ts";
import { renderMail } from "../../src/render/mail/mail.ts";
import { renderMarkdown } from "../../src/render/markdown.ts";
import { renderSlackPage } from "../../src/render/slack/page.ts";
import { parseAnswer } from "../../src/render/slack/personal.ts";
import { renderSlack } from "../../src/render/slack/render-slack.ts";
import { renderTerminal } from "../../src/render/terminal.ts";
import { findSlackProblems } from "../support/slack-limits.ts";
import { acknowledgement, bulletOf, factOf, questionBriefing } from "./sample.ts";

const ASK = `v1:${"a".repeat(64)}`;
/** What makes a report, and has no place in a question to a person. */
const MACHINERY = /Evidence|\[[A-Z]\d\]|Looked at|Could not check|chief |At risk:|Thu 19 Nov:|19 Nov 09:00|Los_Angeles/;

const forms = (briefing = questionBriefing()): string[] => [
  renderSlack(briefing).parent.text,
  renderMail(briefing).text,
  renderMail(briefing).html,
  renderMarkdown(briefing),
  renderTerminal(briefing, { width: 80, color: false }),
  renderHtml(briefing).replace(/<style>[^]*<\/style>/, ""),
];

describe("a question to a person", () => {
  it("is a short message in Slack: each thing with its link and the five buttons that answer it", () => {
    const { parent, thread, file } = renderSlack(questionBriefing());
    const shown = parent.blocks.map((block) =>
      block.type === "actions"
        ? block.elements.map((button) => (button.type === "button" ? [button.text.text, button.action_id, button.value] : []))
        : block.type === "section" && block.text?.text,
    );
    assert.deepEqual(shown, [
      "Hi Ana, I am Sam's assistant and keep the launch plan up to date for the meeting at <!date^1795132800^{time}|16:00>. Two parts of it are yours, and I could not find out how they stand:",
      "\u2022 <https://notion.example/docs|Docs>, due Fri 20 Nov",
      [
        ["On track", "chase_on_track", ASK],
        ["At risk", "chase_at_risk", ASK],
        ["Blocked", "chase_blocked", ASK],
        ["Done", "chase_done", ASK],
        ["Not mine", "chase_reassigned", ASK],
      ],
      "\u2022 Load test: waiting for Ben, as far as I see",
      shown[4],
      'For each: how it stands, when it is done, what is in the way. "stop" ends these questions.',
    ]);
    assert.deepEqual([thread, file, findSlackProblems(parent)], [[], undefined, []]);
  });

  it("has no buttons where nobody hears them", () => {
    const { blocks } = renderSlack(questionBriefing(), { isHeard: false }).parent;
    assert.ok(blocks.every(({ type }) => type === "section"));
  });

  it("is a short letter by mail, with the words of the buttons to write back", () => {
    const { subject, text, html } = renderMail(questionBriefing());
    assert.equal(subject, "Launch status: how do “Docs” and “Load test” stand?");
    assert.equal(
      text,
      `Hi Ana, I am Sam's assistant and keep the launch plan up to date for the
meeting at 16:00. Two parts of it are yours, and I could not find out
how they stand:

- Docs, due Fri 20 Nov
  https://notion.example/docs
- Load test: waiting for Ben, as far as I see

Write back for each: On track, At risk, Blocked, Done or Not mine.

For each: how it stands, when it is done, what is in the way. "stop"
ends these questions.
`,
    );
    assert.match(html, /<a href="https:\/\/notion\.example\/docs"[^>]*><bdi>Docs<\/bdi><\/a>, due Fri 20 Nov<\/li>/);
    assert.equal(html.match(/<h\d/g)?.length, 1, "its opening alone, to be found by");
  });

  it("has nothing of a report in any form, and passes the last look at what leaves", () => {
    const known = { urls: ["https://notion.example/docs"], recipients: [], secrets: [] };
    for (const form of forms()) {
      assert.match(form, /Hi Ana/);
      assert.match(form, /stop/);
      assert.doesNotMatch(form, MACHINERY);
    }
    inspectOutgoing(renderSlack(questionBriefing()), known);
    inspectOutgoing(renderMail(questionBriefing()), known);
    inspectOutgoing(renderHtml(questionBriefing()), known);
    assert.throws(() => inspectOutgoing(renderSlack(questionBriefing()), { ...known, urls: [] }), { code: "outgoing-link" });
  });

  it("leads to a page once, never by an address that is none, and says so where the data is made up", () => {
    const bullets = [1, 2].map(() => bulletOf(prose`${factOf("Sign it")}`));
    const section = { id: "open", title: "Open", style: "list", bullets } as const;
    const item = "files:tasks/launch.md#a1";
    const linking = (url: string) =>
      questionBriefing({ sections: [section], citations: [{ alias: "F1", item, title: "x", url }], example: true });
    assert.equal(renderMarkdown(linking("https://example.com/x")).match(/\]\(<https:\/\/example\.com\/x>\)/g)?.length, 1);
    assert.doesNotMatch(renderMarkdown(linking("javascript:alert(1)")), /\(</);
    for (const form of forms(linking("https://example.com/x"))) assert.match(form, /EXAMPLE/);
  });

  it("stays within Slack's limits whatever its things are called", () => {
    for (const title of ["x".repeat(3_000), "\u8a9e".repeat(600), "<!channel> *b* _i_ & ".repeat(60), "\u202e\u200b"]) {
      const asks = [1, 2, 3, 4, 5].map((at) => ({ id: `v1:${String(at).repeat(64)}`, key: title, title }));
      const bullets = asks.map(() => bulletOf(prose`${factOf(title)}, ${factOf(title)}, ${factOf(title)}`));
      const sections = [{ id: "open", title, style: "list", bullets }] as const;
      const briefing = questionBriefing({ headline: prose`${factOf(title)} ${factOf(title)}`, sections, asking: { kind: "ask", asks } });
      const { parent } = renderSlack(briefing);
      assert.deepEqual(findSlackProblems(parent), []);
      assert.ok(Buffer.byteLength(JSON.stringify(parent.blocks)) < 10_000);
      assert.equal(parent.blocks.filter(({ type }) => type === "actions").length, 5);
      assert.ok(renderMail(briefing).subject.length <= 200);
    }
  });

  it("shows its buttons in what is looked at before", () => {
    assert.match(renderSlackPage(renderSlack(questionBriefing())), /<button type="button">Not mine<\/button>/);
  });
});

it("what is told to an answer is its words alone", () => {
  const { parent, thread } = renderSlack(acknowledgement());
  assert.deepEqual(
    [parent.text, parent.blocks.length, thread],
    ['Noted: Docs at risk, done by Thu 26 Nov. Reply "fix" to correct it.', 1, []],
  );
  const letter = { id: "<a@example.com>", about: "<b@example.com>", subject: "Launch status: Docs" };
  assert.equal(renderMail(acknowledgement({ answers: letter })).subject, "Re: Launch status: Docs");
  for (const form of forms(acknowledgement())) assert.doesNotMatch(form, MACHINERY);
});

it("only buttons of ours answer", () => {
  assert.deepEqual(parseAnswer("chase_at_risk", ASK), { status: "at_risk", ask: ASK });
  for (const [action, value] of [
    ["chase_dropped", ASK],
    ["chase_", ASK],
    ["approve", ASK],
    ["chase_done", ""],
    ["chase_done_", ASK],
  ]) {
    assert.equal(parseAnswer(action ?? "", value ?? ""), undefined, action);
  }
});
