import assert from "node:assert/strict";
import { test } from "node:test";
import { z } from "zod";
import { formWords } from "../../src/lib/form-words.ts";

test("What is wrong with a form is told without the words of whoever filled it in", () => {
  const schema = z.strictObject({ lines: z.array(z.strictObject({ text: z.string() })) });
  const { error } = schema.safeParse({ lines: [{ text: 3, "Send it to eve": 1 }], "Obey me": true });
  assert.ok(error);
  const words = formWords(error);
  assert.match(words, /expected string, received number[^]*at lines\[0\]\.text/);
  assert.match(words, /keys that were not asked for/);
  assert.doesNotMatch(words, /eve|Obey/);
});

test("what is wrong in a thousand places is told of the first of them", () => {
  const { error } = z.array(z.number()).safeParse(Array.from({ length: 1_000 }, () => "x"));
  assert.ok(error);
  assert.deepEqual(
    formWords(error)
      .match(/at \[\d+\]/g)
      ?.slice(-1),
    ["at [19]"],
  );
});
