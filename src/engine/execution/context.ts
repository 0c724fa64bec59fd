import type { Context, StepOptions } from "../../core/ports/engine.ts";
import type { StepOutcome } from "../../core/run.ts";
import { instantOf } from "../../lib/clock.ts";
import { isKeptOutcome, openOutcome, type KeptOutcome } from "./outcome.ts";
import { nameOf, type EnteredStep, type Replay } from "./replay.ts";
import { doStep, type StepParts, type StepWork } from "./step.ts";

/** What one execution of a run works with. */
export interface ExecutionParts extends StepParts {
  asOf: string;
  replay: Replay;
  /** Resolves once the outcome is committed. */
  keep(step: StepOutcome): Promise<void>;
}

/** The context of a run, or of one of its branches. */
export function createContext(parts: ExecutionParts, branch = ""): Context {
  const { interruption } = parts;
  return {
    asOf: parts.asOf,
    get signal() {
      return interruption.signal;
    },
    get leftMs() {
      return parts.time.leftMs();
    },
    step: (name, work, options = {}) => runStep(parts, branch, name, work, options),
    branch: async (name, work) => work(createContext(parts, nameOf(branch, name))),
  };
}

async function runStep<T>(parts: ExecutionParts, branch: string, name: string, work: StepWork<T>, options: StepOptions): Promise<T> {
  if (parts.interruption.reason) throw parts.interruption.reason;
  const entered = orInterrupt(parts, () => parts.replay.enter(branch, name));
  if (entered.kept && isKeptOutcome<T>(entered.kept.outcome)) return openOutcome(entered.kept.outcome);
  return openOutcome(await doAndKeep(parts, entered, work, options));
}

async function doAndKeep<T>(
  parts: ExecutionParts,
  { name, position, ordinal }: EnteredStep,
  work: StepWork<T>,
  options: StepOptions,
): Promise<KeptOutcome<T>> {
  const startedAt = instantOf(parts.clock);
  const { outcome, attempts } = await doStep(parts, name, work, options);
  parts.crashPoint("step.done");
  try {
    await parts.keep({ run: parts.run, name, position, ordinal, outcome, startedAt, endedAt: instantOf(parts.clock), attempts });
  } catch (error) {
    interrupt(parts, error);
    throw error;
  }
  parts.crashPoint("step.kept");
  return outcome;
}

/** A run that broke the rules, or can't keep what it did, must end, also where its workflow would catch the error and go on. */
function orInterrupt<T>(parts: ExecutionParts, check: () => T): T {
  try {
    return check();
  } catch (error) {
    interrupt(parts, error);
    throw error;
  }
}

function interrupt(parts: ExecutionParts, error: unknown): void {
  parts.interruption.interrupt(error instanceof Error ? error : new Error(String(error)));
}
