import assert from "node:assert/strict";
import { test } from "node:test";
import { chief, makeFolder, callChief } from "../support/chief.ts";

const FRAME = "    at parse (/home/runner/work/shop/src/price.ts:12:7)";
const log = (error: string, frame = FRAME): string =>
  `##[group]Run npm test\nnpm test\n##[endgroup]\n${error}\n${frame}\n##[error]Process completed with exit code 1.\n`;
const report = (test: string, message: string): string =>
  `<testsuite name="s" tests="1" failures="1"><testcase classname="price" name="${test}" file="price.test.ts"><failure message="${message}" type="TypeError">${message}\n${FRAME}</failure></testcase></testsuite>`;
const run = (sha: string, hour: number, more: object = {}): string =>
  JSON.stringify({ job: "test", branch: "main", sha, at: `2026-11-02T0${hour}:00:00Z`, conclusion: "failure", ...more });

const A = "a".repeat(40);
const B = "b1".repeat(20);
const C = "c1".repeat(20);
const UNDEFINED = "TypeError: Cannot read properties of undefined (reading 'amount')";

interface Told {
  failures: {
    id: string;
    source: string;
    test: string | null;
    fingerprints: Record<string, string>;
    region: { lines: number[]; decidedBy: string };
    primaryLine: number;
    why: { primary: object; masks: unknown[] };
  }[];
  clusters: {
    id: string;
    class: string;
    failures: string[];
    firstBad: string | null;
    lastGood: string | null;
    state: string;
    reasons: string[];
  }[];
  explained: number;
  remarks: unknown[];
}

test("ci group tells the causes of runs, logs and reports, and knows them again", async (t) => {
  const folder = makeFolder(t, {
    "ci/1/run.json": run(A, 1, { conclusion: "success" }),
    "ci/1/test.log": "##[group]Run npm test\nnpm test\nok\n",
    "ci/2/run.json": run(B, 2),
    "ci/2/test.log": log(UNDEFINED),
    "ci/2/junit.xml": report("reads", UNDEFINED),
    "ci/3/run.json": run(C, 3),
    "ci/3/junit.xml": report("writes", UNDEFINED),
    "ci/3/shot.png": "\u0089PNG",
  });
  const { stdout, stderr, code } = await chief(folder, "ci", "group", "ci", "--history", "memory", "--json", "--why");
  assert.equal(code, 0, stderr);
  const told = JSON.parse(stdout) as Told;
  assert.deepEqual(
    told.failures.map(({ source, test: name }) => [source, name]),
    [
      ["ci/2/junit.xml", "price.test.ts > price > reads"],
      ["ci/3/junit.xml", "price.test.ts > price > writes"],
    ],
  );
  assert.deepEqual(Object.keys(told.failures[0]?.fingerprints ?? {}), ["f1", "f2", "f3", "ft", "fs"]);
  const { region, primaryLine, why } = told.failures[0] ?? {};
  assert.deepEqual(region, { lines: [1, 2], decidedBy: "report.failure" });
  assert.deepEqual([primaryLine, why?.primary, why?.masks], [1, { by: "report.message", line: 1 }, []]);
  const [cause] = told.clusters;
  assert.deepEqual(
    [told.clusters.length, cause?.class, cause?.lastGood, cause?.firstBad, cause?.state, told.explained],
    [1, "BROKEN", A, B, "new", 2],
  );
  assert.ok(cause?.reasons.some((reason) => reason.includes("[broken.consecutive +3]")));
  assert.deepEqual(told.remarks, [{ source: "ci/3/shot.png", remark: "left out, since it is no log and no test report" }]);
  const again = JSON.parse((await chief(folder, "ci", "group", "ci/3", "ci/2", "ci/3", "--history", "memory", "--json")).stdout) as Told;
  assert.deepEqual([again.clusters[0]?.id, again.clusters[0]?.state, again.failures.length], [cause?.id, "ongoing", 2]);
  const words = await chief(folder, "ci", "group", "ci");
  assert.match(words.stdout, /^2 failures, 1 cause\n\n1\. BROKEN: .*reading 'amount'.*\n.*\n {3}In ci\/2\/junit\.xml, line 1\.\n/);
});

test("ci group reads logs of which nobody says more, and refuses what it can't use in plain words", async (t) => {
  const folder = makeFolder(t, {
    "a.log": log("src/cart.ts(3,1): error TS2339: Property 'x' does not exist on type 'Cart'."),
    "calm.log": "all is well\n",
    "bad/run.json": "{",
    "bad/a.log": "x",
  });
  const { stdout } = await chief(folder, "ci", "group", "a.log", "calm.log", "--json");
  const { clusters, remarks } = JSON.parse(stdout) as Told;
  assert.deepEqual([clusters.length, clusters[0]?.class, clusters[0]?.firstBad], [1, "BROKEN", null]);
  assert.deepEqual(remarks, [{ source: "calm.log", remark: "nothing in it says that anything failed" }]);
  for (const [words, message] of [
    [["bad"], /run\.json to be an object of job, branch/],
    [["none.log"], /to be a log, a report or a folder of them, got ENOENT/],
    [["a.log", "--good", "abc"], /expected --repo beside --good and --bad/],
    [["a.log", "--repo", "."], /git repository|commit/],
  ] as const) {
    const refused = await chief(folder, "ci", "group", ...words);
    assert.notEqual(refused.code, 0);
    assert.match(refused.stderr, message);
  }
});

test("ci group reads what is piped in", async (t) => {
  const { stdout } = await callChief(makeFolder(t), ["ci", "group", "-", "--json"], { input: log(UNDEFINED) });
  const { failures } = JSON.parse(stdout) as Told;
  assert.deepEqual(
    failures.map(({ source, primaryLine }) => [source, primaryLine]),
    [["piped in", 4]],
  );
});
