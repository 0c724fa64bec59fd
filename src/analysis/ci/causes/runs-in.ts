import type { Failure } from "../../../core/ci-failure.ts";
import type { Item } from "../../../core/item.ts";
import { ciJobsIn, type CiJob } from "../../../core/kinds/ci-job.ts";
import { ciRunsIn, type WorkflowRun } from "../../../core/kinds/ci-run.ts";
import type { CiRun } from "../group/types.ts";
import { endOf, hasFailed } from "./failures-in.ts";
import { branchNameOf, jobNameOf } from "./places.ts";

/**
 * All runs of the jobs that failures are of, up to an instant: those of which the jobs are known; those that passed as a whole, which is a
 * pass of each of their workflow's jobs that is never skipped; and those of which only a failure is known.
 */
export function runsIn(items: readonly Item[], failures: readonly Failure[], now: string): CiRun[] {
  const failing = new Set(failures.map(({ job }) => job));
  const jobs = ciJobsIn(items).filter((job) => failing.has(jobNameOf(job)) && endOf(job) <= now);
  const whole = ciRunsIn(items).filter(({ item, conclusion }) => conclusion === "passed" && item.updatedAt <= now);
  const namesOf = jobNames(items, failing);
  return [...failures.map(ofFailure), ...jobs.flatMap(ofJob), ...whole.flatMap((run) => passesOf(run, namesOf(run), jobs))];
}

function ofFailure({ job = "", branch = "", sha = "", at = "", attempt = 1, conclusion = "failure" }: Failure): CiRun {
  return { job, branch, sha, at, attempt, conclusion };
}

/** What was cancelled or skipped says nothing. */
function ofJob(job: CiJob): CiRun[] {
  const hasPassed = job.status === "done" && job.conclusion === "passed";
  if (!hasPassed && !hasFailed(job)) return [];
  const { sha, attempt } = job;
  return [{ job: jobNameOf(job), branch: branchNameOf(job), sha, at: endOf(job), attempt, conclusion: hasPassed ? "success" : "failure" }];
}

/** The jobs that were skipped by a run that passed: that such a run passed says nothing of them. */
export function skippedIn(items: readonly Item[]): ReadonlySet<string> {
  const passed = new Set(ciRunsIn(items).flatMap((run) => (run.conclusion === "passed" ? `${run.repository} ${run.run}` : [])));
  const skipped = ciJobsIn(items).filter((job) => job.conclusion === "skipped" && passed.has(`${job.repository} ${job.run}`));
  return new Set(skipped.map(jobNameOf));
}

/** The jobs of each workflow that have failed at any time, and run whenever it does. */
function jobNames(items: readonly Item[], failing: ReadonlySet<string | undefined>): (run: WorkflowRun) => readonly string[] {
  const skipped = skippedIn(items);
  const named = items.flatMap(({ kind, fields: { repository, workflow, job } }) =>
    kind === "ci_job" || kind === "ci_failure" ? [{ repository: String(repository), workflow: String(workflow), job: String(job) }] : [],
  );
  const byWorkflow = Map.groupBy(named, ({ repository, workflow }) => `${repository}\n${workflow}`);
  const names = new Map(
    [...byWorkflow].map(([key, jobs]) => [
      key,
      [...new Set(jobs.map(jobNameOf))].filter((name) => failing.has(name) && !skipped.has(name)),
    ]),
  );
  return ({ repository, workflow }) => names.get(`${repository}\n${workflow}`) ?? [];
}

function passesOf(run: WorkflowRun, names: readonly string[], jobs: readonly CiJob[]): CiRun[] {
  const known = new Set(
    jobs.filter(({ run: id, repository }) => id === run.run && repository === run.repository).map((job) => jobNameOf(job)),
  );
  const { sha, attempt, item } = run;
  return names
    .filter((name) => !known.has(name))
    .map((job): CiRun => ({ job, branch: branchNameOf(run), sha, at: item.updatedAt, attempt, conclusion: "success" }));
}
