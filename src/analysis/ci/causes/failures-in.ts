import type { Failure } from "../../../core/ci-failure.ts";
import type { Item } from "../../../core/item.ts";
import { ciFailuresIn, type CiFailure } from "../../../core/kinds/ci-failure.ts";
import { ciJobsIn, type CiJob } from "../../../core/kinds/ci-job.ts";
import { failureOfWords } from "../report-failures.ts";
import { attemptOf, branchNameOf, jobNameOf } from "./places.ts";

/** What test reports without a job are of. */
const REPORTED = "tests";

/** When a job ended: an instant. */
export function endOf({ endedAt, item }: Pick<CiJob, "endedAt" | "item">): string {
  return endedAt ?? item.updatedAt;
}

/** Whether a job is done and has failed. */
export function hasFailed({ status, conclusion }: Pick<CiJob, "status" | "conclusion">): boolean {
  return status === "done" && (conclusion === "failed" || conclusion === "timed_out");
}

/**
 * All that failed up to an instant, each with the id of its Item: what logs and reports tell of jobs; of a job of which nothing is told what
 * the service itself marked, or the step that failed; and the tests of reports that no job is known of.
 */
export function failuresIn(items: readonly Item[], now: string): Failure[] {
  const jobs = new Map(ciJobsIn(items).map((job) => [attemptOf(job), job]));
  const told = ciFailuresIn(items).map((failure) => ofFailure(failure, jobs.get(attemptOf(withAttempt(failure)))));
  const known = new Set(ciFailuresIn(items).map((failure) => attemptOf(withAttempt(failure))));
  const silent = ciJobsIn(items).filter((job) => hasFailed(job) && !known.has(attemptOf(job)));
  return [...told, ...silent.map(ofJob), ...items.flatMap(ofTest)].filter(({ at = "" }) => at <= now);
}

/** Readings of logs that name no attempt are of the first one. */
function withAttempt({ attempt = 1, ...failure }: CiFailure): CiFailure & { attempt: number } {
  return { ...failure, attempt };
}

function ofFailure({ item, ...failure }: CiFailure, job: CiJob | undefined): Failure {
  const { repository, workflow, job: name = "", branch = "", isDefaultBranch, pullRequest } = failure;
  return {
    ...failure,
    id: item.id,
    job: jobNameOf({ repository, workflow, job: name }),
    branch: branchNameOf({ branch, isDefaultBranch, pullRequest }),
    at: job ? endOf(job) : item.ts,
  };
}

function ofJob(job: CiJob): Failure {
  const { item, annotations, failedStep, repository, sha, attempt, conclusion } = job;
  const told = annotations.length > 0 ? annotations : failedStep === null ? [] : [failedStep];
  return {
    ...failureOfWords({ source: item.id, test: null, step: failedStep }, told),
    id: item.id,
    repository,
    job: jobNameOf(job),
    branch: branchNameOf(job),
    sha,
    at: endOf(job),
    attempt,
    conclusion: conclusion === "timed_out" ? "timed_out" : "failure",
    isUnread: true,
  };
}

function ofTest({ id, kind, source, title, body, ts, fields }: Item): Failure[] {
  const { status, file, className, suite, message, report } = fields;
  if (kind !== "test" || (status !== "failed" && status !== "error")) return [];
  const test = [...new Set([file, className || suite, title])].filter((part) => typeof part === "string" && part !== "").join(" > ");
  const told = [...(typeof message === "string" ? [message] : []), ...body.split("\n")];
  return [{ ...failureOfWords({ source: String(report ?? source), test, step: null }, told), id, job: REPORTED, at: ts }];
}
