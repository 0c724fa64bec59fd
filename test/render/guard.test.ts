import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { breakWord } from "../../src/render/break-word.ts";
import { makeLink } from "../../src/render/defang.ts";
import { segmentsOf } from "../../src/render/prose.ts";
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
    ["private, empty-looking and forbidden characters", "a\ue000\u2800\ufffc\ufdd0b", "ab"],
    ["wide and no-break spaces", "a\u3000\u00a0b", "a b"],
    ["space around what nobody sees", "a \u200b b", "a b"],
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
    ["http:\\\\0x7f.1 http:/2130706433 https:x", "http[:]\\[\\]0x7f.1 http[:]/2130706433 https[:]x"],
    ["http://0x7f.1/x", "http[:]//0x7f[.]1/x"],
    ["MAILTO:eve tel:+1555 (data:text/html,x) view-source:x", "MAILTO[:]eve tel[:]+1555 (data[:]text/html,x) view-source[:]x"],
    ["//evil/x (//evil", "/[/]evil/x (/[/]evil"],
    [String.raw`\\evil\share`, String.raw`\[\]evil\share`],
    ["1.2.3.4/x 1.2.3.4:80", "1[.]2[.]3[.]4/x 1[.]2[.]3[.]4:80"],
    ["evil.community evil.zip evil.ｃｏｍ", "evil[.]community evil[.]zip evil[.]ｃｏｍ"],
    ["пример.рф 例子.中国人", "пример[.]рф 例子[.]中国人"],
    ["WWW。evil www．evil", "WWW[.]evil www[.]evil"],
    ["main.rs?x=1 main.rs./x x.main.rs www.main.rs", "main[.]rs?x=1 main[.]rs./x x.main[.]rs www[.]main[.]rs"],
    ["eve+x@main.rs eve_@a.b", "eve+x@main[.]rs eve_@a[.]b"],
    ["@here (@Channel) @everyone @all!", "[@]here ([@]Channel) [@]everyone [@]all!"],
    ["<!channel> <@U0123> <#C0123|x>", "[<]!channel> [<]@U0123> [<]#C0123|x>"],
  ] as const;
  for (const [text, expected] of cases) {
    it(`is made harmless: ${text}`, () => {
      assert.equal(guard(text), expected);
      assert.equal(guard(expected), expected);
    });
  }

  it("leaves names of files, versions and code readable", () => {
    const texts = [
      ...["README.md", "src/main.rs:12", "v1.2.3", "process.env", "e.g. this", "node.js", "end. Next"],
      ...["main.rs? Yes", "see README.md.", "a/b.c/lib.rs", ".gitignore.md", "1.2.3.4", "10.0.0.1.", "a//b", "// note", "完了。中国"],
      ...["@heresy", "anna@ @anna", "metadata:x", "data: x", "a < b", "x<y", String.raw`C:\folder`],
    ];
    assert.deepEqual(texts.map(guard), texts);
  });
});

describe("a web address of evidence", () => {
  it("is linked to when it is plain http or https", () => {
    assert.equal(guardUrl("https://example.com/a b"), "https://example.com/a%20b");
    assert.equal(guardUrl("http://example.com/a"), "http://example.com/a");
    assert.equal(guardUrl("https://example.com/<script>\"'"), "https://example.com/%3Cscript%3E%22'");
  });

  it("is not linked to with another scheme, with a user name, or when it is no address", () => {
    for (const url of [
      "javascript:alert(1)",
      "data:text/html,x",
      "file:///etc/passwd",
      "https://github.com@evil.com",
      "https://:x@evil.com",
      "/relative",
      "",
    ]) {
      assert.equal(guardUrl(url), undefined);
    }
  });
});

describe("pieces of text", () => {
  it("are known to make a link together which none of them is", () => {
    for (const [before, after] of [
      ["see evil", ".com and more"],
      ["evil.", "com"],
      ["http:/", "/evil"],
      ["mailto", ":eve"],
      ["<", "!channel"],
      ["@", "here"],
    ] as const) {
      assert.equal(makeLink(before, after), true, before + after);
    }
    for (const [before, after] of [
      ["evil ", ".com"],
      ["evil", " .com"],
      ["", "com"],
      ["shop", "."],
      ["README", ".md"],
    ] as const) {
      assert.equal(makeLink(before, after), false, before + after);
    }
  });

  it("are kept apart where they would", () => {
    const fact = (value: string) => ({ kind: "fact" as const, fact: { item: "x", path: "title", value }, form: "text" as const });
    const reader = { timezone: "UTC", asOf: "2026-11-20T08:00:00.000Z" };
    const line = segmentsOf([{ kind: "text", text: "see evil" }, fact("."), fact("com/x"), { kind: "text", text: ", then" }], reader);
    assert.equal(line.map(({ text }) => text).join(""), "see evil. com/x, then");
  });

  it("of a word that is too long are no link that the word is none of", () => {
    assert.deepEqual(breakWord("abcdefgh", 3), ["abc", "def", "gh"]);
    assert.deepEqual(breakWord("abc", 3), ["abc"]);
    assert.deepEqual(breakWord("", 3), []);
    assert.deepEqual(breakWord("語語語", 5), ["語語", "語"]);
    assert.deepEqual(breakWord("語", 1), ["語"]);
    assert.deepEqual(breakWord("xevil.community", 9), ["xevil.c", "ommunity"]);
    assert.deepEqual(breakWord("xxxxwww.evil", 4), ["xxxx", "www.", "evil"]);
  });
});
