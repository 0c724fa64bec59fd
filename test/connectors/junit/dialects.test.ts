import assert from "node:assert/strict";
import { after, describe, it } from "node:test";
import type { Item } from "../../../src/core/item.ts";
import { createWorkspace, failed, fetchFrom, passed, removeWorkspaces, report } from "./workspace.ts";

after(removeWorkspaces);

interface Told {
  /** tests, failures, errors, skipped, flaky */
  counts: string;
  /** Title, status and retries of each failing test. */
  failing: string[];
  items: readonly Item[];
  notes: readonly string[];
}

async function read(...contents: readonly string[]): Promise<Told> {
  const root = await createWorkspace(Object.fromEntries(contents.map((content, index) => [`${index}.xml`, content])));
  const { items, failures, notes } = await fetchFrom(root);
  assert.deepEqual(failures, []);
  const counts = items
    .filter(({ kind }) => kind === "report")
    .map(({ fields: f }) => [f["tests"], f["failures"], f["errors"], f["skipped"], f["flaky"]].join(" "));
  const failing = items
    .filter(({ kind }) => kind === "test")
    .map(({ title, fields }) => `${title} | ${String(fields["status"])} ${String(fields["retries"])}`);
  return { counts: counts.join(", "), failing, items, notes };
}

const DIALECTS: readonly { name: string; xml: string; counts: string; failing: string[] }[] = [
  {
    name: "pytest, where a test may fail and its teardown may be in error",
    xml: `<?xml version="1.0" encoding="utf-8"?><testsuites name="pytest tests"><testsuite name="pytest" errors="1" failures="1" skipped="1" tests="3" time="0.5" timestamp="2026-11-17T09:00:00.123456+01:00" hostname="h">
<testcase classname="tests.test_cart" name="test_add[1-2]" time="0.001"><failure message="assert 3 == 4">def test_add():&#10;&gt;  assert 3 == 4</failure></testcase>
<testcase classname="tests.test_cart" name="test_add[1-2]" time="0.001"><error message="failed on teardown">boom</error></testcase>
<testcase classname="tests.test_cart" name="test_skip"><skipped type="pytest.xfail" message="later"/></testcase>
<testcase classname="tests.test_cart" name="test_ok" time="0.002"/></testsuite></testsuites>`,
    counts: "3 0 1 1 0",
    failing: ["tests.test_cart: test_add[1-2] | error 1"],
  },
  {
    name: "jest-junit, whose failures hold terminal colours",
    xml: `<testsuites name="jest tests" tests="2" failures="1" errors="0" time="1.2"><testsuite name="cart" errors="0" failures="1" skipped="0" timestamp="2026-11-17T09:00:00" time="1.2" tests="2">
<testcase classname="cart adds" name="cart adds" time="0.004"><failure>Error: \u001b[2mexpect(\u001b[22mreceived\u001b[2m)\u001b[22m.toBe(2)</failure></testcase><testcase classname="cart takes" name="cart takes" time="0"/></testsuite></testsuites>`,
    counts: "2 1 0 0 0",
    failing: ["cart adds | failed 0"],
  },
  {
    name: "vitest, which may tell several failures of one test",
    xml: `<testsuites name="vitest tests" tests="1" failures="1" errors="0" time="0.1"><testsuite name="src/cart.test.ts" timestamp="2026-11-17T09:00:00.000Z" hostname="h" tests="1" failures="1" errors="0" skipped="0" time="0.1">
<testcase classname="src/cart.test.ts" name="cart &gt; adds" time="0.1"><failure message="one" type="AssertionError">AssertionError: one</failure><failure message="two" type="AssertionError">AssertionError: two</failure></testcase></testsuite></testsuites>`,
    counts: "1 1 0 0 0",
    failing: ["src/cart.test.ts: cart > adds | failed 0"],
  },
  {
    name: "playwright, with what the browser printed",
    xml: `<testsuites id="" name="" tests="2" failures="1" skipped="1" errors="0" time="3.5"><testsuite name="pay.spec.ts" timestamp="2026-11-17T09:00:00.000Z" hostname="chromium" tests="2" failures="1" skipped="1" time="3.5" errors="0">
<testcase name="pays" classname="pay.spec.ts" time="3.5"><failure message="pay.spec.ts:3:1 pays" type="FAILURE"><![CDATA[  [chromium] › pay.spec.ts:3:1 › pays ]]></failure><system-out><![CDATA[
[[ATTACHMENT|trace.zip]]
]]></system-out></testcase><testcase name="later" classname="pay.spec.ts" time="0"><skipped></skipped></testcase></testsuite></testsuites>`,
    counts: "2 1 0 1 0",
    failing: ["pay.spec.ts: pays | failed 0"],
  },
  {
    name: "Surefire, which runs failing tests again",
    xml: `<testsuite xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" name="com.acme.CartTest" time="1,234.5" tests="3" errors="0" skipped="0" failures="1" flakes="1"><properties><property name="a" value="b"/></properties>
<testcase name="breaks" classname="com.acme.CartTest" time="0.1"><failure message="no" type="java.lang.AssertionError">java.lang.AssertionError: no</failure><rerunFailure message="no" type="java.lang.AssertionError"><stackTrace>again</stackTrace><system-out>x</system-out></rerunFailure></testcase>
<testcase name="wobbles" classname="com.acme.CartTest" time="0.1"><flakyFailure message="once" type="java.lang.AssertionError"><stackTrace>at Cart</stackTrace></flakyFailure><flakyError message="twice" type="X"/></testcase>
<testcase name="works" classname="com.acme.CartTest" time="0.1"/></testsuite>`,
    counts: "3 1 0 0 1",
    failing: ["com.acme.CartTest: breaks | failed 1", "com.acme.CartTest: wobbles | flaky 2"],
  },
  {
    name: "gotestsum, which tells each run of a test",
    xml: `<testsuites tests="4" failures="2" errors="0" time="0.4"><testsuite tests="4" failures="2" time="0.4" name="acme/cart" timestamp="2026-11-17T09:00:00Z"><properties><property name="go.version" value="go1.25"/></properties>
<testcase classname="acme/cart" name="TestWobble" time="0"><failure message="Failed" type="">=== RUN TestWobble</failure></testcase><testcase classname="acme/cart" name="TestBreak" time="0"><failure message="Failed" type="">cart_test.go:7</failure></testcase>
<testcase classname="acme/cart" name="TestWobble" time="0"></testcase><testcase classname="acme/cart" name="TestOk" time="0"></testcase></testsuite></testsuites>`,
    counts: "3 1 0 0 1",
    failing: ["acme/cart: TestWobble | flaky 1", "acme/cart: TestBreak | failed 0"],
  },
  {
    name: "PHPUnit, with suites within suites",
    xml: `<testsuites><testsuite name="" tests="2" failures="1" errors="0" time="0.1"><testsuite name="Unit" tests="2" failures="1" errors="0" time="0.1"><testsuite name="Tests\\CartTest" file="/app/tests/CartTest.php" tests="2" failures="1" errors="0" time="0.1">
<testcase name="testAdd" file="/app/tests/CartTest.php" line="12" class="Tests\\CartTest" classname="Tests.CartTest" assertions="1" time="0.05"><failure type="PHPUnit\\Framework\\ExpectationFailedException">Tests\\CartTest::testAdd&#xA;Failed asserting</failure></testcase><testcase name="testTake" class="Tests\\CartTest" classname="Tests.CartTest" time="0.05"/></testsuite></testsuite></testsuite></testsuites>`,
    counts: "2 1 0 0 0",
    failing: ["Tests.CartTest: testAdd | failed 0"],
  },
  {
    name: "Gradle, with output of the suite",
    xml: `<testsuite name="CartTest" tests="1" skipped="0" failures="1" errors="0" timestamp="2026-11-17T09:00:00" hostname="h" time="0.01"><properties/><testcase name="adds()" classname="CartTest" time="0.01"><failure message="org.opentest4j.AssertionFailedError: no" type="org.opentest4j.AssertionFailedError">org.opentest4j.AssertionFailedError: no</failure></testcase><system-out><![CDATA[noise]]></system-out><system-err><![CDATA[]]></system-err></testsuite>`,
    counts: "1 1 0 0 0",
    failing: ["CartTest: adds() | failed 0"],
  },
  {
    name: "NUnit and xUnit.net after conversion",
    xml: `<testsuites><testsuite name="Acme.dll" tests="2" failures="0" errors="1" time="1"><testsuite name="Acme.Cart"><testcase name="Adds(1,2)" classname="Acme.Cart" assertions="0" status="Error" time="1"><error message="System.Exception: no" type="System.Exception"/></testcase><testcase name="Takes" classname="Acme.Cart" status="Passed"/></testsuite></testsuite></testsuites>`,
    counts: "2 0 1 0 0",
    failing: ["Acme.Cart: Adds(1,2) | error 0"],
  },
  {
    name: "CTest, which says it in an attribute",
    xml: `<testsuite name="Linux-c++" tests="4" failures="1" disabled="1" skipped="1" time="2"><testcase name="a" classname="a" time="1" status="fail"><failure message=""/><system-out>boom</system-out></testcase><testcase name="b" classname="b" time="0" status="disabled"><skipped message="Disabled"/></testcase><testcase name="c" classname="c" time="0" status="notrun"/><testcase name="d" classname="d" time="1" status="run"/></testsuite>`,
    counts: "4 1 0 2 0",
    failing: ["a | failed 0"],
  },
  {
    name: "cargo-nextest, which runs failing tests again",
    xml: `<testsuites name="nextest-run" tests="2" failures="1" errors="0" uuid="u" timestamp="2026-11-17T09:00:00.000+00:00" time="1.5"><testsuite name="cart" tests="2" disabled="0" errors="0" failures="1"><testcase name="tests::breaks" classname="cart" timestamp="2026-11-17T09:00:00.000+00:00" time="0.5"><failure message="thread 'x' panicked" type="test failure">panicked</failure><rerunFailure timestamp="2026-11-17T09:00:00.000+00:00" time="0.5" type="test failure">again</rerunFailure></testcase><testcase name="tests::wobbles" classname="cart" time="0.5"><flakyFailure time="0.5" message="no" type="test failure">no</flakyFailure></testcase></testsuite></testsuites>`,
    counts: "2 1 0 0 1",
    failing: ["cart: tests::breaks | failed 1", "cart: tests::wobbles | flaky 1"],
  },
  {
    name: "Bazel, whose test is one case",
    xml: `<testsuites><testsuite name="cart/cart_test" tests="1" failures="0" errors="1"><testcase name="cart/cart_test" status="run" duration="3" time="3"><error message="exited with error code 1"></error></testcase><system-out>Generated test.log</system-out></testsuite></testsuites>`,
    counts: "1 0 1 0 0",
    failing: ["cart/cart_test | error 0"],
  },
  {
    name: "a suite that could not be loaded",
    xml: `<testsuites><testsuite name="cart" tests="0" failures="0" errors="1"><error message="can't import cart" type="ImportError"/></testsuite></testsuites>`,
    counts: "0 0 1 0 0",
    failing: ["cart | error 0"],
  },
  { name: "a run without tests", xml: `<testsuites/>`, counts: "0 0 0 0 0", failing: [] },
];

describe("dialects of test reports", () => {
  for (const { name, xml, counts, failing } of DIALECTS) {
    it(`are read as ${name}`, async () => {
      const told = await read(xml);
      assert.deepEqual([told.counts, told.failing, told.notes], [counts, failing, []]);
    });
  }
});

describe("what is told of a test", () => {
  it("is its message, its stack and what it printed, without terminal colours, in that order", async () => {
    const { items } = await read(
      report(`<testcase classname="cart" name="adds" file="cart.test.ts" line="7" time="1.5"><system-out>said &#27;[31mred&#27;[0m</system-out>
<failure message="expected 1" type="AssertionError">at cart.ts:12</failure></testcase>`),
    );
    const test = items.find(({ kind }) => kind === "test");
    assert.equal(test?.body, "expected 1\nat cart.ts:12\n\nsaid red");
    assert.deepEqual(test.fields, {
      suite: "shop",
      className: "cart",
      file: "cart.test.ts",
      line: 7,
      status: "failed",
      message: "expected 1",
      type: "AssertionError",
      timeSeconds: 1.5,
      retries: 0,
      report: "test-results/0.xml",
    });
    assert.equal(test.id, "junit:test-results/0.xml#shop/cart/adds");
  });

  it("is at most 4,000 characters, its failure before its output", async () => {
    const { items } = await read(
      report(
        `<testcase name="a"><system-out>${"o".repeat(9_000)}</system-out><failure message="first">${"s".repeat(3_000)}</failure></testcase>`,
      ),
    );
    const body = items.find(({ kind }) => kind === "test")?.body ?? "";
    assert.match(body, /^first\ns{3000}\n\no+…$/);
    assert.equal(body.length, 4_000);
  });

  it("happened when its suite says, or else when its file changed", async () => {
    const at = async (timestamp: string): Promise<string | undefined> =>
      (await read(`<testsuite name="a" timestamp="${timestamp}">${failed("a")}</testsuite>`)).items.find(({ kind }) => kind === "test")?.ts;
    assert.equal(await at("2026-11-17T09:00:00+02:00"), "2026-11-17T07:00:00.000Z");
    assert.equal(await at("2026-11-17T09:00:00.5"), "2026-11-17T09:00:00.500Z");
    assert.equal(await at("2026-11-18T11:00:00"), "2026-11-18T10:00:00.000Z", "no report is written before it is run");
    assert.equal(await at("yesterday"), "2026-11-18T10:00:00.000Z");
  });

  it("leaves a test that passed first and failed later broken", async () => {
    const { failing } = await read(report(passed("adds"), failed("adds")));
    assert.deepEqual(failing, ["cart: adds | failed 0"]);
  });

  it("leaves a test that failed, passed and failed again broken", async () => {
    const { failing } = await read(report(failed("adds"), passed("adds"), failed("adds")));
    assert.deepEqual(failing, ["cart: adds | failed 2"]);
  });
});

describe("many reports", () => {
  it("are not read again while none of them changes", async () => {
    const root = await createWorkspace({ "a.xml": report(failed("adds")) });
    const first = await fetchFrom(root);
    const second = await fetchFrom(root, {}, { cursor: first.cursor, picture: first.items });
    assert.equal(second.items, first.items);
    const other = await fetchFrom(root, { max: 1 }, { cursor: first.cursor, picture: first.items });
    assert.notEqual(other.items, first.items);
  });

  it("tell broken tests before flaky ones where there are too many", async () => {
    const wobbly = `<testcase name="w"><flakyFailure message="x"/></testcase>`;
    const root = await createWorkspace({ "a.xml": report(wobbly), "b.xml": report(failed("adds")) });
    const { items, notes } = await fetchFrom(root, { max: 1 });
    assert.deepEqual(items.map(({ title }) => title).toSorted(), ["cart: adds", "shop", "shop"]);
    assert.deepEqual(notes, ["Kept 1 failing test and left out 1; all are counted."]);
  });
});

it("nothing of a test is told that looks like a secret, whatever of it says so", async () => {
  const token = `ghp_${"a".repeat(36)}`;
  const { items } = await read(
    `<testsuite name="s"><testcase classname="c" name="logs in with ${token}"><failure message="GET https://dana:hunter2@example.net">DB_PASSWORD=hunter2hunter2</failure><system-out>${"x".repeat(3900)} ${token}</system-out></testcase></testsuite>`,
  );
  assert.doesNotMatch(JSON.stringify(items), /ghp_|hunter2/);
  assert.match(items.find(({ kind }) => kind === "test")?.title ?? "", /^c: logs in with \(secret\)$/);
});

it("a folder's reports of Visual Studio are read like those that end in .xml, and nothing else is", async () => {
  const trx = `<TestRun><Results><UnitTestResult testName="Sums" outcome="Failed"/></Results></TestRun>`;
  const root = await createWorkspace({ "net/run.trx": trx, "net/a.xml": report(failed("adds")), "net/notes.txt": "Failed" });
  const { items, failures, notes } = await fetchFrom(root);
  assert.deepEqual([failures, notes], [[], []]);
  assert.deepEqual(
    items.filter(({ kind }) => kind === "test").map(({ title }) => title),
    ["cart: adds", "Sums"],
  );
});
