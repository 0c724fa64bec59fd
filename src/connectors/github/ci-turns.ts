import type { CiJob } from "../../core/kinds/ci-job.ts";
import type { WorkflowRun } from "../../core/kinds/ci-run.ts";

/** Where a job of the default branch went from green to red. */
export interface Turn {
  branch: string;
  /** The last commit at which it passed. */
  good: string;
  /** The first at which it failed. */
  bad: string;
}

interface Result {
  sha: string;
  branch: string;
  at: string;
  isGood: boolean;
}

/** Each turn once, the latest first. A run that passed is a pass of each job of its workflow that is never skipped; a job that was run again is as it was last. */
export function findTurns(runs: readonly WorkflowRun[], jobs: readonly CiJob[]): Turn[] {
  const main = jobs.filter(({ isDefaultBranch, conclusion }) => isDefaultBranch && conclusion !== null);
  const turns = [...Map.groupBy(main, ({ workflow, job }) => JSON.stringify([workflow, job])).values()].flatMap((own) => {
    const [first] = own;
    const passes = runs.filter((run) => run.isDefaultBranch && run.conclusion === "passed" && run.workflow === first?.workflow);
    const isSkipped = own.some((job) => job.conclusion === "skipped" && passes.some(({ run }) => run === job.run));
    return turnsOf(resultsOf(runs, isSkipped ? [] : passes, own));
  });
  const latest = turns.toSorted((a, b) => (a.at > b.at ? -1 : 1));
  return [...new Map(latest.map(({ branch, good, bad }) => [`${good}...${bad}`, { branch, good, bad }])).values()];
}

/** One for each run, the oldest first. */
function resultsOf(runs: readonly WorkflowRun[], passes: readonly WorkflowRun[], jobs: readonly CiJob[]): Result[] {
  const made = new Map(runs.map(({ run, item }) => [run, item.ts]));
  const results = new Map<string, Result>();
  for (const job of jobs.toSorted((a, b) => a.attempt - b.attempt)) {
    const { run, sha, branch, conclusion, item } = job;
    if (conclusion === "cancelled" || conclusion === "skipped") continue;
    results.set(run, { sha, branch, at: made.get(run) ?? item.ts, isGood: conclusion === "passed" });
  }
  for (const { run, sha, branch, item } of passes) results.set(run, { sha, branch, at: item.ts, isGood: true });
  return [...results.values()].toSorted((a, b) => (a.at < b.at ? -1 : 1));
}

function turnsOf(results: readonly Result[]): (Turn & { at: string })[] {
  return results.flatMap((result, index) => {
    const before = results[index - 1];
    const isTurn = before?.isGood === true && !result.isGood && before.sha !== result.sha;
    return isTurn ? [{ branch: result.branch, good: before.sha, bad: result.sha, at: result.at }] : [];
  });
}
