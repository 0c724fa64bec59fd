import type { Git } from "./git.ts";
import { reachable, readGraph } from "./graph.ts";
import type { Commit } from "./history.ts";
import type { Ref } from "./refs.ts";

/** Commits walked to compare branches; a repository with more has its counts as lower bounds. */
const MOST_COMMITS = 10_000;
const MOST_BRANCHES = 500;

/** A branch, and how it stands to the others. */
export interface Branch {
  ref: Ref;
  /** True where only a remote has it. */
  isRemote: boolean;
  isDefault: boolean;
  /** Commits that the default branch lacks. */
  ahead: number;
  /** Commits of a local branch that no remote has; 0 where there is no remote. */
  unpushed: number;
  oldestUnpushedAt?: string;
  /** It follows a remote branch that is gone, as after a pull request. */
  isUpstreamGone: boolean;
}

export interface Branches {
  branches: readonly Branch[];
  /** Hashes of commits that no remote has. */
  unpushed: ReadonlySet<string>;
  notes: readonly string[];
}

/** Compares all branches by two walks through what sets them apart, never through the whole history. */
export async function readBranches(git: Git, refs: readonly Ref[], base: readonly Ref[]): Promise<Branches> {
  const locals = refs.filter((ref) => ref.kind === "branch");
  const remotes = refs.filter((ref) => ref.kind === "remote");
  const remoteTips = new Set(remotes.map((ref) => ref.sha));
  const shown = [...locals, ...remoteOnly(remotes, locals)];
  const baseTips = base.map((ref) => ref.sha);
  const [own, unpushed] = await Promise.all([
    readGraph(
      git,
      unique(shown.map((ref) => ref.sha)).filter((sha) => !baseTips.includes(sha)),
      unique(baseTips),
      MOST_COMMITS,
    ),
    remotes.length === 0
      ? { graph: new Map<string, never>(), isCut: false }
      : readGraph(
          git,
          unique(locals.map((ref) => ref.sha)).filter((sha) => !remoteTips.has(sha)),
          [...remoteTips],
          MOST_COMMITS,
        ),
  ]);
  const names = new Set(refs.map((ref) => ref.name));
  const ranked = rank(
    shown.filter((ref) => ref.kind === "branch" || own.graph.has(ref.sha)),
    own.graph,
  );
  const branches = ranked.slice(0, MOST_BRANCHES).map((ref): Branch => {
    const waiting = ref.kind === "branch" ? [...reachable(unpushed.graph, ref.sha)] : [];
    const oldest = waiting.map((sha) => unpushed.graph.get(sha)?.at ?? "").toSorted()[0];
    return {
      ref,
      isRemote: ref.kind === "remote",
      isDefault: base.includes(ref),
      ahead: reachable(own.graph, ref.sha).size,
      unpushed: waiting.length,
      isUpstreamGone: ref.upstream !== undefined && !names.has(ref.upstream),
      ...(oldest !== undefined && { oldestUnpushedAt: oldest }),
    };
  });
  const isCut = own.isCut || unpushed.isCut;
  return {
    branches,
    unpushed: new Set(unpushed.graph.keys()),
    notes: [
      ...(ranked.length > MOST_BRANCHES ? [`${ranked.length} branches: only the latest ${MOST_BRANCHES} were looked at.`] : []),
      ...(isCut ? [`Branches differ by more than ${MOST_COMMITS} commits: their counts are lower bounds.`] : []),
    ],
  };
}

/** Names each commit's branch: the default one where it is on it, else the first in the order given that leads to it. */
export function nameBranches(commits: readonly Commit[], refs: readonly Ref[]): ReadonlyMap<string, string> {
  const left = new Map(commits.map((commit) => [commit.sha, commit]));
  const names = new Map<string, string>();
  for (const ref of refs) {
    for (const sha of reachable(left, ref.sha)) {
      names.set(sha, ref.short);
      left.delete(sha);
    }
  }
  return names;
}

/** Remote branches without a local one that follows them or has their name. */
function remoteOnly(remotes: readonly Ref[], locals: readonly Ref[]): Ref[] {
  const followed = new Set(locals.map((local) => local.upstream));
  const names = new Set(locals.map((local) => local.short));
  return remotes.filter((ref) => !followed.has(ref.name) && !names.has(ref.short.slice(ref.short.indexOf("/") + 1)));
}

/** What is not merged first, local before remote, latest first. */
function rank(refs: readonly Ref[], own: ReadonlyMap<string, unknown>): Ref[] {
  const place = (ref: Ref): string => `${own.has(ref.sha) ? 1 : 0}${ref.kind === "branch" ? 1 : 0}${ref.committedAt}`;
  return refs.toSorted((a, b) => Number(place(b) > place(a)) - Number(place(b) < place(a)));
}

function unique(shas: readonly string[]): string[] {
  return [...new Set(shas)];
}
