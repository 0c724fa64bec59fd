import assert from "node:assert/strict";
import { after, beforeEach, describe, it } from "node:test";
import { ciJobsIn } from "../../../src/core/kinds/ci-job.ts";
import { issuesIn } from "../../../src/core/kinds/issue.ts";
import { pullRequestsIn, type PullRequest } from "../../../src/core/kinds/pull-request.ts";
import { releasesIn } from "../../../src/core/kinds/release.ts";
import { rolloutsIn } from "../../../src/core/kinds/rollout.ts";
import { checkJob, checkRun, plant } from "../../support/github-checks.ts";
import { graphPull } from "../../support/github-graph.ts";
import { startWorld, type GitHubWorld } from "./world.ts";

const worlds: GitHubWorld[] = [];
let world: GitHubWorld;
beforeEach(async () => void worlds.push((world = await startWorld())));
after(() => Promise.all(worlds.map((each) => each.close())));

const SHOP = { repositories: ["dana/shop"] };

async function readPull(changes: Readonly<Record<string, unknown>>): Promise<PullRequest> {
  world.github.graph.pulls = [graphPull(11, changes)];
  const [pull] = pullRequestsIn((await world.fetch(SHOP)).items);
  assert.ok(pull);
  return pull;
}

const sam = { type: "User", login: "sam" };
const kim = { type: "User", login: "kim" };

describe("a pull request", () => {
  it("has the reviews that count, and the requests with their beginning", async () => {
    const pull = await readPull({
      author: { type: "User", login: "dana" },
      reviews: {
        nodes: [
          { state: "COMMENTED", submittedAt: "2026-11-16T09:00:00Z", author: { type: "Bot", login: "linter" } },
          { state: "CHANGES_REQUESTED", submittedAt: "2026-11-16T10:00:00Z", author: sam },
          { state: "APPROVED", submittedAt: "2026-11-17T10:00:00Z", author: sam },
          { state: "COMMENTED", submittedAt: "2026-11-17T11:00:00Z", author: sam },
          { state: "PENDING", submittedAt: null, author: kim },
        ],
      },
      reviewRequests: { nodes: [{ requestedReviewer: kim }, { requestedReviewer: { type: "Team", combinedSlug: "acme/web" } }] },
      timelineItems: {
        nodes: [
          { type: "ReviewRequestedEvent", createdAt: "2026-11-16T12:00:00Z", requestedReviewer: kim },
          { type: "ReviewRequestedEvent", createdAt: "2026-11-17T12:00:00Z", requestedReviewer: kim },
        ],
      },
    });
    assert.deepEqual(pull.reviews, ["linter commented 2026-11-16T09:00:00.000Z", "sam approved 2026-11-17T10:00:00.000Z"]);
    assert.equal(pull.approvals, 1);
    assert.equal(pull.firstReviewAt, "2026-11-16T10:00:00.000Z");
    assert.deepEqual(pull.requests, ["kim 2026-11-17T12:00:00.000Z", "acme/web 2026-11-16T08:00:00.000Z"]);
    assert.ok(pull.item.actors.some(({ role, account }) => role === "requested" && account === "github:kim"));
    assert.equal(pull.viewer, "github:dana");
  });

  it("closes issues and takes others back", async () => {
    const pull = await readPull({ title: 'Revert "Sale"', body: "Reverts dana/shop#9\n\nCloses #3, fixes acme/api#4" });
    assert.deepEqual(pull.issues, ["dana/shop#3", "acme/api#4"]);
    assert.equal(pull.reverts, "dana/shop#9");
    assert.equal((await readPull({ body: "This reverts commit 0123456789abcdef." })).reverts, "0123456789abcdef");
    assert.equal((await readPull({ title: "Reverts #8" })).reverts, "dana/shop#8");
    for (const body of ["This never reverts #9.", "Reverts #9 in part", "> Reverts #9", "No need: this reverts commit 0123456789abcdef"]) {
      assert.equal((await readPull({ body })).reverts, null, body);
    }
  });

  it("conflicts and fails since it was first seen to", async () => {
    const failed = { name: "test", conclusion: "FAILURE", completedAt: "2026-11-17T09:30:00Z" };
    const commit = { committedDate: "2026-11-17T09:00:00Z", statusCheckRollup: { state: "FAILURE", contexts: { nodes: [failed] } } };
    const broken = { mergeable: "CONFLICTING", commits: { nodes: [{ commit }] }, head: { nodes: [{ commit }] } };
    world.github.graph.pulls = [graphPull(11, broken)];
    const window = { from: "2026-11-12T08:00:00.000Z", to: "2026-11-18T08:00:00.000Z" };
    const first = await world.fetch(SHOP, { window });
    world.github.graph.pulls = [graphPull(11, { ...broken, updatedAt: "2026-11-18T10:00:00Z" })];
    const later = { from: "2026-11-18T08:00:00.000Z", to: "2026-11-19T08:00:00.000Z" };
    const second = await world.fetch(SHOP, { window: later, picture: first.items });
    const [pull] = pullRequestsIn(second.items);
    assert.equal(pull?.conflictingSince, window.to);
    assert.deepEqual([pull?.checks, pull?.failedChecks, pull?.failedSince], ["failed", ["test"], "2026-11-17T09:30:00.000Z"]);
  });

  it("of a draft, of a program, of somebody who left", async () => {
    const pull = await readPull({ isDraft: true, author: { type: "Bot", login: "dependabot" } });
    assert.deepEqual([pull.draft, pull.readyAt, pull.bot], [true, null, true]);
    assert.equal((await readPull({ author: null })).item.actors[0]?.name, "ghost");
  });

  it("is told once it is merged within the window, and no more when that was before", async () => {
    const merged = { state: "MERGED", mergedAt: "2026-11-17T11:00:00Z", closedAt: "2026-11-17T11:00:00Z", mergeCommit: { oid: "abc" } };
    const pull = await readPull({ ...merged, mergedBy: sam });
    assert.deepEqual([pull.state, pull.mergedAt, pull.mergeCommit], ["merged", "2026-11-17T11:00:00.000Z", "abc"]);
    world.github.graph.pulls = [graphPull(11, { ...merged, closedAt: "2026-11-01T11:00:00Z" })];
    assert.deepEqual((await world.fetch(SHOP)).items, []);
  });
});

it("issues and releases come as they are written, pull requests among the issues not", async () => {
  await world.github.change("/repos/dana/shop/issues", { title: "The cart is empty", body: "<!-- fill in -->Ask @dana.", labels: ["bug"] });
  await world.github.change("/repos/dana/shop/releases", { tag_name: "v1", name: "First", body: "All new" });
  const { items, failures } = await world.fetch(SHOP);
  assert.deepEqual(failures, []);
  const [issue, ...more] = issuesIn(items);
  assert.deepEqual(more, []);
  assert.deepEqual([issue?.item.title, issue?.item.body, issue?.state], ["The cart is empty", "Ask @dana.", "open"]);
  assert.equal(issue?.mentionsViewer, true);
  assert.deepEqual(
    releasesIn(items).map(({ tag, item }) => `${tag} ${item.title}`),
    ["v1 First"],
  );
});

it("deployments are rollouts: those of the window, and what is under way since before", async () => {
  const deployment = (databaseId: number, environment: string, day: string, state?: string) => ({
    ...{ databaseId, environment, createdAt: `${day}T08:00:00Z`, commitOid: "abcdef0123456", creator: { login: "sam" } },
    latestStatus: state === undefined ? null : { state, createdAt: `${day}T09:00:00Z`, environmentUrl: "javascript:alert(1)" },
  });
  world.github.graph.deployments["dana/shop"] = [
    deployment(6, "production", "2026-11-18", "FAILURE"),
    deployment(5, "production", "2026-11-17", "INACTIVE"),
    deployment(4, "staging", "2026-11-02", "WAITING"),
    deployment(3, "staging", "2026-11-01", "SUCCESS"),
    deployment(2, "preview", "2026-11-16"),
    deployment(1, "old", "2026-10-01", "INACTIVE"),
  ];
  const rollouts = rolloutsIn((await world.fetch(SHOP)).items);
  assert.deepEqual(
    rollouts.map(({ stage, state, stageSince }) => `${stage} ${state} ${stageSince}`),
    [
      "staging paused 2026-11-02T09:00:00.000Z",
      "preview planned 2026-11-16T08:00:00.000Z",
      "production done 2026-11-17T09:00:00.000Z",
      "production failed 2026-11-18T09:00:00.000Z",
    ],
  );
  assert.ok(rollouts.every(({ item, version }) => item.url === undefined && version === "abcdef0"));
});

describe("checks", () => {
  it("that failed come with their step and marks in the code, and the last that passed", async () => {
    plant(world.github, {
      "actions/runs": {
        workflow_runs: [checkRun(2, "failure"), checkRun(1, "success"), checkRun(3, "failure", { head_branch: "nobody", head_sha: "x" })],
      },
      "actions/runs/2/jobs": { jobs: [checkJob(20, "failure")] },
      "actions/runs/1/jobs": { jobs: [checkJob(10, "success")] },
      "check-runs/20/annotations": [{ path: "src/a.ts", start_line: 3, message: "expected 1, got 2" }],
    });
    const { items, failures } = await world.fetch(SHOP);
    assert.deepEqual(failures, []);
    const [passed, failed] = ciJobsIn(items).toSorted((a, b) => Number(a.jobId) - Number(b.jobId));
    assert.deepEqual([passed?.conclusion, passed?.isDefaultBranch], ["passed", true]);
    assert.deepEqual(
      [failed?.conclusion, failed?.failedStep, failed?.annotations],
      ["failed", "Run tests", ["src/a.ts:3: expected 1, got 2"]],
    );
    assert.equal(failed?.item.title, "test / unit");
    assert.equal(items.length, 2);
  });

  it("that have been red all the time are held against what passed before", async () => {
    plant(world.github, {
      "actions/runs": { workflow_runs: [checkRun(2, "failure")] },
      "actions/workflows/1/runs": { workflow_runs: [checkRun(1, "success", { created_at: "2026-10-01T08:00:00Z" })] },
      "actions/runs/2/jobs": { jobs: [checkJob(20, "failure")] },
      "actions/runs/1/jobs": { jobs: [checkJob(10, "success")] },
      "check-runs/20/annotations": [],
    });
    assert.deepEqual(
      ciJobsIn((await world.fetch(SHOP)).items)
        .map(({ conclusion }) => String(conclusion))
        .toSorted(),
      ["failed", "passed"],
    );
  });

  it("of an open pull request carry its number, and runs known from before are not read again", async () => {
    world.github.graph.pulls = [graphPull(11)];
    const failing = checkRun(2, "failure", { head_branch: "change-11", head_sha: "sha11", event: "pull_request" });
    const answers = { "actions/runs/2/jobs": { jobs: [checkJob(20, "failure")] }, "check-runs/20/annotations": [] };
    plant(world.github, { ...answers, "actions/runs": { workflow_runs: [failing] } });
    const first = await world.fetch(SHOP);
    assert.deepEqual(
      ciJobsIn(first.items).map(({ pullRequest, isDefaultBranch }) => [pullRequest, isDefaultBranch]),
      [[11, false]],
    );
    plant(world.github, { ...answers, "actions/runs": { workflow_runs: [checkRun(5, "cancelled"), failing] } });
    const before = world.github.calls.length;
    assert.deepEqual(ciJobsIn((await world.fetchAgain(first, SHOP)).items).length, 1);
    assert.ok(world.github.calls.slice(before).every(({ path }) => !path.includes("/jobs")));
  });
});
