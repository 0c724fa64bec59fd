import { PermanentError } from "../../core/errors.ts";
import type { StepOutcome } from "../../core/run.ts";

/** The order in which one execution of a run starts its steps, held against what earlier executions kept. */
export interface Replay {
  /**
   * To be called when a step starts, with the branch's path (empty for the run itself).
   * Throws PermanentError `replay-differs` where an earlier execution went another way, `step-name` where the name can't be used.
   */
  enter(branch: string, name: string): EnteredStep;
  /** Throws PermanentError `replay-differs` where an earlier execution kept a step that this one left out. */
  finish(): void;
}

/** A step that may start. */
export interface EnteredStep {
  /** Unique within the run. */
  name: string;
  position: number;
  /** Its place among all steps that this execution started. */
  ordinal: number;
  kept?: StepOutcome;
}

/** For one execution; `kept` are the outcomes of earlier ones, in any order. */
export function createReplay(kept: readonly StepOutcome[]): Replay {
  const byName = new Map(kept.map((step) => [step.name, step]));
  const byPlace = new Map(kept.map((step) => [placeOf(branchOf(step.name), step.position), step.name]));
  const positions = new Map<string, number>();
  const entered = new Set<string>();

  return {
    enter(branch, step) {
      if (step.includes("/")) throw misnamed(step);
      const name = nameOf(branch, step);
      const position = positions.get(branch) ?? 0;
      positions.set(branch, position + 1);
      if (entered.has(name)) throw repeated(name);
      const ordinal = entered.size;
      entered.add(name);
      const outcome = byName.get(name);
      const expected = byPlace.get(placeOf(branch, position));
      if (expected !== undefined && expected !== name) throw differs(`${expected} as step ${position + 1}`, name);
      if (outcome && outcome.position !== position) throw differs(`${name} as step ${outcome.position + 1}`, `it as step ${position + 1}`);
      return outcome ? { name, position, ordinal, kept: outcome } : { name, position, ordinal };
    },
    finish() {
      const left = kept.find((step) => !entered.has(step.name));
      if (left) throw differs(`step ${left.name}`, "an end without it");
    },
  };
}

/** A branch within a branch. */
export function nameOf(branch: string, name: string): string {
  return branch === "" ? name : `${branch}/${name}`;
}

function branchOf(name: string): string {
  return name.slice(0, Math.max(name.lastIndexOf("/"), 0));
}

function placeOf(branch: string, position: number): string {
  return `${position} ${branch}`;
}

function differs(expected: string, got: string): PermanentError {
  return new PermanentError("replay-differs", `expected the resumed run to go on as before, with ${expected}, got ${got}`, {
    hint: "Start the automation again: a run can only be resumed where its steps start in the same order.",
  });
}

function repeated(name: string): PermanentError {
  return new PermanentError("step-name", `expected each step of a run to have a name of its own, got ${name} twice`, {
    hint: "Number the steps of a loop, or put them into branches.",
  });
}

function misnamed(name: string): PermanentError {
  return new PermanentError("step-name", `expected the name of a step to have no slash, got ${name}`, {
    hint: "Slashes stand between branches and their steps.",
  });
}
