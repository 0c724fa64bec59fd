import { readFile, realpath, stat } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";

/** What a repository or a work tree consists of, all absolute. */
export interface Parts {
  /** Where its history is kept, links resolved; absent where there is no repository. */
  commonFolder?: string;
  /** All that git reads of it: the folder itself, and what it leads to elsewhere, by the names that lead there and by their own. */
  folders: readonly string[];
}

/** Larger files are no pointers. */
const LARGEST_POINTER = 65_536;
/** Stores of objects that lead to each other; git itself goes no further. */
const MOST_STORES = 5;

/**
 * Finds out what git has to see to work in a folder, without asking git: `.git` may be a file that leads elsewhere, as in work trees and
 * submodules, and objects may lie in other repositories. What only claims to be part of a repository is left out. Never rejects.
 */
export async function findParts(folder: string): Promise<Parts> {
  const gitFolder = await findGitFolder(folder);
  if (gitFolder === undefined) return { folders: [folder] };
  const common = (await follow(join(gitFolder.real, "commondir"), gitFolder.real)) ?? gitFolder;
  const stores = await findStores(common.real);
  const places = [gitFolder, common, ...stores].flatMap(({ named, real }) => [named, real]);
  return { commonFolder: common.real, folders: [...new Set([folder, ...places])] };
}

interface Target {
  /** As it is written; links on the way are not followed. */
  named: string;
  real: string;
}

/** The folder with the HEAD of a work tree, or of a bare repository. */
async function findGitFolder(folder: string): Promise<Target | undefined> {
  const entry = join(folder, ".git");
  const pointed = await follow(entry, folder, "gitdir: ");
  const real = pointed?.real ?? (await realpath(entry).catch(() => folder));
  if (!(await isThere(join(real, "HEAD"), "file"))) return undefined;
  // A link is seen as such inside the folder, and only where it leads to is to be added.
  return pointed ?? { named: real, real };
}

/** Where a file leads that holds a path, after a few words. */
async function follow(file: string, from: string, words = ""): Promise<Target | undefined> {
  const text = await readPointer(file);
  if (text?.startsWith(words) !== true) return undefined;
  const named = resolve(from, text.slice(words.length).replace(/[\r\n]+$/, ""));
  const real = await realpath(named).catch(() => undefined);
  return real === undefined ? undefined : { named, real };
}

/** Stores of objects outside the repository: behind a link, or as its alternates (https://git-scm.com/docs/gitrepository-layout). */
async function findStores(commonFolder: string): Promise<Target[]> {
  const own = await realpath(join(commonFolder, "objects")).catch(() => undefined);
  if (own === undefined) return [];
  const found = [{ named: own, real: own }, ...(await findLinked(own))];
  for (const store of found) {
    if (found.length > MOST_STORES) break;
    const lines = (await readPointer(join(store.real, "info/alternates")))?.split("\n") ?? [];
    for (const line of lines.filter((each) => each !== "" && !each.startsWith("#"))) {
      const named = resolve(store.real, line);
      const real = await realpath(named).catch(() => undefined);
      if (real !== undefined && (await isThere(join(real, "pack"), "folder"))) found.push({ named, real });
    }
  }
  return found;
}

/** A work tree that consists of links shares all else with the repository whose objects it has. */
async function findLinked(objects: string): Promise<Target[]> {
  const home = dirname(objects);
  const isRepository = basename(objects) === "objects" && (await isThere(join(home, "HEAD"), "file"));
  return isRepository ? [{ named: home, real: home }] : [];
}

/** A pipe would be waited at, and a large file is none of git's. */
async function readPointer(path: string): Promise<string | undefined> {
  const status = await stat(path).catch(() => undefined);
  if (status?.isFile() !== true || status.size > LARGEST_POINTER) return undefined;
  return readFile(path, "utf8").catch(() => undefined);
}

async function isThere(path: string, kind: "file" | "folder"): Promise<boolean> {
  const status = await stat(path).catch(() => undefined);
  return (kind === "file" ? status?.isFile() : status?.isDirectory()) === true;
}
