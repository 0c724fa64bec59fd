import type { Dirent } from "node:fs";
import { readdir, realpath, stat } from "node:fs/promises";
import { homedir } from "node:os";
import { join, resolve } from "node:path";
import type { GitOptions } from "./schema.ts";

const MOST_REPOSITORIES = 200;
const MOST_FOLDERS = 20_000;

/** Something that could not be read, in plain words. */
export interface Failure {
  what: string;
  error: string;
  hint?: string;
}

/** A folder that looks like a repository or a work tree of one. */
export interface Place {
  /** Absolute, links resolved. */
  folder: string;
  /** Named in the definition itself, not come upon by searching. */
  isNamed: boolean;
}

export interface Found {
  places: readonly Place[];
  /** The folders that the definition permits to read, absolute, links resolved. */
  granted: readonly string[];
  failures: readonly Failure[];
  notes: readonly string[];
}

/**
 * Looks for repositories at and below the paths of the options; links and hidden folders are not followed, nor anything inside a repository.
 * A path that was named and has none is a failure; a workspace that has none is told as a note, on the first look.
 */
export async function findRepositories({ paths, depth }: GitOptions, root: string, isFirst: boolean, signal: AbortSignal): Promise<Found> {
  const search: Search = { places: new Map(), granted: [], failures: [], visited: 0, signal };
  for (const path of paths ?? ["."]) {
    const start = await realpath(toAbsolute(path, root)).catch(() => undefined);
    if (start === undefined) search.failures.push(notThere(path));
    else if (!(await startAt(search, start, depth)) && paths !== undefined) search.failures.push(nothingBelow(path, depth));
  }
  const { places, granted, failures } = search;
  const isNone = places.size === 0 && failures.length === 0;
  const notes = isNone && isFirst ? ["There is no git repository in this folder."] : notesOf(search);
  return { places: [...places.values()].slice(0, MOST_REPOSITORIES), granted, failures, notes };
}

interface Search {
  places: Map<string, Place>;
  granted: string[];
  failures: Failure[];
  visited: number;
  signal: AbortSignal;
}

/** Searches one granted folder; true where there was a repository, or something to tell instead. */
async function startAt(search: Search, start: string, depth: number): Promise<boolean> {
  const failures = search.failures.length;
  search.granted.push(start);
  await descend(search, start, depth, true);
  return (
    search.failures.length > failures || [...search.places.keys()].some((folder) => folder === start || folder.startsWith(join(start, "/")))
  );
}

async function descend(search: Search, folder: string, levels: number, isNamed: boolean): Promise<void> {
  search.signal.throwIfAborted();
  search.visited += 1;
  if (search.visited > MOST_FOLDERS || search.places.size > MOST_REPOSITORIES) return;
  const entries = await readEntries(search, folder);
  if (looksLikeRepository(entries)) search.places.set(folder, { folder, isNamed: isNamed || search.places.get(folder)?.isNamed === true });
  else if (levels > 0) {
    for (const name of subfolders(entries)) await descend(search, join(folder, name), levels - 1, false);
  }
}

async function readEntries(search: Search, folder: string): Promise<Dirent[]> {
  try {
    return await readdir(folder, { withFileTypes: true });
  } catch (error) {
    search.failures.push(unreadable(folder, error));
    return [];
  }
}

/** Whether a path lies in one of the folders that may be read. */
export async function isGranted(path: string, granted: readonly string[]): Promise<boolean> {
  const real = await realpath(path).catch(() => undefined);
  return real !== undefined && granted.some((folder) => real === folder || real.startsWith(folder.endsWith("/") ? folder : `${folder}/`));
}

/** Whether there is a folder at a path. */
export async function isFolder(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined))?.isDirectory() === true;
}

function toAbsolute(path: string, root: string): string {
  return path === "~" || path.startsWith("~/") ? join(homedir(), path.slice(1)) : resolve(root, path);
}

function looksLikeRepository(entries: readonly Dirent[]): boolean {
  const names = new Set(entries.map((entry) => entry.name));
  return names.has(".git") || ["HEAD", "objects", "refs"].every((name) => names.has(name));
}

function subfolders(entries: readonly Dirent[]): string[] {
  return entries
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith(".") && entry.name !== "node_modules")
    .map((entry) => entry.name)
    .toSorted();
}

function notThere(path: string): Failure {
  return {
    what: path,
    error: `expected ${path} to be a folder, got nothing there`,
    hint: "Correct the path under git: paths in the automation, or create the folder.",
  };
}

function nothingBelow(path: string, depth: number): Failure {
  return {
    what: path,
    error: `expected a git repository in ${path} or up to ${depth} levels below it, got none`,
    hint: "Name the folder that holds .git under git: paths in the automation, or run git init there.",
  };
}

function unreadable(folder: string, error: unknown): Failure {
  return {
    what: folder,
    error: `expected ${folder} to be a readable folder, got: ${error instanceof Error ? error.message : String(error)}`,
    hint: "Give the user who runs Chief the right to read it, or leave it out of git: paths.",
  };
}

function notesOf({ places, visited }: Search): string[] {
  const tooMany = places.size > MOST_REPOSITORIES ? [`More than ${MOST_REPOSITORIES} repositories: the rest was not read.`] : [];
  const tooWide = visited > MOST_FOLDERS ? [`More than ${MOST_FOLDERS} folders: the rest was not searched.`] : [];
  return [...tooMany, ...tooWide];
}
