import type { Automation } from "../automation.ts";

/** What a judge's call of a model belongs to: a step of a run is paid for once. */
export interface JudgedCall {
  run: string;
  /** The step's whole name within the run. */
  step: string;
  automation: Automation;
}
