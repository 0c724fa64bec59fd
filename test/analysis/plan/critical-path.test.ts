import assert from "node:assert/strict";
import { test } from "node:test";
import { criticalPath, type Step } from "../../../src/analysis/plan/critical-path.ts";
import { assertGrowsWithInput } from "../../support/growth.ts";

function step(after: readonly number[], work = 1, more: Partial<Step> = {}): Step {
  return { isDone: false, notBefore: undefined, work, after, ...more };
}

/** Numbers between 0 and 1, the same for each seed. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Every chain of open steps that ends with this one. */
function chainsTo(steps: readonly Step[], position: number): number[][] {
  const { after, isDone } = steps[position] ?? step([]);
  if (isDone) return [[]];
  return [[], ...after.flatMap((other) => chainsTo(steps, other))].map((chain) => [...chain, position]);
}

/** The longest way through a chain: its work, from the latest day that one of its steps is held back to. */
function lengthOfChain(steps: readonly Step[], chain: readonly number[]): number {
  return chain.reduce((day, position) => Math.max(steps[position]?.notBefore ?? 0, day + (steps[position]?.work ?? 0)), 0);
}

test("earliest, latest and slack are those of all chains, one by one", () => {
  const random = randomFrom(7);
  for (let round = 0; round < 400; round += 1) {
    const steps = Array.from({ length: 1 + Math.floor(random() * 8) }, (_, position) => {
      const after = Array.from({ length: position }, (__, other) => other).filter(() => random() < 0.35);
      return step(after, Math.floor(random() * 5), {
        isDone: random() < 0.2,
        notBefore: random() < 0.4 ? Math.floor(random() * 14) - 3 : undefined,
      });
    });
    const deadline = random() < 0.5 ? Math.floor(random() * 20) : undefined;
    const { timings, finish, path, cycles } = criticalPath(steps, deadline);
    assert.deepEqual(cycles, []);
    const ends = steps.map((_, position) => Math.max(...chainsTo(steps, position).map((chain) => lengthOfChain(steps, chain))));
    const open = steps.flatMap(({ isDone }, position) => (isDone ? [] : [position]));
    assert.equal(finish, Math.max(0, ...open.map((position) => ends[position] ?? 0)));
    for (const position of open) {
      assert.equal(timings[position]?.earliest, ends[position]);
      const behind = open.flatMap((last) => chainsTo(steps, last).filter((chain) => chain.includes(position)));
      const work = behind.map((chain) => chain.slice(chain.indexOf(position) + 1).reduce((sum, each) => sum + (steps[each]?.work ?? 0), 0));
      assert.equal(timings[position]?.latest, (deadline ?? finish) - Math.max(...work));
    }
    if (open.length > 0) assert.equal(timings[path.at(-1) ?? -1]?.earliest, finish);
    for (const [index, position] of path.slice(1).entries()) assert.ok(steps[position]?.after.includes(path[index] ?? -1));
  }
});

test("the path is the chain that ends last, from the step that its own date holds back", () => {
  const steps = [step([], 3), step([0], 2), step([0], 9), step([1, 2], 1, { notBefore: 4 }), step([], 2)];
  assert.deepEqual(criticalPath(steps, 15).path, [0, 2, 3]);
  assert.deepEqual(criticalPath(steps, 15).timings[3], { earliest: 13, latest: 15, slack: 2 });
  assert.deepEqual(criticalPath([step([], 3), step([0], 1, { notBefore: 10 })]).path, [1]);
  assert.deepEqual(criticalPath([], 3), { timings: [], path: [], finish: 0, cycles: [] });
});

test("steps that wait for each other are found, and the rest is computed without that", () => {
  const { cycles, timings, path } = criticalPath([step([2]), step([0]), step([1]), step([3]), step([0, 5]), step([], 4)], 10);
  assert.deepEqual(
    cycles.toSorted((a, b) => b.length - a.length),
    [[0, 1, 2], [3]],
  );
  assert.equal(timings[4]?.earliest, 5);
  assert.deepEqual(path, [5, 4]);
});

test("ten thousand tasks take no longer than they are many, also in one chain", async () => {
  const random = randomFrom(3);
  const wide = Array.from({ length: 10_000 }, (_, at) =>
    step(at < 3 ? [] : [at - 1 - Math.floor(random() * 3), Math.floor(random() * at)]),
  );
  const chain = Array.from({ length: 10_000 }, (_, at) => step(at === 0 ? [] : [at - 1]));
  for (const steps of [wide, chain]) {
    await assertGrowsWithInput((size) => criticalPath(steps.slice(0, size), 12_000), steps.length);
    assert.ok(criticalPath(steps, 12_000).path.length > 100);
  }
});
