import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { appendFile, rename, rm, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { promisify } from "node:util";
import { createRepository, temporaryFolder } from "../../support/repository.ts";
import { fetchFrom, ofKind, titles } from "./fetching.ts";

test("a repository where git would wait at a pipe is a failure of its own", async () => {
  for (const [path, text] of [
    [".git/pipe", "[include]\n\tpath = pipe\n"],
    [".git/info/exclude", ""],
  ] as const) {
    const { folder } = await createRepository([{ at: "2026-11-17T10:00:00Z", message: "First\n" }]);
    await rm(join(folder, path), { force: true });
    await makePipe(join(folder, path));
    await appendFile(join(folder, ".git/config"), text);
    const { failures } = await fetchFrom(folder, { gitTimeoutMs: 500 });
    assert.equal(failures.length, 1);
    assert.equal(failures[0]?.what, "shop");
    assert.match(failures[0].error, /^expected git to end within 500 milliseconds/);
    assert.match(failures[0].hint ?? "", /pipe/);
  }
});

test("a work tree whose .git is a pipe is not waited for", { timeout: 30_000 }, async () => {
  const repository = await createRepository([{ at: "2026-11-17T10:00:00Z", message: "First\n" }]);
  await repository.git("worktree", "add", "--quiet", "-b", "feature", join(repository.folder, "feature"));
  await rm(join(repository.folder, "feature/.git"));
  await makePipe(join(repository.folder, "feature/.git"));
  const fetched = await fetchFrom(repository.folder);
  assert.deepEqual([fetched.failures, titles(fetched, "worktree")], [[], ["shop"]]);
});

test("folders with newlines in their names are read like any other", async () => {
  const folder = await temporaryFolder();
  const repository = await createRepository([{ at: "2026-11-17T10:00:00Z", message: "First\n" }], join(folder, "new\nline\n\nworktree x"));
  await repository.git("worktree", "add", "--quiet", "-b", "feature", join(folder, "fea\nture"));
  await appendFile(join(folder, "fea\nture/new.txt"), "1\n");
  const fetched = await fetchFrom(folder, { options: { paths: ["."] } });
  assert.deepEqual(fetched.failures, []);
  assert.deepEqual(titles(fetched, "commit"), ["First"]);
  assert.deepEqual(
    ofKind(fetched, "worktree").map((tree) => [tree.fields["branch"], tree.fields["untracked"]]),
    [
      ["main", 0],
      ["feature", 1],
    ],
  );
});

test("a HEAD that is a link, as git made it long ago, is read", async () => {
  const repository = await createRepository([{ at: "2026-11-17T10:00:00Z", message: "First\n" }]);
  await repository.git("pack-refs", "--all");
  await rm(join(repository.folder, ".git/HEAD"));
  await symlink("refs/heads/main", join(repository.folder, ".git/HEAD"));
  const fetched = await fetchFrom(repository.folder);
  assert.deepEqual([fetched.failures, titles(fetched, "worktree")], [[], ["shop"]]);
});

test("a repository that fails in a way nobody foresaw leaves the others be", async () => {
  const folder = await temporaryFolder();
  await createRepository([{ at: "2026-11-17T10:00:00Z", message: "Good\n" }], join(folder, "good"));
  const bad = await createRepository([{ at: "2026-11-17T10:00:00Z", message: "Bad\n" }], join(folder, "bad"));
  // Git finds the way to a name that is no text, and nobody else does.
  const name = Buffer.concat([Buffer.from(join(folder, ".history-")), Buffer.from([0xff])]);
  await rename(join(bad.folder, ".git"), name);
  await writeFile(join(bad.folder, ".git"), Buffer.concat([Buffer.from("gitdir: "), name]));
  const fetched = await fetchFrom(folder);
  assert.deepEqual(titles(fetched, "commit"), ["Good"]);
  assert.deepEqual(
    fetched.failures.map((failure) => failure.what),
    ["bad"],
  );
});

async function makePipe(path: string): Promise<void> {
  await promisify(execFile)("mkfifo", [path]);
}
