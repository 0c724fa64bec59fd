import { chmod, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { TestContext } from "node:test";
import { temporaryFolder } from "./repository.ts";

/** For one test, the PATH is a single folder with git and, where given, a script that is called bwrap. */
export async function narrowPath(test: TestContext, bwrap?: string): Promise<void> {
  const folder = await temporaryFolder();
  await symlink("/usr/bin/git", join(folder, "git"));
  if (bwrap !== undefined) await writeScript(join(folder, "bwrap"), bwrap);
  setPath(test, folder);
}

/** For one test, bubblewrap does not work, and all else is as it was: what a box would have kept back must be so without it. */
export function withoutBox(test: TestContext): Promise<void> {
  return withBubblewrap(test, "exit 1");
}

/** For one test, bubblewrap is this script, and all else is as it was. */
export async function withBubblewrap(test: TestContext, script: string): Promise<void> {
  const folder = await temporaryFolder();
  await writeScript(join(folder, "bwrap"), script);
  setPath(test, `${folder}:${process.env["PATH"]}`);
}

async function writeScript(path: string, text: string): Promise<void> {
  await writeFile(path, `#!/bin/sh\n${text}\n`);
  await chmod(path, 0o755);
}

function setPath(test: TestContext, path: string): void {
  const before = process.env["PATH"];
  process.env["PATH"] = path;
  test.after(() => {
    process.env["PATH"] = before;
  });
}
