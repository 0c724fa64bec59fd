import { chmod, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { TestContext } from "node:test";
import { temporaryFolder } from "./repository.ts";

/** For one test, the PATH is a single folder with git and, where given, a script that is called bwrap. */
export async function narrowPath(test: TestContext, bwrap?: string): Promise<void> {
  const folder = await temporaryFolder();
  await symlink("/usr/bin/git", join(folder, "git"));
  if (bwrap !== undefined) {
    await writeFile(join(folder, "bwrap"), `#!/bin/sh\n${bwrap}\n`);
    await chmod(join(folder, "bwrap"), 0o755);
  }
  const path = process.env["PATH"];
  process.env["PATH"] = folder;
  test.after(() => {
    process.env["PATH"] = path;
  });
}
