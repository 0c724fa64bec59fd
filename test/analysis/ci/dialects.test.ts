import assert from "node:assert/strict";
import { test } from "node:test";
import { failuresOfLog } from "../../../src/analysis/ci/failures.ts";
import { failuresOfReport } from "../../../src/analysis/ci/report-failures.ts";
import { takeLog } from "../../../src/analysis/ci/log.ts";
import { readReport } from "../../../src/lib/junit/read-report.ts";

/** What a runner prints, and each failing test with its primary error and its first frame in the project. */
const outputs: Readonly<Record<string, readonly [output: string, ...tests: readonly string[]]>> = {
  jest: [
    "FAIL src/price.test.js\n  cart\n    ✕ is summed (3 ms)\n\n  ● cart › is summed\n\n    expect(received).toBe(expected) // Object.is equality\n\n    Expected: 3\n    Received: 4\n\n      at Object.toBe (src/price.test.js:5:20)\n\nTest Suites: 1 failed, 1 total\nTests:       1 failed, 1 total\n\nSummary of all failing tests\nFAIL src/price.test.js\n  ● cart › is summed\n\n    Error: as above\n",
    "src/price.test.js > cart › is summed | expect(received).toBe(expected) // Object.is equality | src/price.test.js:5",
  ],
  vitest: [
    "⎯⎯⎯⎯⎯⎯⎯ Failed Tests 1 ⎯⎯⎯⎯⎯⎯⎯\n\n FAIL  src/price.test.ts > cart > is summed\nAssertionError: expected 4 to be 3 // Object.is equality\n\n- Expected\n+ Received\n\n ❯ src/price.test.ts:5:20\n\n⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯⎯[1/1]⎯\n\n Test Files  1 failed (1)\n",
    "src/price.test.ts > cart > is summed | AssertionError: expected 4 to be 3 // Object.is equality | src/price.test.ts:5",
  ],
  playwright: [
    "  1) [chromium] › tests/shop.spec.ts:3:5 › buys a book ──────────\n\n    Error: expect(locator).toBeVisible() failed\n\n    Timeout: 5000ms\n\n      at tests/shop.spec.ts:9:22\n\n  1 failed\n    [chromium] › tests/shop.spec.ts:3:5 › buys a book\n",
    "tests/shop.spec.ts > buys a book | Error: expect(locator).toBeVisible() failed | tests/shop.spec.ts:9",
  ],
  mocha: [
    "  2 passing (9ms)\n  1 failing\n\n  1) cart is summed:\n     AssertionError [ERR_ASSERTION]: 4 == 3\n      at Context.<anonymous> (test/price.js:5:12)\n",
    "cart is summed: | AssertionError [ERR_ASSERTION]: 4 == 3 | test/price.js:5",
  ],
  go: [
    "=== RUN   TestCart\n=== RUN   TestCart/sum\n--- FAIL: TestCart (0.00s)\n    --- FAIL: TestCart/sum (0.00s)\n        cart_test.go:9: got: 4, want: 3\nFAIL\nFAIL\texample.com/shop\t0.002s\n",
    "TestCart/sum | cart_test.go:9: got: 4, want: 3 | cart_test.go:9",
  ],
  "go test -json": [
    ["run", "output", "fail"]
      .map((Action) => JSON.stringify({ Action, Package: "shop", Test: "TestSum", Output: "    sum_test.go:4: got: 4, want: 3\n" }))
      .join("\n"),
    "shop > TestSum | sum_test.go:4: got: 4, want: 3 | sum_test.go:4",
  ],
  rspec: [
    "Failures:\n\n  1) Cart is summed\n     Failure/Error: expect(cart.total).to eq(3)\n\n       expected: 3\n            got: 4\n\n     # ./spec/cart_spec.rb:5:in `block (2 levels) in <top (required)>'\n\nFinished in 0.01 seconds\n",
    "Cart is summed | Failure/Error: expect(cart.total).to eq(3) | ./spec/cart_spec.rb:5",
  ],
  phpunit: [
    "There was 1 failure:\n\n1) Shop\\CartTest::testSum\nFailed asserting that 4 matches expected 3.\n\n/app/tests/CartTest.php:12\n\nFAILURES!\nTests: 1, Assertions: 1, Failures: 1.\n",
    "Shop\\CartTest::testSum | Failed asserting that 4 matches expected 3. | /app/tests/CartTest.php:12",
  ],
  "testdox of PHPUnit": [
    "PHPUnit 9.6.7 by Sebastian Bergmann and contributors.\n\nCart\n ✘ Sum\n   │\n   │ Failed asserting that 4 matches expected 3.\n   │\n   │ /app/tests/CartTest.php:12\n   │\n ✔ Empty\n\nTests: 2, Assertions: 2, Failures: 1.\n",
    "Sum | Failed asserting that 4 matches expected 3. | /app/tests/CartTest.php:12",
  ],
  cucumber: [
    "Failures:\n\n1) Scenario: A cart is summed # features/cart.feature:9\n   ✔ Given a cart # features/steps.js:2\n   ✖ Then it costs 3 # features/steps.js:5\n       Error: it costs 4\n           at World.<anonymous> (features/steps.js:6:9)\n\n1 scenario (1 failed)\n",
    "features/cart.feature > A cart is summed | Error: it costs 4 | features/steps.js:6",
  ],
  "ant, as TeamCity prints it": [
    "[09:01:02] :\t [Step 2/2]     [junit] Testcase: sum(shop.CartTest):\tFAILED\n[09:01:02] :\t [Step 2/2]     [junit] expected:<3> but was:<4>\n[09:01:02] :\t [Step 2/2]     [junit] \tat shop.CartTest.sum(CartTest.java:12)\n[09:01:02] :\t [Step 2/2] BUILD FAILED\n",
    "sum | expected:<3> but was:<4> | shop/CartTest.java:12",
  ],
  googletest: [
    "[ RUN      ] Cart.Empty\n[       OK ] Cart.Empty (0 ms)\n[ RUN      ] Cart.Sum\ncart_test.cc:7: Failure\nExpected equality of these values:\n  total()\n    Which is: 4\n  3\n[  FAILED  ] Cart.Sum (0 ms)\n[  FAILED  ] 1 test, listed below:\n[  FAILED  ] Cart.Sum\n",
    "Cart.Sum | cart_test.cc:7: Failure | cart_test.cc:7",
  ],
  surefire: [
    "[ERROR] Tests run: 2, Failures: 1, Errors: 0, Skipped: 0 <<< FAILURE! - in shop.CartTest\n[ERROR] shop.CartTest.sum  Time elapsed: 0.01 s  <<< FAILURE!\norg.opentest4j.AssertionFailedError: expected: <3> but was: <4>\n\tat org.junit.jupiter.api.AssertionUtils.fail(AssertionUtils.java:55)\n\tat shop.CartTest.sum(CartTest.java:12)\n\n[INFO] Results:\n",
    "shop.CartTest.sum | org.opentest4j.AssertionFailedError: expected: <3> but was: <4> | shop/CartTest.java:12",
  ],
  gradle: [
    "shop.CartTest > sum() FAILED\n    org.opentest4j.AssertionFailedError at CartTest.java:12\n\n1 test completed, 1 failed\n",
    "shop.CartTest > sum() | org.opentest4j.AssertionFailedError at CartTest.java:12 | ",
  ],
  dotnet: [
    "  Failed Shop.CartTest.Sum [12 ms]\n  Error Message:\n   Assert.Equal() Failure: Values differ\n  Stack Trace:\n     at Shop.CartTest.Sum() in /src/CartTest.cs:line 9\n\nFailed!  - Failed:     1, Passed:     0\n",
    "Shop.CartTest.Sum | Assert.Equal() Failure: Values differ | /src/CartTest.cs:9",
  ],
  unittest: [
    'FAIL: test_sum (tests.test_cart.CartTest)\n----------------------------------------------------------------------\nTraceback (most recent call last):\n  File "tests/test_cart.py", line 6, in test_sum\n    self.assertEqual(4, 3)\nAssertionError: 4 != 3\n\nRan 1 test in 0.001s\n',
    "test_sum (tests.test_cart.CartTest) | AssertionError: 4 != 3 | tests/test_cart.py:6",
  ],
  cargo: [
    "---- tests::sums stdout ----\n\nthread 'tests::sums' panicked at src/lib.rs:8:9:\nassertion `left == right` failed\n  left: 4\n right: 3\n\nfailures:\n    tests::sums\n",
    "tests::sums | thread 'tests::sums' panicked at src/lib.rs:8:9: assertion `left == right` failed | src/lib.rs:8",
  ],
  "the spec reporter of node:test": [
    "✖ failing tests:\n\ntest at test/cart.test.ts:4:3\n✖ sums (0.9ms)\n  AssertionError [ERR_ASSERTION]: Expected values to be strictly equal:\n  \n  4 !== 3\n  \n      at TestContext.<anonymous> (file:///builds/acme/shop/test/cart.test.ts:5:12)\n",
    "test/cart.test.ts > sums | AssertionError [ERR_ASSERTION]: Expected values to be strictly equal: 4 !== 3 | /builds/acme/shop/test/cart.test.ts:5",
  ],
  TAP: [
    "TAP version 14\n# Subtest: cart\n    not ok 1 - sums\n      ---\n      failureType: 'testCodeFailure'\n      error: |-\n        Expected values to be strictly equal:\n        \n        4 !== 3\n        \n      code: 'ERR_ASSERTION'\n      name: 'AssertionError'\n      stack: |-\n        TestContext.<anonymous> (file:///src/cart.test.js:2:49)\n      ...\n    1..1\nnot ok 1 - cart\n  ---\n  failureType: 'subtestsFailed'\n  error: '1 subtest failed'\n  ...\nnot ok 2 - pays\n  ---\n  message: \"no money\"\n  severity: fail\n  ...\nnot ok 3 - later # TODO soon\n1..3\n",
    "sums | Expected values to be strictly equal: 4 !== 3 | /src/cart.test.js:2",
    "pays | no money | ",
  ],
  CTest: [
    "1/2 Test #1: sums .............   Passed    0.01 sec\n2/2 Test #2: pays .............***Failed    0.02 sec\n",
    "pays | 2/2 Test #2: pays .............***Failed 0.02 sec | ",
  ],
  "a summary of pytest": [
    "FAILED tests/test_cart.py::test_sum - assert 4 == 3\n1 failed in 0.01s\n",
    "tests/test_cart.py > test_sum | assert 4 == 3 | ",
  ],
};

for (const [name, [output, ...tests]] of Object.entries(outputs)) {
  test(`the failing tests in what ${name} prints are told each once, with their error and place`, () => {
    const taker = takeLog(null);
    taker.push(output.split("\n"));
    const failures = failuresOfLog("a.log", taker.end());
    const told = failures.map((each) => {
      const frame = each.frames.find(({ inApp }) => inApp);
      return `${each.test} | ${each.primaryError} | ${frame ? `${frame.file}:${frame.line}` : ""}`;
    });
    assert.deepEqual(told, tests);
    assert.equal(new Set(failures.map(({ id }) => id)).size, tests.length);
  });
}

test("TAP says of which kind an error is", () => {
  const taker = takeLog(null);
  taker.push(["not ok 1 - sums", "  ---", "  error: 'no amount'", "  code: 'ERR_TEST_FAILURE'", "  name: 'RangeError'", "  ..."]);
  const [failure] = failuresOfLog("a.tap", taker.end());
  assert.deepEqual([failure?.errorType, failure?.decided?.primary], ["RangeError", { by: "dialects.tap", line: 3 }]);
});

test("a test that holds others is told where none of these failed, however many there are", () => {
  const taker = takeLog(null);
  const event = (Test: string) => JSON.stringify({ Action: "fail", Package: "shop", Test });
  taker.push([event("A/b"), event("A"), event("B"), JSON.stringify({ Action: "fail", Package: "shop" }), event("AB")]);
  assert.deepEqual(
    failuresOfLog("a.log", taker.end()).map((failure) => failure.test),
    ["shop > A/b", "shop > B", "shop > AB"],
  );
});

test("a report tells its failing tests, and not those that passed when they ran again", async () => {
  const report = `<testsuite name="s"><testcase classname="Cart" name="sum" file="a.py"><failure type="AssertionError" message="4 == 3">Traceback
  File "src/cart.py", line 4, in total
    raise AssertionError
AssertionError: 4 == 3</failure></testcase><testcase name="flaky"><flakyFailure message="x"/></testcase><testcase name="fine"/></testsuite>`;
  async function* chunks(): AsyncGenerator<string> {
    yield report;
  }
  const [failure, ...more] = failuresOfReport("r.xml", await readReport(chunks(), 10, new AbortController().signal));
  assert.deepEqual(more, []);
  const { id, test: name, primaryError, errorType, frames } = failure ?? {};
  assert.deepEqual([id, name, primaryError, errorType], ["r.xml#a.py > Cart > sum", "a.py > Cart > sum", "4 == 3", "AssertionError"]);
  assert.deepEqual(frames, [{ fn: "total", file: "src/cart.py", line: 4, inApp: true }]);
});
