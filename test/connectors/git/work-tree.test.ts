import assert from "node:assert/strict";
import { mkdir, rm, stat, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { createRepository, runGit, temporaryFolder, type PlannedCommit } from "../../support/repository.ts";
import { fetchFrom, ofKind, theOne, titles } from "./fetching.ts";

const start: PlannedCommit = {
  at: "2026-11-10T10:00:00Z",
  message: "First\n",
  files: { "a.txt": "1\n", "b.txt": "1\n", "c/d.txt": "1\n" },
};

test("changed files are counted, with when the oldest change was last touched", async () => {
  const repository = await createRepository([start]);
  await repository.write("a.txt", "changed\n", "2026-11-16T08:00:00Z");
  await repository.write("b.txt", "// TODO finish\n", "2026-11-18T08:00:00Z");
  await repository.write("new.txt", "new\n", "2026-11-01T08:00:00Z");
  const fetched = await fetchFrom(repository.folder);
  const { changed, untracked, oldestChangeAt, oldestNewAt, branch, detached } = theOne(fetched, "worktree").fields;
  assert.deepEqual(
    { changed, untracked, oldestChangeAt, oldestNewAt, branch, detached },
    {
      changed: 2,
      untracked: 1,
      oldestChangeAt: "2026-11-16T08:00:00.000Z",
      oldestNewAt: "2026-11-01T08:00:00.000Z",
      branch: "main",
      detached: false,
    },
  );
  assert.equal(theOne(fetched, "todo").fields["committed"], false);
});

test("a deleted file dates from when its folder was changed", async () => {
  const repository = await createRepository([start]);
  await rm(join(repository.folder, "c/d.txt"));
  await utimes(join(repository.folder, "c"), new Date("2026-11-15T08:00:00Z"), new Date("2026-11-15T08:00:00Z"));
  const { changed, oldestChangeAt } = theOne(await fetchFrom(repository.folder), "worktree").fields;
  assert.deepEqual([changed, oldestChangeAt], [1, "2026-11-15T08:00:00.000Z"]);
});

test("a clean work tree has nothing to tell", async () => {
  const repository = await createRepository([start]);
  const { changed, untracked, oldestChangeAt, operation } = theOne(await fetchFrom(repository.folder), "worktree").fields;
  assert.deepEqual([changed, untracked, oldestChangeAt, operation], [0, 0, undefined, undefined]);
});

test("a merge in conflict, a detached HEAD and a stash are seen", async () => {
  const repository = await createRepository([
    start,
    { at: "2026-11-11T10:00:00Z", branch: "other", from: "main", message: "Other\n", files: { "a.txt": "other\n" } },
    { at: "2026-11-11T10:00:00Z", message: "Mine\n", files: { "a.txt": "mine\n" } },
  ]);
  await repository.checkOut("main");
  await repository.write("b.txt", "stashed\n");
  await repository.git("stash", "--quiet");
  await assert.rejects(repository.git("merge", "--quiet", "other"));
  const fetched = await fetchFrom(repository.folder);
  const { operation, operationAt, conflicts } = theOne(fetched, "worktree").fields;
  const { stashes, oldestStashAt } = theOne(fetched, "repository").fields;
  assert.deepEqual([operation, conflicts, stashes, oldestStashAt], ["merge", 1, 1, "2026-11-19T12:00:00.000Z"]);
  assert.equal(Date.parse(String(operationAt)), Math.floor((await stat(join(repository.folder, ".git/MERGE_HEAD"))).mtimeMs));
  await repository.git("merge", "--abort");
  await repository.git("checkout", "--quiet", "--detach");
  assert.equal(theOne(await fetchFrom(repository.folder), "worktree").fields["detached"], true);
});

test("a commit that only a detached HEAD leads to is told", async () => {
  const repository = await createRepository([start]);
  await repository.git("checkout", "--quiet", "--detach");
  await runGit(repository.folder, ["commit", "--quiet", "--allow-empty", "--message", "Adrift"], undefined, "2026-11-18T10:00:00Z");
  const first = await fetchFrom(repository.folder);
  assert.ok(titles(first, "commit").includes("Adrift"));
  assert.deepEqual(titles(await fetchFrom(repository.folder, { cursor: first.cursor }), "commit"), []);
});

test("commits that are on no branch are counted, those that any name or a fetch stands for are not", async () => {
  const repository = await createRepository([start, { at: "2026-11-11T10:00:00Z", branch: "theirs", from: "main", message: "Theirs\n" }]);
  const adrift = async (): Promise<unknown[]> => {
    const fields = theOne(await fetchFrom(repository.folder), "worktree").fields;
    return [fields["adrift"], fields["oldestAdriftAt"]];
  };
  await repository.git("fetch", "--quiet", ".", "theirs");
  await repository.git("checkout", "--quiet", "--detach", "theirs");
  await repository.git("branch", "--quiet", "-D", "theirs");
  assert.deepEqual(await adrift(), [undefined, undefined]);
  for (const at of ["2026-11-17T10:00:00Z", "2026-11-18T10:00:00Z"]) {
    await runGit(repository.folder, ["commit", "--quiet", "--allow-empty", "--message", "Adrift"], undefined, at);
  }
  assert.deepEqual(await adrift(), [2, "2026-11-17T10:00:00.000Z"]);
  await repository.git("branch", "safe");
  assert.deepEqual(await adrift(), [undefined, undefined]);
});

test("linked work trees are read with their repository, those outside the granted folders are not", async () => {
  const folder = await temporaryFolder();
  const repository = await createRepository([start], join(folder, "granted/shop"));
  await repository.git("worktree", "add", "--quiet", "-b", "feature", join(folder, "granted/feature"));
  await repository.git("worktree", "add", "--quiet", "-b", "hidden", join(folder, "outside"));
  await writeFile(join(folder, "granted/feature/a.txt"), "changed\n");
  await writeFile(join(folder, "outside/a.txt"), "changed\n");
  const fetched = await fetchFrom(join(folder, "granted"));
  assert.equal(ofKind(fetched, "repository").length, 1);
  assert.deepEqual(titles(fetched, "worktree"), ["../feature", "shop"]);
  assert.equal(theOne(fetched, "worktree", "../feature").fields["changed"], 1);
});

test("files behind a filter are not called changed, since nobody can say so without running it", async () => {
  const repository = await createRepository([
    { ...start, files: { ".gitattributes": "*.bin filter=lfs\n", "x.bin": "pointer\n", "a.txt": "1\n" } },
  ]);
  await repository.write("x.bin", "the real bytes, which the filter would turn into the pointer\n");
  await repository.write("a.txt", "changed\n");
  const fetched = await fetchFrom(repository.folder);
  assert.equal(theOne(fetched, "worktree").fields["changed"], 1);
  assert.match(fetched.notes.join(" "), / 1 changed file behind a filter/);
});

test("repositories without commits, without files, and submodules are no trouble", async () => {
  const folder = await temporaryFolder();
  await createRepository([], join(folder, "empty"));
  const lib = await createRepository([start], join(folder, "lib"));
  await runGit(folder, ["clone", "--quiet", "--bare", lib.folder, "bare.git"]);
  const app = await createRepository([start], join(folder, "app"));
  await app.git("submodule", "--quiet", "add", lib.folder, "vendor/lib");
  await writeFile(join(app.folder, "vendor/lib/a.txt"), "changed\n");
  const fetched = await fetchFrom(folder);
  assert.deepEqual(fetched.failures, []);
  assert.deepEqual(titles(fetched, "repository"), ["app", "bare.git", "empty", "lib"]);
  assert.deepEqual(titles(fetched, "worktree"), ["app", "empty", "lib"]);
  assert.ok(!fetched.notes.some((note) => note.startsWith("empty:")), "of a repository without commits nothing is said about them");
  assert.equal(theOne(fetched, "worktree", "app").fields["changed"], 1, ".gitmodules, and nothing of the submodule");
});

test("a work tree whose folder is gone is passed over", async () => {
  const repository = await createRepository([start]);
  await repository.git("worktree", "add", "--quiet", "-b", "feature", join(repository.folder, "feature"));
  await rm(join(repository.folder, "feature"), { recursive: true });
  await mkdir(join(repository.folder, "feature"));
  const fetched = await fetchFrom(repository.folder);
  assert.deepEqual(fetched.failures, []);
  assert.deepEqual(titles(fetched, "worktree"), ["shop"]);
});
