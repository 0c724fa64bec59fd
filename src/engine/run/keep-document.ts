import type { Context } from "../../core/ports/engine.ts";
import type { DocumentStore } from "../../core/ports/store.ts";

/** A step whose outcome is too large to be kept as one: it is stored as a document, and the outcome is its hash. */
export async function keepDocument<T>(
  context: Context,
  documents: DocumentStore,
  name: string,
  work: (signal: AbortSignal) => Promise<T> | T,
): Promise<T> {
  const hash = await context.step(name, async (signal) => documents.put(name, await work(signal)));
  return documents.get<T>(hash);
}
