import type { Item } from "../../core/item.ts";
import { ciJobsIn, type CiJob } from "../../core/kinds/ci-job.ts";
import type { Ask } from "./ask.ts";
import { isFailed } from "./ci-item.ts";
import { readJobs } from "./ci-jobs.ts";
import { isDefault, isWanted, lastPass, listRuns, runsPath, toRuns, type CiRead, type CiWish } from "./ci-runs.ts";
import type { WireRun } from "./ci-wire.ts";
import type { Failure } from "./failure.ts";

/**
 * The jobs of failed runs that ended in the window, on the default branch and at the heads of open pull requests, and of the last run of
 * each workflow on the default branch that passed. Runs that ended before the last fetch are told from it without a call.
 */
export async function readChecks(ask: Ask, wish: CiWish): Promise<CiRead> {
  const { repository, window, memory, picture } = wish;
  const path = runsPath(wish);
  const { rows, isUnchanged, failures, notes } = await listRuns(ask, wish, window.from);
  // A list without a mark was not read whole, nor were all of its jobs.
  const known = memory.known.has(path) ? ciJobsIn(picture).filter((job) => job.repository === repository) : [];
  if (isUnchanged) return { items: standingOf(known, wish), failures, notes };
  // One that is run again keeps the instant at which it was first made.
  const runs = rows.filter(({ updated_at: at }) => Date.parse(at) >= Date.parse(window.from));
  const failed = runs.filter((run) => isFailed(run) && isWanted(run, wish));
  const passed = await lastPassed(
    ask,
    runs.filter((run) => isDefault(run, wish)),
    wish,
  );
  const read: CiRead = { items: [], failures: [...failures, ...passed.failures], notes };
  for (const run of toRuns([...failed, ...passed.runs], wish)) {
    const before = known.filter((job) => job.run === run.run && job.attempt === run.attempt);
    if (before.length > 0) read.items.push(...before.map(({ item }) => item));
    else await readJobs(ask, run, "latest", read);
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
    const older = await lastPass(ask, workflow, wish);
    found.push(...older.rows);
    failures.push(...older.failures);
  }
  return { runs: found, failures };
}
