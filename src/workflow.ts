import type { Agent } from "./core/ports/agent.ts";
import type { Workflow } from "./core/ports/engine.ts";
import type { Operations } from "./core/ports/operations.ts";
import type { ReplayParts } from "./engine/replay/replay-run.ts";
import type { Analyst } from "./engine/run/analyst.ts";
import type { RunnerParts } from "./engine/run/parts.ts";
import { lazy } from "./lib/lazy.ts";

type WorkflowParts = Omit<RunnerParts, "agent" | "analyst"> & Omit<ReplayParts, "agentWith" | "analyst">;

/** What runs do, and the same once more for one that has ended. */
export interface Workflows extends Pick<Operations, "replay"> {
  workflow: Workflow;
}

/** Who does the work of runs. */
interface Staff {
  agent: Agent;
  analyst: Analyst;
}

/** What runs do is loaded with the first run: a start that only waits has no use for it. */
export function createWorkflows(parts: WorkflowParts): Workflows {
  const staff = lazy(() => loadStaff(parts));
  const runner = lazy(async () => (await import("./engine/run/runner.ts")).createRunner({ ...parts, ...(await staff()) }));
  return {
    workflow: async (context, run) => (await runner())(context, run),
    async replay(request) {
      const { replayRun } = await import("./engine/replay/replay-run.ts");
      const { agent, analyst } = await staff();
      return replayRun({ ...parts, analyst, agentWith: () => agent }, request);
    },
  };
}

async function loadStaff({ store }: WorkflowParts): Promise<Staff> {
  const [{ createAnalyst }, { plainAgent }] = await Promise.all([import("./engine/run/analyst.ts"), import("./agents/plain.ts")]);
  return { agent: plainAgent, analyst: createAnalyst(store) };
}
