import { ChiefError, PermanentError } from "../../core/errors.ts";
import type { Store } from "../../core/ports/store.ts";
import { TERMINAL_STATUSES, type Run, type StepOutcome } from "../../core/run.ts";
import { isKeptOutcome } from "../execution/outcome.ts";

/** What a run began with, by hash, as its first step keeps it. */
export interface Began {
  automation: string;
  workspace: string;
}

/** What was brought in from outside, so that nothing is fetched again. */
export interface Recorded {
  began: Began;
  /** The steps that brought it, the first of them with `began`. */
  steps: readonly StepOutcome[];
  /** Hash of what the run said. */
  briefing: string;
}

/** Whether a step brings in something from outside, other than the words of a model. */
export function isFromOutside(name: string): boolean {
  return name === "freeze" || (name.startsWith("gather ") && !name.includes("/"));
}

/** What is kept of a run for going on from there. Throws PermanentError `replay-unready` or `replay-gone`. */
export async function findRecorded({ runs, documents }: Pick<Store, "runs" | "documents">, run: Run): Promise<Recorded> {
  if (!TERMINAL_STATUSES.has(run.status)) throw unready(run);
  const steps = (await runs.steps(run.id)).filter(({ name }) => isFromOutside(name));
  if (steps.length === 0 && run.startedAt !== undefined && run.error === undefined) throw gone(run.id);
  if (run.briefing === undefined) throw unready(run);
  const outcome = steps.find(({ name }) => name === "freeze")?.outcome;
  if (!isKeptOutcome<Began>(outcome) || "error" in outcome) throw gone(run.id);
  const fetched = steps.flatMap((step) => (step.name === "freeze" ? [] : hashIn(step.outcome)));
  await orGone(run.id, () => Promise.all(fetched.map((hash) => documents.getJson(hash))));
  return { began: outcome.value, steps, briefing: run.briefing };
}

/** Does work that rests on what a run has left. Throws PermanentError `replay-gone` where some of that is not kept any more. */
export async function orGone<T>(run: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    // A step that failed for it tells its code only.
    if (error instanceof ChiefError && GONE.has(error.code)) throw gone(run, error);
    throw error;
  }
}

const GONE: ReadonlySet<string> = new Set(["document-missing", "item-missing"]);

function hashIn(outcome: unknown): string[] {
  return isKeptOutcome<string>(outcome) && "value" in outcome ? [outcome.value] : [];
}

function unready({ id, status }: Run): PermanentError {
  return new PermanentError("replay-unready", `expected a run that ended with a briefing, got ${id}, which is ${status}`, {
    hint: TERMINAL_STATUSES.has(status) ? `\`chief show ${id}\` tells how far it came.` : "Wait for its end.",
  });
}

function gone(run: string, cause?: unknown): PermanentError {
  return new PermanentError(
    "replay-gone",
    `expected what ${run} has read to be kept, got less: its texts have had their time, or were forgotten`,
    {
      hint: "`retention: { texts: 90d }` in the automation or in config/chief.yaml keeps them for longer.",
      ...(cause !== undefined && { cause }),
    },
  );
}
