import assert from "node:assert/strict";
import { test } from "node:test";
import { createRepository, type PlannedCommit } from "../../support/repository.ts";
import { fetchFrom, ofKind, theOne, titles } from "./fetching.ts";

const start: PlannedCommit = { at: "2026-11-10T10:00:00Z", message: "First\n" };

test("a branch tells how far it is from the default branch and whether it is merged", async () => {
  const { folder } = await createRepository([
    start,
    { at: "2026-11-11T10:00:00Z", branch: "open", from: "main", message: "One\n" },
    { at: "2026-11-12T10:00:00Z", branch: "open", message: "Two\n", author: "Ben <ben@example.org>" },
    { at: "2026-11-11T10:00:00Z", branch: "done", from: "main", message: "Done\n" },
    { at: "2026-11-12T10:00:00Z", merge: ["done"], message: "Merge done\n" },
  ]);
  const fetched = await fetchFrom(folder);
  const open = theOne(fetched, "branch", "open");
  assert.deepEqual(
    [open.fields["ahead"], open.fields["merged"], open.ts, open.actors[0]?.name],
    [2, false, "2026-11-12T10:00:00.000Z", "Ben"],
  );
  assert.equal(theOne(fetched, "branch", "done").fields["merged"], true);
  assert.equal(theOne(fetched, "branch", "main").fields["default"], true);
});

test("commits that no remote has are counted for each local branch, with the oldest", async () => {
  const repository = await createRepository([start]);
  await repository.git("config", "remote.origin.url", "https://example.org/shop.git");
  await repository.git("update-ref", "refs/remotes/origin/main", "main");
  await repository.commit(
    { at: "2026-11-17T10:00:00Z", from: "main", message: "Not pushed\n" },
    { at: "2026-11-18T10:00:00Z", branch: "topic", from: "main", message: "On top\n" },
  );
  const fetched = await fetchFrom(repository.folder);
  const { unpushed, oldestUnpushedAt } = theOne(fetched, "branch", "topic").fields;
  assert.deepEqual([unpushed, oldestUnpushedAt], [2, "2026-11-17T10:00:00.000Z"]);
  assert.equal(theOne(fetched, "branch", "main").fields["unpushed"], 1);
});

test("without a remote nothing counts as unpushed, which is said once", async () => {
  const { folder } = await createRepository([start]);
  const first = await fetchFrom(folder);
  assert.equal(theOne(first, "branch").fields["unpushed"], 0);
  assert.match(first.notes.join(" "), /no remote/);
  assert.deepEqual((await fetchFrom(folder, { cursor: first.cursor })).notes, []);
});

test("a branch whose remote branch is gone says so", async () => {
  const repository = await createRepository([start, { at: "2026-11-11T10:00:00Z", branch: "topic", from: "main", message: "One\n" }]);
  await repository.git("config", "remote.origin.url", "https://example.org/shop.git");
  await repository.git("config", "remote.origin.fetch", "+refs/heads/*:refs/remotes/origin/*");
  await repository.git("update-ref", "refs/remotes/origin/main", "main");
  await repository.git("config", "branch.topic.remote", "origin");
  await repository.git("config", "branch.topic.merge", "refs/heads/topic");
  const topic = theOne(await fetchFrom(repository.folder), "branch", "topic");
  assert.deepEqual([topic.fields["upstream"], topic.fields["upstreamGone"]], ["origin/topic", true]);
});

test("a remote branch is told only where no local branch stands for it and it is not merged", async () => {
  const repository = await createRepository([start, { at: "2026-11-11T10:00:00Z", branch: "theirs", from: "main", message: "Theirs\n" }]);
  await repository.git("update-ref", "refs/remotes/origin/theirs", "theirs");
  await repository.git("update-ref", "refs/remotes/origin/main", "main");
  await repository.git("update-ref", "refs/remotes/origin/merged", "main");
  await repository.git("branch", "--quiet", "-D", "theirs");
  await repository.git("symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/main");
  const fetched = await fetchFrom(repository.folder);
  assert.deepEqual(titles(fetched, "branch"), ["main", "origin/theirs"]);
  assert.equal(theOne(fetched, "branch", "origin/theirs").fields["remote"], true);
});

test("the default branch is what the remote says, whatever it is called", async () => {
  const repository = await createRepository([start, { at: "2026-11-11T10:00:00Z", branch: "work", from: "main", message: "Work\n" }]);
  await repository.git("update-ref", "refs/remotes/origin/work", "work");
  await repository.git("symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/work");
  const fetched = await fetchFrom(repository.folder);
  assert.equal(theOne(fetched, "repository").fields["defaultBranch"], "work");
  assert.equal(theOne(fetched, "branch", "main").fields["merged"], true);
});

test("of very many branches those with work that is not merged come first, and the rest is said to be left out", async () => {
  const commits = Array.from({ length: 520 }, (_, index) => ({
    at: new Date(Date.parse(start.at) + index * 1000).toISOString(),
    branch: `b${index}`,
    from: "main",
    message: `${index}\n`,
  }));
  const { folder } = await createRepository([start, ...commits]);
  const fetched = await fetchFrom(folder);
  assert.equal(ofKind(fetched, "branch").length, 500);
  assert.match(fetched.notes.join(" "), /521 branches: only the latest 500/);
  assert.ok(ofKind(fetched, "branch").every((branch) => branch.fields["merged"] === false));
});
