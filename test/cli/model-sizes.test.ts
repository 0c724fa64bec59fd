import assert from "node:assert/strict";
import { test } from "node:test";
import { guessSizes } from "../../src/cli/connect/model-sizes.ts";

const CASES: readonly (readonly [ids: readonly string[], small: string, large: string])[] = [
  [["llama3:70b", "llama3:7b", "nomic-embed-text"], "llama3:7b", "llama3:70b"],
  [["qwen3-30b-a3b", "mixtral-8x7b", "gemma-1.5b-it"], "gemma-1.5b-it", "mixtral-8x7b"],
  [["text-embedding-9", "big-1", "big-1-mini", "big-1-nano"], "big-1-nano", "big-1"],
  [["one"], "one", "one"],
  [["gemini-a", "gemini-b"], "gemini-a", "gemini-a"],
  [["text-embedding-9"], "text-embedding-9", "text-embedding-9"],
];

for (const [ids, small, large] of CASES) {
  test(`of ${ids.join(", ")} the small one is ${small} and the large one ${large}`, () => {
    assert.deepEqual(guessSizes(ids), { small, large });
  });
}

test("of nothing there is none", () => assert.equal(guessSizes([]), undefined));
