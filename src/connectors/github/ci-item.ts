import type { DraftItem } from "../../core/item.ts";
import type { CiJobFields } from "../../core/kinds/ci-job.ts";
import { actorOf, instantOf, webAddress } from "./actors.ts";
import type { WireAnnotation, WireJob, WireRun } from "./ci-wire.ts";
import { plainLine } from "./plain-text.ts";

/** https://docs.github.com/rest/checks/runs: how a job ended; `neutral` and `stale` are neither good nor bad. */
const CONCLUSIONS: Readonly<Record<string, CiJobFields["conclusion"]>> = {
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

/** Where a job belongs. */
export interface JobPlace {
  repository: string;
  isDefaultBranch: boolean;
  /** Number of the pull request that it checked. */
  pullRequest: number | null;
}

/** Whether a run or job ended badly. */
export function isFailed({ conclusion }: { conclusion?: string | null | undefined }): boolean {
  const end = CONCLUSIONS[conclusion ?? ""];
  return end === "failed" || end === "timed_out";
}

/** One job of a run as an Item. */
export function toJobDraft(run: WireRun, job: WireJob, annotations: readonly WireAnnotation[], place: JobPlace): DraftItem {
  const [workflow, name] = [plainLine(run.name ?? "checks"), plainLine(job.name)];
  const startedAt = instantOf(job.started_at);
  const endedAt = instantOf(job.completed_at);
  const ts = startedAt ?? instantOf(run.created_at) ?? run.created_at;
  const url = webAddress(job.html_url);
  const failed = job.steps?.find(isFailed);
  const fields: CiJobFields = {
    ...{ ...place, workflow, job: name, branch: plainLine(run.head_branch ?? ""), sha: run.head_sha, event: plainLine(run.event) },
    status: job.status === "completed" ? "done" : job.status === "in_progress" ? "running" : "queued",
    conclusion: job.status === "completed" ? (CONCLUSIONS[job.conclusion ?? ""] ?? "failed") : null,
    ...{ attempt: job.run_attempt, run: String(run.id), jobId: String(job.id), startedAt, endedAt },
    failedStep: failed ? plainLine(failed.name) : null,
    annotations: annotations.map(({ path, start_line: line, message }) => `${plainLine(path)}:${line}: ${plainLine(message ?? "")}`),
  };
  return {
    ...{ id: `github:${place.repository}/jobs/${job.id}`, source: "github", kind: "ci_job", ts, updatedAt: endedAt ?? ts },
    title: `${workflow} / ${name}`,
    body: "",
    ...(url !== undefined && { url }),
    actors: run.actor ? [actorOf(run.actor.login, "author")] : [],
    fields: { ...fields },
  };
}
