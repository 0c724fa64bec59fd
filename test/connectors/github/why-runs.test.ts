import assert from "node:assert/strict";
import { describe, it } from "node:test";
import { ciChangesIn } from "../../../src/core/kinds/ci-change.ts";
import { ciFailuresIn } from "../../../src/core/kinds/ci-failure.ts";
import { ciJobsIn } from "../../../src/core/kinds/ci-job.ts";
import { ciRunsIn } from "../../../src/core/kinds/ci-run.ts";
import { checkJob, checkRun, keep } from "../../support/github-checks.ts";
import { commitOf, fetchWhy, NEXT, plantRed, RED, WHY, world } from "./why-world.ts";

const { github } = world;

describe("of runs", () => {
  it("each of the last seven days is told, whatever the window is, and of others the last that passed and what failed since", async () => {
    plantRed();
    const { items } = await fetchWhy({ from: "2026-11-18T08:59:00.000Z", to: "2026-11-18T09:00:00.000Z" });
    assert.deepEqual(
      ciRunsIn(items).map(({ run, conclusion, workflow, isDefaultBranch }) => [run, conclusion, workflow, isDefaultBranch]),
      [
        ["1", "passed", "test", true],
        ["2", "failed", "test", true],
      ],
    );
    const later = await fetchWhy({ from: "2026-11-25T08:59:00.000Z", to: "2026-11-25T09:00:00.000Z" });
    assert.deepEqual(
      ciRunsIn(later.items).map(({ run }) => run),
      ["1", "2"],
    );
  });

  it("the first and the last that failed are told for weeks where none passed since, with what their logs said, also after a fetch that failed", async () => {
    const red = [5, 4, 3, 2].map((id) => checkRun(id, "failure", { created_at: `2026-11-17T08:0${id}:00Z` }));
    const of = (id: number): [string, unknown][] => [
      [`actions/runs/${id}/jobs`, { jobs: [checkJob(id * 10, "failure")] }],
      [`actions/runs/${id}/artifacts`, { artifacts: [] }],
      [`check-runs/${id * 10}/annotations`, []],
    ];
    plantRed({ ...Object.fromEntries([3, 4, 5].flatMap(of)), "actions/runs": { workflow_runs: [...red, checkRun(1, "success")] } });
    keep(github, Object.fromEntries([2, 3, 4, 5].map((id) => [`jobs/${id * 10}/logs`, RED])));
    const first = await fetchWhy();
    const toldIn = ({ items }: typeof first) => [ciRunsIn(items), ciFailuresIn(items)].map((told) => told.map(({ run }) => run).toSorted());
    assert.deepEqual(toldIn(first), [
      ["1", "2", "3", "4", "5"],
      ["2", "3", "4", "5"],
    ]);
    const { faultOf } = github;
    github.faultOf = (call) => (call.path.includes("/actions/runs?") ? { status: 404 } : faultOf(call));
    const [from, to] = ["2026-12-01T08:00:00.000Z", "2026-12-01T09:00:00.000Z"];
    const failed = await fetchWhy({ from, to }, first);
    assert.equal(failed.failures.length, 1);
    github.faultOf = faultOf;
    plantRed({ ...Object.fromEntries([5].flatMap(of)), "actions/runs": { workflow_runs: [] } });
    const later = await fetchWhy({ from, to }, failed);
    for (const each of [failed, later]) {
      assert.deepEqual(toldIn(each), [
        ["1", "2", "5"],
        ["2", "5"],
      ]);
    }
    const [afterWeeks] = toldIn(await fetchWhy({ from, to: "2026-12-30T09:00:00.000Z" }, later));
    assert.deepEqual(afterWeeks, ["1"]);
  });

  it("one that passed when it was run again has the jobs of both attempts", async () => {
    plantRed({
      "actions/runs": { workflow_runs: [checkRun(2, "success", { run_attempt: 2, head_sha: "sha11", event: "pull_request" })] },
      "actions/runs/2/jobs": { jobs: [checkJob(21, "success", { run_attempt: 2 }), checkJob(20, "failure")] },
    });
    const { items } = await fetchWhy();
    assert.ok(github.calls.some(({ path }) => path.includes("actions/runs/2/jobs?filter=all")));
    assert.deepEqual(
      ciJobsIn(items).map(({ jobId, attempt, conclusion, pullRequest }) => [jobId, attempt, conclusion, pullRequest]),
      [
        ["20", 1, "failed", 11],
        ["21", 2, "passed", 11],
      ],
    );
    assert.equal(ciFailuresIn(items).length, 1);
  });

  it("one that failed, and failed again when it was run again, is told as it is now, with both", async () => {
    plantRed();
    const first = await fetchWhy();
    plantRed({
      "actions/runs": {
        workflow_runs: [checkRun(2, "failure", { created_at: "2026-11-17T08:01:00Z", run_attempt: 2 }), checkRun(1, "success")],
      },
      "actions/runs/2/jobs": { jobs: [checkJob(21, "failure", { run_attempt: 2 }), checkJob(20, "failure")] },
      "check-runs/21/annotations": [],
    });
    keep(github, { "jobs/21/logs": RED });
    const { items } = await fetchWhy(NEXT, first);
    assert.deepEqual(
      ciRunsIn(items).map(({ run, attempt }) => [run, attempt]),
      [
        ["1", 1],
        ["2", 2],
      ],
    );
    assert.deepEqual(
      ciFailuresIn(items).map(({ jobId, attempt }) => [jobId, attempt]),
      [
        ["20", 1],
        ["21", 2],
      ],
    );
  });

  it("those of long before are listed once, and told from the fetch before after that", async () => {
    plantRed();
    const { faultOf } = github;
    const pages: unknown[] = [
      [checkRun(2, "failure", { created_at: "2026-11-17T08:01:00Z" })],
      [checkRun(1, "success", { created_at: "2026-11-15T08:00:00Z", updated_at: "2026-11-15T08:00:00Z" })],
    ];
    github.faultOf = (call) => {
      if (!call.path.startsWith("/repos/dana/shop/actions/runs?")) return faultOf(call);
      const page = call.path.includes("page=2") ? 1 : 0;
      const headers: Record<string, string> = page === 0 ? { link: '<https://api.github.com/next>; rel="next"' } : {};
      return { status: 200, headers, body: { workflow_runs: pages[page] } };
    };
    const first = await fetchWhy();
    assert.equal(first.calls.filter((path) => path === "actions/runs").length, 2);
    pages[0] = [
      checkRun(3, "cancelled", { created_at: "2026-11-18T08:30:00Z" }),
      checkRun(2, "failure", { created_at: "2026-11-17T08:01:00Z" }),
    ];
    const second = await fetchWhy(NEXT, first);
    assert.deepEqual(second.calls, ["actions/runs"]);
    assert.deepEqual(
      ciRunsIn(second.items)
        .map(({ run }) => run)
        .toSorted(),
      ["1", "2", "3"],
    );
  });

  it("those that passed just before and just after a red streak have their jobs told", async () => {
    const conclusions = ["success", "success", "failure", "failure", "success", "success", "success", "success", "success"];
    const runs = conclusions.map((conclusion, index) => checkRun(index + 1, conclusion, { created_at: `2026-11-17T0${index}:00:00Z` }));
    const jobs: [string, unknown][] = conclusions.map((conclusion, index) => [
      `actions/runs/${index + 1}/jobs`,
      { jobs: [checkJob(index + 101, conclusion)] },
    ]);
    plantRed({
      "actions/runs": { workflow_runs: runs.toReversed() },
      ...Object.fromEntries<unknown>(jobs),
      ...{
        "check-runs/103/annotations": [],
        "check-runs/104/annotations": [],
        "actions/runs/3/artifacts": {},
        "actions/runs/4/artifacts": {},
      },
      "compare/c2...c3": { commits: [commitOf("c3", "c2")] },
    });
    const { items } = await fetchWhy();
    assert.deepEqual(
      ciJobsIn(items)
        .map(({ run }) => run)
        .toSorted(),
      ["2", "3", "4", "5", "7", "8", "9"],
    );
    assert.equal(ciRunsIn(items).length, 9);
  });
});

describe("what was changed before a job went red", () => {
  const files = [
    { filename: "src/pricing.ts", patch: "@@ -80,2 +80,3 @@ parsePrice\n-old\n+new\n@@ -90,1 +91,0 @@\n-gone" },
    { filename: "logo.png" },
  ];

  it("is told commit by commit of the main line, with the lines that each changed", async () => {
    const commits = [commitOf("side", "c1"), commitOf("merge", "c1", "side"), commitOf("c2", "merge")];
    plantRed({ "compare/c1...c2": { commits } });
    const { faultOf } = github;
    github.faultOf = (call) => {
      const sha = /\/commits\/(\w+)$/.exec(call.path)?.[1];
      return sha === undefined ? faultOf(call) : { status: 200, body: { ...commits.find((each) => each.sha === sha), files } };
    };
    const first = await fetchWhy();
    assert.deepEqual(first.failures, []);
    const changes = ciChangesIn(first.items);
    assert.deepEqual(
      changes.map(({ sha, parent, branch, item }) => [sha, parent, branch, item.title, item.actors[0]?.account, item.actors[0]?.role]),
      [
        ["c2", "merge", "main", "Change c2", "github:sam", "author"],
        ["merge", "c1", "main", "Change merge", "github:sam", "merger"],
      ],
    );
    assert.deepEqual(changes[0]?.hunks, [
      { path: "src/pricing.ts", from: 80, to: 82 },
      { path: "src/pricing.ts", from: 0, to: 0 },
      { path: "logo.png", from: 0, to: 0 },
    ]);
    assert.equal(changes[0]?.item.body, "src/pricing.ts\n-old\n+new\n-gone\nlogo.png");
    assert.deepEqual(ciChangesIn((await fetchWhy(NEXT, first)).items), changes);
  });

  it("is read to its end by the next fetch where a commit could not be", async () => {
    plantRed({ "compare/c1...c2": { commits: [commitOf("before", "c1"), commitOf("c2", "before")] } });
    const { faultOf } = github;
    github.faultOf = (call) => (call.path.endsWith("/commits/c2") ? { status: 404 } : faultOf(call));
    const first = await fetchWhy();
    assert.deepEqual([ciChangesIn(first.items).length, first.failures.length], [1, 1]);
    github.faultOf = faultOf;
    const second = await fetchWhy(NEXT, first);
    assert.deepEqual(second.calls, ["actions/runs", "compare/c1...c2", "commits/c2"]);
    assert.equal(ciChangesIn(second.items).length, 2);
  });

  it("is not asked for where a job failed at first only, and another one all the time", async () => {
    const early = { created_at: "2026-11-17T07:00:00Z" };
    plantRed({
      "actions/runs": { workflow_runs: [checkRun(2, "failure", { run_attempt: 2 }), checkRun(1, "failure", early)] },
      "actions/workflows/1/runs": { workflow_runs: [] },
      "actions/runs/2/jobs": { jobs: [checkJob(21, "success", { run_attempt: 2 }), checkJob(20, "failure")] },
      "actions/runs/1/jobs": { jobs: [checkJob(10, "success"), checkJob(11, "failure", { name: "lint" })] },
      "actions/runs/1/artifacts": { artifacts: [] },
      "check-runs/11/annotations": [],
    });
    keep(github, { "jobs/11/logs": RED, "jobs/21/logs": "well" });
    const { calls, failures } = await fetchWhy();
    assert.deepEqual(failures, []);
    assert.ok(calls.every((path) => !path.startsWith("compare")));
  });

  it("that can't be seen is asked for once, however many turns there are", async () => {
    const runs = ["success", "failure", "success", "failure"].map((conclusion, index) =>
      checkRun(index + 1, conclusion, { created_at: `2026-11-17T0${index}:00:00Z` }),
    );
    const ids = [1, 2, 3, 4];
    plantRed({
      "actions/runs": { workflow_runs: runs.toReversed() },
      ...Object.fromEntries<unknown>(
        ids.map((id) => [`actions/runs/${id}/jobs`, { jobs: [checkJob(id, id % 2 ? "success" : "failure")] }]),
      ),
      ...Object.fromEntries<unknown>(ids.map((id) => [`actions/runs/${id}/artifacts`, { artifacts: [] }])),
      ...Object.fromEntries<unknown>(ids.map((id) => [`check-runs/${id}/annotations`, []])),
    });
    keep(github, Object.fromEntries(ids.map((id) => [`jobs/${id}/logs`, RED])));
    const { calls, failures } = await fetchWhy();
    assert.deepEqual(
      calls.filter((path) => path.startsWith("compare")),
      ["compare/c3...c4"],
    );
    assert.deepEqual(
      failures.map(({ what }) => what),
      ["changes of dana/shop"],
    );
  });

  it("is asked for from where the job passed, not from a run that passed without it", async () => {
    const runs = ["success", "success", "failure"].map((conclusion, index) =>
      checkRun(index + 1, conclusion, { created_at: `2026-11-17T0${index}:00:00Z` }),
    );
    plantRed({
      "actions/runs": { workflow_runs: runs.toReversed() },
      "actions/runs/1/jobs": { jobs: [checkJob(10, "success")] },
      "actions/runs/2/jobs": { jobs: [checkJob(20, "skipped")] },
      "actions/runs/3/jobs": { jobs: [checkJob(30, "failure")] },
      "actions/runs/3/artifacts": { artifacts: [] },
      "check-runs/30/annotations": [],
      "compare/c1...c3": { commits: [commitOf("c2", "c1"), commitOf("c3", "c2")] },
    });
    keep(github, { "jobs/30/logs": RED });
    const { items } = await fetchWhy();
    assert.deepEqual(
      ciChangesIn(items)
        .map(({ sha }) => sha)
        .toSorted(),
      ["c2", "c3"],
    );
  });

  it("is not asked for where the same commit passed", async () => {
    plantRed({
      "actions/runs": {
        workflow_runs: [checkRun(2, "failure", { head_sha: "c1" }), checkRun(1, "success", { created_at: "2026-11-17T07:00:00Z" })],
      },
    });
    assert.ok((await fetchWhy()).calls.every((path) => !path.startsWith("compare")));
  });
});

it("where no checks are read, their failures can't be asked for", () => {
  const parsed = world.connector.schema.safeParse({ include: ["issues"], failures: true });
  assert.match(parsed.error?.issues[0]?.message ?? "", /expected `checks` to be among include/);
  assert.equal(
    world.connector.describe(world.connector.schema.parse(WHY)),
    "checks with the logs and test reports of failed jobs at GitHub in dana/shop",
  );
});
