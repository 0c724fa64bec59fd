import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { hostsOf, withAllowedLinks } from "../../src/policy/links.ts";
import { sampleBriefing } from "../render/sample.ts";

function citing(...urls: readonly (string | undefined)[]) {
  const citations = urls.map((url, at) => ({
    alias: `R${at}`,
    item: `x:${at}`,
    title: "x",
    place: "here",
    ...(url !== undefined && { url }),
  }));
  return sampleBriefing({ citations });
}

function isLinked(url: string, pattern: string): boolean {
  return withAllowedLinks(citing(url), [pattern]).citations[0]?.url === url;
}

describe("links of a briefing", () => {
  it("are those of its evidence where its definition says no more", () => {
    const briefing = citing("https://evil.com", undefined);
    assert.equal(withAllowedLinks(briefing, "evidence"), briefing);
  });

  it("are those that a pattern permits; what else it cites is told by its place", () => {
    const briefing = citing("https://github.com/acme/shop", "https://evil.com/x", undefined, "https://docs.acme.com/y");
    const { citations } = withAllowedLinks(briefing, ["github.com/acme/*", "*.acme.com"]);
    assert.deepEqual(
      citations.map(({ url }) => url),
      ["https://github.com/acme/shop", undefined, undefined, "https://docs.acme.com/y"],
    );
    assert.deepEqual(
      citations.map(({ place }) => place),
      ["here", "here", "here", "here"],
    );
    assert.ok(citations[1] && !("url" in citations[1]));
  });

  const permitted = [
    ["https://github.com/acme/shop/pull/7?x=1#y", "github.com/acme/*"],
    ["https://github.com/acme/", "github.com/acme/*"],
    ["https://GitHub.com/acme/x", "GITHUB.com/acme/*"],
    ["https://github.com/any/thing", "github.com"],
    ["https://github.com/any/thing", "github.com/"],
    ["https://github.com/any%2Fthing", "https://github.com"],
    ["https://github.com/any/thing", "github.com/*"],
    ["https://github.com/acme?x=1", "github.com/acme"],
    ["https://archive.org/web/https://acme.com/", "archive.org/web/https://acme.com/"],
    ["https://d.acme.com/x", "*.acme.com"],
    ["https://a.b.acme.com/x", "*.acme.com"],
    ["http://intra.acme.com:8080/x", "http://intra.acme.com:8080/*"],
  ] as const;
  for (const [url, pattern] of permitted) it(`may lead to ${url} by ${pattern}`, () => assert.equal(isLinked(url, pattern), true));

  const refused = [
    ["https://github.com/evil/x", "github.com/acme/*"],
    ["https://github.com/acmeevil", "github.com/acme/*"],
    ["https://github.com/acme/../evil", "github.com/acme/*"],
    ["https://github.com/acme/..%2fevil", "github.com/acme/*"],
    ["https://github.com/acme/..%5Cevil", "github.com/acme/*"],
    ["https://github.com/acme/shop", "github.com/acme"],
    ["https://github.com.evil.com/acme/x", "github.com/acme/*"],
    ["https://evil.com/github.com/acme/", "github.com/acme/*"],
    ["https://acme.com/x", "*.acme.com"],
    ["https://evilgithub.com/x", "github.com"],
    ["https://evilacme.com/x", "*.acme.com"],
    ["https://.acme.com/x", "*.acme.com"],
    ["http://github.com/acme/x", "github.com/acme/*"],
    ["https://github.com:8443/acme/x", "github.com/acme/*"],
    ["https://eve@github.com/acme/x", "github.com/acme/*"],
    ["https://:eve@github.com/acme/x", "github.com/acme/*"],
    ["javascript:alert(1)", "javascript:alert(1)"],
    ["no address", "github.com"],
    ["https://github.com/acme/x", "https://"],
  ] as const;
  for (const [url, pattern] of refused) it(`may not lead to ${url} by ${pattern}`, () => assert.equal(isLinked(url, pattern), false));

  it("have hosts, each once", () => {
    assert.deepEqual(hostsOf(citing("https://b.com/1", undefined, "https://a.com:8443", "https://b.com/2", "no address", "mailto:x")), [
      "a.com:8443",
      "b.com",
    ]);
  });
});
