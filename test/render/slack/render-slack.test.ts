import assert from "node:assert/strict";
import { describe, it } from "node:test";
import type { KnownBlock } from "@slack/types";
import type { Briefing, Section } from "../../../src/core/briefing.ts";
import { prose, strong } from "../../../src/core/prose.ts";
import { renderMarkdown } from "../../../src/render/markdown.ts";
import type { SlackAnswer, SlackMessage } from "../../../src/render/slack/message.ts";
import { renderSlack } from "../../../src/render/slack/render-slack.ts";
import { findSlackProblems } from "../../support/slack-limits.ts";
import { bulletOf, factOf, sampleBriefing } from "../sample.ts";

const FIRST_KEY = "3fa2c1b0d5e6f708192a3b4c5d6e7f8091a2b3c4";
const SAM: SlackAnswer = { key: FIRST_KEY, kind: "done", by: "Sam", at: "2026-11-19T17:12:00.000Z" };

/** What each block says, menus as [menu]. */
function linesOf({ blocks }: SlackMessage): string[] {
  return blocks.map((block) => `${textOf(block)}${block.type === "section" && block.accessory ? " [menu]" : ""}`);
}

function textOf(block: KnownBlock): string {
  if (block.type === "section") return block.text?.text ?? "";
  return block.type === "context" ? block.elements.map((element) => ("text" in element ? element.text : "")).join() : "";
}

/** The line that a text from a source becomes. */
function lineFor(text: string): string {
  const sections = [{ id: "changed", title: "Changed", style: "list", bullets: [bulletOf(prose`${factOf(text)}`)] }] as const;
  const [message] = renderSlack(sampleBriefing({ sections, gaps: [], citations: [] })).thread;
  return (linesOf(message ?? { text: "", blocks: [] })[0] ?? "").replace("*Changed*\n\u2022 ", "");
}

/** A briefing of so many flags. */
function briefingOf(flags: number, style: Section["style"] = "numbered"): Briefing {
  const bullets = Array.from({ length: flags }, (_each, index) => ({
    ...bulletOf(prose`${strong(`Task ${index + 1} is late`)}: ${factOf("x".repeat(150))}.`),
    flags: [index.toString(16).padStart(40, "0")],
  }));
  return sampleBriefing({ sections: [{ id: "risks", title: "At risk", style, bullets }] });
}

describe("a briefing in Slack", () => {
  it("says in the channel what needs the reader, each flag with its menu, and what could not be checked", () => {
    const { parent } = renderSlack(sampleBriefing({ example: true }));
    assert.deepEqual(linesOf(parent), [
      "*EXAMPLE (made-up data): Thu 19 Nov: 2 things need you.*",
      "At risk: 2 · Today: 1 · Changed since Wed 18…: 1 · Cleared: 1 · Still open (2): 1",
      "1. *Send the signed contract to Acme* [menu]",
      "2. *Load test the checkout* [menu]",
      "*Could not check:* Repository old/site could not be read: no permission. Give…",
      "Morning briefing, <!date^1795107600^{time} {date_short_pretty}|Thu 19 Nov 09:00>. Details and evidence in the thread.",
    ]);
  });

  it("tells notifications and screen readers the same in plain words", () => {
    const { text } = renderSlack(sampleBriefing()).parent;
    assert.match(text, /^Thu 19 Nov: 2 things need you\.\nAt risk: 2 .*\n1\. Send the signed contract to Acme\n2\. Load test/);
    assert.match(text, /\nCould not check: Repository old\/site .*\nMorning briefing, Thu 19 Nov 09:00\./);
  });

  it("has no menu where nobody hears an answer, and says how to answer then", () => {
    const unheard = renderSlack(sampleBriefing(), { isHeard: false });
    assert.match(JSON.stringify(renderSlack(sampleBriefing())), /overflow/);
    assert.doesNotMatch(JSON.stringify(unheard), /overflow|menu/);
    assert.match(JSON.stringify(unheard.thread), /Answer a flag on the command line by chief done/);
  });

  it("tells everything in the thread, with links to its evidence and times for each reader's zone", () => {
    const { thread, file } = renderSlack(sampleBriefing());
    assert.equal(thread.length, 1);
    assert.equal(file, undefined);
    const lines = linesOf(thread[0] ?? { text: "", blocks: [] });
    assert.deepEqual(lines.slice(0, 5), [
      "*At risk*",
      "1. *Send the signed contract to Acme* is overdue: it was due Mon 16 Nov, 3 business days ago. Next: send it or agree a new date (you, by today) [F1]. 3fa2c1b [menu]",
      "2. *Load test the checkout* has been blocked by staging access since Tue 10 Nov. Next: ask Dana to open it (Priya) [F1][<https://example.com/shop/commit/0123456|R1>]. a2a3b62 [menu]",
      "*Today:* Approve the launch post, due today [F1].",
      "*Changed since Wed 18 Nov 09:00*\n\u2022 12 commits by Priya and Lee, the last <!date^1795102920^{time} {date_short_pretty}|Thu 19 Nov 07:42>: Retry the payment webhook [<https://example.com/shop/commit/0123456|R1>].",
    ]);
    assert.deepEqual(lines.slice(-4), [
      "*Could not check*\n\u2022 Repository old/site could not be read: no permission. Give yourself read access to the folder.",
      "*Evidence*\nF1  Send the signed contract to Acme (tasks/launch.md)\nR1  <https://example.com/shop/commit/0123456|Retry the payment webhook>",
      "Looked at 2 repositories and 3 files. 14 tasks need nothing.",
      "Answer a flag by its menu, or on the command line by chief done, snooze or mute and the key behind it.",
    ]);
  });

  it("puts who answered in place of the menu, in the channel and in the thread", () => {
    const { parent, thread } = renderSlack(sampleBriefing(), { answers: [SAM] });
    assert.equal(linesOf(parent)[2], "1. *Send the signed contract to Acme* · Done by Sam, <!date^1795108320^{time}|09:12>");
    const [message = { text: "", blocks: [] }] = thread;
    assert.match(linesOf(message)[1] ?? "", /3fa2c1b\nDone by Sam, <!date\^1795108320\^\{time\}\|09:12>$/);
    assert.match(linesOf(message)[2] ?? "", /\[menu\]$/);
    const snoozed = renderSlack(sampleBriefing(), { answers: [SAM, { ...SAM, kind: "snooze", at: "2026-11-20T18:00:00.000Z" }] });
    assert.match(snoozed.parent.text, /· Snoozed by Sam, Fri 20 Nov 10:00\n/);
  });

  it("moves nothing from one message to the next when a flag is answered", () => {
    const briefing = briefingOf(40);
    const answers = briefing.sections.flatMap(({ bullets }) => bullets.map(({ flags: [key = ""] }) => ({ ...SAM, key })));
    const counts = (given: SlackAnswer[]): number[] => renderSlack(briefing, { answers: given }).thread.map(({ blocks }) => blocks.length);
    assert.ok(counts([]).length > 2);
    assert.deepEqual(counts(answers), counts([]));
    assert.doesNotMatch(JSON.stringify(renderSlack(briefing, { answers })), /overflow/);
  });

  it("gives three flags in the channel, numbered ones first, and a menu to each flag of the thread", () => {
    const { parent, thread } = renderSlack(briefingOf(5, "line"));
    assert.equal(linesOf(parent).filter((line) => line.endsWith("[menu]")).length, 3);
    assert.equal(thread.flatMap(linesOf).filter((line) => line.endsWith("[menu]")).length, 5);
    const [line, numbered] = [briefingOf(1, "line").sections, briefingOf(1).sections];
    const text = renderSlack(sampleBriefing({ sections: [...line, ...numbered] })).parent.text;
    assert.ok(text.indexOf("\n1. Task 1") < text.indexOf("\n\u2022 Task 1") && text.includes("\n1. "));
  });

  it("gives what a thread can't hold whole as a file, and says so in the last message", () => {
    const briefing = briefingOf(200);
    const { thread, file } = renderSlack(briefing);
    assert.equal(thread.length, 5);
    assert.deepEqual(file, { name: "morning-briefing.md", title: "Morning briefing", content: renderMarkdown(briefing) });
    const last = linesOf(thread[4] ?? { text: "", blocks: [] });
    assert.equal(last.at(-1), "Not all of it fits here: the whole briefing is in the file morning-briefing.md.");
    assert.match(last.at(-3) ?? "", /^Looked at 2 repositories/);
    for (const message of thread) assert.deepEqual(findSlackProblems(message), []);
  });

  it("shows the signs of Slack's markup in the data as signs", () => {
    assert.equal(lineFor("<!channel> <@U0123> <#C0123|x> &amp;"), "[&lt;]!channel&gt; [&lt;]@U0123&gt; [&lt;]#C0123|x&gt; &amp;amp;");
    assert.equal(lineFor("*a* _b_ ~c~ `d` snake_case"), "\u2217a\u2217 \u02cdb\u02cd \u223cc\u223c \u02cbd\u02cb snake_case");
    assert.equal(lineFor(":tada: at 09:15:30"), "\u2236tada: at 09:15:30");
    assert.equal(lineFor("https://evil.com"), "https[:]//evil[.]com");
    assert.equal(lineFor("a\n> b"), "a &gt; b");
  });

  it("links only to web pages of its evidence, with nothing in the address that would end it", () => {
    const item = "files:a";
    const briefingWith = (url: string): string =>
      JSON.stringify(
        renderSlack(sampleBriefing({ citations: [{ alias: "F1", item, title: "a|b", url }], sections: [sectionCiting(item)] })).thread,
      );
    assert.match(briefingWith("https://example.com/?a=1|2&b=*>"), /\[<https:\/\/example\.com\/\?a=1%7C2&amp;b=%2A%3E\|F1>\]/);
    assert.match(briefingWith("https://example.com/"), /F1 {2}<https:\/\/example\.com\/\|a\u2223b>/);
    assert.doesNotMatch(briefingWith("javascript:alert(1)"), /javascript|<[^!]/);
    assert.match(briefingWith(`https://example.com/${"x".repeat(2_000)}`), /\[F1\].*F1 {2}a\|b/);
  });

  it("cuts between words and never inside a letter, a sign or a date", () => {
    const cut = (text: string): string => {
      const sections = [{ id: "risks", title: "At risk", style: "numbered", bullets: [bulletOf(prose`${factOf(text)}`)] }] as const;
      return linesOf(renderSlack(sampleBriefing({ sections })).parent)[2] ?? "";
    };
    assert.equal(cut("word ".repeat(30)), `1. ${"word ".repeat(13).trim()}…`);
    assert.equal(cut("<".repeat(100)), `1. ${"&lt;".repeat(66)}…`);
    assert.match(cut("🇫🇷".repeat(80)), /^1\. (?:🇫🇷)+…$/u);
    assert.match(cut("e\u0323\u0302\u0308".repeat(99)), /^1\. (?:\u1ec7\u0308)+…$/u);
  });

  it("has something to say where there is nothing", () => {
    const { parent, thread } = renderSlack(sampleBriefing({ sections: [], gaps: [], citations: [], coverage: [] }));
    assert.equal(parent.blocks.length, 2);
    assert.deepEqual(thread, []);
    assert.deepEqual(findSlackProblems(parent), []);
  });
});

function sectionCiting(item: string): Section {
  return { id: "changed", title: "Changed", style: "list", bullets: [bulletOf(prose`It changed.`, item)] };
}
