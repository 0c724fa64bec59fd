import { join } from "node:path";
import type { ModelFor } from "./agents/work.ts";
import type { Agent } from "./core/ports/agent.ts";
import type { Workflow } from "./core/ports/engine.ts";
import type { RunnerParts } from "./engine/run/parts.ts";
import { lazy } from "./lib/lazy.ts";

interface WorkflowParts extends Omit<RunnerParts, "agent" | "analyst"> {
  /** Gives who is asked for which run; called with the first run of a workspace that has models. Without it, code writes alone. */
  openModels?(): Promise<ModelFor>;
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
  return createRunner({ ...parts, agent: asConfigured(plainAgent, parts), analyst: createAnalyst(parts.store) });
}

/** Whatever has to do with models is loaded where a run may ask one. */
function asConfigured(plain: Agent, parts: WorkflowParts): Agent {
  const { openModels } = parts;
  if (!openModels) return plain;
  const withModels = lazy(() => loadAgent(parts, openModels));
  const find = (models: unknown) => (models === undefined ? plain : withModels());
  return {
    outline: async (assignment, steps) => (await find(assignment.models)).outline(assignment, steps),
    execute: async (subtask, assignment, steps, handed) => (await find(assignment.models)).execute(subtask, assignment, steps, handed),
    recover: async (executed, assignment, steps) => (await find(assignment.models)).recover(executed, assignment, steps),
  };
}

async function loadAgent({ workspace, ownFolder, clock }: WorkflowParts, openModels: () => Promise<ModelFor>): Promise<Agent> {
  const [{ createAgent }, { createPrompts, PROMPTS_FOLDER }, modelFor] = await Promise.all([
    import("./agents/agent.ts"),
    import("./definitions/prompts.ts"),
    openModels(),
  ]);
  const folders = [workspace().root, ownFolder].map((folder) => join(folder, PROMPTS_FOLDER));
  return createAgent({ modelFor, prompt: createPrompts(folders), clock });
}
