import { appendFile, chmod, mkdir, readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { createRepository, runGit, temporaryFolder, type TestRepository } from "../../support/repository.ts";

const NAMES = ["plain", "with=equals", "with space", "with.dot"];

/** A repository whose config names a program wherever git takes one; each leaves a file named after its place. */
export async function createTrapped(): Promise<{ repository: TestRepository; sprung: () => Promise<string[]> }> {
  const folder = await temporaryFolder();
  const canaries = join(folder, "canaries");
  await mkdir(canaries);
  const trap = (place: string): string => `touch '${join(canaries, place)}'; false`;
  const attributes = [
    ...NAMES.map((name, index) => `*.f${index} filter=${name.replaceAll(" ", "_")} diff=d`),
    "*.txt diff=d filter=plain merge=plain",
    "*.md diff=d",
    "*.tree filter=of-the-work-tree",
    "*.if filter=conditional",
  ].join("\n");
  const repository = await createRepository(
    [
      {
        at: "2026-11-17T10:00:00Z",
        message: "First\n",
        files: {
          ".gitattributes": `${attributes}\n`,
          "a.txt": "// TODO one\n",
          "c.if": "1\n",
          "c.tree": "1\n",
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
  await writeFile(join(git, "included-if"), section('filter "conditional"', { clean: trap("conditional-clean") }));
  await writeFile(join(git, "config.worktree"), section('filter "of-the-work-tree"', { clean: trap("work-tree-clean") }));
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
  for (const name of ["c.if", "c.tree"]) await writeFile(join(repository.folder, name), "2\n");
  await writeFile(join(repository.folder, "a.txt"), "// TODO three\n");
  await writeFile(join(repository.folder, "b.md"), "TODO: three\n");
  await plantProgram(repository.folder, trap);
  return { repository, sprung: () => readdir(canaries) };
}

function trappedConfig(trap: (place: string) => string): string {
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
    section("extensions", { partialClone: "origin", worktreeConfig: "true" }),
    section('merge "plain"', { driver: trap("merge-driver") }),
    section('hook "plain"', { event: "post-index-change", command: trap("config-hook") }),
    section('tar "plain"', { command: trap("tar") }),
    section('submodule "inner"', { active: "true", update: `!${trap("submodule-update")}`, url: `ext::sh -c ${trap("submodule")}` }),
    section('includeIf "gitdir:**"', { path: "included-if" }),
    section("gc", { auto: "1", recentObjectsHook: trap("recent-objects") }),
    section("maintenance", { auto: "true" }),
  ].join("");
}

function section(name: string, entries: Readonly<Record<string, string>>): string {
  const lines = Object.entries(entries).map(([key, value]) => `\t${key} = ${quoted(value)}\n`);
  return `[${name}]\n${lines.join("")}`;
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
