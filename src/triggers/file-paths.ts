import { lstat, readdir, realpath } from "node:fs/promises";
import { join, matchesGlob, posix } from "node:path";

/** What a scan sees of a file. */
export interface Seen {
  bytes: number;
  /** Milliseconds since the epoch, with what is below them. */
  modifiedAt: number;
}

/** The files that patterns name, and the folders that hold them, relative to the root with `/` between folders. */
export interface Sighting {
  files: ReadonlyMap<string, Seen>;
  folders: ReadonlySet<string>;
  /** There were more files than are followed. */
  isFull: boolean;
}

interface Search {
  root: string;
  most: number;
  files: Map<string, Seen>;
  folders: Set<string>;
  isFull: boolean;
}

/** A folder that holds this is where Chief keeps its data, and changes all the time. */
const DATABASE = "chief.db";
const WILDCARDS = /[*?[\]{}]/;

/**
 * Finds the files that `patterns` name: files, folders with all that lies in them, and globs. Hidden files and folders,
 * `node_modules`, Chief's own data and symbolic links are passed over, and what can't be read counts as not there.
 */
export async function findWatched(root: string, patterns: readonly string[], most: number): Promise<Sighting> {
  const search: Search = { root, most, files: new Map(), folders: new Set(), isFull: false };
  for (const pattern of patterns) {
    const path = posix.normalize(pattern).replace(/\/$/, "");
    const base = baseOf(path);
    const isWanted = base === path ? () => true : (file: string) => matchesGlob(file, path);
    if (await isReal(root, posix.dirname(base))) await look(search, base, isWanted);
  }
  return search;
}

/** What a pattern names before its first wildcard, `.` for the root. */
function baseOf(pattern: string): string {
  const steps = pattern.split("/");
  const wild = steps.findIndex((step) => WILDCARDS.test(step));
  return wild === -1 ? pattern : steps.slice(0, wild).join("/") || ".";
}

/** Whether no symbolic link leads there: it could lead out of the workspace. */
async function isReal(root: string, folder: string): Promise<boolean> {
  const [realRoot, real] = await Promise.all([root, join(root, folder)].map((each) => realpath(each).catch(() => undefined)));
  return realRoot !== undefined && real === join(realRoot, folder);
}

async function look(search: Search, path: string, isWanted: (file: string) => boolean): Promise<void> {
  const status = await lstat(join(search.root, path)).catch(() => undefined);
  if (status?.isDirectory()) await lookInto(search, path, isWanted);
  if (!status?.isFile() || search.files.has(path)) return;
  if (search.files.size >= search.most) search.isFull = true;
  else search.files.set(path, { bytes: status.size, modifiedAt: status.mtimeMs });
  search.folders.add(posix.dirname(path));
}

async function lookInto(search: Search, folder: string, isWanted: (file: string) => boolean): Promise<void> {
  const entries = await readdir(join(search.root, folder), { withFileTypes: true }).catch(() => []);
  if (entries.some(({ name }) => name === DATABASE)) return;
  search.folders.add(folder);
  for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    const path = folder === "." ? entry.name : `${folder}/${entry.name}`;
    if (search.isFull || entry.name.startsWith(".") || entry.name === "node_modules") continue;
    if (entry.isDirectory()) await lookInto(search, path, isWanted);
    else if (entry.isFile() && isWanted(path)) await look(search, path, isWanted);
  }
}
