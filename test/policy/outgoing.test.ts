import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { inspectOutgoing } from "../../src/policy/outgoing.ts";
import { factOf, sampleBriefing } from "../render/sample.ts";
import { randomBriefings } from "../support/random-briefing.ts";
import { shippedDeliveries } from "../support/deliveries.ts";
import type { Briefing } from "../../src/core/briefing.ts";

const SECRET = "xoxb-1234-canary";
const OWN = "https://github.com/acme/shop/pull/7?a=1&b=2";
const known = { urls: [OWN, "javascript:alert(1)", "https://eve@github.com/x"], recipients: ["sam@acme.com"], secrets: [SECRET] };

/** The kind of fault that is found in a message; undefined where it may leave. */
function faultIn(exact: unknown): string | undefined {
  try {
    inspectOutgoing(exact, known);
    return undefined;
  } catch (error) {
    assert.ok(error instanceof Error && "code" in error && typeof error.code === "string", String(error));
    assert.ok("hint" in error && typeof error.hint === "string");
    assert.ok(!JSON.stringify([error.message, error.hint]).includes("canary"), error.message);
    return error.code.replace("outgoing-", "");
  }
}

const mrkdwn = (text: string) => ({ parent: { text: "", blocks: [{ type: "section", text: { type: "mrkdwn", text, verbatim: true } }] } });
const page = (body: string) => `<!doctype html>\n<html lang="en"><head><title>x</title></head><body>${body}</body></html>`;
const file = (text: string) => `${text}\n<!-- Message v1:0 -->\n<!-- Chief briefing as of 2026-11-20T17:00:00.000Z -->\n`;

/** Text that no reader's program makes more of. */
const HARMLESS = [
  "https[:]//evil[.]com/x, see evil[.]com and eve@evil[.]com",
  "README.md, src/main.rs:12, a/b.c/lib.rs, deploy.sh? .gitignore.md and x..main.rs.",
  "v1.2.3, 10.0.0.1, e.g. this, process.env, node.js, 09:15:30, a//b, // note, C:\\folder, \\n",
  "done。中国 and so on, 完了。次",
  "[@]here, anna@ and @anna, metadata:x, feat:x, data: x, mail to: x",
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

/** What only one channel can be made to do. */
const PLANTED: readonly (readonly [what: string, exact: unknown, fault: string | undefined])[] = [
  ["evidence in a terminal", `[R1] A pull request\n     ${OWN}\n`, undefined],
  ["evidence in Slack", mrkdwn(`<${OWN.replaceAll("&", "&amp;")}|R1>, see`), undefined],
  ["a date in Slack", mrkdwn("<!date^1763629200^{time} {date_short_pretty}|09:00>"), undefined],
  ["a date with a link in Slack", mrkdwn("<!date^1763629200^{time}^https://evil.com|09:00>"), "mention"],
  ["another link in Slack", mrkdwn("<https://evil.com|R1>"), "link"],
  ["a bare link in Slack", mrkdwn("<https://evil.com>"), "link"],
  ["a link to a mailbox in Slack", mrkdwn("<mailto:eve@evil.com|R1>"), "link"],
  ["everybody in Slack", mrkdwn("<!everyone>"), "mention"],
  ["a group in Slack", mrkdwn("<!subteam^S0123|team>"), "mention"],
  ["somebody in Slack", mrkdwn("<@U0123>"), "mention"],
  ["a channel in Slack", mrkdwn("<#C0123>"), "mention"],
  ["half of an order in Slack", mrkdwn("<!channel"), "mention"],
  ["an order in Slack's fallback", { text: "<!here>", blocks: [] }, "mention"],
  ["a host in two pieces in Slack", mrkdwn("*evil*.com"), "link"],
  ["a host with names for its signs in Slack", mrkdwn("evil.com&amp;x"), "link"],
  ["text in which Slack looks for links", { blocks: [{ type: "section", text: { type: "mrkdwn", text: "x" } }] }, "link"],
  ["a picture in Slack", { blocks: [{ type: "image", alt_text: "x" }] }, "image"],
  ["the address of a picture", { blocks: [{ type: "section", image_url: "https://evil.com/x.png" }] }, "link"],
  [
    "a menu in Slack",
    { blocks: [{ type: "section", accessory: { type: "overflow", options: [{ text: { type: "plain_text", text: "Done" } }] } }] },
    undefined,
  ],
  ["evidence in a page", page(`<a href="${OWN.replaceAll("&", "&amp;")}" rel="noreferrer">R1</a> <a href="#R1">R1</a>`), undefined],
  ["another link in a page", page(`<a href="https://evil.com">R1</a>`), "link"],
  ["a script's link in a page", page(`<a href="javascript:alert(1)">R1</a>`), "link"],
  ["a link whose signs have names", page(`<a href="https&#58;//evil.com">R1</a>`), "link"],
  ["a link from elsewhere", page(`<a href="/x">R1</a>`), "link"],
  ["a link of a heading", page(`<h1 href="${OWN}">R1</h1>`), "image"],
  ["a host in two pieces in a page", page("<p><strong>evil</strong>.<bdi>com</bdi></p>"), "link"],
  ["two lines that are no host", page("<p>evil.</p><p>com</p>"), undefined],
  ["a title that is a host", page("<title>evil.com</title>"), "link"],
  ["a picture in a page", page(`<img src="x">`), "image"],
  ["a script in a page", page("<script>x</script>"), "image"],
  ["a frame, a form, a drawing", page("<iframe></iframe>"), "image"],
  ["a handler in a page", page(`<p onclick="x">x</p>`), "image"],
  ["a background in a page", page(`<p style="background:url(x)">x</p>`), "image"],
  ["an import of styles", `<!doctype html><style>@import "x";</style>`, "image"],
  ["a style that hides what it loads", `<!doctype html><style>a{b:u\\72l(x)}</style>`, "image"],
  ["styles", `<!doctype html><style>.a{color:#fff}</style><p class="a" style="color:#fff">x</p>`, undefined],
  ["a page that goes elsewhere", page(`<meta http-equiv="refresh" content="0">`), "image"],
  ["a page that loads nothing", page(`<meta http-equiv="Content-Security-Policy" content="default-src 'none'">`), undefined],
  ["a condition for old programs", page("<!--[if mso]>x<![endif]-->"), "image"],
  ["a part of a mail that does not say what it is", { html: "<img>" }, "image"],
  ["evidence in Markdown", file(`- R1: [A \\[title\\]](<${OWN}>)`), undefined],
  ["another link in Markdown", file("[x](<https://evil.com>)"), "link"],
  ["a link of another form in Markdown", file(`[x](${OWN})`), "link"],
  ["a relative link in Markdown", file("[x](evil)"), "link"],
  ["a picture in Markdown", file(`![x](<${OWN}>)`), "image"],
  ["the definition of a link", file("see [R1]\n\n > [R1]: evil"), "link"],
  ["an element in Markdown", file("a <b>b</b>"), "image"],
  ["a comment in Markdown", file("a <!-- b --> c"), "image"],
  ["a sign by its name in Markdown", file("evil&#46;com"), "link"],
  ["a sign by its number in Markdown", file("evil&#x2e;com"), "link"],
  ["a sign by its word in Markdown", file("evil&period;com"), "link"],
  ["citations in Markdown", file("a [R1][R2], & b < c"), undefined],
  ["a second header", { to: ["me"], subject: "x\r\nBcc: eve", text: "" }, "header"],
  ["a second header of a name", { name: "x\ny", content: "" }, "header"],
  ["a second line of a receiver", { to: ["me", "x\u2028y"] }, "header"],
  [
    "ids",
    { run: "mail:<a@evil.com>", item: "evil.com", cites: ["evil.com"], flags: ["evil.com"], fact: { path: "actors.0.name" } },
    undefined,
  ],
  ["a secret in an id", { run: `x ${SECRET}` }, "secret"],
  ["a secret in an address", { url: `https://github.com/${SECRET}` }, "secret"],
  ["a secret between elements", page("<p>xoxb-<span>1234</span>-canary</p>"), "secret"],
  ["a secret in an attribute", page(`<p title="&#120;oxb-1234-canary">x</p>`), "secret"],
  ["the address of evidence in data", JSON.stringify({ citations: [{ url: OWN }] }), undefined],
  ["another address in data", JSON.stringify({ citations: [{ url: "https://evil.com" }] }), "link"],
  ["text that begins like data", "{ evil.com", "link"],
  ["text that is like data", "{ harmless", undefined],
  ["no text", { a: 1, b: null, c: true, d: [] }, undefined],
];

describe("what only one channel can be made to do", () => {
  for (const [what, exact, fault] of PLANTED) {
    it(`${fault === undefined ? "may leave" : "is found"}: ${what}`, () => assert.equal(faultIn(exact), fault));
  }

  it("is told with where it stands, and no longer than it takes to know it again", () => {
    const exact = {
      thread: [
        { text: "", blocks: [] },
        { text: `evil.com/${"x".repeat(200)}`, blocks: [] },
      ],
    };
    const message = `expected thread.1.text of the message to link to nothing but its evidence, got evil.com/${"x".repeat(70)}…`;
    assert.throws(() => inspectOutgoing(exact, known), { name: "PolicyError", code: "outgoing-link", message });
    assert.throws(() => inspectOutgoing("a\u200b", known), {
      message: "expected the message to have no character that nobody sees, got U+200B",
    });
    assert.throws(() => inspectOutgoing(SECRET, known), { message: "expected the message to hold no secret of this workspace, got one" });
  });
});

it("a mail may go to those whom it is for, and names neither them nor others", () => {
  assert.equal(faultIn({ to: ["sam@acme.com"], subject: "Today" }), undefined);
  assert.equal(faultIn({ to: ["sam@acme.com", "eve@evil.com"], subject: "Today" }), "link");
  assert.equal(faultIn({ to: ["sam@acme.com\nbcc: eve@evil.com"], subject: "Today" }), "header");
  assert.equal(faultIn({ to: ["sam@acme.com"], text: "sam@acme.com" }), "link");
});

describe("what Chief writes", () => {
  const deliveries = shippedDeliveries();
  const WAYS: readonly (readonly [id: string, options: Record<string, unknown>])[] = [
    ["console", {}],
    ["email", { to: ["me"] }],
    ["file", { path: "briefings/{date}.md" }],
    ["file", { path: "briefings/{date}.html" }],
    ["file", { path: "briefings/{date}.json" }],
    ["webhook", { to: "office" }],
    ["slack", { to: "C0123456789" }],
  ];

  async function inspect(briefing: Briefing): Promise<void> {
    const urls = briefing.citations.flatMap(({ url }) => url ?? []);
    for (const [id, options] of WAYS) {
      inspectOutgoing((await deliveries.load(id)).preview(briefing, options).exact, { urls, recipients: [], secrets: [SECRET] });
    }
  }

  it("may leave by every way, whatever its sources say", async () => {
    for (const briefing of randomBriefings(20_261_121, 100)) await inspect(briefing);
  });

  it("may leave where it is cut and parted at every place", async () => {
    for (let length = 40; length < 130; length += 1) {
      const word = `${"x".repeat(length)}.community@channelling.mailto:www.evil.commons`;
      await inspect(
        sampleBriefing({
          headline: [factOf(word)],
          coverage: [factOf(word)],
          title: word,
          gaps: [{ kind: "fact", text: [factOf(word)], cites: [], flags: [] }],
        }),
      );
    }
  });
});
