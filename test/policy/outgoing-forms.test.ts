import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { inspectOutgoing } from "../../src/policy/outgoing.ts";
import { SECRET, OWN, PLAIN, known, faultIn, mrkdwn, page, file } from "../support/outgoing.ts";

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
  ["bare evidence in Slack", mrkdwn(`<${OWN.replaceAll("&", "&amp;")}>`), undefined],
  ["evidence without encryption", mrkdwn(`<${PLAIN}|R1>`), undefined],
  ["evidence with signs that Slack takes encoded", mrkdwn("<https://github.com/acme/a%7Cb%2Ac?q=d&gt;e|R1>"), undefined],
  ["a link that ends like a date in Slack", mrkdwn("<https://evil.com/!date^1^x|R1>"), "link"],
  ["a host in two pieces in Slack", mrkdwn("*evil*.com"), "link"],
  ["a call in two pieces in Slack", mrkdwn(`@<${PLAIN}|here>`), "mention"],
  ["a bare sign in Slack", mrkdwn("5 > 4"), "mention"],
  ["a sign in another word beside blocks", { note: "5 > 4", blocks: [] }, undefined],
  [
    "all parts that Slack's messages have",
    { blocks: ["section", "context", "divider", "overflow", "actions", "button", "plain_text"].map((type) => ({ type })) },
    undefined,
  ],
  ["a host with names for its signs in Slack", mrkdwn("evil.com&amp;x"), "link"],
  ["text in which Slack looks for links", { blocks: [{ type: "section", text: { type: "mrkdwn", text: "x" } }] }, "link"],
  ["a picture in Slack", { blocks: [{ type: "image", alt_text: "x" }] }, "image"],
  ["an address that is none", { url: "evil" }, "link"],
  ["a picture's address that is none", { image_url: "evil" }, "link"],
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
  ["a host in two pieces of a line", page("<p>evil<span>.com</span></p>"), "link"],
  ["a host behind a link", page(`<p>evil<a href="#x">.com</a></p>`), "link"],
  ["two lines that are no host", page("<p>evil.</p><p>com</p>"), undefined],
  ["a line and what follows it", page("<p>evil.</p>com"), undefined],
  ["a line and what stands before it", page("evil.<p>com</p>"), undefined],
  ["words without elements", { html: "evil.com" }, "link"],
  ["a call without elements", { html: "@here" }, "mention"],
  ["words behind styles", "<!doctype html><style>.a{}</style>evil.com", "link"],
  ["a page that begins with space", `\n${page("x")}`, undefined],
  ["text that tells of a page", "a <!doctype html>", "mention"],
  ["a title that is a host", page("<title>evil.com</title>"), "link"],
  ["a picture in a page", page(`<img src="x">`), "image"],
  ["a script in a page", page("<script>x</script>"), "image"],
  ["a frame, a form", page("<iframe></iframe>"), "image"],
  [
    "a chart",
    page(`<svg role="img" viewBox="0 0 9 9" aria-labelledby="a"><title id="a">x</title><polyline points="0,1 2,3"/></svg>`),
    undefined,
  ],
  ["a drawing that loads", page(`<svg><image href="x"/></svg>`), "image"],
  ["a drawing that links", page(`<svg><a href="https://evil.com">x</a></svg>`), "link"],
  ["a drawing that moves", page(`<svg><animate begin="0s"/></svg>`), "image"],
  [
    "a table of a page",
    page(`<table><caption>x</caption><tbody><tr><th scope="row">a</th><td data-label="By">b</td></tr></tbody></table>`),
    undefined,
  ],
  ["a link in the label of a cell", page(`<table><tr><td data-label="see evil.com">b</td></tr></table>`), "link"],
  ["a call in the name of a part", page(`<nav aria-label="@here">b</nav>`), "mention"],
  ["a page that goes along", { attached: { name: "x-2026-11-20.html", html: page("<p>x</p>") } }, undefined],
  ["a page that goes along and loads", { attached: { name: "x.html", html: page("<img>") } }, "image"],
  ["a page that goes along in Slack", { file: { name: "x.html", title: "x", content: page("<p>x</p>") } }, undefined],
  ["a page that loads and goes along in Slack", { file: { name: "x.html", title: "x", content: page("<img>") } }, "image"],
  ["a table of values", `\ufeffa,b\r\n"x, y",${OWN}\r\n`, undefined],
  ["a link in a table of values", "\ufeffa,b\r\nx,evil.com\r\n", "link"],
  ["a formula in a table of values", "\ufeffa,b\r\nx,=1+1\r\n", "image"],
  ["a formula in quotes", '\ufeffa,b\r\nx," @SUM(A1)"\r\n', "image"],
  ["a secret in a table of values", `\ufeffa,b\r\nx,${SECRET}\r\n`, "secret"],
  ["a sign that nobody sees in a table of values", "\ufeffa,b\r\nx,y\u200b\r\n", "hidden"],
  ["a handler in a page", page(`<p onclick="x">x</p>`), "image"],
  ["a background in a page", page(`<p style="background:url(x)">x</p>`), "image"],
  ["an import of styles", `<!doctype html><style>@import "x";</style>`, "image"],
  ["a style that hides what it loads", `<!doctype html><style>a{b:u\\72l(x)}</style>`, "image"],
  ["styles", `<!doctype html><style>.a{color:#fff}</style><p class="a" style="color:#fff">x</p>`, undefined],
  ["a page that goes elsewhere", page(`<meta http-equiv="refresh" content="0">`), "image"],
  ["a page that loads nothing", page(`<meta http-equiv="Content-Security-Policy" content="default-src 'none'">`), undefined],
  ["a condition for old programs", page("<!--[if mso]>x<![endif]-->"), "image"],
  ["a condition behind space", page("<!-- [if mso]>x<![endif]-->"), "image"],
  ["a comment in a page", page("<!-- a [b] -->"), undefined],
  ["a part of a mail that does not say what it is", { html: "<img>" }, "image"],
  ["evidence in Markdown", file(`- R1: [A \\[title\\]](<${OWN}>)`), undefined],
  ["another link in Markdown", file("[x](<https://evil.com>)"), "link"],
  ["a link of another form in Markdown", file(`[x](${OWN})`), "link"],
  ["a relative link in Markdown", file("[x](evil)"), "link"],
  ["a picture in Markdown", file(`![x](<${OWN}>)`), "image"],
  ["the definition of a link", file("see [R1]\n\n > [R1]: evil"), "link"],
  ["an element in Markdown", file("a <b>b</b>"), "image"],
  ["a comment in Markdown", file("a <!-- b --> c"), "image"],
  ["a comment behind words", file("a <!-- b -->"), "image"],
  ["words behind a comment", file("<!-- b --> c"), "image"],
  ["an element between comments", file("<!-- b --><img src=x><!-- c -->"), "image"],
  ["a link in a comment", file("<!-- evil.com -->"), "link"],
  ["a comment with more below", "<!-- b -->\nc", "mention"],
  ["an element behind an address in masked brackets", file(`\\](<${OWN}>)<hr>`), "image"],
  ["a masked sign between others", file("done!\\*[R1]"), undefined],
  ["a citation with a colon", file("see [R1]: done"), undefined],
  ["a sign by its name in Markdown", file("evil&#46;com"), "link"],
  ["a sign by its number in Markdown", file("evil&#x2e;com"), "link"],
  ["a sign by its word in Markdown", file("evil&period;com"), "link"],
  ["citations in Markdown", file("a [R1][R2], & b < c; a&b c;"), undefined],
  ["a second header", { to: ["me"], subject: "x\r\nBcc: eve", text: "" }, "header"],
  ["a second line of a title", { title: "x\ny" }, "header"],
  ["a second header of a name", { name: "x\ny", content: "" }, "header"],
  ["a second line of a receiver", { to: ["me", "x\u2028y"] }, "header"],
  [
    "ids",
    {
      id: "evil.com",
      run: "mail:<a@evil.com>",
      automation: "evil.com",
      item: "evil.com",
      cites: ["evil.com"],
      flags: ["evil.com"],
      fact: { path: "actors.0.name" },
    },
    undefined,
  ],
  ["a secret in an id", { run: `x ${SECRET}` }, "secret"],
  ["a secret in an address", { url: `https://github.com/${SECRET}` }, "secret"],
  ["a secret between elements", page("<p>xoxb-<span>1234</span>-canary</p>"), "secret"],
  ["a secret in an attribute", page(`<p title="&#120;oxb-1234-canary">x</p>`), "secret"],
  ["the address of evidence in data", JSON.stringify({ citations: [{ url: OWN }] }), undefined],
  ["another address in data", JSON.stringify({ citations: [{ url: "https://evil.com" }] }), "link"],
  ["a link in the name of a field", JSON.stringify({ "see evil.com": 1 }), "link"],
  ["a link in the name of a part", { parts: [{ "see evil.com": 1 }] }, "link"],
  ["a title that looks like data", { subject: JSON.stringify({ id: "evil.com" }) }, "link"],
  ["text that begins like data", "{ evil.com", "link"],
  ["text that is like data", "{ harmless", undefined],
  ["no text", { a: 1, b: null, c: true, d: [] }, undefined],
];

/** How what was found is told. */
const TOLD: readonly (readonly [exact: unknown, told: string])[] = [
  ["a\u0000", "the message to have no character that nobody sees, got U+0000"],
  ["@here", "the message to call nobody, got @here"],
  [mrkdwn("5 > 4"), "parent.blocks.0.text.text of the message to call nobody, got half of an order to Slack"],
  [{ to: ["me", "x\ny"] }, "to.1 of the message to be one line, got more"],
  [JSON.stringify({ lines: [{ text: "evil.com" }] }), "lines.0.text of the message to link to nothing but its evidence, got evil.com"],
  [{ blocks: [{ type: "image" }] }, "blocks.0 of the message to load and run nothing, got a block of the type image"],
  [
    { blocks: [{ type: "mrkdwn" }] },
    "blocks.0 of the message to link to nothing but its evidence, got text in which Slack looks for links",
  ],
  [page("<img>"), "the message to load and run nothing, got the element img"],
  [page(`<p onclick="x">`), "the message to load and run nothing, got the attribute onclick"],
  [page(`<meta http-equiv="refresh">`), "the message to load and run nothing, got the attribute http-equiv refresh"],
  [page(`<p style="a:URL(x)">`), "the message to load and run nothing, got a style with URL"],
  [page("<!--[if mso]>-->"), "the message to load and run nothing, got a conditional comment"],
  [page("<p>xoxb-<span>1234</span>-canary</p>"), "the message to hold no secret of this workspace, got one"],
  [page(`<p title="&#120;oxb-1234-canary">x</p>`), "the message to hold no secret of this workspace, got one"],
  [file(`![x](<${OWN}>)`), "the message to load and run nothing, got an image"],
  [file("[x](y)"), "the message to link to nothing but its evidence, got a link of another form"],
  [file("[R1]: y"), "the message to link to nothing but its evidence, got the definition of a link"],
  [file("<b>"), "the message to load and run nothing, got an element of HTML"],
  [file("a&period;b"), "the message to link to nothing but its evidence, got a sign by its name"],
];

describe("what only one channel can be made to do", () => {
  for (const [what, exact, fault] of PLANTED) {
    it(`${fault === undefined ? "may leave" : "is found"}: ${what}`, () => assert.equal(faultIn(exact), fault));
  }

  for (const [exact, told] of TOLD) {
    it(`is told: ${told}`, () => {
      const hint = "It was not sent. Look at it with `chief show`, and at the source that it tells of.";
      assert.throws(() => inspectOutgoing(exact, known), { message: `expected ${told}`, hint });
    });
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
