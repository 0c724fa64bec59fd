import type { Steps } from "../../core/ports/agent.ts";
import type { Context, StepOptions } from "../../core/ports/engine.ts";
import type { DocumentStore } from "../../core/ports/store.ts";

/** A step whose outcome is too large to be kept as one: it is stored as a document, and the outcome is its hash. */
export async function keepDocument<T>(
  context: Context,
  documents: DocumentStore,
  name: string,
  work: (signal: AbortSignal) => Promise<T> | T,
  options?: StepOptions,
): Promise<T> {
  const hash = await context.step(name, async (signal) => documents.put(kindOf(name), await work(signal)), options);
  return documents.get<T>(hash);
}

/** The steps of a run, or of one of its branches, for whoever does a part of its work. */
export function stepsOf(context: Context, documents: DocumentStore): Steps {
  return {
    keep: (name, work, options) => keepDocument(context, documents, name, work, options),
    branch: (name, work) => context.branch(name, (branch) => work(stepsOf(branch, documents))),
    get signal() {
      return context.signal;
    },
  };
}

/** Steps of one kind are numbered: `turn 3`. */
function kindOf(name: string): string {
  return name.replace(/ .*/s, "");
}
