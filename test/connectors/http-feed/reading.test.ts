import assert from "node:assert/strict";
import { test } from "node:test";
import { PermanentError } from "../../../src/core/errors.ts";
import type { Item } from "../../../src/core/item.ts";
import { entriesIn } from "../../../src/core/kinds/entry.ts";
import { instancesIn } from "../../../src/core/kinds/instance.ts";
import { instantIn } from "../../../src/connectors/http-feed/instant.ts";
import { readFeed } from "../../../src/connectors/http-feed/read-feed.ts";
import type { Feed } from "../../../src/connectors/http-feed/schema.ts";
import { rangeOf, USUAL_REACH } from "../../../src/lib/calendar/range.ts";
import { parseDuration } from "../../../src/lib/duration.ts";
import { rss } from "../../support/feed-server.ts";

const ASOF = "2026-11-21T00:00:00.000Z";
const window = { from: "2026-11-14T00:00:00.000Z", to: ASOF };
const reach = { behindMs: parseDuration(USUAL_REACH.behind) ?? 0, aheadMs: parseDuration(USUAL_REACH.ahead) ?? 0 };

function read(body: string | Buffer, more: Partial<Feed> & { contentType?: string; before?: readonly Item[]; max?: number } = {}) {
  const { contentType = "", before = [], max = 1_000, ...feed } = more;
  const known = new Map(before.map((item) => [item.id, item]));
  const reading = {
    timezone: "UTC",
    asOf: ASOF,
    range: rangeOf(window, "UTC", reach),
    max,
    before: known,
    signal: new AbortController().signal,
  };
  const file = { bytes: Buffer.from(body), contentType };
  return readFeed(file, { name: "f", as: "auto", ...feed }, "https://example.com/blog/feed.xml", reading);
}

const brief = ({ items }: { items: readonly Item[] }) => items.map(({ title, body, url = "", ts }) => [title, body, url, ts.slice(0, 16)]);

const ATOM = `<?xml version="1.0"?><feed xmlns="http://www.w3.org/2005/Atom"><title type="html">Acme &amp;amp; Co</title>
<entry><id>tag:1</id><title type="html">A &lt;b&gt;bold&lt;/b&gt; step</title><link rel="edit" href="/x"/><link href="a/1"/>
<author><name>Ana Vidal</name><email>ana@example.com</email></author><category term="news"/><source><title>Elsewhere</title><id>other</id></source>
<published>2026-11-20T10:00:00+02:00</published><updated>2026-11-20T12:00:00Z</updated>
<content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>One &lt; two</p><p style="display:none">hidden</p><p>Three</p></div></content></entry>
<entry><id>tag:2</id><title>1 &lt; 2 &amp;amp; more</title><updated>2026-11-19T00:00:00Z</updated><summary type="text">a &lt;b&gt; c</summary></entry></feed>`;

const RDF = `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel rdf:about="https://example.com/"><title>Old news</title></channel><image><title>Logo</title></image>
<item rdf:about="https://example.com/1"><title>First</title><link>https://example.com/1</link><dc:date>2026-11-18</dc:date><dc:creator>Ben</dc:creator></item></rdf:RDF>`;

const JSON_FEED = {
  version: "https://jsonfeed.org/version/1.1",
  title: "Notes",
  items: [
    {
      id: 7,
      title: "Seven",
      content_html: "<p>Hello <i>you</i></p>",
      url: "https://example.com/7",
      date_published: "2026-11-20T08:00:00Z",
      authors: [{ name: "Ana" }],
      tags: ["a", 1],
    },
    { id: "8", content_text: "Plain <text>\nof two lines", date_modified: "2026-11-19T08:00:00Z", authors: "none" },
    "nothing",
  ],
};

test("Atom says what it means: markup by its type, the entry's own elements only, times with their zones", async () => {
  const { items, notes } = await read(ATOM);
  assert.deepEqual(brief({ items }), [
    ["A bold step", "One < two\n\nThree", "https://example.com/blog/a/1", "2026-11-20T08:00"],
    ["1 < 2 & more", "a <b> c", "", "2026-11-19T00:00"],
  ]);
  assert.deepEqual(notes, []);
  const [first] = entriesIn(items);
  assert.deepEqual(first?.item.actors, [{ name: "Ana Vidal", role: "author" }]);
  assert.deepEqual([first?.feedTitle, first?.categories, first?.item.updatedAt], ["Acme & Co", ["news"], "2026-11-20T12:00:00.000Z"]);
});

test("RSS, RDF and JSON Feed become the same entries", async () => {
  const item = `<title>AT&amp;amp;T &lt;em&gt;grows&lt;/em&gt;</title><link>https://example.com/1</link><guid isPermaLink="false">g1</guid><media:title>no</media:title>
<author>ana@example.com (Ana Vidal)</author><pubDate>Fri, 20 Nov 2026 09:30:00 -0500</pubDate><description>short</description>
<content:encoded><![CDATA[<p>Long</p><script>alert(1)</script>]]></content:encoded>`;
  const told = await read(rss([item]));
  assert.deepEqual(brief(told), [["AT&T grows", "Long", "https://example.com/1", "2026-11-20T14:30"]]);
  assert.deepEqual(told.items[0]?.actors, [{ name: "Ana Vidal", email: "ana@example.com", role: "author" }]);
  assert.equal(told.items[0]?.id, "http-feed:f#g1");
  const old = await read(RDF);
  assert.deepEqual(brief(old), [["First", "", "https://example.com/1", "2026-11-18T00:00"]]);
  assert.deepEqual([old.items[0]?.id, old.items[0]?.fields["feedTitle"]], ["http-feed:f#https://example.com/1", "Old news"]);
  const json = await read(`\ufeff${JSON.stringify(JSON_FEED)}`);
  assert.deepEqual(brief(json), [
    ["Seven", "Hello you", "https://example.com/7", "2026-11-20T08:00"],
    ["Plain <text>", "Plain <text>\nof two lines", "", "2026-11-19T08:00"],
  ]);
  assert.equal(json.notes.length, 1);
});

test("any JSON is read by pointers, and refused with the way out where they lead nowhere", async () => {
  const body = JSON.stringify({ "a/b": [{ no: 1, t: "One", l: "/one", d: 1_795_168_800 }, { no: 2, t: { x: 1 } }, 5] });
  const pointers = { as: "json", items: "/a~1b", id: "/no", title: "/t", link: "/l", at: "/d" } as const;
  const { items } = await read(body, { ...pointers, body: "/t" });
  assert.deepEqual(brief({ items }), [
    ["Entry without a title", "", "", ASOF.slice(0, 16)],
    ["One", "One", "https://example.com/one", "2026-11-20T10:00"],
  ]);
  assert.deepEqual(
    items.map(({ id }) => id),
    ["http-feed:f#2", "http-feed:f#1"],
  );
  const [, withJson] = (await read(body, { ...pointers, at: "/none" })).items;
  assert.match(withJson?.body ?? "", /"no": 2/);
  await assert.rejects(read(body, { ...pointers, items: "/a" }), { code: "feed-unreadable", message: /a list at \/a,/ });
  await assert.rejects(read('{"a": 1}'), { hint: /Say with `items`/ });
  await assert.rejects(read('{"a": '), { message: /breaks off/ });
});

test("a calendar gives dates as calendar files do", async () => {
  const body = `BEGIN:VCALENDAR\r\nX-WR-CALNAME:Team\r\nBEGIN:VEVENT\r\nUID:a\r\nSUMMARY:Renewal\r\nDTSTART;VALUE=DATE:20261124\r\nRRULE:FREQ=WEEKLY;COUNT=2\r\nEND:VEVENT\r\nEND:VCALENDAR`;
  const { items, isCalendar, isDone } = await read(body);
  assert.deepEqual(
    instancesIn(items).map(({ item, start, calendar, allDay }) => [item.id, item.source, start, calendar, allDay]),
    [
      ["http-feed:f#a@2026-11-24", "http-feed", "2026-11-24", "Team", true],
      ["http-feed:f#a@2026-12-01", "http-feed", "2026-12-01", "Team", true],
    ],
  );
  assert.ok(isCalendar && isDone);
  assert.ok((await read(body.slice(0, -20))).failure);
  await assert.rejects(read("nothing", { as: "ics" }), { code: "feed-unreadable" });
});

test("texts are read by their mark, by what the server says, by their declaration, or as what they can only be", async () => {
  const body = (head: string) => `${head}${rss(["<title>Müll</title><guid>1</guid>"]).replace(/^<\?xml[^>]*>/, "")}`;
  const declared = body('<?xml version="1.0" encoding="iso-8859-1"?>');
  const cases: readonly (readonly [name: string, bytes: Buffer, contentType: string])[] = [
    ["utf-8", Buffer.from(body("")), "text/xml; charset=utf-8"],
    ["declared", Buffer.from(declared, "latin1"), "text/xml"],
    ["said wrongly, declared rightly", Buffer.from(declared, "latin1"), "text/xml; charset=utf-8"],
    [
      "said rightly, declared wrongly",
      Buffer.from(body('<?xml version="1.0" encoding="koi8-r"?>'), "latin1"),
      "text/xml; charset=iso-8859-1",
    ],
    ["said in a word that nobody knows", Buffer.from(body("")), "text/xml; charset=none-such"],
    ["neither", Buffer.from(body(""), "latin1"), "text/xml"],
    ["utf-16 with its mark", Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(body(""), "utf16le")]), "text/xml; charset=utf-8"],
  ];
  for (const [name, bytes, contentType] of cases) assert.equal((await read(bytes, { contentType })).items[0]?.title, "Müll", name);
});

test("entries without ids, dates or titles are told, each as the same on every fetch", async () => {
  const body = rss([
    "<description>Only words</description>",
    "<title>With a link</title><link>https://example.com/x</link>",
    "<title>Future</title><guid>z</guid><pubDate>Fri, 01 Jan 2027 00:00:00 GMT</pubDate>",
    "<link>javascript:alert(1)</link>",
    "",
  ]);
  const first = await read(body);
  assert.deepEqual(
    first.items.map(({ title, ts }) => [title, ts]),
    [
      ["Only words", ASOF],
      ["With a link", ASOF],
      ["Entry without a title", ASOF],
    ],
  );
  assert.ok(first.items.every(({ url }) => !url?.startsWith("javascript")));
  assert.match(first.notes.join(" "), /left out 1 entry that says nothing.* left out 1 entry dated after this run/);
  assert.equal(first.isDone, false);
  const seen = first.items.map((item) => ({ ...item, ts: "2026-11-19T00:00:00.000Z" }));
  assert.ok((await read(body, { before: seen })).items.every(({ ts }) => ts === "2026-11-19T00:00:00.000Z"));
  const few = await read(rss(["<title>old</title><pubDate>1 Nov 2026</pubDate>", "<title>new</title><pubDate>2 Nov 2026</pubDate>"]), {
    max: 1,
  });
  assert.deepEqual([few.items.map(({ title }) => title), few.notes], [["new"], ["f: read the newest 1 of 2 entries."]]);
});

test("dates are read in the forms that feeds write, and nothing else is taken for one", () => {
  const table: Readonly<Record<string, string | undefined>> = {
    "2026-11-20": "2026-11-20T00:00:00.000Z",
    "2026-11-20 10:00": "2026-11-20T10:00:00.000Z",
    "2026-11-20T10:00:00.123456+0530": "2026-11-20T04:30:00.123Z",
    "2026-11-20T10:00:00-08": "2026-11-20T18:00:00.000Z",
    "Fri, 20 Nov 26 10:00 EST": "2026-11-20T15:00:00.000Z",
    "20 November 2026 10:00:00 GMT+0200": "2026-11-20T08:00:00.000Z",
    "1795168800": "2026-11-20T10:00:00.000Z",
    "1795168800000": "2026-11-20T10:00:00.000Z",
    "chapter 1": undefined,
    "2026-13-40": undefined,
    "Thu, 01 Jan 1970 00:00:00 GMT": undefined,
    "": undefined,
  };
  for (const [text, instant] of Object.entries(table)) assert.equal(instantIn(text), instant, text);
});

test("a page, a feed that breaks off and entities without end harm nobody", async () => {
  for (const page of ["<!doctype html><html><body>Hello</body></html>", "", "plain words", "<a>".repeat(100_000), "\0\0\0"]) {
    await assert.rejects(read(page), { code: "feed-unreadable", hint: /address of the feed itself/ });
  }
  const cut = await read(rss(["<title>one</title>", "<title>two</title>"]).slice(0, -40));
  assert.deepEqual(
    [cut.items.map(({ title }) => title), cut.failure?.error],
    [["one"], "expected the feed's end, got one that breaks off"],
  );
  const bomb = `<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "${"&a;".repeat(1_000)}"><!ENTITY f SYSTEM "file:///etc/passwd">]>`;
  const told = await read(`${bomb}${rss(["<title>&b;&b; &f; fine</title>"]).replace(/^<\?xml[^>]*>/, "")}`);
  assert.equal(told.items[0]?.title, "&b;&b; &f; fine");
  const deep = `<rss><channel><item><title>x</title><description>${"<b>".repeat(200_000)}`;
  assert.ok((await read(deep)).failure);
  const [long] = (
    await read(rss([`<title>${"t".repeat(100_000)}</title><description><![CDATA[${"<p>x ".repeat(100_000)}]]></description>`]))
  ).items;
  assert.ok(long && long.title.length <= 300 && long.body.length <= 21_000);
});

/** The same numbers each time (https://en.wikipedia.org/wiki/Linear_congruential_generator). */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

test("ten thousand feeds with changes at random are read or refused, and none ends in an error of ours", async () => {
  const pick = numbers(9);
  const calendar = "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\nDTSTART:20261121T100000Z\nSUMMARY:x\nEND:VEVENT\nEND:VCALENDAR\n";
  const short = rss([
    "<title>One &amp; two</title><guid>1</guid><pubDate>20 Nov 2026</pubDate><description><![CDATA[<p>x</p>]]></description>",
  ]);
  const seeds = [ATOM, RDF, short, JSON.stringify(JSON_FEED), calendar].map((text) => Buffer.from(text));
  const parts = ["<", ">", "&", "]]>", "<!--", "<![CDATA[", "</item>", "<item>", "\0", "{", "\u202e", "&#x110000;", "<?", '"'].map((text) =>
    Buffer.from(text),
  );
  let isRead = 0;
  for (let round = 0; round < 10_000; round += 1) {
    const seed = seeds[pick(seeds.length)] ?? Buffer.alloc(0);
    const [from, to] = [pick(seed.length), pick(40)];
    const body = Buffer.concat([seed.subarray(0, from), parts[pick(parts.length)] ?? seed, seed.subarray(from + to)]);
    try {
      const { items } = await read(body);
      assert.ok(items.every(({ id, ts, title }) => id.startsWith("http-feed:f#") && ts.length === 24 && title !== ""));
      isRead += 1;
    } catch (error) {
      assert.ok(error instanceof PermanentError && error.hint !== undefined, `${String(error)}\n${body.toString()}`);
    }
  }
  assert.ok(isRead > 5_000, String(isRead));
});
