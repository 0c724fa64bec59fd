import type { WorkflowRun } from "../../core/kinds/ci-run.ts";
import { sealItem } from "../../lib/hash.ts";
import type { Ask } from "./ask.ts";
import { isFailed, toJobDraft } from "./ci-item.ts";
import type { CiRead } from "./ci-runs.ts";
import { annotationSchema, jobSchema, type WireJob } from "./ci-wire.ts";
import { readList } from "./read-list.ts";

/** Annotations of one job. */
const MOST_ANNOTATIONS = 50;

/** Adds the jobs of a run to what was read: those of its last attempt, or of all. */
export async function readJobs(ask: Ask, run: WorkflowRun, which: "latest" | "all", read: CiRead): Promise<void> {
  const { repository } = run;
  const path = `/repos/${repository}/actions/runs/${run.run}/jobs?filter=${which}`;
  const jobs = await readList(ask, { what: `jobs of ${repository}`, path, row: jobSchema, under: "jobs", max: 300 });
  read.failures.push(...jobs.failures);
  for (const job of jobs.rows) {
    const annotations = isFailed(job) ? await readAnnotations(ask, repository, job, read) : [];
    read.items.push(sealItem(toJobDraft(run, job, annotations)));
  }
}

/** A job is known among checks by the same id. */
async function readAnnotations(ask: Ask, repository: string, { id }: WireJob, read: CiRead) {
  const path = `/repos/${repository}/check-runs/${id}/annotations`;
  const what = `marks in the code of ${repository}`;
  const { rows, failures } = await readList(ask, { what, path, row: annotationSchema, max: MOST_ANNOTATIONS });
  read.failures.push(...failures);
  return rows;
}
