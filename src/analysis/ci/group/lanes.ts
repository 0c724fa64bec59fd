import { familyOf } from "./merge.ts";
import type { CiRun, Commit, Fingerprinted, GroupInput, Window } from "./types.ts";

/** What is known of a cause at one commit. */
interface Stop {
  readonly sha: string;
  readonly at: string;
  failed: number;
  passed: number;
}

/** All that happened to a cause in one job of one branch, in the order of its commits. */
export interface Lane {
  readonly job: string;
  readonly branch: string;
  readonly stops: readonly Stop[];
}

/** Runs by job and branch, with the failures that each had. */
export interface Lanes {
  of(failures: readonly Fingerprinted[]): Lane[];
  /** Place of a commit among those that are known, from 0; -1 for an unknown one. */
  rankOf(sha: string | null): number;
}

interface RunWithTests extends CiRun {
  readonly key: string;
  /** Whether it got as far as a test that failed. */
  readonly hasTests: boolean;
}

/** Sorts the runs once, for all causes. */
export function layLanes(
  { runs, commits, good }: Pick<GroupInput, "runs" | "commits" | "good">,
  failures: readonly Fingerprinted[],
): Lanes {
  const byRun = Map.groupBy(failures, runKey);
  const ranks = ranksOf(commits, good);
  const rankOf = (sha: string | null): number => ranks.get(sha ?? "") ?? -1;
  const known = runs.filter(({ sha }) => sha !== "");
  const unique = [...new Map(known.map((run) => [runKey(run), run])).values()];
  const lanes = Map.groupBy(
    unique.map((run): RunWithTests => {
      const key = runKey(run);
      return { ...run, key, hasTests: byRun.get(key)?.some(({ test }) => test !== null) ?? false };
    }),
    laneKey,
  );
  for (const lane of lanes.values()) sortLane(lane, rankOf);
  return {
    rankOf,
    of(members) {
      const failed = new Set(members.map(runKey));
      // What never gets as far as a test is over where tests ran, whatever these say.
      const isPassedByTests = members.every(({ test, infra }) => test !== null || infra !== null);
      const keys = new Set(members.map((member) => laneKey({ job: member.job ?? "", branch: member.branch ?? "" })));
      return [...keys].toSorted().flatMap((key) => {
        const lane = lanes.get(key) ?? [];
        const [first] = lane;
        return first ? [{ job: first.job, branch: first.branch, stops: stopsOf(lane, failed, isPassedByTests) }] : [];
      });
    },
  };
}

function runKey({ job, branch, sha, at, attempt }: Partial<CiRun>): string {
  return [job ?? "", branch ?? "", sha ?? "", at ?? "", attempt ?? 1].join("\u0000");
}

function laneKey({ job, branch }: { job: string; branch: string }): string {
  return `${job}\u0000${branch}`;
}

function ranksOf(commits: readonly Commit[], good: string | null): ReadonlyMap<string, number> {
  const ranks = new Map(commits.map(({ sha }, index) => [sha, index + 1]));
  if (good !== null) ranks.set(good, 0);
  return ranks;
}

/** By the order of commits where all of them are known: an old one can be run again later. */
function sortLane(lane: RunWithTests[], rankOf: (sha: string) => number): void {
  const isRanked = lane.every(({ sha }) => rankOf(sha) >= 0);
  lane.sort(
    (a, b) =>
      (isRanked ? rankOf(a.sha) - rankOf(b.sha) : 0) ||
      (a.at < b.at ? -1 : a.at > b.at ? 1 : 0) ||
      a.attempt - b.attempt ||
      (a.sha < b.sha ? -1 : a.sha > b.sha ? 1 : 0),
  );
}

/** A run that failed otherwise tells nothing, unless it got as far as its tests. */
function stopsOf(lane: readonly RunWithTests[], failed: ReadonlySet<string>, isPassedByTests: boolean): Stop[] {
  const stops = new Map<string, Stop>();
  for (const run of lane) {
    const stop = stops.get(run.sha) ?? { sha: run.sha, at: run.at, failed: 0, passed: 0 };
    stops.set(run.sha, stop);
    if (failed.has(run.key)) stop.failed += 1;
    else if (run.conclusion === "success" || (isPassedByTests && run.hasTests)) stop.passed += 1;
  }
  return [...stops.values()];
}

/** Where the latest stretch of failures began: where it goes on before where it is over, on the default branch first, else where it was seen first. */
export function findWindow(
  lanes: readonly Lane[],
  defaultBranch: string,
  { rankOf }: Pick<Lanes, "rankOf">,
  good: string | null,
): Window | null {
  const stretches = lanes.map((lane) => ({ ...stretchOf(lane, rankOf, good), isDefault: lane.branch === defaultBranch }));
  const mendedAt = mendedAtOf(stretches.filter(({ isDefault }) => isDefault));
  const windows = stretches.map((each) => ({ ...each, isOver: each.isOver || (!each.isDefault && each.first < mendedAt) }));
  const [best] = windows.toSorted(
    (a, b) =>
      Number(a.isOver) - Number(b.isOver) ||
      Number(b.isDefault) - Number(a.isDefault) ||
      (a.first < b.first ? -1 : a.first > b.first ? 1 : 0) ||
      (familyOf(a.job) < familyOf(b.job) ? -1 : 1),
  );
  if (!best) return null;
  const { first: _, passedAt: __, isDefault: ___, ...window } = best;
  return window;
}

/** What is mended on the default branch is over on each branch that had it before: these have but to take it in. */
function mendedAtOf(stretches: readonly Stretch[]): string {
  return stretches.every(({ isOver }) => isOver)
    ? (stretches
        .map(({ passedAt }) => passedAt)
        .toSorted()
        .at(-1) ?? "")
    : "";
}

interface Stretch extends Window {
  /** When it failed first. */
  first: string;
  /** When it passed again; empty where it did not. */
  passedAt: string;
}

function firstAt({ stops }: Lane): string {
  return stops.find(({ failed }) => failed > 0)?.at ?? "";
}

function stretchOf(lane: Lane, rankOf: (sha: string | null) => number, good: string | null): Stretch {
  const { job, branch, stops } = lane;
  const last = stops.findLastIndex(({ failed }) => failed > 0);
  const before = stops.findLastIndex(({ failed, passed }, index) => index < last && failed === 0 && passed > 0);
  const start = stops.findIndex(({ failed }, index) => index > before && failed > 0);
  const lastGood = stops[before]?.sha ?? good;
  const firstBad = stops[start]?.sha ?? null;
  const between = rankOf(firstBad) - rankOf(lastGood) - 1;
  const isRanked = rankOf(firstBad) >= 0 && rankOf(lastGood) >= 0;
  const pass = stops.slice(last + 1).find(({ passed }) => passed > 0);
  return {
    job,
    branch,
    lastGood,
    firstBad,
    untested: isRanked ? Math.max(0, between) : Math.max(0, start - before - 1),
    streak: stops.slice(start, last + 1).filter(({ failed }) => failed > 0).length,
    isOver: pass !== undefined,
    first: firstAt(lane),
    passedAt: pass?.at ?? "",
  };
}
