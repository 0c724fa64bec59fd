import assert from "node:assert/strict";
import { join } from "node:path";
import { after, test } from "node:test";
import { gzipSync } from "node:zlib";
import { causesIn } from "../../../src/analysis/ci/causes/causes-in.ts";
import { filesConnector } from "../../../src/connectors/files/index.ts";
import { readRuns } from "../../../src/connectors/files/logs/read-runs.ts";
import { ciFailuresIn } from "../../../src/core/kinds/ci-failure.ts";
import { describeConnector } from "../contract.ts";
import { createWorkspace, fetchFrom, prepared, removeWorkspaces } from "./workspace.ts";

after(removeWorkspaces);

const as = "logs";
const log = (error: string): string =>
  `##[group]Run npm test\nnpm test\n##[endgroup]\n${error}\n    at parse (/home/runner/work/shop/src/price.ts:12:7)\n##[error]Process completed with exit code 1.\n`;
const UNDEFINED = "TypeError: Cannot read properties of undefined (reading 'amount')";
const report = (name: string): string =>
  `<testsuite name="s" tests="1" failures="1"><testcase classname="price" name="${name}" file="price.test.ts"><failure message="${UNDEFINED}" type="TypeError">at parse (src/price.ts:12:7)</failure></testcase></testsuite>`;
const run = (sha: string, hour: number, more: object = {}): string =>
  JSON.stringify({ job: "test", branch: "main", sha: sha.repeat(40), at: `2026-11-17T0${hour}:00:00Z`, conclusion: "failure", ...more });

describeConnector({
  connector: filesConnector,
  prepare: async () =>
    prepared(await createWorkspace({ "ci-logs/a.log": log(UNDEFINED), "ci-logs/b.log": log("RangeError: no such shop") }), { as }),
  prepareHostile: async () =>
    prepared(
      await createWorkspace({ "ci-logs/a.log": log("Error: hostile \u001b]0;x\u0007 <script>alert(1)</script> $(touch canary) \u202e") }),
      { as },
    ),
  prepareBroken: async () =>
    prepared(await createWorkspace({ "a/a.log": log(UNDEFINED), "b/run.json": "{", "b/b.log": log(UNDEFINED) }), {
      as,
      paths: ["a", "b", "missing"],
    }),
  prepareTooMuch: async () =>
    prepared(await createWorkspace({ "ci-logs/a.log": log(UNDEFINED), "ci-logs/b.log": log(UNDEFINED) }), { as, maxFiles: 1 }),
  isStanding: () => true,
});

test("nothing of a log that looks like a secret is told", async () => {
  const root = await createWorkspace({
    "ci-logs/a.log": log("Error: refused by https://dana:hunter2@example.net\nDEPLOY_PASSWORD=hunter2hunter2"),
  });
  const { items } = await fetchFrom(root, { as });
  assert.match(JSON.stringify(items), /refused by https:\/\/dana:\(secret\)@/);
  assert.doesNotMatch(JSON.stringify(items), /hunter2/);
});

test("runs of jobs in a folder are jobs and failures, whose causes are found like those of any service", async () => {
  const root = await createWorkspace({
    "builds/1/run.json": run("a", 1, { conclusion: "success" }),
    "builds/1/test.log": "##[group]Run npm test\nnpm test\nok\n",
    "builds/2/run.json": run("b", 2),
    "builds/2/test.log": log(UNDEFINED),
    "builds/2/junit.xml": report("reads"),
    "builds/3/run.json": run("c", 3),
    "builds/3/junit.xml": report("writes"),
    "builds/3/shot.png": "\u0089PNG",
    "builds/4/run.json": run("c", 4, { job: "deploy", branch: "side", conclusion: "timed_out" }),
    "builds/4/quiet.log": "all is well\n",
  });
  const { items, failures, notes } = await fetchFrom(root, { as, paths: ["builds"] });
  assert.deepEqual(failures, []);
  assert.deepEqual(
    items.map(({ kind, title, fields }) => [kind, title, fields["repository"], fields["conclusion"], fields["isDefaultBranch"]]),
    [
      ["ci_job", "test", "builds", "passed", true],
      ["ci_job", "test", "builds", "failed", true],
      ["ci_job", "test", "builds", "failed", true],
      ["ci_job", "deploy", "builds", "timed_out", false],
      ["ci_failure", UNDEFINED, "builds", "failed", true],
      ["ci_failure", UNDEFINED, "builds", "failed", true],
      ["ci_failure", "deploy", "builds", "timed_out", false],
    ],
  );
  assert.deepEqual(notes, [
    "builds/3/shot.png: left out, since it is no log and no test report.",
    "builds/4/quiet.log: nothing in it says that anything failed.",
  ]);
  const [cause] = causesIn({ items, now: "2026-11-18T00:00:00.000Z" }).causes;
  assert.deepEqual(
    [cause?.class, cause?.failures.length, cause?.window?.lastGood, cause?.window?.firstBad],
    ["BROKEN", 2, "a".repeat(40), "b".repeat(40)],
  );
});

test("what a log and a report of one folder both tell is one failure", async () => {
  const root = await createWorkspace({
    "ci-logs/test.log": log(UNDEFINED),
    "ci-logs/test.xml": report("reads"),
    "ci-logs/build.log": log("RangeError: no such shop"),
    "other/test.log": log(UNDEFINED),
  });
  const { items, notes } = await fetchFrom(root, { as, paths: ["ci-logs", "other"] });
  assert.equal(causesIn({ items, now: "2100-01-01T00:00:00.000Z" }).failures.length, 3);
  assert.deepEqual(
    ciFailuresIn(items)
      .map(({ source }) => source)
      .toSorted(),
    ["ci-logs/build.log", "ci-logs/test.xml", "other/test.log"],
  );
  assert.deepEqual(notes, ["ci-logs/test.log: 1 failure of it is told by a test report beside it."]);
});

test("what was read is not read again until a file changes; a folder that nobody named need not be there", async () => {
  const root = await createWorkspace({ "ci-logs/build.log": log(UNDEFINED) });
  const first = await fetchFrom(root, { as });
  const [job, failure] = first.items;
  assert.deepEqual([job?.title, failure?.fields["job"], failure?.fields["repository"]], ["build", "build", "ci-logs"]);
  const again = await fetchFrom(root, { as }, { cursor: first.cursor, picture: first.items });
  assert.equal(again.items, first.items);
  assert.deepEqual((await fetchFrom(root, { as }, { cursor: first.cursor, picture: [] })).items, first.items);
  const empty = await fetchFrom(await createWorkspace({}), { as });
  assert.deepEqual([empty.failures, empty.items], [[], []]);
});

test("a run that can't be understood is told and takes no other with it", async () => {
  const root = await createWorkspace({ "ci-logs/1/run.json": "[]", "ci-logs/1/a.log": log(UNDEFINED), "ci-logs/2/b.log": log(UNDEFINED) });
  const { items, failures, cursor } = await fetchFrom(root, { as });
  assert.deepEqual([items.length, failures.length, failures[0]?.what, cursor], [2, 1, "ci-logs/1/run.json", undefined]);
  assert.match(failures[0]?.error ?? "", /to be an object of job, branch/);
});

test("a file that is no text is told and is no failure; reports of other formats and packed ones are read", async () => {
  const root = await createWorkspace({
    "ci-logs/a.log": "PK\u0003\u0004 packed",
    "ci-logs/net.trx": `<TestRun><Results><UnitTestResult testName="Sums" outcome="Failed"/></Results></TestRun>`,
    "ci-logs/unit.gz": gzipSync(report("reads")),
  });
  const { items, failures, notes } = await fetchFrom(root, { as });
  assert.deepEqual([failures, notes], [[], ["ci-logs/a.log: it is no text but a ZIP archive: unpack it first."]]);
  assert.deepEqual(
    ciFailuresIn(items).map(({ source, test: name }) => [source, name]),
    [
      ["ci-logs/net.trx", "Sums"],
      ["ci-logs/unit.gz", "price.test.ts > price > reads"],
    ],
  );
});

test("a report that is gone before it is read is told and takes no other with it", async () => {
  const root = await createWorkspace({ "a.log": log(UNDEFINED) });
  const runs = ["gone.xml", "a.log"].map((name) => ({ words: {}, job: name, files: [{ path: join(root, name), source: name }] }));
  const { read, broken } = await readRuns(runs, [], new AbortController().signal);
  assert.deepEqual([read.map(({ run: { job } }) => job), broken.map(({ source }) => source)], [["a.log"], ["gone.xml"]]);
});
