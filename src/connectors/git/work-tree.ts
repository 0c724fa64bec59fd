import { lstat, stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Git } from "./git.ts";

/** Changed files whose times are looked at; one of the first is old enough to tell. */
const MOST_TIMES = 2_000;
const OPERATIONS = [
  ["MERGE_HEAD", "merge"],
  ["rebase-merge", "rebase"],
  ["rebase-apply", "rebase"],
  ["CHERRY_PICK_HEAD", "cherry-pick"],
  ["REVERT_HEAD", "revert"],
  ["BISECT_LOG", "bisect"],
] as const;

/** What is not committed in one work tree. */
export interface WorkTreeState {
  /** Files under version control that differ from the last commit. */
  changed: number;
  untracked: number;
  conflicts: number;
  /** Files behind a filter such as Git LFS: without running the filter nobody can say whether they changed. */
  unsure: number;
  /** When the changed file that was left alone longest was last touched. */
  oldestChangeAt?: string;
  /** The same for files that are not under version control. */
  oldestNewAt?: string;
  /** The latest touch of any of them. */
  newestChangeAt?: string;
  /** Commits that the branch has and its upstream lacks, and the other way round. */
  ahead?: number;
  behind?: number;
  /** A merge, rebase, cherry-pick, revert or bisect that was begun and not ended, and when it was begun. */
  operation?: { kind: string; at: string };
  /** When HEAD was last moved: the latest sign of life where nothing else is. */
  headMovedAt: string;
}

/** Looks at one work tree without refreshing its index. */
export async function readWorkTree(git: Git): Promise<WorkTreeState> {
  const status = { changed: [] as string[], untracked: [] as string[], conflicts: 0, divergence: undefined as RegExpExecArray | undefined };
  await git.ask({
    args: ["status", "--porcelain=v2", "-z", "--branch", "--untracked-files=normal", "--ignore-submodules=all", "--no-renames"],
    separator: "\0",
    inWorkTree: true,
    onRecord(record) {
      const kind = record[0];
      if (kind === "?") status.untracked.push(record.slice(2));
      else if (kind === "1") status.changed.push(fieldsFrom(record, 8));
      else if (kind === "u") {
        status.changed.push(fieldsFrom(record, 10));
        status.conflicts += 1;
      } else status.divergence ??= /^# branch\.ab \+(\d+) -(\d+)$/.exec(record) ?? undefined;
    },
  });
  const filtered = await findFiltered(git, status.changed);
  const changed = status.changed.filter((path) => !filtered.has(path));
  const [changes, additions] = await Promise.all([timesOf(git.folder, changed), timesOf(git.folder, status.untracked)]);
  const newest = [...changes, ...additions].toSorted().at(-1);
  return {
    changed: changed.length,
    untracked: status.untracked.length,
    conflicts: status.conflicts,
    unsure: filtered.size,
    ...(changes[0] !== undefined && { oldestChangeAt: changes[0] }),
    ...(additions[0] !== undefined && { oldestNewAt: additions[0] }),
    ...(newest !== undefined && { newestChangeAt: newest }),
    ...(status.divergence && { ahead: Number(status.divergence[1]), behind: Number(status.divergence[2]) }),
    ...(await readGitFolder(git)),
  };
}

/** What follows the first `count` fields of a status record: the path, which may hold spaces. */
function fieldsFrom(record: string, count: number): string {
  return record.split(" ").slice(count).join(" ");
}

/** The changed files that have a filter: with the filter off, git compares them in the wrong form. */
async function findFiltered(git: Git, paths: readonly string[]): Promise<ReadonlySet<string>> {
  if (paths.length === 0) return new Set();
  const args = ["check-attr", "-z", "--stdin", "filter"];
  const answer = await git.read({ args, input: paths.map((path) => `${path}\0`).join(""), separator: "\0", inWorkTree: true });
  const filtered = new Set<string>();
  for (let index = 0; index + 2 < answer.length; index += 3) {
    const [path = "", , value = ""] = answer.slice(index, index + 3);
    if (value !== "unspecified" && value !== "unset") filtered.add(path);
  }
  return filtered;
}

/** When these files were last touched, the longest ago first. */
async function timesOf(folder: string, paths: readonly string[]): Promise<string[]> {
  const times = await Promise.all(paths.slice(0, MOST_TIMES).map((path) => timeOf(folder, join(folder, path))));
  return times.filter((time) => time !== undefined).toSorted();
}

/** A deleted file has no time of its own: its folder was last changed when it went, or later. */
async function timeOf(folder: string, path: string): Promise<string | undefined> {
  const status = await lstat(path).catch(() => undefined);
  if (status !== undefined) return touchedAt(status);
  return path.length > folder.length ? timeOf(folder, dirname(path)) : undefined;
}

async function readGitFolder(git: Git): Promise<Pick<WorkTreeState, "operation" | "headMovedAt">> {
  const gitFolder = (await git.read({ args: ["rev-parse", "--absolute-git-dir"] })).join("\n");
  const marks = await Promise.all(OPERATIONS.map(([mark, kind]) => readMark(join(gitFolder, mark), kind)));
  const operation = marks.find((mark) => mark !== undefined);
  return { headMovedAt: touchedAt(await lstat(join(gitFolder, "HEAD"))), ...(operation && { operation }) };
}

async function readMark(path: string, kind: string): Promise<WorkTreeState["operation"]> {
  const status = await stat(path).catch(() => undefined);
  return status && { kind, at: touchedAt(status) };
}

function touchedAt({ mtimeMs }: { mtimeMs: number }): string {
  return new Date(Math.floor(mtimeMs)).toISOString();
}
