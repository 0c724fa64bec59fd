import type { Agent } from "../core/ports/agent.ts";
import { executeTask } from "./executor.ts";
import { executeLong, longTasks } from "./long.ts";
import { outlineTasks } from "./orchestrator.ts";
import { plainAgent } from "./plain.ts";
import { recoverLines } from "./recovery.ts";
import { sizeFor, type AgentParts } from "./work.ts";

/**
 * The agent that asks a model beside what code writes: code's lines are always there and whole, the model's are added to them. Where none
 * is to be asked, and whatever becomes of it, what remains is what the plain agent writes.
 */
export function createAgent(parts: AgentParts): Agent {
  return {
    async outline(assignment, steps) {
      const plain = await plainAgent.outline(assignment, steps);
      if (sizeFor(assignment) === undefined) return plain;
      return [...plain, ...(await outlineTasks({ parts, assignment, steps })), ...(await longTasks(assignment, steps))];
    },
    execute(subtask, assignment, steps, handed) {
      if (subtask.task === undefined) return plainAgent.execute(subtask, assignment, steps, handed);
      if (subtask.reads) return executeLong({ parts, assignment, steps }, subtask);
      return executeTask({ parts, assignment, steps }, subtask, handed);
    },
    recover: (executed, assignment, steps) => recoverLines(executed, { parts, assignment, steps }),
  };
}
