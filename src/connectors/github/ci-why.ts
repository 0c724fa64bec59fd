import { ciJobsIn } from "../../core/kinds/ci-job.ts";
import { ciRunsIn } from "../../core/kinds/ci-run.ts";
import type { Ask } from "./ask.ts";
import { readChanges } from "./ci-changes.ts";
import { readFailures, type FailureWish } from "./ci-failures.ts";
import type { CiRead, CiWish } from "./ci-runs.ts";
import { findTurns } from "./ci-turns.ts";
import { readWeek } from "./ci-week.ts";

/** What it takes to know why checks failed: the runs of a week, what their logs and reports say, and what was changed before. */
export async function readWhy(ask: Ask, wish: CiWish & Omit<FailureWish, "ask">): Promise<CiRead> {
  const week = await readWeek(ask, wish);
  const [runs, jobs] = [ciRunsIn(week.items), ciJobsIn(week.items)];
  const failures = await readFailures(jobs, { ...wish, ask });
  const changes = await readChanges(ask, findTurns(runs, jobs), wish);
  const parts = [week, failures, changes];
  return {
    items: parts.flatMap(({ items }) => items),
    failures: parts.flatMap((part) => part.failures),
    notes: parts.flatMap(({ notes }) => notes),
  };
}
