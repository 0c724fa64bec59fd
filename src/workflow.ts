import { join } from "node:path";
import type { MeterParts } from "./agents/budget.ts";
import type { ModelFor } from "./core/ports/spending.ts";
import type { Agent } from "./core/ports/agent.ts";
import type { Workflow } from "./core/ports/engine.ts";
import type { Judges, Reviewing, RunnerParts } from "./engine/run/parts.ts";
import { lazy } from "./lib/lazy.ts";

interface WorkflowParts extends Omit<RunnerParts, "agent" | "analyst" | "judges"> {
  /** What a reviewer is told of a definition. */
  explain: Reviewing["explain"];
  /** Gives who is asked for which run; called with the first run of a workspace that has models. Without it, code writes alone. */
  openModels?(): Promise<ModelFor>;
}

/** Whoever is asked for a run is asked on its account. */
export async function openModels(parts: MeterParts): Promise<ModelFor> {
  const { createMeter } = await import("./agents/budget.ts");
  return createMeter(parts);
}

/** What runs do is loaded with the first run: a start that only waits has no use for it. */
export function createWorkflow(parts: WorkflowParts): Workflow {
  let runner: Promise<Workflow> | undefined;
  return async (context, run) => {
    runner ??= loadRunner(parts);
    return (await runner)(context, run);
  };
}

async function loadRunner(parts: WorkflowParts): Promise<Workflow> {
  const [{ createRunner }, { createAnalyst }, { plainAgent }] = await Promise.all([
    import("./engine/run/runner.ts"),
    import("./engine/run/analyst.ts"),
    import("./agents/plain.ts"),
  ]);
  const { openModels } = parts;
  const withModels = openModels && lazy(() => loadModels(parts, openModels));
  const agent = withModels ? asConfigured(plainAgent, withModels) : plainAgent;
  return createRunner({ ...parts, agent, ...(withModels && { judges: judgesOf(withModels) }), analyst: createAnalyst(parts.store) });
}

/** Whoever asks a model. */
interface WithModels extends Required<Judges> {
  agent: Agent;
}

/** Whatever has to do with models is loaded where a run may ask one. */
function asConfigured(plain: Agent, withModels: () => Promise<WithModels>): Agent {
  const find = async (models: unknown) => (models === undefined ? plain : (await withModels()).agent);
  return {
    outline: async (assignment, steps) => (await find(assignment.models)).outline(assignment, steps),
    execute: async (subtask, assignment, steps, handed) => (await find(assignment.models)).execute(subtask, assignment, steps, handed),
    recover: async (executed, assignment, steps) => (await find(assignment.models)).recover(executed, assignment, steps),
  };
}

/** What a definition would have shown to no model, no judge sees either. */
function judgesOf(withModels: () => Promise<WithModels>): NonNullable<RunnerParts["judges"]> {
  return async ({ model }, { models }) => (models === undefined || model === "none" ? {} : withModels());
}

async function loadModels(parts: WorkflowParts, openModels: () => Promise<ModelFor>): Promise<WithModels> {
  const { workspace, ownFolder, clock, explain } = parts;
  const [{ createAgent }, { createGrader }, { createReviewer }, { createPrompts, PROMPTS_FOLDER }, modelFor] = await Promise.all([
    import("./agents/agent.ts"),
    import("./agents/grader.ts"),
    import("./agents/reviewer.ts"),
    import("./definitions/prompts.ts"),
    openModels(),
  ]);
  const prompt = createPrompts([workspace().root, ownFolder].map((folder) => join(folder, PROMPTS_FOLDER)));
  const judging = { modelFor, prompt };
  return {
    agent: createAgent({ ...judging, clock }),
    grader: createGrader(judging),
    reviewing: { reviewer: createReviewer(judging), explain },
  };
}
