import { readdir, realpath, stat } from "node:fs/promises";
import { isAbsolute, join, relative, resolve, sep } from "node:path";
import { PermanentError } from "../../core/errors.ts";
import type { Fetched } from "../../core/ports/outside.ts";
import { countOf } from "../../lib/text.ts";
import { explainFileError } from "./read-text.ts";

/** Which files there are to read, relative to the root with `/` between folders, and what stood in the way. */
export interface Found {
  files: readonly string[];
  failures: Fetched["failures"];
  notes: readonly string[];
}

interface Search {
  /** The root without symbolic links. */
  root: string;
  maxFiles: number;
  files: Set<string>;
  failures: Fetched["failures"][number][];
  links: number;
  isFull: boolean;
  signal: AbortSignal;
}

/**
 * Finds the files named in `paths` and the Markdown files in folders named there, in order of their names.
 * Hidden folders, `node_modules` and symbolic links are passed over; a path that leads out of `root` is a failure.
 * Throws PermanentError `folder-unreadable` where `root` itself can't be read.
 */
export async function findFiles(root: string, paths: readonly string[], maxFiles: number, signal: AbortSignal): Promise<Found> {
  const search: Search = { root: await realRoot(root), maxFiles, files: new Set(), failures: [], links: 0, isFull: false, signal };
  for (const path of paths) await searchPath(search, path);
  const notes = [
    ...(search.isFull ? [`Read the first ${countOf(maxFiles, "file")} and left out the rest; name fewer folders to read them all.`] : []),
    ...(search.links > 0 ? [`Did not follow ${countOf(search.links, "symbolic link")}.`] : []),
  ];
  return { files: [...search.files], failures: search.failures, notes };
}

async function realRoot(root: string): Promise<string> {
  try {
    return await realpath(root);
  } catch (cause) {
    throw new PermanentError(
      "folder-unreadable",
      `expected the workspace ${root} to be a folder, got none: ${explainFileError(cause).error}`,
      {
        cause,
        hint: "Name a folder that exists with --dir.",
      },
    );
  }
}

async function searchPath(search: Search, path: string): Promise<void> {
  search.signal.throwIfAborted();
  try {
    const real = await realpath(resolve(search.root, path));
    const native = relative(search.root, real);
    if (native === ".." || native.startsWith(`..${sep}`) || isAbsolute(native)) {
      search.failures.push({
        what: path,
        error: "expected a path within the workspace, got one that leads out of it",
        hint: "Move the files into the workspace, or run with --dir naming the folder that holds them.",
      });
      return;
    }
    const status = await stat(real);
    if (status.isDirectory()) await searchFolder(search, native);
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
    if (search.isFull) return;
    const path = join(folder, entry.name);
    if (entry.isSymbolicLink()) search.links += 1;
    else if (entry.isFile() && /\.(?:md|markdown)$/i.test(entry.name)) addFile(search, path);
    else if (entry.isDirectory() && !entry.name.startsWith(".") && entry.name !== "node_modules") await searchFolder(search, path);
  }
}

function addFile(search: Search, path: string): void {
  const name = path.split(sep).join("/");
  if (search.files.has(name)) return;
  if (search.files.size >= search.maxFiles) search.isFull = true;
  else search.files.add(name);
}
