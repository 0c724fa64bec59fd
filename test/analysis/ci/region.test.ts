import assert from "node:assert/strict";
import { test } from "node:test";
import { takeLog } from "../../../src/analysis/ci/log.ts";
import { findRegion } from "../../../src/analysis/ci/region.ts";

function told(text: string): string[] {
  const taker = takeLog(null);
  taker.push(text.split("\n"));
  return findRegion(taker.end()).lines.map((line) => line.text.trim());
}

test("tests that passed are no part of a region, however their runner marks them", () => {
  const passed = [
    "✓ adds two 1ms",
    "ok 3 - adds two",
    "--- PASS: TestTwo (0.00s)",
    "[ ok ] two",
    "test two ... ok",
    "test_two PASSED [ 90%]",
  ];
  for (const line of passed) {
    const lines = told(`${line}\nTypeError: price is undefined\n    at total (src/price.js:2:16)\n${line}\n1 failed, 2 passed\n`);
    assert.deepEqual(lines, ["TypeError: price is undefined", "at total (src/price.js:2:16)", "1 failed, 2 passed"], line);
  }
});

test("where nothing points at a failure, what passed last is told too", () => {
  assert.deepEqual(told("ok 1 - loads\nok 2 - sums\nProcess completed with exit code 3.\n").slice(0, 2), ["ok 1 - loads", "ok 2 - sums"]);
});

const TRACES: Readonly<Record<string, readonly string[]>> = {
  vitest: [
    " ❯ amountOf src/price.ts:5:21",
    "      4| function amountOf(item) {",
    "      5|   return item.price",
    " ❯ Array.map src/price.ts:2:16",
  ],
  tap: [
    "      amountOf (file:///w/price.js:5:21)",
    "      Array.map (<anonymous>)",
    "      Test.run (node:internal/test_runner/test:1402:25)",
  ],
  rspec: ["     # ./lib/tickets.rb:21:in `left'", "     # ./spec/hall_spec.rb:22:in `block (3 levels) in <top (required)>'"],
  node: ["    at amountOf (file:///w/price.js:5:21)", "    at async Promise.all (index 0)"],
};

test("the trace of a failure is told whole, however long it is and however often its calls stand in others", () => {
  for (const [name, [first = "", ...others]] of Object.entries(TRACES)) {
    const failures = ["price", "cart", "tax", "sum"].map((each) =>
      [`TypeError: ${each} is undefined`, first, ...others, ...QUIET].join("\n"),
    );
    assert.equal(told(failures.join("\n")).filter((line) => line === first.trim()).length, failures.length, name);
    const calls = [..."ABCDEFGHIJKL"].map((letter) => first.replace(/amountOf|left/, `$&${letter}`));
    const lines = told(["TypeError: price is undefined", ...calls, ...others, ...QUIET].join("\n"));
    assert.deepEqual(
      calls.filter((call) => !lines.includes(call.trim())),
      [],
      name,
    );
  }
});

const QUIET = Array.from({ length: 12 }, () => "all else is quiet");
