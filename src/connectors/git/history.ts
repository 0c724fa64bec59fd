import type { Git } from "./git.ts";
import { revisions, REVISIONS_FROM_INPUT } from "./graph.ts";
import { DIFF_FLAGS } from "./hardening.ts";
import { toInstant, toSeconds } from "./instant.ts";

/** Paths kept of one commit; its counts go over all of them. */
const MOST_PATHS = 50;

/** One commit as the history tells it. */
export interface Commit {
  sha: string;
  parents: readonly string[];
  committedAt: string;
  authoredAt: string;
  author: { name: string; email: string };
  committer: { name: string; email: string };
  subject: string;
  body: string;
  files: number;
  insertions: number;
  deletions: number;
  paths: readonly string[];
  /** How many lines were changed in each of these paths. */
  lines: readonly number[];
}

/** Which commits are asked for. */
export interface Range {
  tips: readonly string[];
  /** Left out with everything behind them. */
  known: readonly string[];
  /** Instants; commits at either are in. */
  since?: string;
  until: string;
  /** Only the steps of a branch itself: a merge is one commit, with all that it brought. */
  byFirstParents?: true;
}

const FORMAT = ["H", "P", "ct", "at", "aN", "aE", "cN", "cE", "s", "b"].map((field) => `%${field}%x00`).join("");
const FIELD_COUNT = 10;
const NUMSTAT = /^\n?(\d+|-)\t(\d+|-)\t([^]*)$/;

/** The commits of a range, newest first, at most `most`. */
export async function readHistory(git: Git, range: Range, most: number): Promise<Commit[]> {
  if (range.tips.length === 0) return [];
  const mode = range.byFirstParents ? ["--first-parent", "-m"] : [];
  return readCommits(git, [...mode, `--max-count=${most}`, ...rangeFlags(range)], revisions(range.tips, range.known));
}

/** What commits by these names are, in their order. */
export async function readListed(git: Git, listed: readonly Listed[]): Promise<Commit[]> {
  if (listed.length === 0) return [];
  return readCommits(
    git,
    [...REVISIONS_FROM_INPUT, "--no-walk=unsorted"],
    revisions(
      listed.map(({ sha }) => sha),
      [],
    ),
  );
}

/** A commit by its name. */
export interface Listed {
  sha: string;
  isMerge: boolean;
}

/** The names of the commits of a range, in the same order: quickly, since nothing is compared. */
export async function listHistory(git: Git, range: Range, most: number): Promise<Listed[]> {
  if (range.tips.length === 0) return [];
  const args = ["rev-list", "--parents", `--max-count=${most}`, ...rangeFlags(range)];
  const lines = await git.read({ args, input: revisions(range.tips, range.known) });
  return lines.map((line) => {
    const [sha = "", ...parents] = line.split(" ");
    return { sha, isMerge: parents.length > 1 };
  });
}

async function readCommits(git: Git, which: readonly string[], input: string): Promise<Commit[]> {
  const commits: Draft[] = [];
  const onRecord = createReader(commits);
  const args = ["log", "-z", "--numstat", ...DIFF_FLAGS, "--no-notes", "--encoding=UTF-8", `--format=tformat:${FORMAT}`];
  await git.ask({ args: [...args, ...which], input, separator: "\0", maxMegabytes: 512, onRecord });
  return commits;
}

/** How many commits a range has, whatever the cap. */
export async function countHistory(git: Git, range: Range): Promise<number> {
  if (range.tips.length === 0) return 0;
  const [count] = await git.read({ args: ["rev-list", "--count", ...rangeFlags(range)], input: revisions(range.tips, range.known) });
  return Number(count);
}

/** The flags that say which commits of a range are meant; its tips go to standard input. */
function rangeFlags({ since, until }: Range): string[] {
  return [...REVISIONS_FROM_INPUT, `--before=@${toSeconds(until)}`, ...(since === undefined ? [] : [`--since=@${toSeconds(since)}`])];
}

interface Draft extends Commit {
  files: number;
  insertions: number;
  deletions: number;
  paths: string[];
  lines: number[];
}

/** Fields end with NUL, and so do the numbers of files; a commit begins where a record is neither. */
function createReader(commits: Draft[]): (record: string) => void {
  let fields: string[] = [];
  return (record) => {
    const numbers = fields.length === 0 ? NUMSTAT.exec(record) : null;
    const current = commits.at(-1);
    if (numbers && current) return addFile(current, numbers);
    // Between the commits of `-z` stands an empty record.
    if (fields.length === 0 && !/^\n?[0-9a-f]{40,64}$/.test(record)) return;
    fields.push(record);
    if (fields.length < FIELD_COUNT) return;
    commits.push(toCommit(fields));
    fields = [];
  };
}

function toCommit(fields: readonly string[]): Draft {
  const [
    sha = "",
    parents = "",
    committed = "",
    authored = "",
    name = "",
    email = "",
    committer = "",
    committerEmail = "",
    subject = "",
    body = "",
  ] = fields;
  return {
    sha: sha.trim(),
    parents: parents.split(" ").filter(Boolean),
    committedAt: toInstant(committed),
    authoredAt: toInstant(authored),
    author: { name, email },
    committer: { name: committer, email: committerEmail },
    subject,
    body: body.trim(),
    files: 0,
    insertions: 0,
    deletions: 0,
    paths: [],
    lines: [],
  };
}

function addFile(commit: Draft, [, insertions, deletions, path = ""]: RegExpExecArray): void {
  commit.files += 1;
  commit.insertions += Number(insertions) || 0;
  commit.deletions += Number(deletions) || 0;
  if (commit.paths.length === MOST_PATHS) return;
  commit.paths.push(path);
  commit.lines.push((Number(insertions) || 0) + (Number(deletions) || 0));
}
