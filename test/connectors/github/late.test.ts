import assert from "node:assert/strict";
import { after, beforeEach, describe, it } from "node:test";
import { ciJobsIn } from "../../../src/core/kinds/ci-job.ts";
import type { Window } from "../../../src/core/item.ts";
import type { Fetched } from "../../../src/core/ports/outside.ts";
import { checkJob, checkRun, plant } from "../../support/github-checks.ts";
import { graphPull } from "../../support/github-graph.ts";
import { startWorld, type GitHubWorld } from "./world.ts";

/** A run of nine o'clock, and the next one of a day later, which looks back a little further than that. */
const FIRST = { from: "2026-11-13T09:00:00.000Z", to: "2026-11-20T09:00:00.000Z" };
const NEXT = { from: "2026-11-20T08:50:00.000Z", to: "2026-11-21T09:00:00.000Z" };
const SHOP = { repositories: ["dana/shop"] };

const worlds: GitHubWorld[] = [];
let world: GitHubWorld;
beforeEach(async () => void worlds.push((world = await startWorld())));
after(() => Promise.all(worlds.map((each) => each.close())));

function fetchIn(window: Window, before?: Fetched): Promise<Fetched> {
  return world.fetch(SHOP, { window, ...(before && { cursor: structuredClone(before.cursor), picture: before.items }) });
}

function jobsOf({ items }: Fetched): string[] {
  return ciJobsIn(items)
    .map(({ run, attempt, jobId, annotations }) => [`${run}.${attempt}`, jobId, ...annotations].join(" "))
    .toSorted();
}

describe("what came between the instant of a run and its fetch is told by the next run", () => {
  const at = "2026-11-20T09:00:30Z";
  const about = { html_url: "https://github.com/dana/shop/1", user: { login: "sam" }, author: { login: "sam" } };
  const cases: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
    "an issue": { issues: [{ number: 1, title: "Broken", state: "open", created_at: at, updated_at: at, ...about }] },
    "a release": { releases: [{ id: 1, tag_name: "v1", created_at: "2026-11-10T09:00:00Z", published_at: at, ...about }] },
    "a failed run": {
      "actions/runs": { workflow_runs: [checkRun(2, "failure", { created_at: at, updated_at: at })] },
      "actions/workflows/1/runs": { workflow_runs: [] },
      "actions/runs/2/jobs": { jobs: [checkJob(20, "failure", { completed_at: at })] },
      "check-runs/20/annotations": [],
    },
  };
  for (const [name, answers] of Object.entries(cases)) {
    it(name, async () => {
      plant(world.github, answers);
      const first = await fetchIn(FIRST);
      assert.equal(first.items.length, 0);
      const second = await fetchIn(NEXT, first);
      assert.deepEqual([second.items.length, second.failures], [1, []]);
      assert.deepEqual((await fetchIn(NEXT, second)).items, second.items);
    });
  }

  it("a merged pull request, also where the fetch came hours later", async () => {
    const mergedAt = (number: number, instant: string) =>
      graphPull(number, { state: "MERGED", updatedAt: instant, closedAt: instant, mergedAt: instant });
    // A page of a hundred, the last of them long before the first.
    const others = Array.from({ length: 100 }, (_, index) => mergedAt(index + 2, `2026-11-20T${index < 99 ? 12 : 10}:00:00Z`));
    world.github.graph.pulls = [...others, mergedAt(1, "2026-11-20T09:30:00Z")];
    const first = await fetchIn(FIRST);
    assert.equal(first.items.length, 0);
    assert.equal((await fetchIn(NEXT, first)).items.length, 101);
  });
});

describe("a failed run is told where it ends in the window", () => {
  const [made, ended] = ["2026-11-20T08:40:00Z", "2026-11-20T09:20:00Z"];
  const runsOf = (...runs: unknown[]) => ({
    "actions/runs": { workflow_runs: runs },
    "actions/workflows/1/runs": { workflow_runs: [] },
    "actions/runs/2/jobs": { jobs: [checkJob(20, "failure")] },
    "actions/runs/3/jobs": { jobs: [checkJob(30, "failure", { run_attempt: 2 })] },
    "check-runs/20/annotations": [],
    "check-runs/30/annotations": [],
  });

  it("though it began before", async () => {
    const running = { created_at: made, updated_at: made, status: "in_progress", conclusion: null };
    plant(world.github, runsOf(checkRun(2, "", running)));
    const first = await fetchIn(FIRST);
    assert.deepEqual(jobsOf(first), []);
    plant(world.github, runsOf(checkRun(2, "failure", { created_at: made, updated_at: ended })));
    assert.deepEqual(jobsOf(await fetchIn(NEXT, first)), ["2.1 20"]);
  });

  it("though it was first made days ago, and was run again", async () => {
    plant(world.github, runsOf(checkRun(3, "success")));
    const first = await fetchIn(FIRST);
    plant(world.github, runsOf(checkRun(3, "failure", { run_attempt: 2, updated_at: ended })));
    assert.deepEqual(jobsOf(await fetchIn(NEXT, first)), ["3.2 30"]);
  });

  it("with those of its jobs that ended before, also where nothing has changed since", async () => {
    const jobs = [checkJob(20, "failure", { completed_at: "2026-11-20T08:45:00Z" }), checkJob(21, "success", { completed_at: ended })];
    plant(world.github, { ...runsOf(checkRun(2, "failure", { created_at: made, updated_at: ended })), "actions/runs/2/jobs": { jobs } });
    const first = await fetchIn(NEXT);
    assert.deepEqual(jobsOf(first), ["2.1 20", "2.1 21"]);
    assert.deepEqual((await fetchIn(NEXT, first)).items, first.items);
  });

  it("and not where it ended before", async () => {
    plant(world.github, runsOf(checkRun(2, "failure", { created_at: made, updated_at: "2026-11-20T08:45:00Z" })));
    assert.deepEqual(jobsOf(await fetchIn(NEXT)), []);
  });
});

describe("what could be read in part of a run is told, and the whole of it by the next fetch", () => {
  const answers = {
    "actions/runs": { workflow_runs: [checkRun(2, "failure")] },
    "actions/workflows/1/runs": { workflow_runs: [] },
    "check-runs/20/annotations": [{ path: "a.ts", start_line: 3, message: "wrong" }],
    "check-runs/21/annotations": [],
  };
  const whole = { ...answers, "actions/runs/2/jobs": { jobs: [checkJob(20, "failure"), checkJob(21, "failure")] } };

  it("where some of its jobs were refused", async () => {
    plant(world.github, answers);
    const { faultOf } = world.github;
    const link = '<https://api.github.com/next>; rel="next"';
    world.github.faultOf = (call) => {
      if (!call.path.includes("/jobs?")) return faultOf(call);
      return call.path.includes("page=2") ? { status: 403 } : { status: 200, headers: { link }, body: { jobs: [checkJob(20, "failure")] } };
    };
    const first = await fetchIn(FIRST);
    assert.deepEqual([jobsOf(first), first.failures.length], [["2.1 20 a.ts:3: wrong"], 1]);
    plant(world.github, whole);
    const second = await fetchIn(FIRST, first);
    assert.deepEqual([jobsOf(second), second.failures], [["2.1 20 a.ts:3: wrong", "2.1 21"], []]);
  });

  it("where marks in the code were refused", async () => {
    plant(world.github, whole);
    const { faultOf } = world.github;
    world.github.faultOf = (call) => (call.path.includes("/20/annotations") ? { status: 403 } : faultOf(call));
    const first = await fetchIn(FIRST);
    assert.deepEqual([jobsOf(first), first.failures.length], [["2.1 20", "2.1 21"], 1]);
    assert.equal((await fetchIn(FIRST, first)).failures.length, 1);
    plant(world.github, whole);
    assert.deepEqual(jobsOf(await fetchIn(FIRST, first)), ["2.1 20 a.ts:3: wrong", "2.1 21"]);
  });
});
