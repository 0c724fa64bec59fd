import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { getCompileCacheDir } from "node:module";
import { dirname, join } from "node:path";
import { hashOf } from "../lib/hash.ts";
import { parseOwnJson } from "../lib/json.ts";
import type { LoadedWorkspace } from "./parse.ts";

const FOLDER = "workspaces";
/** As Node calls its folders: `v24.1.0-x64-5a6e4c20-1000`. */
const OF_NODE = /^v\d+\.\d+\.\d+-/;

export interface Cached {
  /** Of the sources that it was parsed from. */
  hash: string;
  loaded: LoadedWorkspace;
}

/** The workspace of this folder, where it was parsed from sources of this hash the last time. It lies beside Node's compiled code and is as easily lost. */
export function findCached(root: string, hash: string): LoadedWorkspace | undefined {
  const path = pathOf(root);
  if (path === undefined) return undefined;
  try {
    const cached = parseOwnJson<Cached>(readFileSync(path, "utf8"));
    return cached.hash === hash ? cached.loaded : undefined;
  } catch {
    return undefined; // never kept, or half written: it is parsed anew
  }
}

/** Keeps a parsed workspace in place of what its folder was before, which may tell of people who were taken out; where nothing can be written, the next start parses it again. */
export function keepCached(root: string, cached: Cached): void {
  const path = pathOf(root);
  if (path === undefined) return;
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
    writeFileSync(`${path}.${process.pid}`, JSON.stringify(cached), { mode: 0o600 });
    renameSync(`${path}.${process.pid}`, path);
  } catch {
    // A cache that can't be written is no fault of the workspace.
  }
}

/** Workspaces as they once were tell of people who were taken out since: they are parsed anew, also those that another version of Node has kept. */
export function dropCached(): void {
  const folder = getCompileCacheDir();
  if (folder === undefined || !existsSync(dirname(folder))) return;
  for (const version of readdirSync(dirname(folder)).filter((name) => OF_NODE.test(name))) {
    const kept = join(dirname(folder), version, FOLDER);
    if (!existsSync(kept)) continue;
    for (const name of readdirSync(kept)) rmSync(join(kept, name), { force: true });
  }
}

function pathOf(root: string): string | undefined {
  const folder = getCompileCacheDir();
  return folder === undefined ? undefined : join(folder, FOLDER, `${hashOf(root).replace(":", "-")}.json`);
}
