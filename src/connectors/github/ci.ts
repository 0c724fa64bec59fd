import type { Item, Window } from "../../core/item.ts";
import { ciJobsIn, type CiJob } from "../../core/kinds/ci-job.ts";
import { sealItem } from "../../lib/hash.ts";
import type { Ask } from "./ask.ts";
import { isFailed, toJobDraft, type JobPlace } from "./ci-item.ts";
import { annotationSchema, jobSchema, runSchema, type WireJob, type WireRun } from "./ci-wire.ts";
import type { Memory } from "./cursor.ts";
import type { Failure } from "./failure.ts";
import { readList } from "./read-list.ts";

/** Runs are listed by when they were made: what ended in the window is looked for among those made up to so long before it. */
const LONGEST_RUN_MS = 24 * 60 * 60 * 1000;
/** Annotations of one job. */
const MOST_ANNOTATIONS = 50;

/** What the checks of a repository are read with. */
export interface CiWish {
  repository: string;
  /** Undefined where it is not known: then every branch is but a branch. */
  defaultBranch: string | undefined;
  /** Numbers of the open pull requests by the commit at their head. */
  heads: ReadonlyMap<string, number>;
  window: Window;
  memory: Memory;
  picture: readonly Item[];
  max: number;
}

interface Read {
  items: Item[];
  failures: Failure[];
  notes: string[];
}

/**
 * The jobs of failed runs that ended in the window, on the default branch and at the heads of open pull requests, and of the last run of
 * each workflow on the default branch that passed. Runs that ended before the last fetch are told from it without a call.
 */
export async function readChecks(ask: Ask, wish: CiWish): Promise<Read> {
  const { repository, window, memory, picture, max } = wish;
  const path = `/repos/${repository}/actions/runs`;
  const earliest = Date.parse(window.from) - LONGEST_RUN_MS;
  const isEnough = ({ created_at: at }: WireRun): boolean => Date.parse(at) < earliest;
  const isLater = ({ created_at: at }: WireRun): boolean => Date.parse(at) > Date.parse(window.to);
  const wanted = { what: `checks of ${repository}`, path, row: runSchema, under: "workflow_runs", isEnough, isLater, max };
  const { rows, isUnchanged, failures, notes } = await readList(ask, wanted, memory);
  // A list without a mark was not read whole, nor were all of its jobs.
  const known = memory.known.has(path) ? ciJobsIn(picture).filter((job) => job.repository === repository) : [];
  if (isUnchanged) return { items: standingOf(known, wish), failures, notes };
  // One that is run again keeps the instant at which it was first made.
  const runs = rows.filter(({ updated_at: at }) => Date.parse(at) >= Date.parse(window.from));
  const failed = runs.filter((run) => isFailed(run) && (isDefault(run, wish) || wish.heads.has(run.head_sha)));
  const passed = await lastPassed(
    ask,
    runs.filter((run) => isDefault(run, wish)),
    wish,
  );
  const read: Read = { items: [], failures: [...failures, ...passed.failures], notes };
  for (const run of [...failed, ...passed.runs]) {
    const before = known.filter((job) => job.run === String(run.id) && job.attempt === run.run_attempt);
    if (before.length > 0) read.items.push(...before.map(({ item }) => item));
    else await readRun(ask, run, wish, read);
  }
  // What could not be read of an unchanged list would not be asked for again.
  if (read.failures.length > 0) memory.seen.delete(path);
  return read;
}

/** Of a list that has not changed, the jobs of runs that ended in the window, and what passed last. */
function standingOf(known: readonly CiJob[], { window }: CiWish): Item[] {
  const ended = new Set(known.flatMap(({ item, run }) => (item.updatedAt >= window.from ? [run] : [])));
  const isStanding = ({ run, conclusion, isDefaultBranch }: CiJob): boolean =>
    ended.has(run) || (isDefaultBranch && conclusion === "passed");
  return known.filter(isStanding).map(({ item }) => item);
}

function isDefault({ head_branch: branch, event }: WireRun, { defaultBranch }: CiWish): boolean {
  // The branch of a fork may be called the same.
  return branch === defaultBranch && branch !== undefined && !event.startsWith("pull_request");
}

/** The last run that passed of each workflow of the default branch; where one has failed throughout the window, it is asked for. */
async function lastPassed(ask: Ask, runs: readonly WireRun[], wish: CiWish): Promise<{ runs: WireRun[]; failures: Failure[] }> {
  const found: WireRun[] = [];
  const failures: Failure[] = [];
  for (const [workflow, own] of Map.groupBy(runs, ({ workflow_id: id }) => id)) {
    const passed = own.find(({ conclusion }) => conclusion === "success");
    if (passed || !own.some(isFailed)) {
      found.push(...(passed ? [passed] : []));
      continue;
    }
    const branch = encodeURIComponent(wish.defaultBranch ?? "");
    const path = `/repos/${wish.repository}/actions/workflows/${workflow}/runs?branch=${branch}&status=success`;
    const what = `checks of ${wish.repository}`;
    const older = await readList(ask, { what, path, row: runSchema, under: "workflow_runs", isEnough: () => true, max: 1 });
    found.push(...older.rows.filter(({ conclusion }) => conclusion === "success"));
    failures.push(...older.failures);
  }
  return { runs: found, failures };
}

async function readRun(ask: Ask, run: WireRun, wish: CiWish, read: Read): Promise<void> {
  const { repository, heads } = wish;
  const path = `/repos/${repository}/actions/runs/${run.id}/jobs?filter=latest`;
  const jobs = await readList(ask, { what: `jobs of ${repository}`, path, row: jobSchema, under: "jobs", max: 300 });
  read.failures.push(...jobs.failures);
  const pullRequest = isDefault(run, wish) ? null : (run.pull_requests?.[0]?.number ?? heads.get(run.head_sha) ?? null);
  const place: JobPlace = { repository, isDefaultBranch: isDefault(run, wish), pullRequest };
  for (const job of jobs.rows) {
    const annotations = isFailed(job) ? await readAnnotations(ask, repository, job, read) : [];
    read.items.push(sealItem(toJobDraft(run, job, annotations, place)));
  }
}

/** A job is known among checks by the same id. */
async function readAnnotations(ask: Ask, repository: string, { id }: WireJob, read: Read) {
  const path = `/repos/${repository}/check-runs/${id}/annotations`;
  const what = `marks in the code of ${repository}`;
  const { rows, failures } = await readList(ask, { what, path, row: annotationSchema, max: MOST_ANNOTATIONS });
  read.failures.push(...failures);
  return rows;
}
