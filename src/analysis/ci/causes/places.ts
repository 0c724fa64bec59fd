import type { CiJobFields } from "../../../core/kinds/ci-job.ts";

/** What the default branch of any repository is called among branches: `on the default branch`. */
export const DEFAULT_BRANCH = "the default branch";

/** What a job is called among those of all repositories. */
export function jobNameOf({ repository, workflow, job }: Pick<CiJobFields, "repository" | "workflow" | "job">): string {
  return `${repository} ${workflow} / ${job}`;
}

/** What a branch is called within its repository: that of a pull request by its number. */
export function branchNameOf({
  branch,
  isDefaultBranch,
  pullRequest,
}: Pick<CiJobFields, "branch" | "isDefaultBranch" | "pullRequest">): string {
  if (pullRequest !== null) return `#${pullRequest}`;
  return isDefaultBranch ? DEFAULT_BRANCH : branch;
}

/** What tells one attempt of a job from all others. */
export function attemptOf({ repository, run, jobId, attempt }: Pick<CiJobFields, "repository" | "run" | "jobId" | "attempt">): string {
  return [repository, run, jobId, attempt].join("\n");
}
