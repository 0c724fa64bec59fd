import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { describe, test } from "node:test";
import { readLetter } from "../../src/analysis/language/read-letter.ts";
import { measure, readSentences } from "../support/simulator/corpus.ts";

/** What is asked of the code on sentences that nobody looked at while writing it. */
const LEAST = { precision: 0.8, f1: 0.75, dates: 0.95 };

const sentencesOf = (name: string): ReturnType<typeof readSentences> =>
  readSentences(readFileSync(new URL(`../corpus/${name}.jsonl`, import.meta.url), "utf8"));

describe("sentences that the code was not tuned on", () => {
  const sentences = sentencesOf("held-out");
  const figures = measure(sentences, readLetter);

  test("requests are told from the rest, and the dates that are claimed are right", (t) => {
    t.diagnostic(JSON.stringify(figures));
    assert.ok(sentences.length >= 500);
    assert.ok(figures.precision >= LEAST.precision, `precision ${figures.precision}`);
    assert.ok(figures.f1 >= LEAST.f1, `F1 ${figures.f1}`);
    assert.ok(figures.dates >= LEAST.dates, `dates right ${figures.dates}`);
  });

  test("are none of those to look at while working on it", () => {
    const held = new Set(sentences.map((each) => each.text));
    assert.deepEqual(
      sentencesOf("tuning").filter((each) => held.has(each.text)),
      [],
    );
  });
});
