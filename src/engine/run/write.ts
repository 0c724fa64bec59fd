import type { Agent, Assignment, Executed, Steps, Subtask, Written } from "../../core/ports/agent.ts";
import type { Context } from "../../core/ports/engine.ts";
import type { DocumentStore } from "../../core/ports/store.ts";
import { stepsOf } from "./keep-document.ts";

interface Writers {
  agent: Agent;
  documents: DocumentStore;
}

/** Has the agent write: what there is to do, all of it side by side as far as nothing needs the other, and out of that the lines that hold. */
export async function write(context: Context, { agent, documents }: Writers, assignment: Assignment): Promise<Written> {
  const steps = stepsOf(context, documents);
  const outlined = await steps.branch("outline", (inside) => unlessOver(inside, agent.outline(assignment, inside)));
  const subtasks = await steps.keep("outline", () => outlined);
  const executed = await executeAll(steps, agent, assignment, subtasks);
  return keepAs(steps, "recover", "recover", (inside) => agent.recover(executed, assignment, inside));
}

/** Whoever needs the lines of others waits for those; only those before it can be needed, so that nobody waits in a circle. */
function executeAll(steps: Steps, agent: Agent, assignment: Assignment, subtasks: readonly Subtask[]): Promise<Executed[]> {
  const begun = new Map<string, Promise<Executed>>();
  const all = subtasks.map((subtask) => {
    const needed = (subtask.needs ?? []).flatMap((id) => begun.get(id) ?? []);
    const executed = keepAs(steps, subtask.id, "execute", async (inside) => {
      const handed = (await Promise.all(needed)).flatMap(({ claims }) => claims);
      return agent.execute(subtask, assignment, inside, handed);
    });
    begun.set(subtask.id, executed);
    return executed;
  });
  return Promise.all(all);
}

/**
 * Work whose own steps come first, and then what came of it. It is no step around them: whoever is killed in its midst goes through it
 * again, past what was kept, and so on the same way.
 */
function keepAs<T>(steps: Steps, branch: string, name: string, work: (steps: Steps) => Promise<T>): Promise<T> {
  return steps.branch(branch, async (inside) => {
    const outcome = await unlessOver(inside, work(inside));
    return inside.keep(name, () => outcome);
  });
}

/** Outside of its steps nothing else ends work that never answers. */
async function unlessOver<T>({ signal }: Steps, work: Promise<T>): Promise<T> {
  let end = (): void => {};
  const over = new Promise<never>((_resolve, reject) => {
    end = () => reject(reasonOf(signal));
  });
  signal.addEventListener("abort", end);
  try {
    signal.throwIfAborted();
    return await Promise.race([work, over]);
  } finally {
    signal.removeEventListener("abort", end);
  }
}

function reasonOf({ reason }: AbortSignal): Error {
  return reason instanceof Error ? reason : new Error("expected an agent to answer, got a stop");
}
