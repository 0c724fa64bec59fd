import assert from "node:assert/strict";
import { mkdir, rm, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { createRepository, temporaryFolder } from "../../support/repository.ts";
import { fingerprint } from "../contract.ts";
import { withoutBox } from "../../support/search-path.ts";
import { fetchFrom, ofKind, theOne, titles } from "./fetching.ts";
import { createTrapped } from "./trapped.ts";

// A box would keep the traps from leaving anything behind: where they could spring is outside of it.

test("no program that a repository names is ever run", async (t) => {
  await withoutBox(t);
  const { repository, sprung } = await createTrapped();
  const fetched = await fetchFrom(repository.folder);
  assert.deepEqual(fetched.failures, []);
  assert.equal(ofKind(fetched, "commit").length, 2);
  assert.deepEqual(await sprung(), []);
});

test("the traps of the test above do spring for a git that is not held back", async () => {
  const { repository, sprung } = await createTrapped();
  const commands = [
    ["log", "-p", "--show-signature"],
    ["diff", "--", "a.txt"],
    ["diff", "--no-ext-diff", "--", "a.txt"],
    ["status"],
    ["hook", "run", "pre-commit"],
    ["fetch"],
  ];
  for (const args of commands) await repository.git(...args).catch(() => undefined);
  const names = await sprung();
  for (const name of [
    "fsmonitor",
    "diff-command",
    "textconv",
    "included-clean",
    "conditional-clean",
    "work-tree-clean",
    "planted-git",
    "process-with.dot",
    "hook-pre-commit",
    "ext-remote",
  ]) {
    assert.ok(names.includes(name), `${name} among ${names.join(" ")}`);
  }
});

test("a commit that is missing from a partial clone is not asked for elsewhere", async (t) => {
  await withoutBox(t);
  const { repository, sprung } = await createTrapped();
  const sha = await repository.git("rev-parse", "main~1^{tree}");
  await rm(join(repository.folder, ".git/objects", sha.slice(0, 2), sha.slice(2)));
  const { failures } = await fetchFrom(repository.folder);
  assert.equal(failures.length, 1);
  assert.deepEqual(await sprung(), []);
});

test("a repository with hostile config is not written to either", async (t) => {
  await withoutBox(t);
  const { repository } = await createTrapped();
  const before = await fingerprint(repository.folder);
  await fetchFrom(repository.folder);
  assert.deepEqual(await fingerprint(repository.folder), before);
});

test("a config that names another folder as work tree does not open that folder", async () => {
  const folder = await temporaryFolder();
  await mkdir(join(folder, "private"));
  await writeFile(join(folder, "private/salaries.txt"), "secret\n");
  const repository = await createRepository(
    [{ at: "2026-11-17T10:00:00Z", message: "First\n", files: { "a.txt": "1\n" } }],
    join(folder, "shop"),
  );
  await repository.git("config", "core.worktree", join(folder, "private"));
  const fetched = await fetchFrom(repository.folder);
  const tree = ofKind(fetched, "worktree")[0];
  assert.ok(tree === undefined || (tree.fields["untracked"] === 0 && tree.fields["changed"] === 0));
  assert.ok(!JSON.stringify(fetched).includes("salaries"));
});

test("a .git file found by searching leads nowhere outside the granted folders", async () => {
  const folder = await temporaryFolder();
  const secret = await createRepository([{ at: "2026-11-17T10:00:00Z", message: "Secret\n" }], join(folder, "secret"));
  await mkdir(join(folder, "granted/pointer"), { recursive: true });
  await writeFile(join(folder, "granted/pointer/.git"), `gitdir: ${secret.folder}/.git\n`);
  await symlink(secret.folder, join(folder, "granted/link"));
  const fetched = await fetchFrom(join(folder, "granted"));
  assert.deepEqual(titles(fetched, "commit"), []);
  assert.match(fetched.failures.map((failure) => failure.error).join(" "), /history to lie in a folder that may be read/);
});

test("a damaged repository inside another is a failure of its own, not a look at the other", async () => {
  const outer = await createRepository([{ at: "2026-11-17T10:00:00Z", message: "Outer\n" }]);
  await mkdir(join(outer.folder, "inner/.git/objects"), { recursive: true });
  const fetched = await fetchFrom(outer.folder, { options: { paths: ["inner"] } });
  assert.deepEqual(fetched.items, []);
  assert.equal(fetched.failures.length, 1);
  assert.ok(fetched.failures[0]?.hint);
});

test("names of branches and files that look like options stay names", async () => {
  const repository = await createRepository([{ at: "2026-11-17T10:00:00Z", message: "First\n", files: { "--output=x": "// TODO one\n" } }]);
  await repository.git("update-ref", "refs/heads/--exec=touch", "main");
  await writeFile(join(repository.folder, "--output=x"), "// TODO two\n");
  const fetched = await fetchFrom(repository.folder);
  assert.deepEqual(fetched.failures, []);
  assert.ok(theOne(fetched, "branch", "--exec=touch"));
  assert.equal(theOne(fetched, "worktree").fields["changed"], 1);
});

test("commits are told as they were made, whatever a repository would show in their place", async () => {
  const repository = await createRepository([
    { at: "2026-11-17T10:00:00Z", message: "First\n" },
    { at: "2026-11-18T10:00:00Z", message: "Second\n" },
    { at: "2026-11-18T10:00:00Z", branch: "other", message: "Forged\n" },
  ]);
  const [first = "", second = "", forged = ""] = (await repository.git("rev-parse", "main~1", "main", "other")).split("\n");
  await repository.git("update-ref", `refs/replace/${first}`, forged);
  await mkdir(join(repository.folder, ".git/info"), { recursive: true });
  await writeFile(join(repository.folder, ".git/info/grafts"), `${second}\n`);
  await repository.git("branch", "--quiet", "-D", "other");
  assert.deepEqual(titles(await fetchFrom(repository.folder), "commit"), ["First", "Second"]);
});
