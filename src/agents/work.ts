import type { Automation } from "../core/automation.ts";
import type { ModelSize } from "../core/model.ts";
import type { Clock } from "../core/ports/ambient.ts";
import type { Assignment, Steps } from "../core/ports/agent.ts";
import type { Model } from "../core/ports/model.ts";
import type { ReadPrompt } from "../definitions/prompts.ts";

/** Who is asked in a run: what it costs is that run's. */
export type ModelFor = (payer: { run: string; automation: Automation }) => Model;

/** What the layers work with. */
export interface AgentParts {
  modelFor: ModelFor;
  prompt: ReadPrompt;
  clock: Clock;
}

/** A piece of the work of one run. */
export interface Work {
  parts: AgentParts;
  assignment: Assignment;
  steps: Steps;
}

/** Which model writes; undefined where none is asked: none is wanted or configured, or there is nothing that the reader does not know. */
export function sizeFor({ automation, models, news, tellsAnew }: Assignment): ModelSize | undefined {
  if (!models || automation.model === "none" || (news.length === 0 && !tellsAnew)) return undefined;
  return automation.model;
}

/** Everything that a run can be about, by connector. */
export function sourcesOf({ automation, news }: Assignment): string[] {
  return [...new Set([...automation.reads.map(({ connector }) => connector), ...news])];
}
