import { access, readFile, realpath, stat } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import { PermanentError } from "../../core/errors.ts";
import { isNothingFound, type Git, type OpenGit } from "./git.ts";
import { findParts } from "./own-folders.ts";
import { isFolder, isGranted, type Place } from "./search.ts";

/** One folder of files that belongs to a repository. */
export interface WorkTree {
  /** Absolute, links resolved. */
  folder: string;
  head?: string;
  /** The branch checked out; absent where HEAD is detached. */
  branch?: string;
}

/** A repository with the work trees that may be read. */
export interface Layout {
  /** For its history: the place where it was found. */
  git: Git;
  /** Where its history is kept, shared by all of its work trees: absolute, links resolved. */
  commonFolder: string;
  /** The folder that people know it by. */
  home: string;
  isBare: boolean;
  isShallow: boolean;
  /** By the name of the remote. */
  remotes: ReadonlyMap<string, string>;
  head?: string;
  branch?: string;
  workTrees: readonly WorkTree[];
  /** The folders on this machine that its remotes are, as in `commonFolder`. */
  localRemotes(): Promise<string[]>;
  /** For what is not committed in a work tree, which may have config of its own. */
  openWorkTree(folder: string): Promise<Git>;
}

/** Finds out what lies at a place. Throws PermanentError where it is no repository, or one that lies elsewhere and was not named. */
export async function readLayout(place: Place, granted: readonly string[], open: OpenGit): Promise<Layout> {
  // Before git sees what the place leads to, and once more by where git says that it was led.
  const { commonFolder: claimed } = await findParts(place.folder);
  if (claimed !== undefined) await assertGranted(place, claimed, granted);
  const plain = open(place.folder);
  // A path may hold newlines, so each is the rest of an answer.
  const [[isBare, isShallow, ...gitFolder], common] = await Promise.all([
    plain.read({ args: ["rev-parse", "--is-bare-repository", "--is-shallow-repository", "--absolute-git-dir"] }),
    plain.read({ args: ["rev-parse", "--git-common-dir"] }),
  ]);
  const commonFolder = await realpath(resolve(place.folder, common.join("\n")));
  await assertOwn(place, gitFolder.join("\n"));
  await assertGranted(place, commonFolder, granted);
  const [config, workTrees] = await Promise.all([readConfig(plain), listWorkTrees(plain, commonFolder, granted)]);
  const own = workTrees.all.find((tree) => tree.folder === place.folder) ?? workTrees.all[0];
  const git = open(place.folder, config.filters);
  return {
    git,
    commonFolder,
    home: basename(commonFolder) === ".git" ? dirname(commonFolder) : commonFolder,
    isBare: isBare === "true",
    isShallow: isShallow === "true",
    remotes: config.remotes,
    ...(own?.head && { head: own.head }),
    ...(own?.branch && { branch: own.branch }),
    workTrees: workTrees.readable,
    localRemotes: async () =>
      (await Promise.all([...config.remotes.values()].map((url) => localRemote(url, own?.folder ?? place.folder)))).flat(),
    openWorkTree: async (folder) => (folder === place.folder ? git : open(folder, (await readConfig(open(folder))).filters)),
  };
}

/** A damaged `.git` must not make git find the repository around it. */
async function assertOwn({ folder }: Place, gitFolder: string): Promise<void> {
  const real = await realpath(gitFolder);
  const isOwn =
    real === folder || real === (await realpath(join(folder, ".git")).catch(() => "")) || !(await isFolder(join(folder, ".git")));
  if (!isOwn) {
    throw new PermanentError("git-damaged", "expected .git to be a repository, got a folder that git does not recognise", {
      hint: "Run git fsck in the folder, or clone it again.",
    });
  }
}

/** A `.git` file must not lead out of what may be read. */
async function assertGranted({ isNamed }: Place, commonFolder: string, granted: readonly string[]): Promise<void> {
  if (!isNamed && !(await isGranted(commonFolder, granted))) {
    throw new PermanentError("git-elsewhere", "expected its history to lie in a folder that may be read, got one outside", {
      hint: "Name this folder itself under git: paths in the automation if it is to be read.",
    });
  }
}

/** Config values with a bearing on us: filter drivers to be overruled, and addresses of remotes. */
async function readConfig(git: Git): Promise<{ filters: string[]; remotes: Map<string, string> }> {
  const args = ["config", "-z", "--get-regexp", "^(filter\\..*|remote\\..*\\.url)$"];
  const records = await git.read({ args, separator: "\0" }).catch((error: unknown) => {
    if (isNothingFound(error)) return [];
    throw error;
  });
  const filters = new Set<string>();
  const remotes = new Map<string, string>();
  for (const record of records) {
    // A section's name may hold anything but a newline, which ends the key.
    const [key = "", ...value] = record.split("\n");
    const filter = /^filter\.(.*)\.[^.]*$/s.exec(key)?.[1];
    const remote = /^remote\.(.*)\.url$/s.exec(key)?.[1];
    if (filter !== undefined) filters.add(filter);
    if (remote !== undefined && !remotes.has(remote)) remotes.set(remote, value.join("\n"));
  }
  return { filters: [...filters], remotes };
}

/** The folder that an address names; none where it is one on another machine. */
async function localRemote(url: string, folder: string): Promise<string[]> {
  const path = resolve(folder, url.replace(/^file:\/\//, ""));
  const real = await realpath(path).catch(() => undefined);
  return real === undefined ? [] : [real];
}

interface Listed extends WorkTree {
  isBare: boolean;
}

/** Up to the line behind it everything is path, newlines included. */
const WORK_TREE = /^worktree ([^]+?)\n(?:bare|HEAD ([0-9a-f]+)(?:\nbranch (?:refs\/heads\/)?(.+))?)$/gm;

/** The work trees that git knows of; readable are those inside the granted folders that really belong to this repository. */
async function listWorkTrees(git: Git, commonFolder: string, granted: readonly string[]): Promise<{ all: Listed[]; readable: WorkTree[] }> {
  const lines = await git.read({ args: ["worktree", "list", "--porcelain"] });
  const all: Listed[] = [];
  const readable: WorkTree[] = [];
  for (const match of lines.join("\n").matchAll(WORK_TREE)) {
    const listed = await parseWorkTree(match);
    if (listed === undefined) continue;
    all.push(listed);
    const { isBare, ...tree } = listed;
    if (!isBare && (await isGranted(tree.folder, granted)) && (await belongs(tree.folder, commonFolder))) readable.push(tree);
  }
  return { all, readable };
}

async function parseWorkTree([, path = "", head, branch]: RegExpExecArray): Promise<Listed | undefined> {
  const folder = await realpath(path).catch(() => undefined);
  if (folder === undefined) return undefined;
  const isUnborn = head === undefined || /^0+$/.test(head);
  return { folder, isBare: head === undefined, ...(!isUnborn && { head }), ...(branch !== undefined && { branch }) };
}

/** The list of work trees is written by whoever made the repository: each must point back. */
async function belongs(folder: string, commonFolder: string): Promise<boolean> {
  const pointer = join(folder, ".git");
  if (await isFolder(pointer)) return (await realpath(pointer)) === commonFolder;
  // To open a pipe would be to wait for whoever writes into it.
  const isFile = (await stat(pointer).catch(() => undefined))?.isFile() === true;
  const target = isFile ? /^gitdir: ([^]+?)[\r\n]*$/.exec(await readFile(pointer, "utf8").catch(() => ""))?.[1] : undefined;
  if (target === undefined) return false;
  const gitFolder = await realpath(resolve(folder, target)).catch(() => "");
  const readable = await access(gitFolder).then(
    () => true,
    () => false,
  );
  return readable && (gitFolder === commonFolder || gitFolder.startsWith(`${commonFolder}/worktrees/`));
}
