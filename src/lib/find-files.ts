import { readdir, realpath, stat } from "node:fs/promises";
import { isAbsolute, join, relative, resolve, sep } from "node:path";
import { PermanentError } from "../core/errors.ts";
import type { Fetched } from "../core/ports/outside.ts";
import { countOf } from "./text.ts";
import { explainFileError } from "./file-error.ts";

/** A file: relative to the workspace with `/` between folders, and what differs once it was changed. */
export interface FoundFile {
  path: string;
  size: number;
  /** Milliseconds of its last change, of content and of rights. */
  changed: readonly [mtimeMs: number, ctimeMs: number];
}

/** Which files there are to read, and what stood in the way. */
export interface Found {
  files: readonly FoundFile[];
  failures: Fetched["failures"];
  notes: readonly string[];
}

/** What is looked for in folders; a file that is named itself is taken whatever it is called. */
export interface Wanted {
  /** Matches the names of such files. */
  pattern: RegExp;
  /** What one of them is called, in the singular. */
  noun: string;
  most: number;
}

interface Search {
  wanted: Wanted;
  root: string;
  paths: Set<string>;
  failures: Fetched["failures"][number][];
  notes: string[];
  links: number;
  left: number;
  signal: AbortSignal;
}

const SIDE_BY_SIDE = 64;
/** A folder is told only where its name has an ending, since it may have been taken for a file. */
const LIKE_A_FILE = /\.\w+$/;

/**
 * Finds the files named in `paths`, and what is wanted in folders named there, in order of their names. Hidden folders, `node_modules`
 * and symbolic links are passed over. Throws PermanentError `folder-unreadable` where `root` itself can't be read.
 */
export async function findFiles(root: string, paths: readonly string[], wanted: Wanted, signal: AbortSignal): Promise<Found> {
  const search: Search = { wanted, root: await realRoot(root), paths: new Set(), failures: [], notes: [], links: 0, left: 0, signal };
  for (const path of paths) await searchPath(search, path);
  const files = await statAll(search);
  if (search.left > 0) search.notes.push(tooMany(wanted.most, search.left));
  if (search.links > 0) search.notes.push(`Did not follow ${countOf(search.links, "symbolic link")}.`);
  return { files, failures: search.failures, notes: search.notes };
}

function tooMany(most: number, left: number): string {
  return `Read the first ${countOf(most, "file")} and left out ${left.toLocaleString("en-US")}; name fewer folders to read them all.`;
}

async function realRoot(root: string): Promise<string> {
  try {
    return await realpath(root);
  } catch (cause) {
    const message = `expected the workspace ${root} to be a folder, got none: ${explainFileError(cause).error}`;
    throw new PermanentError("folder-unreadable", message, { cause, hint: "Name a folder that exists with --dir." });
  }
}

async function searchPath(search: Search, path: string): Promise<void> {
  search.signal.throwIfAborted();
  try {
    const native = relative(search.root, await realpath(resolve(search.root, path)));
    const status = await stat(join(search.root, native));
    if (native === ".." || native.startsWith(`..${sep}`) || isAbsolute(native)) {
      const hint = `Move the ${search.wanted.noun} into the workspace, or run with --dir naming the folder that holds it.`;
      search.failures.push({ what: path, error: "expected a path within the workspace, got one that leads out of it", hint });
    } else if (status.isDirectory()) await searchFolder(search, native);
    else if (status.isFile()) addFile(search, native);
    else search.failures.push({ what: path, error: "expected a file or a folder, got something else", hint: "Take it out of paths." });
  } catch (error) {
    search.signal.throwIfAborted();
    search.failures.push({ what: path, ...explainFileError(error) });
  }
}

async function searchFolder(search: Search, folder: string): Promise<void> {
  search.signal.throwIfAborted();
  const entries = await readdir(join(search.root, folder), { withFileTypes: true }).catch((error: unknown) => {
    search.failures.push({ what: folder || ".", ...explainFileError(error) });
    return [];
  });
  for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = join(folder, entry.name);
    const isWanted = search.wanted.pattern.test(entry.name);
    if (entry.isSymbolicLink()) search.links += 1;
    else if (entry.isDirectory() && !entry.name.startsWith(".") && entry.name !== "node_modules") {
      if (isWanted && LIKE_A_FILE.test(entry.name)) search.notes.push(`${path} is a folder: each ${search.wanted.noun} in it was read.`);
      await searchFolder(search, path);
    } else if (isWanted && entry.isFile()) addFile(search, path);
    else if (isWanted) search.notes.push(`${path} was left out: it is no file.`);
  }
}

function addFile(search: Search, path: string): void {
  const name = path.split(sep).join("/");
  if (search.paths.has(name)) return;
  if (search.paths.size >= search.wanted.most) search.left += 1;
  else search.paths.add(name);
}

async function statAll({ root, paths, signal }: Search): Promise<FoundFile[]> {
  const names = [...paths];
  const files: FoundFile[] = [];
  for (let start = 0; start < names.length; start += SIDE_BY_SIDE) {
    signal.throwIfAborted();
    const some = names.slice(start, start + SIDE_BY_SIDE).map(async (path) => {
      // A file that is gone by now is found to be so when it is read.
      const status = await stat(join(root, path)).catch(() => undefined);
      return { path, size: status?.size ?? 0, changed: [status?.mtimeMs ?? 0, status?.ctimeMs ?? 0] as const };
    });
    files.push(...(await Promise.all(some)));
  }
  return files;
}
