import type { DraftItem } from "../../core/item.ts";
import type { CiJobFields } from "../../core/kinds/ci-job.ts";
import type { ciRunFields, WorkflowRun } from "../../core/kinds/ci-run.ts";
import type { z } from "zod";
import { withoutSecretForms } from "../../lib/secret-forms.ts";
import { actorOf, instantOf, webAddress } from "./actors.ts";
import type { WireAnnotation, WireJob, WireRun } from "./ci-wire.ts";
import { plainLine } from "./plain-text.ts";

type Conclusion = NonNullable<CiJobFields["conclusion"]>;

/** https://docs.github.com/rest/checks/runs: how a job ended; `neutral` and `stale` are neither good nor bad. */
const CONCLUSIONS: Readonly<Record<string, Conclusion>> = {
  success: "passed",
  neutral: "passed",
  failure: "failed",
  startup_failure: "failed",
  action_required: "failed",
  cancelled: "cancelled",
  skipped: "skipped",
  stale: "skipped",
  timed_out: "timed_out",
};

/** Where a run belongs. */
export interface RunPlace {
  repository: string;
  isDefaultBranch: boolean;
  /** Number of the pull request that it checked. */
  pullRequest: number | null;
}

/** Whether a run or job ended badly. */
export function isFailed({ conclusion }: { conclusion?: string | null | undefined }): boolean {
  const end = endOf(conclusion);
  return end === "failed" || end === "timed_out";
}

/** How a run or job ended; undefined as long as it goes on. */
export function endOf(conclusion: string | null | undefined): Conclusion | undefined {
  return CONCLUSIONS[conclusion ?? ""];
}

/** A run that is over as an Item. */
export function toRunDraft(run: WireRun, place: RunPlace): DraftItem {
  const { run_attempt: attempt, created_at: made, updated_at: ended } = run;
  const workflow = plainLine(run.name ?? "checks");
  const ts = instantOf(made) ?? made;
  const url = webAddress(run.html_url);
  const fields: z.infer<typeof ciRunFields> = {
    ...{ ...place, workflow, branch: plainLine(run.head_branch ?? ""), sha: run.head_sha, event: plainLine(run.event), attempt },
    ...{ run: String(run.id), conclusion: endOf(run.conclusion) ?? "failed" },
  };
  return {
    ...{ id: `github:${place.repository}/runs/${run.id}`, source: "github", kind: "ci_run", ts, updatedAt: instantOf(ended) ?? ts },
    ...{ title: workflow, body: "", ...(url !== undefined && { url }) },
    actors: run.actor ? [actorOf(run.actor.login, "author")] : [],
    fields: { ...fields },
  };
}

/** One job of a run as an Item. */
export function toJobDraft(of: WorkflowRun, job: WireJob, annotations: readonly WireAnnotation[]): DraftItem {
  const { repository, isDefaultBranch, pullRequest, workflow, branch, sha, event, run } = of;
  const name = plainLine(job.name);
  const startedAt = instantOf(job.started_at);
  const endedAt = instantOf(job.completed_at);
  const ts = startedAt ?? of.item.ts;
  const url = webAddress(job.html_url);
  const failed = job.steps?.find(isFailed);
  const fields: CiJobFields = {
    ...{ repository, isDefaultBranch, pullRequest, workflow, job: name, branch, sha, event },
    status: job.status === "completed" ? "done" : job.status === "in_progress" ? "running" : "queued",
    conclusion: job.status === "completed" ? (endOf(job.conclusion) ?? "failed") : null,
    ...{ attempt: job.run_attempt, run, jobId: String(job.id), startedAt, endedAt },
    failedStep: failed ? plainLine(withoutSecretForms(failed.name)) : null,
    annotations: annotations.map(
      ({ path, start_line: line, message }) => `${plainLine(path)}:${line}: ${plainLine(withoutSecretForms(message ?? ""))}`,
    ),
  };
  return {
    ...{ id: `github:${repository}/jobs/${job.id}`, source: "github", kind: "ci_job", ts, updatedAt: endedAt ?? ts },
    title: `${workflow} / ${name}`,
    body: "",
    ...(url !== undefined && { url }),
    actors: of.item.actors,
    fields: { ...fields },
  };
}
