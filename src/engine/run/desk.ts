import type { Store } from "../../core/ports/store.ts";
import type { AnalystWork } from "./analyst-work.ts";

/** Asks for a piece of the work. Rejects with the signal's reason where that comes first. */
export type Ask<Input, Output> = (input: Input, signal: AbortSignal) => Promise<Output>;

/** Where one spread is worked on: it gets the items with the first question, since a run that is taken up again may have none. */
export type Desk = { [Task in keyof AnalystWork]: Ask<Parameters<AnalystWork[Task]>[0], Awaited<ReturnType<AnalystWork[Task]>>> } & {
  /** Names what was concluded, by its document's hash, where that was not done at this desk, or it has to be laid anew. */
  recall(hash: string): void;
  close(): Promise<void>;
};

/** Where a desk gets what it is told of by hash. */
export type Shelves = Pick<Store, "items" | "documents">;
