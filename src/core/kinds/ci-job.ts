import { z } from "zod";
import type { Item } from "../item.ts";

const text = z.string().nullable();

/**
 * The fields of an Item of kind `ci_job`: one job of one run of a repository's checks, whichever service it comes from. Title is
 * `workflow / job`, `ts` is when it began, `updatedAt` when it ended, `url` its page; an actor of role `author` wrote the commit.
 */
export const ciJobFields = z.object({
  /** `owner/name`. */
  repository: z.string(),
  workflow: z.string(),
  job: z.string(),
  branch: z.string(),
  isDefaultBranch: z.boolean(),
  sha: z.string(),
  /** What started it, such as `push` or `pull_request`. */
  event: z.string(),
  status: z.enum(["queued", "running", "done"]),
  conclusion: z.enum(["passed", "failed", "cancelled", "skipped", "timed_out"]).nullable(),
  /** From 1 on: the runs of a job may be tried again. */
  attempt: z.number(),
  /** The service's ids of the run and of the job within it. */
  run: z.string(),
  jobId: z.string(),
  /** Number of the pull request that it checked. */
  pullRequest: z.number().nullable(),
  startedAt: text,
  endedAt: text,
  /** The step that failed first. */
  failedStep: text,
  /** What the service marked in the code, as `path:line: words`; at most 50. */
  annotations: z.array(z.string()),
});
export type CiJobFields = z.infer<typeof ciJobFields>;

/** An Item with the fields of its kind. */
export interface CiJob extends CiJobFields {
  item: Item;
}

/** Read once for each list, since every rule asks. */
const known = new WeakMap<readonly Item[], CiJob[]>();

/** The jobs among items of any kind, whichever source they come from; one whose fields are amiss is left out. */
export function ciJobsIn(items: readonly Item[]): readonly CiJob[] {
  const read = known.get(items) ?? items.flatMap(readCiJob);
  known.set(items, read);
  return read;
}

function readCiJob(item: Item): CiJob[] {
  const parsed = item.kind === "ci_job" ? ciJobFields.safeParse(item.fields) : undefined;
  return parsed?.success ? [{ item, ...parsed.data }] : [];
}
