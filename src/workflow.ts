import { join } from "node:path";
import type { MeterParts } from "./agents/budget.ts";
import type { Automation } from "./core/automation.ts";
import type { Agent } from "./core/ports/agent.ts";
import type { Workflow } from "./core/ports/engine.ts";
import type { Operations } from "./core/ports/operations.ts";
import type { ModelFor } from "./core/ports/spending.ts";
import type { Sentence } from "./core/sentence.ts";
import type { Workspace } from "./core/workspace.ts";
import type { ReplayParts, StaffChanges } from "./engine/replay/replay-run.ts";
import type { Judges, RunnerParts, Staff } from "./engine/run/parts.ts";
import { lazy } from "./lib/lazy.ts";
import { formatProblem } from "./lib/problem.ts";

interface WorkflowParts extends Omit<RunnerParts, "analyst" | keyof Staff>, Pick<ReplayParts, "random" | "spending"> {
  /** What an automation may do, in words. */
  explain(automation: Automation, acceptedHash: string | undefined, workspace: Workspace): Promise<readonly Sentence[]>;
  /** All that is wrong with a file that was written for a sentence. */
  faultsOfDraft(workspace: Workspace, sentence: string, file: string): Promise<readonly string[]>;
  /** Gives who is asked for which run; called with the first run of a workspace that has models. */
  openModels(): Promise<ModelFor>;
}

/** What runs do, the same once more for one that has ended, and what is asked beside any. */
export interface Workflows extends Pick<Operations, "replay" | "draft"> {
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
    draft: (sentence) => draft(parts, sentence),
  };
}

/** As long as a person waits for it. */
const DRAFT_MS = 120_000;

/** Is paid for on an account of its own. */
async function draft(parts: WorkflowParts, sentence: string): Promise<string> {
  const [{ writeDefinition }, { ulid }, modelFor, prompt] = await Promise.all([
    import("./agents/author.ts"),
    import("ulid"),
    parts.openModels(),
    promptsOf(parts),
  ]);
  const model = modelFor({ run: `new:${ulid(parts.clock.now())}`, automation: { id: "new", budget: { run: {}, day: {} } } });
  const findFaults = (file: string) => parts.faultsOfDraft(parts.workspace(), sentence, file);
  return writeDefinition({ model, instructions: await prompt("author"), findFaults }, sentence, AbortSignal.timeout(DRAFT_MS));
}

async function promptsOf({ workspace, ownFolder }: WorkflowParts) {
  const { createPrompts, PROMPTS_FOLDER } = await import("./definitions/prompts.ts");
  return createPrompts([workspace().root, ownFolder].map((folder) => join(folder, PROMPTS_FOLDER)));
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
  parts: WorkflowParts,
  openModels: () => Promise<ModelFor>,
  { prompts, models }: StaffChanges,
): Promise<WithModels> {
  const [{ createAgent }, { createGrader }, { createReviewer }, { createListener }, { byNames }, own, opened] = await Promise.all([
    import("./agents/agent.ts"),
    import("./agents/grader.ts"),
    import("./agents/reviewer.ts"),
    import("./agents/listener.ts"),
    import("./agents/by-names.ts"),
    promptsOf(parts),
    openModels(),
  ]);
  const prompt: typeof own = async (role) => prompts[role] ?? (await own(role));
  const modelFor: ModelFor = models ? (call) => byNames(opened(call), models) : opened;
  const judging = { modelFor, prompt };
  return {
    agent: createAgent({ ...judging, clock: parts.clock }),
    grader: createGrader(judging),
    listener: createListener(judging),
    reviewing: { reviewer: createReviewer(judging), explain: (automation, hash) => parts.explain(automation, hash, parts.workspace()) },
  };
}

/** What reads files that people have written is loaded only for runs that show them to somebody. */
const guide: NonNullable<RunnerParts["guide"]> = async (automation, workspace) => {
  const { readGuidance } = await import("./definitions/guidance.ts");
  const { guidance, problems } = readGuidance(automation, workspace);
  return { guidance, problems: problems.map(formatProblem) };
};
