import type { Agent, Assignment, Executed, Steps, Subtask, Written } from "../../core/ports/agent.ts";
import type { Context } from "../../core/ports/engine.ts";
import type { DocumentStore } from "../../core/ports/store.ts";
import { keepDocument, stepsOf } from "./keep-document.ts";

interface Writers {
  agent: Agent;
  documents: DocumentStore;
}

/** Has the agent write: what there is to do, all of it side by side as far as nothing needs the other, and out of that the lines that hold. */
export async function write(context: Context, writers: Writers, assignment: Assignment): Promise<Written> {
  const { agent } = writers;
  const subtasks = await keepWork(context, writers, assignment, "outline", (steps) => agent.outline(assignment, steps));
  const executed = await executeAll(context, writers, assignment, subtasks);
  return context.branch("recover", (branch) =>
    keepWork(branch, writers, assignment, "recover", (steps) => agent.recover(executed, assignment, steps)),
  );
}

/** Whoever needs the lines of others waits for those; only those before it can be needed, so that nobody waits in a circle. */
function executeAll(context: Context, writers: Writers, assignment: Assignment, subtasks: readonly Subtask[]): Promise<Executed[]> {
  const begun = new Map<string, Promise<Executed>>();
  const all = subtasks.map((subtask) => {
    const needed = (subtask.needs ?? []).flatMap((id) => begun.get(id) ?? []);
    const executed = context.branch(subtask.id, async (branch) => {
      const handed = (await Promise.all(needed)).flatMap(({ claims }) => claims);
      return keepWork(branch, writers, assignment, "execute", (steps) => writers.agent.execute(subtask, assignment, steps, handed));
    });
    begun.set(subtask.id, executed);
    return executed;
  });
  return Promise.all(all);
}

/**
 * Work that keeps steps of its own, and is kept as a whole. It is not tried again as a whole, since each step is by itself, and may take as
 * long as the run.
 */
function keepWork<T>(
  context: Context,
  { documents }: Writers,
  { automation }: Assignment,
  name: string,
  work: (steps: Steps) => Promise<T>,
): Promise<T> {
  const options = { retries: 0, timeoutMs: automation.runTimeoutMs };
  return keepDocument(context, documents, name, (signal) => work({ ...stepsOf(context, documents), signal }), options);
}
