import type { Item } from "../../core/item.ts";
import { isBot } from "./commit-traits.ts";
import type { Git } from "./git.ts";
import { revisions, REVISIONS_FROM_INPUT } from "./graph.ts";
import { readHistory, type Commit } from "./history.ts";
import { toInstant } from "./instant.ts";
import { SHORT_HASH, type ItemMaker } from "./items.ts";
import type { Ref } from "./refs.ts";

const WEEK_MS = 7 * 24 * 60 * 60 * 1000;
/** Steps of the default branch that become items in one fetch. */
export const MOST_STEPS = 5_000;
/** Commits behind them that are looked at for who made them and when. */
const MOST_COMMITS = 50_000;
const PULL_REQUEST = /\(#(\d+)\)$|^Merge pull request #(\d+) /;
/** Subjects that name a branch rather than what it brought. */
const SAYS_NOTHING = /^Merge (?:pull request #\d+ |(?:remote-tracking )?branch )/;
const REVERTS = /^This reverts commit ([0-9a-f]{7,64})\b/m;
const PICKED = /^\(cherry picked from commit ([0-9a-f]{7,64})\)$/m;
const REVIEWED = /^(?:Reviewed|Acked)-by: ([^<\n]+?) <([^>\n]*)>$/gm;

/** Which steps are asked for. */
export interface MainlineRequest {
  /** The forms of the default branch. */
  base: readonly Ref[];
  weeks: number;
  until: string;
}

/** What one step of the default branch brought. */
export interface Step {
  commit: Commit;
  branch: string;
  /** The commits that came with it, the oldest first; its own where nothing came with it. */
  brought: readonly Brought[];
}

interface Brought {
  sha: string;
  parents: readonly string[];
  at: string;
  author: { name: string; email: string };
  subject: string;
}

/** The steps of the default branch in the last weeks, by its first parents: a merge is one, with all that came with it. The oldest first. */
export async function readMainline(git: Git, { base, weeks, until }: MainlineRequest): Promise<Step[]> {
  // Where its local and its remote form differ, the one that moved last.
  const tip = base.toSorted((a, b) => b.committedAt.localeCompare(a.committedAt))[0];
  if (tip === undefined) return [];
  const since = new Date(Date.parse(until) - weeks * WEEK_MS).toISOString();
  const commits = await readHistory(git, { tips: [tip.sha], known: [], since, until, byFirstParents: true }, MOST_STEPS);
  const hasMerges = commits.some(({ parents }) => parents.length > 1);
  const merged = hasMerges ? await readBrought(git, tip.sha, commits.at(-1)?.parents[0]) : new Map<string, Brought>();
  return stepsOf(commits, merged).map((step) => ({ ...step, branch: tip.short }));
}

/** All commits since the step before the first, by hash. */
async function readBrought(git: Git, tip: string, before: string | undefined): Promise<ReadonlyMap<string, Brought>> {
  const found = new Map<string, Brought>();
  await git.ask({
    args: [
      "log",
      ...REVISIONS_FROM_INPUT,
      "-z",
      "--encoding=UTF-8",
      `--max-count=${MOST_COMMITS}`,
      "--format=%H%x1f%P%x1f%ct%x1f%aN%x1f%aE%x1f%s",
    ],
    input: revisions([tip], before === undefined ? [] : [before]),
    separator: "\0",
    onRecord(record) {
      const [sha = "", parents = "", seconds = "", name = "", email = "", ...subject] = record.split("\u001F");
      found.set(sha, {
        sha,
        parents: parents.split(" ").filter(Boolean),
        at: toInstant(seconds),
        author: { name, email },
        subject: subject.join(" "),
      });
    },
  });
  return found;
}

/** From the oldest on, so that each commit belongs to the step that brought it first. */
function stepsOf(commits: readonly Commit[], merged: ReadonlyMap<string, Brought>): Omit<Step, "branch">[] {
  const taken = new Set(commits.map(({ sha }) => sha));
  return commits.toReversed().map((commit) => {
    const brought: Brought[] = [];
    const next = [...commit.parents.slice(1)];
    for (let sha = next.pop(); sha !== undefined; sha = next.pop()) {
      const found = taken.has(sha) ? undefined : merged.get(sha);
      if (found === undefined) continue;
      taken.add(sha);
      brought.push(found);
      next.push(...found.parents);
    }
    return { commit, brought: brought.toSorted((a, b) => a.at.localeCompare(b.at)) };
  });
}

/** What a step brought, as one change. `url` is its page, where it has one. */
export function changeItem(make: ItemMaker, { commit, brought, branch }: Step, url: string | undefined): Item {
  const own = brought.filter(({ parents }) => parents.length < 2);
  const last = own.at(-1);
  const author = last?.author ?? commit.author;
  const number = PULL_REQUEST.exec(commit.subject)?.slice(1).find(Boolean);
  return make({
    kind: "change",
    native: commit.sha,
    title: titleOf(commit, own),
    body: commit.body,
    ts: commit.committedAt,
    ...(url !== undefined && { url }),
    actors: [
      { ...author, role: "author" },
      { ...(last === undefined ? commit.committer : commit.author), role: "merger" },
      ...[...commit.body.matchAll(REVIEWED)].map(([, name = "", email = ""]) => ({ name, email, role: "reviewer" })),
    ],
    fields: {
      sha: commit.sha,
      short: commit.sha.slice(0, SHORT_HASH),
      branch,
      merge: commit.parents.length > 1,
      commits: brought.length + 1,
      additions: commit.insertions,
      deletions: commit.deletions,
      files: commit.paths.map((path, index) => `${path} ${commit.lines[index] ?? 0}`),
      firstCommitAt: own[0]?.at ?? null,
      authoredAt: commit.authoredAt,
      pullRequest: number === undefined ? null : Number(number),
      reverts: REVERTS.exec(commit.body)?.[1] ?? null,
      pickedFrom: PICKED.exec(commit.body)?.[1] ?? null,
      bot: isBot(author),
    },
  });
}

/** A merge that only names its branch is called as the pull request in its message, or as the first commit that it brought. */
function titleOf({ subject, body }: Commit, own: readonly Brought[]): string {
  if (!SAYS_NOTHING.test(subject)) return subject;
  const said = subject.startsWith("Merge pull request") ? body.split("\n", 1)[0] : "";
  return said || (own[0]?.subject ?? subject);
}
