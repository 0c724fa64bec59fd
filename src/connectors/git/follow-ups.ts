import type { Git } from "./git.ts";
import { REVISIONS_FROM_INPUT } from "./graph.ts";
import { DIFF_FLAGS } from "./hardening.ts";
import { readHistory, type Commit } from "./history.ts";
import { toInstant } from "./instant.ts";

/** How far before a fix the change is looked for that it may mend: rules decide what is soon. */
const LOOK_BACK_MS = 7 * 24 * 60 * 60 * 1000;
const MOST_COMMITS = 2_000;
const REVERT = /^This reverts commit ([0-9a-f]{7,64})\b/m;
const FIXES = /^Fixes: ([0-9a-f]{7,64})\b/im;
const FIX_SUBJECT = /^(?:hot-?fix|bug-?fix|fix)(?:\([^)]*\))?!?[:\s]|\bhot-?fix\b/i;
/** Repairs of wording and form say nothing about the change before. */
const HARMLESS = /\b(?:typos?|spelling|wording|lint|format(?:ting)?|docs?|readme|comments?|changelog|tests?|ci)\b/i;
/** Files that nearly every change touches say nothing about what belongs together. */
const COMMON_FILE =
  /(?:^|\/)(?:package(?:-lock)?\.json|[^/]*\.lock|[^/]*-lock\.[^/]*|go\.(?:mod|sum)|changelog[^/]*|readme[^/]*|version[^/]*|\.gitignore)$|\.(?:md|rst|snap)$/i;

/** The earlier commit that a commit undoes or mends. */
export interface Earlier {
  sha: string;
  committedAt: string;
  author: string;
  subject: string;
}

/** How one commit relates to an earlier one. `message` where it says so itself, `files` where it mends the same files soon after. */
export interface FollowUp {
  kind: "revert" | "fix";
  said: "message" | "files";
  earlier: Earlier;
}

/** The follow-ups among new commits, by hash. `mainline` are those on the default branch: only there a quick fix is news; `tips` lead to it. */
export async function findFollowUps(
  git: Git,
  commits: readonly Commit[],
  mainline: ReadonlySet<string>,
  tips: readonly string[],
): Promise<ReadonlyMap<string, FollowUp>> {
  const named = commits.flatMap((commit) => namedBy(commit) ?? []);
  const earlier = await readNamed(git, [...new Set(named.map(({ sha }) => sha))]);
  const found = new Map<string, FollowUp>();
  for (const { commit, kind, sha } of named) {
    const match = earlier.find((each) => each.sha.startsWith(sha));
    if (match) found.set(commit.sha, { kind, said: "message", earlier: match });
  }
  const silent = commits.filter((commit) => mainline.has(commit.sha) && !found.has(commit.sha) && isFix(commit));
  for (const [sha, match] of await findMended(git, silent, tips)) found.set(sha, { kind: "fix", said: "files", earlier: match });
  return found;
}

function namedBy(commit: Commit): { commit: Commit; kind: FollowUp["kind"]; sha: string } | undefined {
  const reverted = REVERT.exec(commit.body)?.[1];
  if (reverted !== undefined) return { commit, kind: "revert", sha: reverted };
  const fixed = FIXES.exec(commit.body)?.[1];
  return fixed === undefined ? undefined : { commit, kind: "fix", sha: fixed };
}

async function readNamed(git: Git, shas: readonly string[]): Promise<Earlier[]> {
  const found: Earlier[] = [];
  if (shas.length === 0) return found;
  await git.ask({
    args: [
      "log",
      ...REVISIONS_FROM_INPUT,
      "--no-walk=unsorted",
      "-z",
      ...DIFF_FLAGS,
      "--encoding=UTF-8",
      "--format=%H%x1f%ct%x1f%aN%x1f%s",
    ],
    input: shas.map((sha) => `${sha}\n`).join(""),
    separator: "\0",
    onRecord(record) {
      const [sha = "", seconds = "", author = "", ...subject] = record.split("\u001F");
      found.push({ sha, committedAt: toInstant(seconds), author, subject: subject.join(" ") });
    },
  });
  return found;
}

function isFix(commit: Commit): boolean {
  return commit.parents.length === 1 && FIX_SUBJECT.test(commit.subject) && !HARMLESS.test(commit.subject);
}

/** For each fix the latest earlier commit that touched at least half of the files that the fix touches. */
async function findMended(git: Git, fixes: readonly Commit[], tips: readonly string[]): Promise<[string, Earlier][]> {
  const oldest = fixes.map((fix) => fix.committedAt).toSorted()[0];
  const newest = fixes
    .map((fix) => fix.committedAt)
    .toSorted()
    .at(-1);
  if (oldest === undefined || newest === undefined) return [];
  const since = new Date(Date.parse(oldest) - LOOK_BACK_MS).toISOString();
  const candidates = await readHistory(git, { tips, known: [], since, until: newest }, MOST_COMMITS);
  return fixes.flatMap((fix) => {
    const mended = candidates.find((candidate) => isMendedBy(candidate, fix));
    return mended
      ? [[fix.sha, { sha: mended.sha, committedAt: mended.committedAt, author: mended.author.name, subject: mended.subject }]]
      : [];
  });
}

function isMendedBy(candidate: Commit, fix: Commit): boolean {
  if (candidate.parents.length !== 1 || candidate.committedAt >= fix.committedAt || isFix(candidate)) return false;
  const telling = fix.paths.filter((path) => !COMMON_FILE.test(path));
  const touched = new Set(candidate.paths);
  const shared = telling.filter((path) => touched.has(path)).length;
  return shared > 0 && shared * 2 >= telling.length;
}
