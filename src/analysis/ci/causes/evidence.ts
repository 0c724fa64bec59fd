import type { Fact, Item } from "../../../core/item.ts";
import { ciChangesIn, type CiChange } from "../../../core/kinds/ci-change.ts";
import { ciFailuresIn, type CiFailure } from "../../../core/kinds/ci-failure.ts";
import { ciJobsIn, type CiJob } from "../../../core/kinds/ci-job.ts";
import { ciRunsIn, type WorkflowRun } from "../../../core/kinds/ci-run.ts";
import { getFact } from "../../../core/prose.ts";
import type { Fingerprinted } from "../group/types.ts";
import { attemptOf, jobNameOf } from "./places.ts";

/** What stands behind failures and commits. */
export interface CiEvidence {
  /** The Item that tells of a failure. */
  itemOf(failure: Pick<Fingerprinted, "id">): Item;
  /** The job that a failure is of; the failure itself where none is known. */
  jobOf(failure: Pick<Fingerprinted, "id">): Item;
  /** The line that says what went wrong; undefined where nothing does. */
  telling(failure: Pick<Fingerprinted, "id" | "primaryError">): Fact | undefined;
  /** A commit of which the changes are known. */
  changeOf(repository: string | undefined, sha: string): CiChange | undefined;
  /** What ran at a commit: the job itself, where that is known, else another job, or the run as a whole. */
  ranAt(job: string, repository: string | undefined, sha: string): Item | undefined;
}

/** Looked up once for each list. */
const known = new WeakMap<readonly Item[], CiEvidence>();

/** What stands behind the failures that are found in a list of Items. */
export function ciEvidenceIn(items: readonly Item[]): CiEvidence {
  const found = known.get(items) ?? lookUp(items);
  known.set(items, found);
  return found;
}

function lookUp(items: readonly Item[]): CiEvidence {
  const byId = new Map(items.map((item) => [item.id, item]));
  const jobs = new Map(ciJobsIn(items).map((job) => [attemptOf(job), job.item]));
  const changes = new Map(ciChangesIn(items).map((change) => [`${change.repository} ${change.sha}`, change]));
  const ran = new Map([...ciRunsIn(items), ...ciFailuresIn(items), ...ciJobsIn(items)].flatMap(namesOf));
  const itemOf: CiEvidence["itemOf"] = ({ id }) => {
    const item = byId.get(id);
    if (item === undefined) throw new RangeError(`expected a failure to be one of the items, got ${id}`);
    return item;
  };
  return {
    itemOf,
    jobOf(failure) {
      const item = itemOf(failure);
      const { repository, run, jobId, attempt } = item.fields;
      const key = { repository: String(repository), run: String(run), jobId: String(jobId), attempt: Number(attempt) };
      return jobs.get(attemptOf(key)) ?? item;
    },
    telling: (failure) => tellingIn(itemOf(failure), failure.primaryError),
    changeOf: (repository = "", sha) => changes.get(`${repository} ${sha}`),
    ranAt: (job, repository = "", sha) => ran.get(`${job} ${sha}`) ?? ran.get(`${repository} ${sha}`),
  };
}

/** By what is looked for: its job or its repository, and the commit. */
function namesOf({ item, ...run }: WorkflowRun | CiFailure | CiJob): [string, Item][] {
  const { repository, workflow, sha } = run;
  const job = "job" in run && run.job !== undefined ? [jobNameOf({ repository, workflow, job: run.job })] : [];
  return [repository, ...job].map((name) => [`${name} ${sha}`, item]);
}

function tellingIn(item: Item, primaryError: string): Fact | undefined {
  const { annotations, failedStep, message } = item.fields;
  if (item.kind === "ci_failure") return primaryError === "" ? undefined : getFact(item, "title");
  if (item.kind === "test") return getFact(item, typeof message === "string" ? "fields.message" : "title");
  const said = Array.isArray(annotations) ? annotations.findIndex((text) => String(text).includes(primaryError)) : -1;
  if (said >= 0) return getFact(item, `fields.annotations.${said}`);
  return typeof failedStep === "string" ? getFact(item, "fields.failedStep") : undefined;
}
