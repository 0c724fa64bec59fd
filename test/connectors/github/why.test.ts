import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { ciFailuresIn } from "../../../src/core/kinds/ci-failure.ts";
import { ciJobsIn } from "../../../src/core/kinds/ci-job.ts";
import type { Fetched } from "../../../src/core/ports/outside.ts";
import { sealItem } from "../../../src/lib/hash.ts";
import { checkJob, checkRun, keep } from "../../support/github-checks.ts";
import { zipOf } from "../../support/zip.ts";
import { fetchWhy, kept, logOf, NEXT, plantRed, RED, world } from "./why-world.ts";

const { github } = world;

function reportOf(...tests: readonly string[]): string {
  const cases = tests.map(
    (name) => `<testcase classname="cart" name="${name}"><failure message="expected 2, got 3">at cart.ts:4</failure></testcase>`,
  );
  return `<?xml version="1.0"?><testsuites><testsuite name="unit" tests="${tests.length}">${cases.join("")}</testsuite></testsuites>`;
}

describe("a job that failed", () => {
  it("is told by its log, read beside a green one, whose lines are kept as numbers", async () => {
    plantRed();
    const { items, failures, notes } = await fetchWhy();
    assert.deepEqual([failures, notes], [[], []]);
    const [failure, ...others] = ciFailuresIn(items);
    assert.ok(failure);
    assert.deepEqual(others, []);
    assert.equal(failure.primaryError, "TypeError: Cannot read properties of undefined (reading 'cents')");
    assert.equal(failure.item.title, failure.primaryError);
    assert.deepEqual([failure.job, failure.jobId, failure.run, failure.sha, failure.source], ["unit", "20", "2", "c2", "log"]);
    assert.deepEqual([failure.errorType, failure.test, failure.conclusion, failure.isDefaultBranch], ["TypeError", null, "failure", true]);
    assert.deepEqual(failure.frames, [{ fn: "parsePrice", file: "src/pricing.ts", line: 88, inApp: true }]);
    assert.doesNotMatch(failure.region, /packages|handling/);
    assert.deepEqual([failure.item.ts, failure.item.url], ["2026-11-17T08:09:00.000Z", "https://github.com/job/20"]);
    assert.equal(kept.size, 1);
    assert.match([...kept.values()].join(), /^[0-9a-z]+( [0-9a-z]+)*$/);
  });

  it("is not read twice, nor are green logs, and what is kept of these is what they say", async () => {
    plantRed();
    const first = await fetchWhy();
    const second = await fetchWhy(NEXT, first);
    assert.deepEqual(second.calls, ["actions/runs"]);
    assert.deepEqual(second.items, first.items);
    const again = await fetchWhy();
    assert.ok(again.calls.includes("actions/jobs/20/logs") && !again.calls.includes("actions/jobs/10/logs"));
    assert.deepEqual(again.items, first.items);
  });

  it("tells nothing of its log or of its marks that looks like a secret", async () => {
    const token = ["ghp", "a1B2".repeat(9)].join("_");
    const mark = { path: "ci.yml", start_line: 3, message: `no access with ${token}` };
    plantRed({ "check-runs/20/annotations": [mark] });
    const said = [`Error: push refused to https://dana:hunter2@example.net with ${token}`, "DEPLOY_PASSWORD=hunter2hunter2"];
    keep(github, { "jobs/20/logs": logOf(...said, "##[error]Process completed with exit code 1.") });
    const { items } = await fetchWhy();
    assert.equal(ciFailuresIn(items)[0]?.item.title, "Error: push refused to https://dana:(secret)@example.net with (secret)");
    assert.doesNotMatch(JSON.stringify(items), /hunter2|ghp_/);
  });

  it("costs a bounded number of calls when it is new", async () => {
    plantRed();
    const first = await fetchWhy();
    plantRed({
      "actions/runs": {
        workflow_runs: [
          checkRun(3, "failure", { created_at: "2026-11-18T08:55:00Z", updated_at: "2026-11-18T08:59:00Z" }),
          checkRun(2, "failure", { created_at: "2026-11-17T08:01:00Z" }),
          checkRun(1, "success"),
        ],
      },
      "actions/runs/3/jobs": { jobs: [checkJob(30, "failure", { completed_at: "2026-11-18T08:59:00Z" })] },
      "actions/runs/3/artifacts": { artifacts: [] },
      "check-runs/30/annotations": [],
    });
    keep(github, { "jobs/30/logs": RED });
    const second = await fetchWhy(NEXT, first);
    const about = ["actions/runs/3/jobs", "check-runs/30/annotations", "actions/runs/3/artifacts", "actions/jobs/30/logs"];
    assert.deepEqual(second.calls, ["actions/runs", ...about]);
    assert.equal(ciFailuresIn(second.items).length, 2);
  });

  it("is told by the test reports of its run rather than by its log", async () => {
    const artifacts = [
      { id: 7, name: "junit-unit", created_at: "2026-11-17T08:08:00Z" },
      { id: 8, name: "dist", created_at: "2026-11-17T08:08:00Z" },
    ];
    plantRed({ "actions/runs/2/artifacts": { artifacts } });
    const trx = `<TestRun><Results><UnitTestResult testName="Sums" outcome="Failed"/></Results></TestRun>`;
    const reports = { "out/unit.xml": reportOf("adds", "removes"), "out/again.xml": reportOf("adds"), "out/net.trx": trx };
    keep(github, { "artifacts/7/zip": zipOf({ ...reports, "log.txt": "no" }) });
    const { items, failures, notes, calls } = await fetchWhy();
    assert.deepEqual([failures, notes], [[], []]);
    assert.deepEqual(
      ciFailuresIn(items)
        .map(({ test, source, jobId }) => [test, source, jobId].join(" "))
        .toSorted(),
      ["Sums junit-unit/out/net.trx 20", "cart > adds junit-unit/out/unit.xml 20", "cart > removes junit-unit/out/unit.xml 20"],
    );
    assert.ok(!calls.includes("actions/jobs/20/logs") && !calls.includes("actions/artifacts/8/zip"));
  });

  for (const [name, archive, remark] of [
    ["holds too much", zipOf({ "a.xml": reportOf("adds") }, 65 * 1024 * 1024), /more than 50 reports or 64 MiB/],
    ["holds more than it says", zipOf({ "a.xml": `${reportOf("adds")}${" ".repeat(1_000_000)}` }, 100), /no sound ZIP/],
    ["points out of itself", zipOf({ "../../a.xml": reportOf("adds") }), /no sound ZIP/],
    ["is none", Buffer.from("PK nothing"), /no sound ZIP/],
  ] as const) {
    it(`is told by its log where an archive ${name}, which is said`, async () => {
      plantRed({ "actions/runs/2/artifacts": { artifacts: [{ id: 7, name: "junit" }] } });
      keep(github, { "artifacts/7/zip": archive });
      const { items, notes } = await fetchWhy();
      assert.deepEqual(
        ciFailuresIn(items).map(({ source }) => source),
        ["log"],
      );
      assert.match(notes.join("\n"), remark);
    });
  }

  it("has at most a hundred failures told, and the others counted", async () => {
    plantRed({ "actions/runs/2/artifacts": { artifacts: [{ id: 7, name: "junit" }] } });
    keep(github, { "artifacts/7/zip": zipOf({ "a.xml": reportOf(...Array.from({ length: 130 }, (_, index) => `test ${index}`)) }) });
    const { items, notes } = await fetchWhy();
    assert.equal(ciFailuresIn(items).length, 100);
    assert.match(notes.join("\n"), /Left out 30 failures of dana\/shop/);
  });

  it("is left out, and counted, where two thousand failures are told already", async () => {
    plantRed();
    const first = await fetchWhy();
    const [failure] = ciFailuresIn(first.items);
    assert.ok(failure);
    const { contentHash: _hash, ...draft } = failure.item;
    const others = Array.from({ length: 1_999 }, (_, index) => sealItem({ ...draft, id: `${draft.id}${index}` }));
    plantRed({
      "actions/runs/2/jobs": { jobs: [checkJob(20, "failure"), checkJob(19, "failure", { completed_at: "2026-11-17T08:02:00Z" })] },
      "check-runs/19/annotations": [],
    });
    const second = await fetchWhy(NEXT, { ...first, items: [...first.items, ...others] });
    assert.equal(ciFailuresIn(second.items).length, 2_000);
    assert.deepEqual(second.notes, ["Told 2,000 failures and left out those of 1 older job of dana/shop."]);
  });

  it("is told without its log once GitHub keeps that no more, and it is not asked for again", async () => {
    plantRed();
    keep(github, { "jobs/20/logs": null });
    const first = await fetchWhy();
    assert.deepEqual(first.failures, []);
    assert.match(first.notes.join("\n"), /GitHub keeps the logs of test \/ unit of dana\/shop no more: .*Settings, Actions/);
    assert.ok(ciJobsIn(first.items).some(({ jobId }) => jobId === "20"));
    assert.deepEqual(ciFailuresIn(first.items), []);
    const second = await fetchWhy(NEXT, first);
    assert.deepEqual([second.calls, second.notes], [["actions/runs"], []]);
    assert.deepEqual((await fetchWhy(NEXT, second)).calls, ["actions/runs"]);
  });

  it("is read by the next fetch where its log did not come, also where nothing else is new", async () => {
    plantRed();
    const { faultOf } = github;
    github.faultOf = (call) => (call.path.endsWith("/20/logs") ? { status: 403 } : faultOf(call));
    const first = await fetchWhy();
    assert.deepEqual(
      first.failures.map(({ what, error, hint }) => [what, error, hint?.startsWith("Give the token that permission")]),
      [["log of test / unit of dana/shop", "the token lacks the permission", true]],
    );
    github.faultOf = faultOf;
    const second = await fetchWhy(NEXT, first);
    assert.equal(ciFailuresIn(second.items).length, 1);
    assert.deepEqual(second.calls, ["actions/runs", "actions/runs/2/artifacts", "actions/jobs/20/logs"]);
  });
});

it("a log for which there is no room beside its green ones waits, too", async () => {
  const others = Array.from({ length: 29 }, (_, index) => checkJob(index + 100, "failure", { name: `unit ${index}` }));
  const jobs = [...others, checkJob(20, "failure", { completed_at: "2026-11-17T08:02:00Z" })];
  plantRed({ "actions/runs/2/jobs": { jobs }, ...Object.fromEntries(jobs.map(({ id }) => [`check-runs/${id}/annotations`, []])) });
  keep(github, Object.fromEntries(others.map(({ id }) => [`jobs/${id}/logs`, RED])));
  const { calls, notes } = await fetchWhy();
  assert.equal(calls.filter((path) => path.endsWith("/logs")).length, 29);
  assert.match(notes.join("\n"), /Leaves the logs of 1 failed job /);
});

describe("a report that several jobs may have written", () => {
  const artifacts = [{ id: 7, name: "junit", created_at: "2026-11-17T08:08:00Z" }];
  const jobs = [
    checkJob(20, "failure", { name: "unit" }),
    checkJob(21, "failure", { name: "web" }),
    checkJob(22, "success", { name: "lint" }),
  ];
  const answers = { "actions/runs/2/jobs": { jobs }, "check-runs/21/annotations": [] };
  const failuresIn = ({ items }: Fetched): unknown[] => ciFailuresIn(items).map(({ job, test, source }) => [job, test ?? "", source]);

  it("is of the one whose log names its tests", async () => {
    plantRed({ ...answers, "actions/runs/2/artifacts": { artifacts } });
    keep(github, {
      "jobs/21/logs": logOf("✗ puts into the basket", "Error: it did not", "##[error]Process completed with exit code 1."),
      "artifacts/7/zip": zipOf({ "a.xml": reportOf("puts into the basket") }),
    });
    assert.deepEqual(failuresIn(await fetchWhy()), [
      ["unit", "", "log"],
      ["web", "cart > puts into the basket", "junit/a.xml"],
    ]);
  });

  it("is of the one that its archive is called by", async () => {
    plantRed({ ...answers, "actions/runs/2/artifacts": { artifacts: [{ ...artifacts[0], name: "web-junit" }] } });
    keep(github, { "artifacts/7/zip": zipOf({ "a.xml": reportOf("adds") }) });
    const fetched = await fetchWhy();
    assert.deepEqual(failuresIn(fetched), [
      ["unit", "", "log"],
      ["web", "cart > adds", "web-junit/a.xml"],
    ]);
    assert.ok(!fetched.calls.includes("actions/jobs/21/logs"));
  });

  for (const [name, said] of [
    ["both name its tests", "✗ puts into the basket"],
    ["neither names its tests", "✗ something else"],
  ] as const) {
    it(`is of none where of two logs ${name}`, async () => {
      plantRed({ ...answers, "actions/runs/2/artifacts": { artifacts } });
      const log = logOf(said, "Error: it did not", "##[error]Process completed with exit code 1.");
      keep(github, { "jobs/20/logs": log, "jobs/21/logs": log, "artifacts/7/zip": zipOf({ "a.xml": reportOf("puts into the basket") }) });
      const sources = ciFailuresIn((await fetchWhy()).items).map(({ source }) => source);
      assert.deepEqual(sources, ["log", "log"]);
    });
  }

  it("is of the attempt during which it was made", async () => {
    const again = checkJob(21, "failure", { run_attempt: 2, started_at: "2026-11-17T08:20:00Z", completed_at: "2026-11-17T08:30:00Z" });
    const [early, late] = ["2026-11-17T08:08:00Z", "2026-11-17T08:29:00Z"].map((at, id) => ({ id, name: `junit ${id}`, created_at: at }));
    plantRed({
      "actions/runs": { workflow_runs: [checkRun(2, "failure", { run_attempt: 2 })] },
      "actions/runs/2/jobs": { jobs: [again, checkJob(20, "failure")] },
      "actions/workflows/1/runs": { workflow_runs: [] },
      "check-runs/21/annotations": [],
      "actions/runs/2/artifacts": { artifacts: [late, early] },
    });
    keep(github, { "artifacts/0/zip": zipOf({ "a.xml": reportOf("adds") }), "artifacts/1/zip": zipOf({ "a.xml": reportOf("removes") }) });
    assert.deepEqual(
      ciFailuresIn((await fetchWhy()).items)
        .map(({ jobId, attempt, test }) => `${jobId} ${attempt} ${test}`)
        .toSorted(),
      ["20 1 cart > adds", "21 2 cart > removes"],
    );
  });

  it("is of none where its archive is called by a job that passed", async () => {
    plantRed({
      "actions/runs/2/jobs": { jobs: jobs.filter(({ id }) => id !== 21) },
      "actions/runs/2/artifacts": { artifacts: [{ ...artifacts[0], name: "lint-report" }] },
    });
    assert.deepEqual(failuresIn(await fetchWhy()), [["unit", "", "log"]]);
  });
});

it("at most thirty logs are read at once, the newest first, and the others by the next fetches", async () => {
  const ids = Array.from({ length: 35 }, (_, index) => index + 100);
  const jobs = ids.map((id) =>
    checkJob(id, "failure", { name: `unit ${id}`, completed_at: new Date(Date.UTC(2026, 10, 17, 8, 0, id)).toISOString() }),
  );
  plantRed({ "actions/runs/2/jobs": { jobs }, ...Object.fromEntries(ids.map((id) => [`check-runs/${id}/annotations`, []])) });
  keep(github, Object.fromEntries(ids.map((id) => [`jobs/${id}/logs`, RED])));
  const first = await fetchWhy();
  const numbers = (fetched: Fetched): number[] => ciFailuresIn(fetched.items).map(({ jobId }) => Number(jobId));
  assert.deepEqual(
    numbers(first).toSorted((a, b) => a - b),
    ids.slice(5),
  );
  assert.deepEqual(first.notes, ["Leaves the logs of 5 failed jobs of dana/shop to the next run, so as to end in time."]);
  const second = await fetchWhy(NEXT, first);
  assert.equal(numbers(second).length, 35);
  assert.deepEqual(second.notes, []);
  assert.equal(second.calls.filter((path) => path.endsWith("/logs")).length, 5);
});
