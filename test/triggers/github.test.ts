import assert from "node:assert/strict";
import { test, type TestContext } from "node:test";
import type { DraftItem, FieldValue, Item } from "../../src/core/item.ts";
import { GITHUB_EVENTS } from "../../src/triggers/github-moments.ts";
import { githubSource, type GitHubEventOptions } from "../../src/triggers/github.ts";
import { itemOf } from "../support/items.ts";
import { polledWorld } from "./poll-world.ts";

const MINUTE_MS = 60_000;
const LONG_AGO = "2026-11-02T09:00:00.000Z";
const NOW = "2026-11-20T08:01:00.000Z";
const LATER = "2026-11-20T08:01:30.000Z";

type Fields = Readonly<Record<string, FieldValue>>;

function itemAt(kind: string, id: string, fields: Fields, draft: Partial<DraftItem> = {}): Item {
  return itemOf({ id: `github:${id}`, source: "github", kind, ts: NOW, updatedAt: LATER, fields, ...draft });
}

function pull(fields: Fields = {}, ts = LONG_AGO): Item {
  const own: Fields = {
    ...{ repository: "acme/app", number: 7, state: "open", draft: false, base: "main", baseIsDefault: true, head: "fix", headSha: "abc" },
    ...{
      labels: [],
      milestone: null,
      additions: 1,
      deletions: 1,
      files: [],
      readyAt: null,
      firstCommitAt: null,
      pushedAt: null,
      requests: [],
    },
    ...{ reviews: [], firstReviewAt: null, approvals: 0, mergeable: null, conflictingSince: null, checks: "none", failedChecks: [] },
    ...{ failedSince: null, mergedAt: null, closedAt: null, mergeCommit: null, issues: [], reverts: null, bot: false, viewer: "github:me" },
  };
  return itemAt("pull_request", "acme/app#7", { ...own, ...fields }, { ts });
}

function job(name: string, conclusion: string | null, fields: Fields = {}): Item {
  const own: Fields = {
    ...{ repository: "acme/app", workflow: "CI", job: name, branch: "main", isDefaultBranch: true, sha: "abc", event: "push", attempt: 1 },
    ...{ status: conclusion === null ? "running" : "done", conclusion, run: "99", jobId: name, pullRequest: null },
    ...{ startedAt: NOW, endedAt: conclusion === null ? null : LATER, failedStep: null, annotations: [] },
  };
  return itemAt("ci_job", `job-${name}`, { ...own, ...fields });
}

function deployment(state: string): Item {
  const plan = {
    plannedStages: [],
    stageSince: NOW,
    plannedStageHours: null,
    nextStepAt: null,
    rollback: null,
    health: null,
    version: null,
  };
  return itemAt("rollout", "deployment-5", { service: "acme/app", stage: "production", state, ...plan });
}

/** What there is then, which events are told of it, and by which ids. */
const TABLE: readonly (readonly [name: string, Item[], ids: readonly string[]])[] = [
  ["opened", [pull({ readyAt: NOW }, NOW)], ["pull_request.opened github:acme/app#7", `pull_request.ready github:acme/app#7@${NOW}`]],
  ["opened as a draft", [pull({ draft: true }, NOW)], ["pull_request.opened github:acme/app#7"]],
  ["made ready", [pull({ readyAt: NOW })], [`pull_request.ready github:acme/app#7@${NOW}`]],
  [
    "a review asked of me, and of another",
    [pull({ requests: [`Me ${NOW}`, `dana ${NOW}`] })],
    [`pull_request.review_requested github:acme/app#7@Me ${NOW}`],
  ],
  [
    "a review asked of anybody",
    [pull({ requests: [`dana ${NOW}`], viewer: null })],
    [`pull_request.review_requested github:acme/app#7@dana ${NOW}`],
  ],
  ["merged", [pull({ state: "merged", mergedAt: NOW, closedAt: NOW })], ["pull_request.merged github:acme/app#7"]],
  ["closed", [pull({ state: "closed", closedAt: NOW })], [`pull_request.closed github:acme/app#7@${NOW}`]],
  ["of old, and only now in view", [pull({ readyAt: LONG_AGO, requests: [`me ${LONG_AGO}`] })], []],
  ["a job that failed while others run", [job("test", "failed"), job("lint", null)], ["workflow_run.failed acme/app#99.1"]],
  ["two jobs that failed", [job("test", "failed"), job("lint", "timed_out"), job("docs", "passed")], ["workflow_run.failed acme/app#99.1"]],
  ["a run that passed", [job("test", "passed"), job("docs", "skipped")], ["workflow_run.succeeded acme/app#99.1"]],
  ["a run that is not done", [job("test", "passed"), job("lint", null)], []],
  ["a run that was cancelled", [job("test", "passed"), job("lint", "cancelled")], []],
  ["a release", [itemAt("release", "release-3", { repository: "acme/app" })], ["release.published github:release-3"]],
  ["a draft of a release", [itemAt("release", "release-3", { repository: "acme/app", draft: true })], []],
  ["a deployment that began", [deployment("running")], [`deployment.started github:deployment-5@production ${NOW}`]],
  ["a deployment that succeeded", [deployment("done")], [`deployment.succeeded github:deployment-5@production ${NOW}`]],
  ["a deployment that failed", [deployment("failed")], [`deployment.failed github:deployment-5@production ${NOW}`]],
  ["an issue", [itemAt("issue", "acme/app#8", { repository: "acme/app", number: 8, state: "open" })], ["issue.opened github:acme/app#8"]],
];

async function hear(context: TestContext, items: readonly Item[], options: Partial<GitHubEventOptions> = {}) {
  const heard = [];
  for (const event of GITHUB_EVENTS.filter((each) => each === (options.event ?? each))) {
    const world = polledWorld(context, githubSource);
    const looking = await world.begin({ ...options, event });
    world.items.push(...items);
    await world.clock.advance(2 * MINUTE_MS);
    await world.clock.advance(2 * MINUTE_MS);
    heard.push(...looking.told);
  }
  return heard;
}

for (const [name, items, ids] of TABLE) {
  test(`${name}: told once under its own name, or not at all`, async (context) => {
    const told = await hear(context, items);
    assert.deepEqual(
      told.map(({ id }) => id),
      ids,
    );
  });
}

test("what is there at first is no news, and what it becomes is", async (context) => {
  const world = polledWorld(context, githubSource);
  world.items = [pull({}, NOW)];
  await world.begin({ event: "pull_request.opened" });
  await world.begin({ event: "pull_request.merged" });
  world.items = [pull({ state: "merged", mergedAt: LATER }, NOW)];
  await world.clock.advance(2 * MINUTE_MS);
  assert.deepEqual(world.told(), ["pull_request.merged github:acme/app#7"]);
});

test("a run that is tried again can fail again", async (context) => {
  const world = polledWorld(context, githubSource);
  world.items = [job("test", "failed")];
  await world.begin({ event: "workflow_run.failed" });
  world.items.push(job("test", "failed", { attempt: 2 }));
  await world.clock.advance(2 * MINUTE_MS);
  assert.deepEqual(world.told(), ["workflow_run.failed acme/app#99.2"]);
});

test("repository and branch are those of the event, and its own words count before the item's", async (context) => {
  const merged = [pull({ state: "merged", mergedAt: NOW })];
  const options = { event: "pull_request.merged", repository: "Acme/App", branch: "main" } as const;
  const [told] = await hear(context, merged, options);
  assert.partialDeepStrictEqual(told?.fields, { event: "pull_request.merged", repository: "acme/app", branch: "main", number: 7 });
  assert.deepEqual(await hear(context, merged, { ...options, branch: "fix" }), []);
  assert.deepEqual(await hear(context, merged, { ...options, repository: "acme/other" }), []);
  const [failed] = await hear(context, [job("test", "failed")], { event: "workflow_run.failed" });
  assert.partialDeepStrictEqual(failed, {
    title: "CI on main: test failed",
    at: LATER,
    fields: { event: "workflow_run.failed", jobs: ["test"] },
  });
});

test("who wrote the pull request is told, whoever had it checked; of what is nobody's pull request nobody", async (context) => {
  const actors = [
    { name: "mel", account: "github:mel", role: "merger" },
    { name: "ana", account: "github:ana", role: "author" },
  ];
  const own = itemAt(
    "pull_request",
    "acme/app#7",
    { ...pull().fields },
    { ts: LONG_AGO, actors, title: "by github:eve", body: "author: github:eve" },
  );
  const checked = {
    ...job("test", "failed", { pullRequest: 7, isDefaultBranch: false }),
    actors: [{ name: "bot", account: "github:bot", role: "author" }],
  };
  const failed = async (...items: Item[]) => (await hear(context, items, { event: "workflow_run.failed" })).map(({ fields }) => fields);
  assert.partialDeepStrictEqual(await failed(own, checked), [{ pullRequest: 7, author: "github:ana", isDefaultBranch: false }]);
  assert.partialDeepStrictEqual(await failed(checked), [{ pullRequest: 7, author: null }]);
  assert.partialDeepStrictEqual(await failed(own, job("test", "failed")), [{ pullRequest: null, author: null, isDefaultBranch: true }]);
  const elsewhere = job("test", "failed", { pullRequest: 7, repository: "acme/other" });
  assert.partialDeepStrictEqual(await failed(own, elsewhere), [{ pullRequest: 7, author: null }]);
  const opened = itemAt("pull_request", "acme/app#7", { ...pull().fields }, { actors });
  const [event] = await hear(context, [opened], { event: "pull_request.opened" });
  assert.partialDeepStrictEqual(event?.fields, { pullRequest: 7, author: "github:ana" });
});

test("a branch is refused where there is none, and a word that is not known, too", () => {
  const refused = [
    { event: "release.published", branch: "main" },
    { event: "pull_request.eaten" },
    { event: "issue.opened", repository: "app" },
    {},
  ];
  for (const written of refused) assert.equal(githubSource.schema.safeParse(written).success, false, JSON.stringify(written));
  assert.equal(
    githubSource.describe({ event: "workflow_run.failed", branch: "main" }),
    "when a workflow run has failed, for the branch main in GitHub",
  );
});

test("a look leaves logs and test reports where they are, whatever the automation itself reads", async (context) => {
  const world = polledWorld(context, githubSource);
  const options = { repositories: ["acme/app"], include: ["checks"], failures: true };
  await world.begin({ event: "workflow_run.failed" }, { reads: [{ name: "github", connector: "github", options }] });
  assert.deepEqual(world.fetches[0]?.options, { ...options, failures: false });
});
