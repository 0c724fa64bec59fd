import assert from "node:assert/strict";
import { appendFile, chmod, mkdir, readdir, rm, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { createRepository, runGit, temporaryFolder, type TestRepository } from "../../support/repository.ts";
import { fingerprint } from "../contract.ts";
import { fetchFrom, ofKind, theOne, titles } from "./fetching.ts";

const NAMES = ["plain", "with=equals", "with space", "with.dot"];

/** A repository whose config names a program wherever git takes one; each leaves a file named after its place. */
async function createTrapped(): Promise<{ repository: TestRepository; sprung: () => Promise<string[]> }> {
  const folder = await temporaryFolder();
  const canaries = join(folder, "canaries");
  await mkdir(canaries);
  const trap = (place: string): string => `touch '${join(canaries, place)}'; false`;
  const attributes = [
    ...NAMES.map((name, index) => `*.f${index} filter=${name.replaceAll(" ", "_")} diff=d`),
    "*.txt diff=d filter=plain",
    "*.md diff=d",
  ].join("\n");
  const repository = await createRepository(
    [
      {
        at: "2026-11-17T10:00:00Z",
        message: "First\n",
        files: {
          ".gitattributes": `${attributes}\n`,
          "a.txt": "// TODO one\n",
          ...Object.fromEntries(NAMES.map((_, index) => [`x.f${index}`, "1\n"])),
        },
      },
      { at: "2026-11-18T10:00:00Z", message: "fix: second\n", files: { "a.txt": "// TODO two\n", "b.md": "TODO: two\n" } },
    ],
    join(folder, "shop"),
  );
  await repository.git("update-ref", "refs/remotes/origin/main", "main~1");
  await sign(repository);
  const git = join(repository.folder, ".git");
  const included = join(git, "more");
  await appendFile(
    join(git, "config"),
    `\n${trappedConfig(trap).replace("TRAP", join(repository.folder, "git"))}\n[include]\n\tpath = more\n`,
  );
  await writeFile(
    included,
    `[filter "plain"]\n\tclean = ${quoted(trap("included-clean"))}\n[alias]\n\tstatus = !${quoted(trap("alias"))}\n\tlog = !${quoted(trap("alias-log"))}\n`,
  );
  for (const hook of [
    "post-index-change",
    "pre-commit",
    "post-checkout",
    "fsmonitor-watchman",
    "reference-transaction",
    "query-watchman",
    "pre-auto-gc",
  ]) {
    const path = join(git, "hooks", hook);
    await mkdir(join(git, "hooks"), { recursive: true });
    await writeFile(path, `#!/bin/sh\n${trap(`hook-${hook}`)}\n`);
    await chmod(path, 0o755);
  }
  for (const [index] of NAMES.entries()) await writeFile(join(repository.folder, `x.f${index}`), "2\n");
  await writeFile(join(repository.folder, "a.txt"), "// TODO three\n");
  await writeFile(join(repository.folder, "b.md"), "TODO: three\n");
  await plantProgram(repository.folder, trap);
  return { repository, sprung: () => readdir(canaries) };
}

function trappedConfig(trap: (place: string) => string): string {
  const section = (name: string, entries: Readonly<Record<string, string>>): string =>
    `[${name}]\n${Object.entries(entries)
      .map(([key, value]) => `\t${key} = ${quoted(value)}\n`)
      .join("")}`;
  return [
    section("core", {
      fsmonitor: trap("fsmonitor"),
      pager: trap("pager"),
      editor: trap("editor"),
      sshCommand: trap("ssh"),
      gitProxy: trap("proxy"),
      askPass: trap("askpass"),
      alternateRefsCommand: trap("alternate-refs"),
      untrackedCache: "true",
    }),
    section("diff", { external: trap("diff-external") }),
    section('diff "d"', { command: trap("diff-command"), textconv: trap("textconv"), cachetextconv: "true" }),
    ...NAMES.map((name) =>
      section(`filter "${name}"`, {
        clean: trap(`clean-${name}`),
        smudge: trap(`smudge-${name}`),
        // Git gives up on a process that does not answer, so that no other trap could spring after it.
        ...(name === "with.dot" && { process: trap(`process-${name}`) }),
        required: "false",
      }),
    ),
    // Run as it is, not by a shell.
    section("gpg", { program: "TRAP" }),
    section('gpg "ssh"', { program: trap("gpg-ssh"), defaultKeyCommand: trap("gpg-key") }),
    section("log", { showSignature: "true", mailmap: "true" }),
    section("credential", { helper: `!${trap("credential")}` }),
    section("pager", { log: trap("pager-log"), status: trap("pager-status"), diff: trap("pager-diff") }),
    section("interactive", { diffFilter: trap("diff-filter") }),
    section("uploadpack", { packObjectsHook: trap("pack-objects") }),
    section("status", { submoduleSummary: "true", showUntrackedFiles: "all" }),
    section("submodule", { recurse: "true" }),
    section("protocol", { allow: "always" }),
    section('protocol "ext"', { allow: "always" }),
    section('remote "origin"', {
      url: `ext::sh -c ${trap("ext-remote").replaceAll(" ", "% ")}`,
      promisor: "true",
      partialclonefilter: "blob:none",
      uploadpack: trap("uploadpack"),
    }),
    section("extensions", { partialClone: "origin" }),
    section("gc", { auto: "1", recentObjectsHook: trap("recent-objects") }),
    section("maintenance", { auto: "true" }),
  ].join("");
}

function quoted(value: string): string {
  return `"${value.replace(/["\\]/g, "\\$&")}"`;
}

/** Gives the last commit a signature, which git would have a program check. */
async function sign(repository: TestRepository): Promise<void> {
  const commit = await repository.git("cat-file", "commit", "main");
  const signature = "gpgsig -----BEGIN PGP SIGNATURE-----\n \n iQEz\n -----END PGP SIGNATURE-----";
  const signed = commit.replace(/^committer .*$/m, (line) => `${line}\n${signature}`);
  const sha = await runGit(repository.folder, ["hash-object", "-t", "commit", "-w", "--stdin"], [signed]);
  await repository.git("update-ref", "refs/heads/main", sha);
}

/** A program called git in the repository, for a PATH with a relative entry, and for whoever runs it by its path. */
async function plantProgram(folder: string, trap: (place: string) => string): Promise<void> {
  await writeFile(join(folder, "git"), `#!/bin/sh\n${trap("planted-git")}\n`);
  await chmod(join(folder, "git"), 0o755);
}

test("no program that a repository names is ever run", async () => {
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
    "planted-git",
    "process-with.dot",
    "hook-pre-commit",
    "ext-remote",
  ]) {
    assert.ok(names.includes(name), `${name} among ${names.join(" ")}`);
  }
});

test("a commit that is missing from a partial clone is not asked for elsewhere", async () => {
  const { repository, sprung } = await createTrapped();
  const sha = await repository.git("rev-parse", "main~1^{tree}");
  await rm(join(repository.folder, ".git/objects", sha.slice(0, 2), sha.slice(2)));
  const { failures } = await fetchFrom(repository.folder);
  assert.equal(failures.length, 1);
  assert.deepEqual(await sprung(), []);
});

test("a repository with hostile config is not written to either", async () => {
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
