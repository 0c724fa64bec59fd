import { ciJobsIn, type CiJob } from "../../core/kinds/ci-job.ts";
import { ciRunsIn, type WorkflowRun } from "../../core/kinds/ci-run.ts";
import type { Ask } from "./ask.ts";
import { endOf, isFailed } from "./ci-item.ts";
import { readJobs } from "./ci-jobs.ts";
import { isDefault, isWanted, lastPass, listRuns, runsPath, toRuns, type CiRead, type CiWish } from "./ci-runs.ts";
import type { WireRun } from "./ci-wire.ts";

/** Causes of failures are looked for among the runs of so long. */
const WEEK_MS = 7 * 24 * 60 * 60 * 1000;
/** Where nothing ran since, what failed last is known for so long beyond these: no run is no pass. */
const LONGEST_RED_MS = 4 * WEEK_MS;
/** Passes of a workflow that failed whose jobs are read: their logs say what is said when all is well. */
const PASSES = 3;

/**
 * Each run of the last seven days that is over, on the default branch and at the heads of open pull requests, and of a workflow that fails all
 * the longer what is known of its beginning and end; with the jobs of those that failed, were run again, or passed just before, just after or last. What the fetch before brought is told from it without a call.
 */
export async function readWeek(ask: Ask, wish: CiWish): Promise<CiRead> {
  const from = new Date(Date.parse(wish.window.to) - WEEK_MS).toISOString();
  const past = pastOf(wish);
  const { rows, failures, notes } = await listRuns(ask, wish, past.until ?? from);
  const read: CiRead = { items: [], failures, notes };
  const ended = rows.filter((run) => isWanted(run, wish) && endOf(run.conclusion) !== undefined);
  const all = latestOf([...toRuns(ended, wish), ...past.runs]);
  all.push(...(await olderPasses(ask, rows, all, { wish, read })));
  const kept = new Date(Date.parse(from) - LONGEST_RED_MS).toISOString();
  const lasting = new Set([...lastOf(all, 1), ...endsOfRed(all).filter(({ item }) => item.updatedAt >= kept)]);
  const told = all.filter((run) => run.item.updatedAt >= from || lasting.has(run));
  read.items.push(...told.map(({ item }) => item));
  for (const run of withJobs(told)) {
    const before = past.jobs.filter((job) => job.run === run.run);
    if (before.some(({ attempt }) => attempt === run.attempt)) read.items.push(...before.map(({ item }) => item));
    else await readJobs(ask, run, run.attempt > 1 ? "all" : "latest", read);
  }
  remember(wish, read);
  return read;
}

interface Past {
  /** Up to when the runs are known; undefined where nothing is. A UTC instant. */
  until: string | undefined;
  runs: readonly WorkflowRun[];
  jobs: readonly CiJob[];
}

/** What is known from the fetch before; where that did not read all, all of the week is listed again, and all jobs are read again. */
function pastOf({ repository, memory, picture }: CiWish): Past {
  const until = memory.known.get(weekKey(repository));
  const isOwn = (each: { repository: string }): boolean => each.repository === repository;
  const runs = ciRunsIn(picture).filter(isOwn);
  return { until, runs, jobs: until === undefined ? [] : ciJobsIn(picture).filter(isOwn) };
}

/** What could not be read is asked for again only where nothing says that it is known. */
function remember(wish: CiWish, { failures }: CiRead): void {
  const { memory, window, repository } = wish;
  if (failures.length === 0) memory.seen.set(weekKey(repository), window.to);
  else memory.seen.delete(runsPath(wish));
}

function weekKey(repository: string): string {
  return `week ${repository}`;
}

/** Each run once, as it was told last; the newest first. */
function latestOf(runs: readonly WorkflowRun[]): WorkflowRun[] {
  const newest = new Map(runs.toReversed().map((run) => [run.run, run]));
  return [...newest.values()].toSorted((a, b) => (a.item.ts > b.item.ts ? -1 : 1));
}

interface Asking {
  wish: CiWish;
  read: CiRead;
}

/** Where a workflow failed all the time, it is asked when it last passed. */
async function olderPasses(ask: Ask, rows: readonly WireRun[], all: readonly WorkflowRun[], { wish, read }: Asking) {
  const found: WorkflowRun[] = [];
  const own = rows.filter((run) => isDefault(run, wish));
  for (const [workflow, [run]] of Map.groupBy(own.filter(isFailed), ({ workflow_id: id }) => id)) {
    const [name] = run ? toRuns([run], wish) : [];
    if (!name || lastOf(all, 1).some((pass) => pass.workflow === name.workflow)) continue;
    const older = await lastPass(ask, workflow, wish);
    found.push(...toRuns(older.rows, wish));
    read.failures.push(...older.failures);
  }
  return found;
}

/** Of each workflow, the last runs on the default branch that passed; `runs` are the newest first. */
function lastOf(runs: readonly WorkflowRun[], most: number): WorkflowRun[] {
  const passed = runs.filter(({ isDefaultBranch, conclusion }) => isDefaultBranch && conclusion === "passed");
  return [...Map.groupBy(passed, ({ workflow }) => workflow).values()].flatMap((own) => own.slice(0, most));
}

/** Of each workflow that fails on the default branch, the first and the last run of which that is known; `runs` are the newest first. */
function endsOfRed(runs: readonly WorkflowRun[]): WorkflowRun[] {
  return [...Map.groupBy(onMain(runs), ({ workflow }) => workflow).values()].flatMap((own) => {
    const pass = own.findIndex((run) => !isRed(run));
    const red = pass < 0 ? own : own.slice(0, pass);
    return [...red.slice(0, 1), ...red.slice(-1)];
  });
}

/** What says how the default branch is: what was cancelled or skipped does not. */
function onMain(runs: readonly WorkflowRun[]): WorkflowRun[] {
  return runs.filter((run) => run.isDefaultBranch && (run.conclusion === "passed" || isRed(run)));
}

/** The runs whose jobs tell something that the run itself does not. */
function withJobs(runs: readonly WorkflowRun[]): Set<WorkflowRun> {
  const red = new Set(runs.filter(isRed).map(({ workflow }) => workflow));
  const passes = lastOf(runs, PASSES).filter(({ workflow }) => red.has(workflow));
  const borders = [...Map.groupBy(onMain(runs), ({ workflow }) => workflow).values()].flatMap(bordersOf);
  return new Set([...runs.filter((run) => isRed(run) || run.attempt > 1), ...borders, ...passes, ...lastOf(runs, 1)]);
}

/** What passed just before and just after a red streak. */
function bordersOf(runs: readonly WorkflowRun[]): WorkflowRun[] {
  return runs.filter((run, at) => !isRed(run) && [runs[at - 1], runs[at + 1]].some((next) => next !== undefined && isRed(next)));
}

function isRed({ conclusion }: Pick<WorkflowRun, "conclusion">): boolean {
  return conclusion === "failed" || conclusion === "timed_out";
}
