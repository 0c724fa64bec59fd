import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import { gzipSync } from "node:zlib";
import { createHttpFeedConnector } from "../../../src/connectors/http-feed/index.ts";
import { httpFeedSchema } from "../../../src/connectors/http-feed/schema.ts";
import { feedService } from "../../../src/connections/feed/index.ts";
import type { Connector } from "../../../src/core/ports/outside.ts";
import { isWithin, pinnedAgent } from "../../../src/lib/pinned-agent.ts";
import { fetchWebFile } from "../../../src/lib/web-file.ts";
import { createFakeClock } from "../../support/clock.ts";
import { feedAccounts, rss, startFeeds, type Handler } from "../../support/feed-server.ts";
import { contextFor } from "../contract.ts";

const NEWS = rss(["<title>One</title><guid>1</guid>", "<title>Two</title><guid>2</guid>"]);
const WINDOW = { from: "2026-11-20T00:00:00.000Z", to: "2026-11-21T00:00:00.000Z" };

/** Names of the open network, which no test may ask for; the last is within a network of our own. */
const PLACES: Readonly<Record<string, string>> = { "inside.test": "10.0.0.7", "cloud.test": "169.254.169.254", localhost: "127.0.0.1" };
const find = async (host: string) => {
  const address = PLACES[host];
  if (address === undefined) throw Object.assign(new Error("none"), { code: "ENOTFOUND" });
  return [{ address, family: 4 }];
};

async function world(t: TestContext, files: Readonly<Record<string, string | Buffer | Handler>> = {}) {
  const server = await startFeeds(files);
  t.after(() => server.close());
  const clock = createFakeClock(WINDOW.to);
  const connector: Connector = createHttpFeedConnector(
    feedAccounts({ secret: `${server.url}/secret-path`, plain: "http://example.com/secret-path" }),
    clock,
    find,
  );
  const fetch = (options: object, changes: object = {}) =>
    connector.fetch(contextFor(connector, { root: "/", options, window: WINDOW }, changes));
  return { server, clock, connector, fetch, url: (path: string) => ({ urls: [`${server.url}${path}`] }) };
}

const moved =
  (to: string): Handler =>
  (_request, response) =>
    void response.writeHead(302, { location: to }).end();
const status =
  (code: number, headers = {}): Handler =>
  (_request, response) =>
    void response.writeHead(code, headers).end();

test("only the open network is spoken to, and this machine where it is named as such", async () => {
  const inside =
    "0.0.0.0 10.1.2.3 127.0.0.1 100.64.0.1 100.100.100.200 169.254.169.254 172.16.0.1 192.168.1.1 192.0.0.192 198.18.0.1 224.0.0.1 240.0.0.1 255.255.255.255 168.63.129.16 :: ::1 ::7f00:1 ::ffff:10.0.0.1 ::ffff:7f00:1 64:ff9b::a00:1 64:ff9b:1::1 fe80::1 fec0::1 fd00:ec2::254 ff02::1 2001:db8::1 2002:7f00:1:: nothing".split(
      " ",
    );
  for (const address of inside) assert.equal(isWithin(address, "public"), false, address);
  const outside = ["93.184.215.14", "2606:2800:21f::1", "64:ff9b::5db8:d70e", "::ffff:93.184.215.14"];
  for (const address of outside) assert.ok(isWithin(address, "public"), address);
  for (const address of ["10.1.2.3", "fd00::1", "100.64.0.1"]) assert.ok(isWithin(address, "network"), address);
  const own = ["127.0.0.1", "::ffff:127.0.0.1", "64:ff9b::7f00:1", "169.254.169.254"];
  for (const address of own) assert.equal(isWithin(address, "network"), false, address);
  assert.ok(
    "refused" in
      (await pinnedAgent("rebound.test", "public", async () => [
        { address: "93.184.215.14", family: 4 },
        { address: "127.0.0.1", family: 4 },
      ])),
  );
  assert.ok("refused" in (await pinnedAgent("localhost", "public", async () => [{ address: "10.0.0.1", family: 4 }])));
  assert.ok("refused" in (await pinnedAgent("nobody.test", "public", async () => [])));
});

test("a name is looked up once, and who was found then is spoken to, whatever it leads to later", async (t) => {
  const { server } = await world(t, { "/a": moved("/b"), "/b": "here" });
  const answers = ["127.0.0.1", "127.0.0.2"];
  const asked: string[] = [];
  const rebinding = async (host: string) => {
    asked.push(host);
    return [{ address: answers[asked.length - 1] ?? "127.0.0.2", family: 4 }];
  };
  const parts = { clock: createFakeClock(), signal: new AbortController().signal, find: rebinding };
  const request = { url: `${server.url.replace("127.0.0.1", "localhost")}/b`, hosts: [], accept: "*/*", mostBytes: 100, patienceMs: 1_000 };
  assert.equal((await fetchWebFile(request, parts))?.bytes.toString(), "here");
  assert.deepEqual(asked, ["localhost"]);
  assert.equal(server.asked[0]?.headers.host, server.host.replace("127.0.0.1", "localhost"));
});

test("redirects are followed as far as the definition goes, and never inside", async (t) => {
  const { server, fetch, url } = await world(t, { "/news": NEWS });
  const lead = async (to: string, hosts: string[] = []) => {
    server.files.set("/old", moved(to));
    return fetch({ ...url("/old"), hosts }).then(
      ({ items }) => items.length,
      (error: unknown) => String(error),
    );
  };
  assert.equal(await lead("/news"), 2);
  assert.match(String(await lead("/old")), /more than 5 redirects/);
  assert.match(String(await lead("https://elsewhere.test/news")), /a redirect to elsewhere\.test/);
  for (const [host, address] of Object.entries(PLACES).slice(0, 2)) {
    const { rejects } = assert;
    server.files.set("/old", moved(`https://${host}/news`));
    await rejects(fetch({ ...url("/old"), hosts: [host] }), {
      code: "web-address",
      message: `expected ${host} to be on the open network, got one that leads to ${address}`,
    });
  }
  assert.match(String(await lead("https://10.0.0.1/x", ["10.0.0.1"])), /leads to 10\.0\.0\.1/);
  assert.match(String(await lead("http://inside.test/news", ["inside.test"])), /got one of http/);
  assert.match(String(await lead("https://a:b@inside.test/news", ["inside.test"])), /got one with a name and a password/);
  assert.match(String(await lead("file:///etc/passwd")), /redirect to file:/);
  const other = await startFeeds({ "/news": NEWS });
  t.after(() => other.close());
  assert.match(String(await lead(`${other.url}/news`, [other.host])), /a redirect to 127/);
  assert.equal(other.asked.length, 0);
  await assert.rejects(fetch({ urls: ["https://nowhere.test/"] }), { code: "web-unreachable", message: /ENOTFOUND/ });
});

test("bodies without end, small ones that unpack without end, and servers that hold on are given up", async (t) => {
  const piece = Buffer.alloc(65_536, "a");
  let sent = 0;
  const endless: Handler = (_request, response) => {
    const more = (): void => {
      while (sent < 50 * 1_048_576 && !response.destroyed && response.write(piece)) sent += piece.length;
      response.once("drain", more);
    };
    more();
  };
  const packed = gzipSync(Buffer.alloc(50 * 1_048_576));
  const { server, clock, fetch, url } = await world(t, {
    "/endless": endless,
    "/long": (_request, response) => void response.writeHead(200, { "content-length": "52428800" }).write("x"),
    "/bomb": (_request, response) => void response.writeHead(200, { "content-encoding": "gzip" }).end(packed),
    "/broken": (_request, response) => void response.writeHead(200, { "content-encoding": "gzip" }).end("no gzip"),
    "/fine": (_request, response) => void response.writeHead(200, { "content-encoding": "gzip" }).end(gzipSync(NEWS)),
  });
  for (const path of ["/endless", "/long", "/bomb"]) {
    await assert.rejects(
      fetch(url(path)),
      { code: "web-too-large", message: `expected at most 5 MiB from ${server.host}, got more` },
      path,
    );
  }
  assert.ok(sent < 20 * 1_048_576, String(sent));
  await assert.rejects(fetch(url("/broken")), { code: "web-unreachable", message: /breaks off/ });
  assert.equal((await fetch(url("/fine"))).items.length, 2);
  const slow = Promise.withResolvers<void>();
  server.files.set("/slow", (_request, response) => {
    response.write("<rss>");
    slow.resolve();
  });
  const waiting = assert.rejects(fetch(url("/slow")), { code: "web-unreachable", message: /no answer in time/ });
  await slow.promise;
  await clock.advance(31_000);
  await waiting;
  assert.equal(clock.waiting, 0);
  const stop = new AbortController();
  const stopped = assert.rejects(fetch(url("/slow"), { signal: stop.signal }), /told to stop/);
  stop.abort(new Error("told to stop"));
  await stopped;
});

test("what has not changed is not sent again, and is as it was", async (t) => {
  const withTag: Handler = (request, response) => {
    const isKnown = request.headers["if-none-match"] === '"1"' && request.headers["if-modified-since"] === "yesterday";
    response
      .writeHead(isKnown ? 304 : 200, { etag: '"1"', "last-modified": "yesterday", "set-cookie": "a=b" })
      .end(isKnown ? undefined : NEWS);
  };
  const { server, fetch, url } = await world(t, { "/news": withTag, "/odd": status(304) });
  const first = await fetch(url("/news"));
  const next = await fetch(url("/news"), { cursor: first.cursor, picture: first.items });
  assert.deepEqual([next.items, next.cursor, next.failures], [first.items, first.cursor, []]);
  assert.deepEqual(
    server.asked.map(({ headers }) => [headers["if-none-match"], headers.cookie, headers.authorization, headers.referer]),
    [undefined, '"1"'].map((tag) => [tag, undefined, undefined, undefined]),
  );
  // Without what was read, or with other questions, all of it is needed.
  await fetch(url("/news"), { cursor: first.cursor, picture: [] });
  await fetch({ ...url("/news"), max: 7 }, { cursor: first.cursor, picture: first.items });
  assert.deepEqual(
    server.asked.slice(2).map(({ headers }) => headers["if-none-match"]),
    [undefined, undefined],
  );
  assert.match((await fetch(url("/odd"))).failures[0]?.error ?? "", /not changed/);
});

test("a server that asks for a pause gets it, and one that fails takes nothing from the others", async (t) => {
  const { server, fetch, url } = await world(t, { "/news": NEWS, "/busy": status(503, { "retry-after": "3600" }), "/shut": status(403) });
  await assert.rejects(fetch(url("/busy")), { code: "web-unreachable", retryAfterMs: 3_600_000 });
  await assert.rejects(fetch(url("/shut")), { code: "web-refused", hint: /open to whoever knows it/ });
  await assert.rejects(fetch({ urls: [...url("/busy").urls, ...url("/shut").urls] }), {
    code: "web-unreachable",
    retryAfterMs: 3_600_000,
    message: /one of the feeds/,
  });
  const both = { urls: [...url("/news").urls, ...url("/busy").urls] };
  const first = await fetch(both);
  assert.deepEqual([first.items.length, first.failures.map(({ what }) => what)], [2, [`${server.host}/busy`]]);
  const asked = server.asked.length;
  const next = await fetch(both, { cursor: first.cursor, picture: first.items, window: { ...WINDOW, to: "2026-11-21T00:59:00.000Z" } });
  assert.match(next.failures[0]?.error ?? "", /left alone until 2026-11-21T01:00/);
  assert.equal(server.asked.length, asked + 1);
  server.files.set("/busy", NEWS);
  const later = await fetch(both, { cursor: next.cursor, picture: next.items, window: { ...WINDOW, to: "2026-11-21T01:00:00.000Z" } });
  assert.deepEqual([later.items.length, later.failures], [4, []]);
  server.files.set("/news", status(500));
  const kept = await fetch(both, { picture: later.items });
  assert.deepEqual([kept.items.length, kept.failures.length], [4, 1]);
});

test("an address that is a secret is told to nobody, and checked when it is connected", async (t) => {
  const { server, connector, fetch } = await world(t, { "/secret-path": rss(["<title>x</title><link>/entry</link>"]) });
  const options = { feeds: [{ connection: "secret" }] };
  const { items } = await fetch(options);
  assert.deepEqual([items[0]?.title, items[0]?.url], ["x", undefined]);
  assert.doesNotMatch(JSON.stringify(items), /secret-path/);
  assert.equal(
    connector.describe(connector.schema.parse(options)),
    "entries (at most 100 of each) and dates of the feeds the connection secret, fetched from there and from nowhere else",
  );
  const check = (address: string) =>
    feedService.check({ kind: "feed", address }, { readSecret: (each) => each, now: 0, signal: new AbortController().signal });
  assert.equal((await check(`${server.url}/secret-path`)).name, `a feed at ${server.host}`);
  server.files.set("/secret-path", status(404));
  const told = [
    fetch(options),
    fetch({ feeds: [{ connection: "plain" }] }),
    check(`${server.url}/secret-path`),
    check("http://example.com/secret-path"),
  ];
  for (const each of await Promise.allSettled(told)) {
    assert.ok(each.status === "rejected" && each.reason instanceof Error && "hint" in each.reason);
    assert.doesNotMatch(`${each.reason.message} ${String(each.reason.hint)}`, /secret-path/);
  }
  await assert.rejects(fetch({ feeds: [{ connection: "other" }] }), { code: "connection-missing" });
});

test("a definition names open addresses, each feed by a name of its own", () => {
  const schema = httpFeedSchema(["team"]);
  const faults = (options: unknown): string =>
    schema
      .safeParse(options)
      .error?.issues.map(({ message }) => message)
      .join(" ") ?? "";
  const sound = {
    urls: ["https://example.com/a?x=1", "http://localhost:8080/feed"],
    feeds: [{ connection: "team" }, { url: "https://example.com/j", as: "json", items: "/a~1b" }],
  };
  assert.equal(faults(sound), "");
  const table: readonly (readonly [object, RegExp])[] = [
    [{}, /to name a feed/],
    [{ urls: ["http://example.com/a"] }, /starts with https/],
    [{ urls: ["https://ana:pw@example.com/a"] }, /without a name/],
    [{ urls: ["ftp://example.com/a"] }, /starts with https/],
    [{ urls: ["https://calendar.google.com/calendar/ical/a/private-0123456789abcdef/basic.ics"] }, /no place for secrets/],
    [{ urls: ["https://example.com/feed?private_token=x"] }, /no place for secrets/],
    [{ urls: ["https://example.com/a?x=1", "https://example.com/a?x=2"] }, /a `name` of its own/],
    [{ feeds: [{ as: "json", url: "https://example.com" }] }, /where in the JSON/],
    [{ feeds: [{ url: "https://example.com", connection: "team" }] }, /one of them/],
    [{ feeds: [{ url: "https://example.com", items: "a" }] }, /JSON pointer/],
    [{ urls: ["https://example.com"], hosts: ["https://example.com"] }, /a host such as/],
  ];
  for (const [options, fault] of table) assert.match(faults(options), fault, JSON.stringify(options));
});
