import assert from "node:assert/strict";
import { test } from "node:test";
import { withShortQuotes } from "../../../src/lib/letter/short-quotes.ts";

test("long quotes lose their ends, and the spans still mark what others wrote", () => {
  const [own, quote, ps, footer] = ["Yes, on Friday.\n", `> ${"a".repeat(500)}\n`, "PS: Bring the plan.\n", "-- \nDana"];
  const text = own + quote + ps + footer;
  const zoned = withShortQuotes(text, [
    [own.length, own.length + quote.length],
    [text.length - footer.length, text.length],
  ]);
  const parts = zoned.quoteSpans.map(([start, end]) => zoned.body.slice(start, end));
  assert.deepEqual(parts, [`> ${"a".repeat(157)}…\n`, footer]);
  assert.equal(zoned.body, own + parts[0] + ps + footer);
});

test("a text without long quotes stays as it is", () => {
  assert.deepEqual(withShortQuotes("Hi\n> no\nBye", [[3, 8]]), { body: "Hi\n> no\nBye", quoteSpans: [[3, 8]] });
});
