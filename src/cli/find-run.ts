import { PermanentError } from "../core/errors.ts";
import type { RunStore } from "../core/ports/store.ts";
import type { Run } from "../core/run.ts";
import { usageError } from "./options.ts";

/** How many of the latest runs a part of an id, or an automation's name, is looked up among. */
const LATEST = 1_000;

const SHORTEST_ENDING = 6;

/** The run with this id; the only one whose id ends like this, in six signs at least; or the latest run of the automation of this name. */
export async function findRun(runs: RunStore, wanted: string): Promise<Run> {
  const exact = await runs.find(wanted);
  if (exact) return exact;
  const [latest] = await runs.list({ automation: wanted, limit: 1 });
  if (latest) return latest;
  // Who sends an event chooses how its run's id ends: a few signs must not pick it.
  const latestRuns = wanted.length < SHORTEST_ENDING ? [] : await runs.list({ limit: LATEST });
  const ending = latestRuns.filter((run) => run.id.endsWith(wanted));
  if (ending.length > 1) throw usageError(`expected ${wanted} to end the id of one run, got ${ending.length}`, "Give more of the id.");
  const [only] = ending;
  if (only) return only;
  throw new PermanentError("run-unknown", `expected the id of a run, got ${wanted}`, {
    hint: "`chief runs` lists them; `chief occurrences` tells of what was due and did not run.",
  });
}
