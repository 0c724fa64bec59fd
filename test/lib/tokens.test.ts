import assert from "node:assert/strict";
import { test } from "node:test";
import { tokenCounter } from "../../src/lib/tokens.ts";
import { assertGrowsWithInput } from "../support/growth.ts";

const MEGABYTE = 1_000_000;
const count = await tokenCounter();
count("The first count loads what it needs.");

test("usual text has as many tokens as a model reads in it", () => {
  assert.equal(count(""), 0);
  assert.ok(count("<|endoftext|>") > 1);
  const tokens = count("one two three four ".repeat(500));
  assert.ok(tokens >= 2_000 && tokens <= 2_010, String(tokens));
});

/** Letters as chance would have them, the same each time: what repeats itself is counted from memory. */
function scattered(length: number): string {
  let state = 7;
  const letters = Array.from({ length }, () => {
    state = (state * 1_103_515_245 + 12_345) % 2_147_483_648;
    return String.fromCharCode(97 + (Math.floor(state / 256) % 26));
  });
  return letters.join("");
}

for (const [what, text] of [
  ["one letter again and again", "a".repeat(MEGABYTE)],
  ["letters without a space", scattered(MEGABYTE)],
  ["spaces", " ".repeat(MEGABYTE)],
  ["a rule", "=".repeat(MEGABYTE)],
  ["characters of three bytes", "漢字".repeat(MEGABYTE / 2)],
  ["characters of two halves", "👩‍👩‍👧‍👦".repeat(MEGABYTE / 11)],
] as const) {
  test(`a megabyte of ${what} is counted at once, and never as more tokens than bytes`, async () => {
    await assertGrowsWithInput((size) => count(text.slice(0, size)), text.length);
    const tokens = count(text);
    assert.ok(tokens > 0 && tokens <= Buffer.byteLength(text), String(tokens));
  });
}

test("no cut goes through a character", () => {
  const shifted = `x${"👩".repeat(400)}`;
  assert.ok(Math.abs(count(shifted) - count("👩".repeat(400))) <= 3);
});
