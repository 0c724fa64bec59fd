import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { getCompileCacheDir } from "node:module";
import { join } from "node:path";
import { parseOwnJson } from "../lib/json.ts";
import type { LoadedWorkspace } from "./parse.ts";

/** The workspace that was parsed from sources of this hash before. It lies beside Node's compiled code and is as easily lost. */
export function findCached(hash: string): LoadedWorkspace | undefined {
  const path = pathOf(hash);
  if (path === undefined) return undefined;
  try {
    return parseOwnJson<LoadedWorkspace>(readFileSync(path, "utf8"));
  } catch {
    return undefined; // never kept, or half written: it is parsed anew
  }
}

/** Keeps a parsed workspace; where nothing can be written, the next start parses it again. */
export function keepCached(hash: string, loaded: LoadedWorkspace): void {
  const path = pathOf(hash);
  if (path === undefined) return;
  try {
    mkdirSync(join(path, ".."), { recursive: true, mode: 0o700 });
    writeFileSync(`${path}.${process.pid}`, JSON.stringify(loaded), { mode: 0o600 });
    renameSync(`${path}.${process.pid}`, path);
  } catch {
    // A cache that can't be written is no fault of the workspace.
  }
}

/** Workspaces as they once were tell of people who were taken out since: they are parsed anew. */
export function dropCached(): void {
  const path = pathOf("");
  if (path === undefined || !existsSync(join(path, ".."))) return;
  for (const name of readdirSync(join(path, ".."))) rmSync(join(path, "..", name), { force: true });
}

function pathOf(hash: string): string | undefined {
  const folder = getCompileCacheDir();
  return folder === undefined ? undefined : join(folder, "workspaces", `${hash.replace(":", "-")}.json`);
}
