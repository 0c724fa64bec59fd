import { join } from "node:path";
import type { ModelFor } from "./agents/work.ts";
import type { Agent } from "./core/ports/agent.ts";
import type { Workflow } from "./core/ports/engine.ts";
import type { Operations } from "./core/ports/operations.ts";
import type { AgentChanges, ReplayParts } from "./engine/replay/replay-run.ts";
import type { RunnerParts } from "./engine/run/parts.ts";
import { lazy } from "./lib/lazy.ts";

interface WorkflowParts extends Omit<RunnerParts, "agent" | "analyst">, Pick<ReplayParts, "random" | "spending"> {
  /** Gives who is asked for which run; called with the first run of a workspace that has models. Without it, code writes alone. */
  openModels?(): Promise<ModelFor>;
}

/** What runs do, and the same once more for one that has ended. */
export interface Workflows extends Pick<Operations, "replay"> {
  workflow: Workflow;
}

/** What runs do is loaded with the first run: a start that only waits has no use for it. */
export function createWorkflows(parts: WorkflowParts): Workflows {
  const staff = lazy(() => loadStaff(parts));
  const runner = lazy(async () => {
    const { analyst, agentWith } = await staff();
    return (await import("./engine/run/runner.ts")).createRunner({ ...parts, analyst, agent: agentWith({ prompts: {} }) });
  });
  return {
    workflow: async (context, run) => (await runner())(context, run),
    async replay(request) {
      const { replayRun } = await import("./engine/replay/replay-run.ts");
      return replayRun({ ...parts, ...(await staff()) }, request);
    },
  };
}

/** Who does the work of runs. */
async function loadStaff(parts: WorkflowParts): Promise<Pick<ReplayParts, "analyst" | "agentWith">> {
  const [{ createAnalyst }, { plainAgent }] = await Promise.all([import("./engine/run/analyst.ts"), import("./agents/plain.ts")]);
  const openModels = parts.openModels && lazy(parts.openModels);
  return {
    analyst: createAnalyst(parts.store),
    agentWith: (changes) => (openModels ? asConfigured(plainAgent, () => loadAgent(parts, openModels, changes)) : plainAgent),
  };
}

/** Whatever has to do with models is loaded where a run may ask one. */
function asConfigured(plain: Agent, load: () => Promise<Agent>): Agent {
  const withModels = lazy(load);
  const find = (models: unknown) => (models === undefined ? plain : withModels());
  return {
    outline: async (assignment, steps) => (await find(assignment.models)).outline(assignment, steps),
    execute: async (subtask, assignment, steps, handed) => (await find(assignment.models)).execute(subtask, assignment, steps, handed),
    recover: async (executed, assignment, steps) => (await find(assignment.models)).recover(executed, assignment, steps),
  };
}

async function loadAgent(
  { workspace, ownFolder, clock }: WorkflowParts,
  openModels: () => Promise<ModelFor>,
  { prompts, models }: AgentChanges,
): Promise<Agent> {
  const [{ createAgent }, { createPrompts, PROMPTS_FOLDER }, { byNames }, modelFor] = await Promise.all([
    import("./agents/agent.ts"),
    import("./definitions/prompts.ts"),
    import("./agents/by-names.ts"),
    openModels(),
  ]);
  const folders = [workspace().root, ownFolder].map((folder) => join(folder, PROMPTS_FOLDER));
  const prompt = createPrompts(folders);
  return createAgent({
    modelFor: models ? (call) => byNames(modelFor(call), models) : modelFor,
    prompt: async (role) => prompts[role] ?? (await prompt(role)),
    clock,
  });
}
