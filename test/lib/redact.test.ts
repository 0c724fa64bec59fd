import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { createRedactor } from "../../src/lib/redact.ts";

const SECRET = 'xoxb-"7?>/ü-Canary';
const bytes = Buffer.from(SECRET);
const hex = bytes.toString("hex");

/** The secret behind so many other bytes, with others behind it. */
const within = (before: number, encoding: "base64" | "base64url"): string =>
  Buffer.concat([Buffer.from("\xff?>".slice(0, before), "latin1"), bytes, Buffer.from("~~")]).toString(encoding);

const forms: readonly (readonly [name: string, text: string])[] = [
  ["as it stands", SECRET],
  ["in capitals", SECRET.toUpperCase()],
  ["reversed", [...SECRET].toReversed().join("")],
  ["within JSON", JSON.stringify({ token: SECRET })],
  ["in hexadecimal", hex],
  ["in hexadecimal capitals", hex.toUpperCase()],
  ["with every byte percent-encoded", hex.replaceAll(/../g, "%$&")],
  ["percent-encoded as in an address", encodeURIComponent(SECRET)],
  ["split by characters that nobody sees", [...SECRET].join("\u200b\u{e0041}\u2060")],
  ["split by soft hyphens and ends of lines", [...SECRET].join("\u00ad\r\n")],
  ["in base64, broken into lines", bytes.toString("base64").replaceAll(/.{4}/g, "$&\r\n")],
  ...[0, 1, 2].flatMap((before) => [
    [`in base64 behind ${before} bytes`, within(before, "base64")] as const,
    [`in base64 for addresses behind ${before} bytes`, within(before, "base64url")] as const,
  ]),
];

describe("a value that is looked for", () => {
  const redactor = createRedactor(["another value", SECRET]);

  for (const [name, text] of forms) {
    it(`is found and not shown ${name}`, () => {
      assert.equal(redactor.find(`before ${text} after`), true);
      const shown = redactor.redact(`before ${text} after`);
      assert.ok(shown.startsWith("before ") && shown.endsWith(" after") && shown.includes("(secret)"), shown);
      assert.equal(redactor.find(shown), false);
    });
  }

  it("takes no other text with it", () => {
    assert.equal(redactor.redact(`a ${SECRET}, b ${SECRET}!`), "a (secret), b (secret)!");
    const harmless = "xoxb-\u200b7 is how such a token begins, a\tb";
    assert.equal(redactor.find(harmless), false);
    assert.equal(redactor.redact(harmless), harmless);
  });

  it("is replaced in whole where another one begins it", () => {
    assert.equal(createRedactor(["12345678", "1234567890"]).redact("1234567890"), "(secret)");
  });

  it("has 8 characters at least, since shorter ones are in much that is harmless", () => {
    assert.equal(createRedactor(["1234567"]).find("1234567"), false);
    assert.equal(createRedactor(["12345678"]).find("12345678"), true);
    assert.equal(createRedactor([]).find("anything"), false);
    assert.equal(createRedactor(["", "\u200b".repeat(9)]).redact("anything"), "anything");
  });

  it("is found among thousands, also where they begin alike, and no part of one is", () => {
    const values = Array.from({ length: 2_000 }, (_, index) => `ya29.${(index * 7_919).toString(36)}-${index}-token`);
    const many = createRedactor(values);
    assert.equal(
      values.every((value) => many.find(value)),
      true,
    );
    for (const value of values.slice(-9)) assert.equal(many.redact(`${value} ya29.${value}`), "(secret) ya29.(secret)");
    assert.equal(
      values.some((value) => many.find(value.slice(1)) || many.find(value.slice(0, -1))),
      false,
    );
  });
});
