import type { Workflow } from "./core/ports/engine.ts";
import type { RunnerParts } from "./engine/run/parts.ts";
import { formatProblem } from "./lib/problem.ts";

type WorkflowParts = Omit<RunnerParts, "agent" | "analyst">;

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
  return createRunner({ ...parts, agent: plainAgent, analyst: createAnalyst(parts.store), guide });
}

/** What reads files that people have written is loaded only for runs that show them to somebody. */
const guide: NonNullable<RunnerParts["guide"]> = async (automation, workspace) => {
  const { readGuidance } = await import("./definitions/guidance.ts");
  const { guidance, problems } = readGuidance(automation, workspace);
  return { guidance, problems: problems.map(formatProblem) };
};
