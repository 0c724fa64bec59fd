import assert from "node:assert/strict";
import { test } from "node:test";
import { failuresOfReport } from "../../../src/analysis/ci/report-failures.ts";
import { readReport } from "../../../src/lib/junit/read-report.ts";

/** Reads a report that comes in pieces of so many characters. */
async function read(xml: string, piece = 7) {
  async function* chunks(): AsyncGenerator<string> {
    for (let at = 0; at < xml.length; at += piece) yield xml.slice(at, at + piece);
  }
  const report = await readReport(chunks(), 100, new AbortController().signal);
  return { report, failures: failuresOfReport("r.xml", report) };
}

/** What a runner writes, and each failing test with its error, the kind of it, and where in the report that stands. */
const reports: Readonly<Record<string, readonly [xml: string, ...told: readonly string[]]>> = {
  PHPUnit: [
    `<testsuites>
<testsuite name="Unit"><testsuite name="Tests\\CartTest" file="/app/tests/CartTest.php">
<testcase name="testSum with data set &quot;two&quot;" file="/app/tests/CartTest.php" line="12" class="Tests\\CartTest" classname="Tests.CartTest">
<failure type="PHPUnit\\Framework\\ExpectationFailedException">Tests\\CartTest::testSum with data set "two" (1, 2)
Failed asserting that 4 matches expected 3.

/app/tests/CartTest.php:14
</failure></testcase></testsuite></testsuite></testsuites>`,
    `tests/CartTest.php > Tests.CartTest > testSum with data set "two" | Failed asserting that 4 matches expected 3. | ExpectationFailedException | 5 by anchors.assertion`,
  ],
  Playwright: [
    `<testsuites><testsuite name="pay.spec.ts">
<testcase name="shop › pays" classname="pay.spec.ts"><failure message="pay.spec.ts:3:1 pays" type="FAILURE"><![CDATA[  [chromium] › pay.spec.ts:3:1 › shop › pays ───

    TimeoutError: locator.click: Timeout 5000ms exceeded.

        at pay.spec.ts:4:12
]]></failure></testcase></testsuite></testsuites>`,
    "pay.spec.ts > shop › pays | TimeoutError: locator.click: Timeout 5000ms exceeded. | TimeoutError | 4 by anchors.exception",
  ],
  gotestsum: [
    `<testsuites><testsuite name="acme/cart">
<testcase classname="acme/cart" name="TestSum/two"><failure message="Failed" type="">=== RUN   TestSum/two
    cart_test.go:9: got: 4, want: 3
--- FAIL: TestSum/two (0.00s)</failure></testcase>
<testcase classname="acme/cart" name="TestWobble"><failure message="Failed" type="">no</failure></testcase><testcase classname="acme/cart" name="TestWobble"/>
</testsuite></testsuites>`,
    "acme/cart > TestSum/two | cart_test.go:9: got: 4, want: 3 | null | 3 by anchors.located-message",
  ],
  Surefire: [
    `<testsuite name="shop.CartTest">
<testcase name="breaks" classname="shop.CartTest">
<failure message="no sum" type="java.lang.IllegalStateException"><![CDATA[java.lang.IllegalStateException: no sum
\tat shop.CartTest.breaks(CartTest.java:12)
Caused by: java.io.IOException: no file
]]></failure><rerunFailure message="again" type="x"><stackTrace>y</stackTrace></rerunFailure></testcase>
<testcase name="wobbles" classname="shop.CartTest"><flakyFailure message="once" type="x"/></testcase></testsuite>`,
    "shop.CartTest > breaks | java.io.IOException: no file | IOException | 5 by anchors.caused-by",
  ],
  "node:test": [
    `<testsuites>\n<testsuite name="cart"><testcase name="sums" classname="test" file="/home/runner/work/shop/shop/test/cart.test.ts">
<failure type="testCodeFailure" message="Expected values to be strictly equal:&#10;&#10;3 !== 2&#10;">
[Error [ERR_TEST_FAILURE]: Expected values to be strictly equal:

3 !== 2
] {
  cause: AssertionError [ERR_ASSERTION]: Expected values to be strictly equal:
}</failure></testcase></testsuite></testsuites>`,
    "test/cart.test.ts > test > sums | Expected values to be strictly equal: 3 !== 2 | AssertionError | 3 by report.message",
  ],
  "NUnit 3": [
    `<?xml version="1.0"?>
<test-run id="2" testcasecount="2" result="Failed" total="2" failed="1"><test-suite type="Assembly" name="Shop.dll" result="Failed" site="Child">
<failure><message><![CDATA[One or more child tests had errors]]></message></failure>
<test-suite type="TestFixture" name="CartTests" fullname="Shop.CartTests">
<test-case name="Sums(1,2)" fullname="Shop.CartTests.Sums(1,2)" classname="Shop.CartTests" result="Failed" label="Error" duration="0.01">
<failure><message><![CDATA[System.InvalidOperationException : no sum]]></message>
<stack-trace><![CDATA[   at Shop.Cart.Sum() in /src/Cart.cs:line 9]]></stack-trace></failure></test-case>
<test-case name="Later" classname="Shop.CartTests" result="Skipped" label="Ignored"><reason><message>later</message></reason></test-case>
</test-suite></test-suite></test-run>`,
    "Shop.CartTests > Sums(1,2) | System.InvalidOperationException : no sum | InvalidOperationException | 6 by weak",
  ],
  "NUnit 2": [
    `<test-results name="Shop.dll" total="2" errors="0" failures="1">
<test-suite type="TestFixture" name="CartTests" result="Failure"><results>
<test-case name="Shop.CartTests.Sums" executed="True" result="Failure" success="False" time="0.016"><failure><message><![CDATA[  Expected: 3
  But was:  4]]></message><stack-trace/></failure></test-case>
<test-case name="Shop.CartTests.Works" executed="True" result="Success" time="0.1"/></results></test-suite></test-results>`,
    "CartTests > Shop.CartTests.Sums | Expected: 3 | null | 3 by anchors.comparison",
  ],
  "Visual Studio": [
    `<TestRun id="1" xmlns="http://microsoft.com/schemas/VisualStudio/TeamTest/2010"><Results>
<UnitTestResult testId="a" testName="Sums" outcome="Failed" duration="00:00:01.5"><Output><ErrorInfo><Message>Assert.Equal() Failure: Values differ</Message>
<StackTrace>   at Shop.CartTests.Sums() in /src/CartTests.cs:line 9</StackTrace></ErrorInfo></Output></UnitTestResult>
<UnitTestResult testId="b" testName="Sums" outcome="Passed"/>
<UnitTestResult testId="c" testName="Later" outcome="NotExecuted"><Output><ErrorInfo><Message>later</Message></ErrorInfo></Output></UnitTestResult>
</Results><TestDefinitions><UnitTest name="Sums" id="a"><TestMethod className="Shop.CartTests" name="Sums"/></UnitTest></TestDefinitions></TestRun>`,
    "Shop.CartTests > Sums | Assert.Equal() Failure: Values differ | null | 2 by anchors.assertion",
  ],
  "suites within suites, one of which could not be loaded": [
    `<testsuites><testsuite name="shop"><testsuite name="cart"><error message="can't import cart" type="ImportError"/></testsuite></testsuite></testsuites>`,
    "cart | can't import cart | ImportError | 1 by report.message",
  ],
  "a run without tests": ["<testsuites/>"],
};

for (const [name, [xml, ...told]] of Object.entries(reports)) {
  test(`the failing tests in a report of ${name} are told with their error and its line in the report`, async () => {
    const { report, failures } = await read(xml);
    assert.deepEqual([report.trouble, report.remarks], [null, []]);
    assert.deepEqual(
      failures.map(({ test: own, primaryError, errorType, decided }) => {
        const { by, line } = decided?.primary ?? {};
        return `${own} | ${primaryError} | ${errorType} | ${line} by ${by}`;
      }),
      told,
    );
  });
}

test("a line of a failure is the line of its report, however lines end and wherever the pieces are parted", async () => {
  const xml = `<testsuite>\r\n<testcase name="a">\r<failure message="x"\n type="y">one&#10;one\r\n<![CDATA[two\rthree]]>\n\n\nfour</failure></testcase></testsuite>`;
  for (const piece of [1, 2, 3, 5, 1_000]) {
    const [failure] = (await read(xml, piece)).failures;
    assert.equal(failure?.region, "x\none\none\ntwo\nthree\n\nfour");
    assert.deepEqual(failure?.lines, [3, 4, 4, 5, 6, 7, 9]);
    assert.deepEqual(failure?.decided, { region: "report.failure", primary: { by: "report.message", line: 3 } });
  }
});

test("a class that is told apart from its tests is found before and after these, and two tests of one name stay two", async () => {
  const result = (id: string): string =>
    `<UnitTestResult testId="${id}" testName="Sums" outcome="Failed"><Output><ErrorInfo><Message>no</Message></ErrorInfo></Output></UnitTestResult>`;
  const definition = (id: string): string => `<UnitTest id="${id}"><TestMethod className="Shop.${id}" name="Sums"/></UnitTest>`;
  const [results, definitions] = [["a", "b"].map(result).join(""), ["a", "b"].map(definition).join("")];
  for (const inside of [results + definitions, definitions + results]) {
    const { failures } = await read(`<TestRun>${inside}</TestRun>`);
    assert.deepEqual(
      failures.map((failure) => failure.test),
      ["Shop.a > Sums", "Shop.b > Sums"],
    );
  }
});
