import assert from "node:assert/strict";
import { appendFile, cp, mkdir, rm, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { createOpenGit } from "../../../src/connectors/git/git.ts";
import { findParts } from "../../../src/connectors/git/own-folders.ts";
import { findObstacle } from "../../../src/lib/confine/confinement.ts";
import { createRepository, runGit, temporaryFolder, type TestRepository } from "../../support/repository.ts";
import { withoutBox } from "../../support/search-path.ts";
import { fetchFrom, ofKind, theOne, titles } from "./fetching.ts";

const COMMITS = [{ at: "2026-11-17T10:00:00Z", message: "First\n", files: { "a.txt": "1\n" } }];

function openIn(folder: string) {
  return createOpenGit({ signal: new AbortController().signal, timeoutMs: 60_000, hidden: [] })(folder);
}

test("in the box git finds the repository and nothing beside it; where there is no box, it works all the same", async (t) => {
  const { folder } = await createRepository(COMMITS);
  const secret = join(folder, "../secret.txt");
  await writeFile(secret, "secret\n");
  const readSecret = () => openIn(folder).read({ args: ["hash-object", "--no-filters", "--end-of-options", secret] });
  if (await findObstacle()) assert.equal((await readSecret()).length, 1);
  else await assert.rejects(readSecret, { code: "git-failed", message: /No such file or directory/ });
  assert.deepEqual(await openIn(folder).read({ args: ["log", "--format=%s"] }), ["First"]);
  await withoutBox(t);
  assert.equal((await readSecret()).length, 1);
  assert.deepEqual(await openIn(folder).read({ args: ["log", "--format=%s"] }), ["First"]);
});

test("what is hidden inside a repository is not seen by git", async () => {
  const { folder } = await createRepository(COMMITS);
  await mkdir(join(folder, "data"));
  await writeFile(join(folder, "data/chief.db"), "private\n");
  const untracked = async (hidden: readonly string[]) => theOne(await fetchFrom(folder, { hidden }), "worktree").fields["untracked"];
  assert.equal(await untracked([]), 1);
  assert.equal(await untracked([join(folder, "data"), join(folder, "gone")]), (await findObstacle()) ? 1 : 0);
});

/** Ways in which a repository may lie in several places; each gives the folder to be read. */
const SCATTERED: Record<string, (folder: string, origin: TestRepository) => Promise<string>> = {
  "a work tree elsewhere": async (folder, origin) => {
    await origin.git("worktree", "add", "--quiet", "-b", "feature", join(folder, "tree"));
    return join(folder, "tree");
  },
  "a clone that borrows its objects": async (folder, origin) => {
    await runGit(folder, ["clone", "--quiet", "--shared", origin.folder, "clone"]);
    return join(folder, "clone");
  },
  "a clone of a clone that borrows": async (folder, origin) => {
    await runGit(folder, ["clone", "--quiet", "--shared", origin.folder, "clone"]);
    await runGit(folder, ["clone", "--quiet", "--shared", "clone", "second"]);
    return join(folder, "second");
  },
  "a .git that is a link": async (folder, origin) => {
    await mkdir(join(folder, "linked"));
    await cp(join(origin.folder, ".git"), join(folder, "history"), { recursive: true });
    await symlink("../history", join(folder, "linked/.git"));
    return join(folder, "linked");
  },
  "a .git file that goes by a link": async (folder, origin) => {
    await symlink(origin.folder, join(folder, "way"));
    await mkdir(join(folder, "pointing"));
    await writeFile(join(folder, "pointing/.git"), `gitdir: ${join(folder, "way/.git")}\n`);
    return join(folder, "pointing");
  },
  "a work tree of links": async (folder, origin) => {
    const git = join(folder, "tree/.git");
    await mkdir(git, { recursive: true });
    for (const name of ["config", "refs", "objects", "info", "logs"]) await symlink(join(origin.folder, ".git", name), join(git, name));
    await writeFile(join(git, "HEAD"), "ref: refs/heads/main\n");
    return join(folder, "tree");
  },
  "a submodule": async (folder, origin) => {
    const outer = await createRepository([], join(folder, "outer"));
    await outer.git("submodule", "--quiet", "add", origin.folder, "inner");
    return join(outer.folder, "inner");
  },
  "a bare repository": async (folder, origin) => {
    await runGit(folder, ["clone", "--quiet", "--bare", origin.folder, "bare.git"]);
    return join(folder, "bare.git");
  },
};

for (const [what, make] of Object.entries(SCATTERED)) {
  test(`${what} is read in the box as it is without one`, async (t) => {
    const folder = await temporaryFolder();
    const place = await make(folder, await createRepository(COMMITS, join(folder, "origin")));
    const boxed = await fetchFrom(place, { options: { paths: ["."] } });
    assert.deepEqual([boxed.failures, titles(boxed, "commit")], [[], ["First"]]);
    await withoutBox(t);
    const plain = await fetchFrom(place, { options: { paths: ["."] } });
    assert.deepEqual(
      boxed.items.map(({ id, contentHash }) => [id, contentHash]),
      plain.items.map(({ id, contentHash }) => [id, contentHash]),
    );
  });
}

test("what only claims to be part of a repository is not shown to git", async () => {
  const folder = await temporaryFolder();
  await mkdir(join(folder, ".ssh"));
  await writeFile(join(folder, ".ssh/id"), "secret\n");
  const repository = await createRepository(COMMITS, join(folder, "shop"));
  await mkdir(join(repository.folder, ".git/objects/info"), { recursive: true });
  await writeFile(join(repository.folder, ".git/objects/info/alternates"), `${folder}/.ssh\n${folder}\n/\n../../..\n`);
  await writeFile(join(repository.folder, ".git/commondir"), `${"x".repeat(70_000)}\n`);
  const { folders } = await findParts(repository.folder);
  assert.deepEqual(folders, [repository.folder, join(repository.folder, ".git"), join(repository.folder, ".git/objects")]);
  await mkdir(join(folder, "pointing"));
  await writeFile(join(folder, "pointing/.git"), `gitdir: ${folder}/.ssh\n`);
  assert.deepEqual(await findParts(join(folder, "pointing")), { folders: [join(folder, "pointing")] });
});

test("variables of ours that git listens to do not reach it", async (t) => {
  await withoutBox(t);
  const { folder } = await createRepository(COMMITS);
  const canary = join(folder, "../canary");
  const hostile = {
    ...{ GIT_DIR: "/nonexistent", GIT_OBJECT_DIRECTORY: "/nonexistent", GIT_INDEX_FILE: "/nonexistent", GIT_EXEC_PATH: "/nonexistent" },
    ...{ GIT_EXTERNAL_DIFF: `touch ${canary}`, GIT_PAGER: `touch ${canary}`, GIT_TRACE: canary, GIT_TRACE2_EVENT: canary },
    ...{ GIT_CONFIG_PARAMETERS: `'core.fsmonitor'='touch ${canary}'`, LD_PRELOAD: "/nonexistent" },
  };
  Object.assign(process.env, hostile);
  t.after(() => Object.keys(hostile).forEach((name) => delete process.env[name]));
  const plain = await fetchFrom(folder);
  assert.deepEqual([plain.failures, titles(plain, "commit")], [[], ["First"]]);
  await assert.rejects(rm(canary), { code: "ENOENT" });
});

for (const [file, bytes] of [
  [".git/objects/info/commit-graph", Buffer.concat([Buffer.from("CGPH\x01\x01\xff\x00"), Buffer.alloc(4_096, 0xff)])],
  [".git/index", Buffer.concat([Buffer.from("DIRC\x00\x00\x00\x02\xff\xff\xff\xff"), Buffer.alloc(4_096)])],
  [".git/packed-refs", Buffer.alloc(200_000, "0")],
  [".git/objects/pack/pack-1.idx", Buffer.concat([Buffer.from("\xfftOc\x00\x00\x00\x02", "latin1"), Buffer.alloc(2_000, 0xff)])],
] as const) {
  test(`a ${file} that lies about its size harms nobody but its own repository`, async () => {
    const folder = await temporaryFolder();
    await createRepository(COMMITS, join(folder, "good"));
    const bad = await createRepository([{ ...COMMITS[0], at: "2026-11-18T10:00:00Z", message: "Second\n" }], join(folder, "bad"));
    await mkdir(join(bad.folder, ".git/objects/info"), { recursive: true });
    await rm(join(bad.folder, file), { force: true });
    await writeFile(join(bad.folder, file), bytes);
    const fetched = await fetchFrom(folder);
    assert.ok(titles(fetched, "commit").includes("First"));
    assert.ok(fetched.failures.every(({ what }) => what === "bad"));
  });
}

test("a bare repository inside the files of another is not opened, whatever its config says", async (t) => {
  await withoutBox(t);
  const { folder, git } = await createRepository(COMMITS);
  const canary = join(folder, "../canary");
  await runGit(folder, ["init", "--quiet", "--bare", "inner"]);
  await appendFile(join(folder, "inner/config"), `[core]\n\tfsmonitor = touch ${canary}\n\tworktree = ..\n`);
  await git("add", "--all");
  const fetched = await fetchFrom(folder);
  assert.deepEqual([fetched.failures, ofKind(fetched, "repository").length], [[], 1]);
  const named = await fetchFrom(folder, { options: { paths: ["inner"] } });
  assert.ok(!JSON.stringify(named.items).includes("a.txt"));
  await assert.rejects(rm(canary), { code: "ENOENT" });
});
