import { fact, type Span } from "../../../core/prose.ts";
import { plainDateOf } from "../../../core/work-calendar.ts";
import type { RuleContext } from "../../rule.ts";
import { ciJobsIn, type CiJob } from "../../../core/kinds/ci-job.ts";
import type { Item } from "../../../core/item.ts";

/** A job of a default branch whose last finished run failed. */
export interface RedJob {
  /** The first failure since the last run that passed; the first that is known, where none is. */
  firstBad: CiJob;
  /** The last failure. */
  lastBad: CiJob;
  /** The last run that passed; undefined where none is known. */
  lastGood: CiJob | undefined;
  /** Failures in a row, repeated attempts apart. */
  failures: number;
  /** When it began to fail: a UTC instant. */
  since: string;
}

/** A default branch on which something fails. */
export interface RedBranch {
  repository: string;
  /** The one that failed first leads. */
  jobs: readonly [RedJob, ...RedJob[]];
}

/** The default branches that are red at an instant, each with its failing jobs, the first to fail leading. */
export function redBranchesIn(items: readonly Item[], now: string): RedBranch[] {
  const done = ciJobsIn(items).filter((job) => job.isDefaultBranch && job.pullRequest === null && endOf(job) <= now && hasOutcome(job));
  const branches = Map.groupBy(done, ({ item, repository }) => `${item.source} ${repository}`);
  return [...branches.values()].flatMap((jobs) => {
    const series = Map.groupBy(jobs, ({ workflow, job }) => `${workflow}\n${job}`);
    const [first, ...others] = [...series.values()].flatMap((runs) => redJobOf(runs) ?? []).toSorted(byStart);
    return first === undefined ? [] : [{ repository: first.firstBad.repository, jobs: [first, ...others] as const }];
  });
}

/** What was cancelled or skipped says nothing about the branch. */
function hasOutcome({ status, conclusion }: CiJob): boolean {
  return status === "done" && (conclusion === "passed" || hasFailed(conclusion));
}

function hasFailed(conclusion: CiJob["conclusion"]): boolean {
  return conclusion === "failed" || conclusion === "timed_out";
}

function redJobOf(runs: readonly CiJob[]): RedJob | undefined {
  const sorted = lastAttempts(runs).toSorted((a, b) => a.item.ts.localeCompare(b.item.ts) || a.item.id.localeCompare(b.item.id));
  const good = sorted.findLastIndex(({ conclusion }) => conclusion === "passed");
  const bad = sorted.slice(good + 1);
  const [firstBad, lastBad] = [bad[0], bad.at(-1)];
  if (firstBad === undefined || lastBad === undefined) return undefined;
  return { firstBad, lastBad, lastGood: sorted[good], failures: bad.length, since: endOf(firstBad) };
}

/** Of a run that was tried again the last attempt counts. */
function lastAttempts(runs: readonly CiJob[]): CiJob[] {
  const byRun = Map.groupBy(runs, ({ run }) => run);
  return [...byRun.values()].flatMap((tries) => tries.toSorted((a, b) => b.attempt - a.attempt).slice(0, 1));
}

/** When a job had passed or failed, as it is shown: of today by the time alone. */
export function endSpan(job: CiJob, { now, calendar: { timezone } }: Pick<RuleContext, "now" | "calendar">): Span {
  const isToday = plainDateOf(endOf(job), timezone) === plainDateOf(now, timezone);
  return fact(job.item, job.endedAt === null ? "updatedAt" : "fields.endedAt", isToday ? "time" : "instant");
}

function endOf({ endedAt, item }: CiJob): string {
  return endedAt ?? item.updatedAt;
}

function byStart(a: RedJob, b: RedJob): number {
  return a.since.localeCompare(b.since) || a.firstBad.item.id.localeCompare(b.firstBad.item.id);
}
