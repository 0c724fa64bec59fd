import type { Automation } from "../automation.ts";

/** For which run a judge asks a model, and so who pays. */
export interface JudgedCall {
  run: string;
  automation: Automation;
}
