import type { FieldValue, Item } from "../../core/item.ts";
import { findBreakingWords, isBreakingTitle } from "../../lib/breaking-words.ts";
import { shorten } from "../../lib/text.ts";
import { isBot } from "./commit-traits.ts";
import type { Git } from "./git.ts";
import { revisions, REVISIONS_FROM_INPUT } from "./graph.ts";
import { readHistory, type Commit } from "./history.ts";
import { toInstant } from "./instant.ts";
import { SHORT_HASH, type ItemMaker } from "./items.ts";
import { readEarlierAuthors, type Bounds } from "./range.ts";
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
/** What commits say that they break, kept of one change. */
const MOST_BREAKS = 5;
const LONGEST_BREAK = 300;
/** Subjects of commits that came with it, kept of one change. */
const MOST_BROUGHT = 200;
const LONGEST_SUBJECT = 150;
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
  /** What it says that it breaks. */
  breaks: readonly string[];
}

/** A step that belongs to a release. */
export interface ReleasedStep extends Step {
  isByNewAuthor: boolean;
}

/** The steps of the default branch in the last weeks, by its first parents: a merge is one, with all that came with it. The oldest first. */
export async function readMainline(git: Git, { base, weeks, until }: MainlineRequest): Promise<Step[]> {
  // Where its local and its remote form differ, the one that moved last.
  const tip = base.toSorted((a, b) => b.committedAt.localeCompare(a.committedAt))[0];
  if (tip === undefined) return [];
  const since = new Date(Date.parse(until) - weeks * WEEK_MS).toISOString();
  const commits = await readHistory(git, { tips: [tip.sha], known: [], since, until, byFirstParents: true }, MOST_STEPS);
  return toSteps(git, commits, tip, commits.at(-1)?.parents[0]);
}

/** The steps of one release, as of an instant. The oldest first. */
export async function readReleased(git: Git, { from, tip }: Bounds, until: string): Promise<ReleasedStep[]> {
  const known = from === undefined ? [] : [from.sha];
  const commits = await readHistory(git, { tips: [tip.sha], known, until, byFirstParents: true }, MOST_STEPS);
  const steps = await toSteps(git, commits, tip, from?.sha ?? commits.at(-1)?.parents[0]);
  const authors = from === undefined ? undefined : new Set(await readEarlierAuthors(git, from));
  return steps.map((step) => ({ ...step, isByNewAuthor: authors !== undefined && isNew(authorOf(step), authors) }));
}

/** Whether somebody is seen for the first time; from now on they are known. */
function isNew({ name, email }: { name: string; email: string }, known: Set<string>): boolean {
  const keys = [name, email].map((each) => each.toLowerCase()).filter(Boolean);
  const isKnown = keys.some((key) => known.has(key));
  for (const key of keys) known.add(key);
  return !isKnown;
}

async function toSteps(git: Git, commits: readonly Commit[], tip: Ref, before: string | undefined): Promise<Step[]> {
  const hasMerges = commits.some(({ parents }) => parents.length > 1);
  const merged = hasMerges ? await readBrought(git, tip.sha, before) : new Map<string, Brought>();
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
      "--format=%H%x1f%P%x1f%ct%x1f%aN%x1f%aE%x1f%s%x1f%b",
    ],
    input: revisions([tip], before === undefined ? [] : [before]),
    separator: "\0",
    onRecord(record) {
      const [sha = "", parents = "", seconds = "", name = "", email = "", subject = "", ...body] = record.split("\u001F");
      found.set(sha, {
        sha,
        parents: parents.split(" ").filter(Boolean),
        at: toInstant(seconds),
        author: { name, email },
        subject,
        breaks: breaksIn(subject, body.join(" ")),
      });
    },
  });
  return found;
}

/** What a commit says that it breaks: its note, or its subject where that only marks it. */
function breaksIn(subject: string, body: string): string[] {
  const words = findBreakingWords(body);
  if (words?.note) return [shorten(body.slice(...words.note).replaceAll(/\s+/g, " "), LONGEST_BREAK)];
  return words !== undefined || isBreakingTitle(subject) ? [subject] : [];
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

/** The commits that a step brought, without those that only join. */
function ownOf({ brought }: Pick<Step, "brought">): Brought[] {
  return brought.filter(({ parents }) => parents.length < 2);
}

function authorOf(step: Pick<Step, "commit" | "brought">): Brought["author"] {
  return ownOf(step).at(-1)?.author ?? step.commit.author;
}

/** What a step brought, as one change. `url` is its page, where it has one; `range` the id of the release that it was read for. */
export function changeItem(make: ItemMaker, step: Step | ReleasedStep, { url, range }: { url?: string | undefined; range?: string }): Item {
  const { commit, brought, branch } = step;
  const own = ownOf(step);
  const last = own.at(-1);
  const author = authorOf(step);
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
      ...(range !== undefined && releasedFields(step, range)),
    },
  });
}

/** What only the notes of a release need to know. */
function releasedFields(step: Step | ReleasedStep, range: string): Record<string, FieldValue> {
  const { commit, brought } = step;
  const breaks = [...new Set([...breaksIn(commit.subject, commit.body), ...brought.flatMap((each) => each.breaks)])];
  const title = titleOf(commit, ownOf(step));
  const subjects = new Set(ownOf(step).map(({ subject }) => subject));
  const brings = [...subjects].filter((subject) => subject !== title).map((subject) => shorten(subject, LONGEST_SUBJECT));
  return {
    range,
    breaks: breaks.slice(0, MOST_BREAKS),
    brings: brings.slice(0, MOST_BROUGHT),
    newAuthor: "isByNewAuthor" in step && step.isByNewAuthor,
  };
}

/** A merge that only names its branch is called as the pull request in its message, or as the first commit that it brought. */
function titleOf({ subject, body }: Commit, own: readonly Brought[]): string {
  if (!SAYS_NOTHING.test(subject)) return subject;
  const said = subject.startsWith("Merge pull request") ? body.split("\n", 1)[0] : "";
  return said || (own[0]?.subject ?? subject);
}
