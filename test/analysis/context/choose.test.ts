import assert from "node:assert/strict";
import { test } from "node:test";
import { choose, type Candidate } from "../../../src/analysis/context/choose.ts";

/** So many things of a source, each of ten tokens. */
function some(source: string, count: number, value: number): Candidate[] {
  return Array.from({ length: count }, (_, index) => ({ name: `${source}${index}`, source, isNeeded: false, value }));
}

function chosenOf(candidates: readonly Candidate[], tokens: number): Record<string, number> {
  const names = choose(candidates, { tokens, cost: () => 10 });
  const sources = candidates.filter(({ name }) => names.has(name)).map(({ source }) => source);
  return Object.fromEntries([...Map.groupBy(sources, (source) => source)].map(([source, all]) => [source, all.length]));
}

test("what is worth least has a floor, and what is worth most a cap", () => {
  const candidates = [...some("M", 200, 9), ...some("P", 200, 5), ...some("T", 200, 1)];
  assert.deepEqual(chosenOf(candidates, 1_000), { M: 50, P: 45, T: 5 });
});

test("a source by itself takes all of the room", () => {
  assert.deepEqual(chosenOf(some("M", 200, 1), 1_000), { M: 100 });
});

test("what is needed is there whatever it is worth, before floors and beyond the cap", () => {
  const needed = some("T", 80, 0).map((candidate) => ({ ...candidate, isNeeded: true }));
  assert.deepEqual(chosenOf([...some("M", 200, 9), ...needed], 1_000), { M: 20, T: 80 });
});

test("a thing that is too large leaves its room to smaller ones", () => {
  const large = { name: "M900", source: "M", isNeeded: false, value: 99 };
  const names = choose([large, ...some("M", 20, 1)], { tokens: 100, cost: ({ value }) => (value === 99 ? 500 : 10) });
  assert.deepEqual([names.size, names.has("M900")], [10, false]);
});
