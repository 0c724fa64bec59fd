import assert from "node:assert/strict";
import { test } from "node:test";
import { requestBriefing } from "../../src/engine/alerts/request-briefing.ts";
import { renderHtml } from "../../src/render/html.ts";
import { renderMail } from "../../src/render/mail/mail.ts";
import { renderMarkdown } from "../../src/render/markdown.ts";
import { shownWhole } from "../../src/render/shown-whole.ts";
import { renderTerminal } from "../../src/render/terminal.ts";
import { AT } from "../store/samples.ts";

const text = "Subject: Risks\n\nToday\n-----\nOne line that goes on\nin the next.\n- a point";
const briefing = requestBriefing({
  ...{ request: { message: "v1:m", content: "v1:c", until: AT, text }, id: "request:1", asOf: AT, timezone: "UTC" },
  ...{ title: "Risks", where: "by mail", reasons: [], key: "m" },
});

test("a message that is asked about stands as it was laid out: no line of it becomes a point, and no rule is left", () => {
  const mail = renderMail(briefing);
  for (const shown of [renderTerminal(briefing, { width: 80, color: false }), mail.text]) {
    assert.match(shown, /\nSubject: Risks\nToday\nOne line that goes on\nin the next\.\n- a point\n/);
    assert.doesNotMatch(shown, /- -{3}|- in the next/);
  }
  assert.match(mail.html, /goes on<\/p>\n<p [^>]*>in the next/);
  assert.match(renderHtml(briefing), /goes on<\/p>\n<p>in the next/);
  assert.match(renderMarkdown(briefing), /goes on\\\nin the next/);
});

test("a long line is parted between words, and nothing of it is lost", () => {
  const line = "several words of some length ".repeat(20).trim();
  const pieces = shownWhole(line).split("\n");
  assert.equal(pieces.join(""), line);
  assert.ok(
    pieces.every((piece) => piece.length <= 200 && /^(?: |several)/.test(piece)),
    pieces.join("|"),
  );
});
