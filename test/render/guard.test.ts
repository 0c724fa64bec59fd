import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { guardText, guardUrl } from "../../src/render/guard.ts";

const guard = (text: string): string => guardText(text, 200);

describe("text from outside", () => {
  const cases: readonly (readonly [name: string, text: string, expected: string])[] = [
    ["colours", "\u001b[1;31mred\u001b[0m", "red"],
    ["a window title", "a\u001b]0;owned\u0007b", "ab"],
    ["a terminal hyperlink", "\u001b]8;;https://evil.com\u001b\\click\u001b]8;;\u001b\\", "click"],
    ["one-byte sequences", "\u009b31mred\u009d0;t\u009c!", "red!"],
    ["a sequence that never ends", "a\u001b]0;all the rest", "a]0;all the rest"],
    ["a bell, a backspace and a null", "a\u0007b\u0008c\u0000", "abc"],
    ["line breaks of every kind", "a\r\nb\u2028c\u0085d\te", "a b c d e"],
    ["zero-width characters", "pay\u200bpal\ufeff\u2060", "paypal"],
    ["bidi overrides and isolates", "\u202egnp.exe\u2066x\u2069", "gnp.exex"],
    ["tag characters", "hi\u{e0041}\u{e0042}", "hi"],
    ["selectors that hide bytes", "a\ufe01\u{e0101}b", "ab"],
    ["fillers that look empty", "a\u3164\u115fb", "ab"],
    ["half of a pair", "a\ud83d", "a\ufffd"],
    ["decomposed letters", "e\u0301", "é"],
    ["stacked marks", `a${"\u0316".repeat(50)}`, `a${"\u0316".repeat(4)}`],
    ["wide and no-break spaces", "a\u3000\u00a0b", "a b"],
  ];
  for (const [name, text, expected] of cases) it(`loses ${name}`, () => assert.equal(guard(text), expected));

  it("keeps emoji, accents and other scripts", () => {
    for (const text of ["☑️ done", "Žluťoučký kůň", "日本語のタイトル", "שלום", "🚀"]) assert.equal(guard(text), text);
  });

  it("is cut between letters, marks and flags staying whole", () => {
    assert.equal(guardText("🇫🇷🇩🇪🇯🇵", 4), "🇫🇷…");
    assert.equal(guardText("x\u0302\u0303y\u0302\u0303z", 5), "x\u0302\u0303…");
  });

  it("is cut to the length asked for", () => {
    assert.equal([...guardText("x".repeat(10_000), 200)].length, 200);
    assert.ok(guardText("x".repeat(10_000), 200).endsWith("…"));
  });

  it("is guarded in no more time than it takes to read it", () => {
    for (const text of ["\u001b]", "\u009d", "a.", "www.", "\u0301", "<!--", "a@", "https://"]) guard(text.repeat(100_000));
  });
});

describe("what a program would make a link of", () => {
  const cases = [
    ["https://evil.com/a?b=c", "https[:]//evil[.]com/a?b=c"],
    ["see http://1.2.3.4:80/x", "see http[:]//1[.]2[.]3[.]4:80/x"],
    ["evil.com", "evil[.]com"],
    ["sub.evil.co.uk/x", "sub.evil[.]co[.]uk/x"],
    ["www.evil.sh", "www[.]evil[.]sh"],
    ["write to eve@evil.sh.", "write to eve@evil[.]sh."],
    ["EVIL.COM", "EVIL[.]COM"],
    ["evil.com-and more", "evil[.]com-and more"],
    ["看evil.com看", "看evil[.]com看"],
    ["1https://evil.com", "1https[:]//evil[.]com"],
    ["evil。com", "evil[.]com"],
    ["main.rs/login", "main[.]rs/login"],
    ["xn--e1a.xn--p1ai", "xn--e1a[.]xn--p1ai"],
    ["javascript://%0aalert(1)", "javascript[:]//%0aalert(1)"],
  ] as const;
  for (const [text, expected] of cases) {
    it(`is made harmless: ${text}`, () => {
      assert.equal(guard(text), expected);
      assert.equal(guard(expected), expected);
    });
  }

  it("leaves names of files, versions and code readable", () => {
    const texts = ["README.md", "src/main.rs:12", "v1.2.3", "process.env", "e.g. this", "node.js", "end. Next"];
    assert.deepEqual(texts.map(guard), texts);
  });
});

describe("a web address of evidence", () => {
  it("is linked to when it is plain http or https", () => {
    assert.equal(guardUrl("https://example.com/a b"), "https://example.com/a%20b");
    assert.equal(guardUrl("https://example.com/<script>\"'"), "https://example.com/%3Cscript%3E%22'");
  });

  it("is not linked to with another scheme, with a user name, or when it is no address", () => {
    for (const url of ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "https://github.com@evil.com", "/relative", ""]) {
      assert.equal(guardUrl(url), undefined);
    }
  });
});
