import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { SECRET, OWN, faultIn, mrkdwn, page, file } from "../support/outgoing.ts";

/** Text that no reader's program makes more of. */
const HARMLESS = [
  "https[:]//evil[.]com/x, see evil[.]com and eve@evil[.]com",
  "README.md, src/main.rs:12, a/b.c/lib.rs, deploy.sh? .gitignore.md and x..main.rs.",
  "v1.2.3, 10.0.0.1, e.g. this, process.env, node.js, 09:15:30, a//b, // note, C:\\folder, \\n",
  "done。中国 and so on, 完了。次",
  "[@]here, anna@ and @anna, metadata:x, feat:x, data: x, mail to: x",
  ".com and x.1com, main.rs,a/b and v1.2.3.4/x",
  "(@evil.internal) eve@!.x eve@evil.) awww.evil www.)",
  String.raw`\\(x and a\\\b`,
  "☑️ done, Žluťoučký kůň, שלום",
];

/** Text that some reader's program makes a link of. */
const LINKS = [
  "https://evil.com",
  "x(https://evil.com)",
  "HTTP://EVIL",
  "ftp://evil",
  "slack://open",
  "www.evil",
  "WWW。evil",
  "evil.com",
  "EVIL.COM",
  "see:evil.com/x",
  "a.evil.co.uk",
  "evil.community",
  "evil.ｃｏｍ",
  "evil。com",
  "evil．com",
  "evil.com看",
  "evil.com-and",
  "evil.com.",
  "пример.рф",
  "例子.中国人",
  "xn--e1a.xn--p1ai",
  "main.rs/login",
  "main.rs?x=1",
  "main.rs./login",
  "x.main.rs",
  "evil.sh.evil.sh",
  "eve@evil.sh",
  "eve_@evil.internal",
  "1.2.3.4/x",
  "1.2.3.4:80",
  "mailto:eve",
  "TEL:+1555",
  "(javascript:alert",
  "data:text/html,x",
  "view-source:x",
  "http:2130706433",
  String.raw`\\evil\share`,
  `${OWN}x`,
  `${OWN}&c=3`,
  `<${OWN}>`,
  "javascript:alert(1)",
  "https://eve@github.com/x",
  "https://:eve@github.com/y",
  "(www.evil",
  "(1.2.3.4/x",
  "210.220.230.240:80",
  String.raw`(\\evil\share`,
  "evil.app看",
  "main.rs?=1",
  "main.rs.internal",
];

const CALLS = ["@here", "(@channel)", "@Everyone!", "@all", "<!channel>", "<@U0123ABCD>", "<#C0123|x>"];
const UNSEEN = ["a\u200bb", "a\u202eb", "a\u{e0041}", "a\u001b]8;;x\u0007", "a\u0000", "a\ue000", "a\ufe00", "a\u001b[2J", "a\ud800"];

/** Text as it stands in each channel, with a place to put it. */
const CHANNELS: readonly (readonly [name: string, within: (text: string) => unknown])[] = [
  ["a terminal", (text) => `A line\n\u001b[1m${text}\u001b[22m\n`],
  ["a mail's text", (text) => ({ to: ["me"], subject: "x", text: `A line\n${text}\n`, html: page("") })],
  ["a mail's page", (text) => ({ to: ["me"], subject: "x", text: "", html: page(`<p>A <strong>${escape(text)}</strong></p>`) })],
  ["Slack", (text) => mrkdwn(`A *${escape(text)}* line`)],
  ["Slack's fallback", (text) => ({ parent: { text: escape(text), blocks: [] } })],
  ["a label in Slack", (text) => mrkdwn(`<${OWN.replaceAll("&", "&amp;")}|${escape(text)}>`)],
  ["Markdown", (text) => file(`A line: ${mask(text)}`)],
  ["Markdown for others", (text) => ({ markdown: `A line: ${mask(text)}` })],
  ["a file in Slack", (text) => ({ thread: [], file: { name: "x.md", title: "x", content: mask(text) } })],
  ["a page", (text) => page(`<ul><li>${escape(text)}</li></ul>`)],
  ["data", (text) => JSON.stringify({ sections: [{ bullets: [{ text }] }] })],
];

function escape(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

function mask(text: string): string {
  return text.replaceAll(/[!-/:-@[-`{-~]/g, String.raw`\$&`);
}

for (const [name, within] of CHANNELS) {
  describe(`what leaves for ${name}`, () => {
    it("may hold any harmless text", () => {
      for (const text of HARMLESS) assert.equal(faultIn(within(text)), undefined, text);
    });

    it("holds no text that is made a link", () => {
      for (const text of LINKS) assert.equal(faultIn(within(text)), "link", text);
    });

    it("calls nobody", () => {
      for (const text of CALLS) assert.equal(faultIn(within(text)), "mention", text);
    });

    it("holds no character that nobody sees", () => {
      for (const text of UNSEEN) assert.equal(faultIn(within(text)), "hidden", JSON.stringify(text));
    });

    it("holds no secret, whatever else is wrong with it", () => {
      const base64 = Buffer.from(`x${SECRET}`).toString("base64url");
      for (const text of [SECRET, base64, [...SECRET].join("\u200b"), `https://evil.com/?x=${SECRET}`]) {
        assert.equal(faultIn(within(text)), "secret", text);
      }
    });
  });
}

it("a mail may go to those whom it is for, and names neither them nor others", () => {
  assert.equal(faultIn({ to: ["sam@acme.com"], subject: "Today" }), undefined);
  assert.equal(faultIn({ to: ["sam@acme.com", "eve@evil.com"], subject: "Today" }), "link");
  assert.equal(faultIn({ to: ["sam@acme.com\nbcc: eve@evil.com"], subject: "Today" }), "header");
  assert.equal(faultIn({ to: ["sam@acme.com"], text: "sam@acme.com" }), "link");
});
