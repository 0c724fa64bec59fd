import { join } from "node:path";
import type { MeterParts } from "./agents/budget.ts";
import type { Agent } from "./core/ports/agent.ts";
import type { Workflow } from "./core/ports/engine.ts";
import type { Operations } from "./core/ports/operations.ts";
import type { ModelFor } from "./core/ports/spending.ts";
import type { ReplayParts, StaffChanges } from "./engine/replay/replay-run.ts";
import type { Judges, Reviewing, RunnerParts, Staff } from "./engine/run/parts.ts";
import { lazy } from "./lib/lazy.ts";
import { formatProblem } from "./lib/problem.ts";

interface WorkflowParts extends Omit<RunnerParts, "analyst" | keyof Staff>, Pick<ReplayParts, "random" | "spending"> {
  /** What a reviewer is told of a definition. */
  explain: Reviewing["explain"];
  /** Gives who is asked for which run; called with the first run of a workspace that has models. */
  openModels(): Promise<ModelFor>;
}

/** What runs do, and the same once more for one that has ended. */
export interface Workflows extends Pick<Operations, "replay"> {
  workflow: Workflow;
}

/** Whoever is asked for a run is asked on its account. */
export async function openModels(parts: MeterParts): Promise<ModelFor> {
  const { createMeter } = await import("./agents/budget.ts");
  return createMeter(parts);
}

/** What runs do is loaded with the first run: a start that only waits has no use for it. */
export function createWorkflows(parts: WorkflowParts): Workflows {
  const workers = lazy(() => loadWorkers(parts));
  const runner = lazy(async () => {
    const { analyst, staffWith } = await workers();
    return (await import("./engine/run/runner.ts")).createRunner({ ...parts, guide, analyst, ...staffWith({ prompts: {} }) });
  });
  return {
    workflow: async (context, run) => (await runner())(context, run),
    async replay(request) {
      const { replayRun } = await import("./engine/replay/replay-run.ts");
      return replayRun({ ...parts, ...(await workers()) }, request);
    },
  };
}

/** Who does the work of runs. */
async function loadWorkers(parts: WorkflowParts): Promise<Pick<ReplayParts, "analyst" | "staffWith">> {
  const [{ createAnalyst }, { plainAgent }] = await Promise.all([import("./engine/run/analyst.ts"), import("./agents/plain.ts")]);
  const modelFor = lazy(() => parts.openModels());
  return {
    analyst: createAnalyst(parts.store),
    staffWith(changes) {
      const withModels = lazy(() => loadWithModels(parts, modelFor, changes));
      return { agent: asConfigured(plainAgent, withModels), judges: judgesOf(withModels) };
    },
  };
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
function judgesOf(withModels: () => Promise<WithModels>): NonNullable<Staff["judges"]> {
  return async ({ model }, { models }) => (models === undefined || model === "none" ? {} : withModels());
}

async function loadWithModels(
  { workspace, ownFolder, clock, explain }: WorkflowParts,
  openModels: () => Promise<ModelFor>,
  { prompts, models }: StaffChanges,
): Promise<WithModels> {
  const [{ createAgent }, { createGrader }, { createReviewer }, { createPrompts, PROMPTS_FOLDER }, { byNames }, opened] = await Promise.all(
    [
      import("./agents/agent.ts"),
      import("./agents/grader.ts"),
      import("./agents/reviewer.ts"),
      import("./definitions/prompts.ts"),
      import("./agents/by-names.ts"),
      openModels(),
    ],
  );
  const own = createPrompts([workspace().root, ownFolder].map((folder) => join(folder, PROMPTS_FOLDER)));
  const prompt: typeof own = async (role) => prompts[role] ?? (await own(role));
  const modelFor: ModelFor = models ? (call) => byNames(opened(call), models) : opened;
  const judging = { modelFor, prompt };
  return {
    agent: createAgent({ ...judging, clock }),
    grader: createGrader(judging),
    reviewing: { reviewer: createReviewer(judging), explain },
  };
}

/** What reads files that people have written is loaded only for runs that show them to somebody. */
const guide: NonNullable<RunnerParts["guide"]> = async (automation, workspace) => {
  const { readGuidance } = await import("./definitions/guidance.ts");
  const { guidance, problems } = readGuidance(automation, workspace);
  return { guidance, problems: problems.map(formatProblem) };
};
