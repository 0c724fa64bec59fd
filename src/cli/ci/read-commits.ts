import { realpath } from "node:fs/promises";
import type { ChangedFile, Commit, Hunk } from "../../analysis/ci/group/types.ts";
import { createOpenGit } from "../../connectors/git/git.ts";
import { DIFF_FLAGS } from "../../connectors/git/hardening.ts";
import { PermanentError } from "../../core/errors.ts";
import { usageError } from "../options.ts";

/** Commits between a good and a bad one, oldest first. */
export interface ReadCommits {
  readonly good: string | null;
  readonly commits: readonly Commit[];
}

const MOST_COMMITS = 500;
const LONGEST_CHANGED = 20_000;
const TIMEOUT_MS = 60_000;
const HEADER = "\u0001";
const DIFF = "\u0002";

/** The commits of a repository after `good`, up to `bad`, as its main line has them: what a merge brought is the merge's. */
export async function readCommits(folder: string, good: string | undefined, bad = "HEAD"): Promise<ReadCommits> {
  const real = await realpath(folder).catch(() => {
    throw new PermanentError("folder-unreadable", `expected --repo to be a folder, got ${folder}`, { hint: "Name a git repository." });
  });
  const git = createOpenGit({ signal: AbortSignal.timeout(2 * TIMEOUT_MS), timeoutMs: TIMEOUT_MS, hidden: [] })(real);
  const full = async (name: string, revision: string): Promise<string> => {
    const [sha] = await git.read({ args: ["rev-parse", "--verify", "--end-of-options", `${revision}^{commit}`] }).catch(() => []);
    if (sha === undefined) throw usageError(`expected ${name} to be a commit of ${folder}, got ${revision}`, "Try a commit's hash.");
    return sha;
  };
  const from = good === undefined ? null : await full("--good", good);
  const to = await full("--bad", bad);
  const taker = takeCommits();
  const range = from === null ? [to] : [to, `^${from}`];
  const shape = ["--first-parent", "--diff-merges=first-parent", "--reverse", `--max-count=${MOST_COMMITS}`, "--unified=0", "--patch"];
  const format = `--format=${HEADER}%H%n%an%n%s%n%b%n${DIFF}`;
  await git.ask({ args: ["log", ...shape, ...DIFF_FLAGS, format, ...range, "--"], onRecord: taker.push });
  const commits = taker.end();
  if (from !== null && commits.length === 0) {
    throw usageError(
      `expected --good to be a commit before --bad, got ${good ?? ""}, after which ${bad} does not come`,
      "Name the earlier one as --good and the later one as --bad; without --bad the latest is meant.",
    );
  }
  return { good: from, commits };
}

interface Draft {
  sha: string;
  head: string[];
  files: { path: string; hunks: Hunk[]; changed: string }[];
}

/** Puts commits together, line by line. */
function takeCommits(): { push(line: string): void; end(): Commit[] } {
  const drafts: Draft[] = [];
  let isHead = false;
  return {
    push(line) {
      const draft = drafts.at(-1);
      if (line.startsWith(HEADER)) {
        drafts.push({ sha: line.slice(1), head: [], files: [] });
        isHead = true;
      } else if (line === DIFF) isHead = false;
      else if (isHead) draft?.head.push(line.slice(0, 1_000));
      else if (draft) addDiff(draft.files, line);
    },
    end: () => drafts.map(toCommit),
  };
}

function addDiff(files: Draft["files"], line: string): void {
  const file = files.at(-1);
  const path = /^diff --git a\/.{1,4000}? b\/(.{1,4000})$/.exec(line)?.[1];
  const hunk = /^@@ -\S+ \+(\d+)(?:,(\d+))? @@(.{0,500})/.exec(line);
  if (path !== undefined) files.push({ path, hunks: [], changed: "" });
  else if (file && hunk) {
    const [, start = "1", count = "1", within = ""] = hunk;
    file.hunks.push({ from: Number(start), to: Number(start) + Math.max(0, Number(count) - 1) });
    addText(file, within);
  } else if (file && /^[+-](?!\+\+ |-- )/.test(line)) addText(file, line.slice(1));
}

function addText(file: { changed: string }, text: string): void {
  if (file.changed.length < LONGEST_CHANGED) file.changed += `${text.slice(0, 500)}\n`;
}

function toCommit({ sha, head, files }: Draft): Commit {
  const [author = "", subject = "", ...body] = head;
  const reverts = body.map((line) => /^This reverts commit ([0-9a-f]{7,64})/.exec(line)?.[1]).find((each) => each !== undefined) ?? null;
  return { sha, author, subject, reverts, files: files satisfies ChangedFile[] };
}
