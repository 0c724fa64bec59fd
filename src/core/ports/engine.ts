import type { Ask, WishSaid } from "../ask.ts";
import type { OutboxEntry } from "../delivery.ts";
import type { StoredError } from "../errors.ts";
import type { JudgedFinding, LedgerEntry } from "../finding.ts";
import type { ContentStatus, Run, RunInput, RunStatus } from "../run.ts";

export interface StepOptions {
  /** Further tries after a first that failed; default from the run. */
  retries?: number;
  /** Default from the run. */
  timeoutMs?: number;
  /** The most that it waits for further tries in all: it fails where the next wait would be longer than what is left of that. */
  mostWaitMs?: number;
}

/** What a workflow may touch between its steps. */
export interface Context {
  /** Does the work once and keeps its outcome (JSON, at most 64 kB); a resumed run gets the kept outcome. */
  step<T>(name: string, work: (signal: AbortSignal) => Promise<T> | T, options?: StepOptions): Promise<T>;
  /** Parallel work of more than one step: steps inside are numbered on their own. */
  branch<T>(name: string, work: (context: Context) => Promise<T>): Promise<T>;
  readonly signal: AbortSignal;
  readonly asOf: string;
  /** What is left of the run's time, in milliseconds, as its deadline counts it: it differs from one execution to the next. */
  readonly leftMs: number;
}

/** Something that was asked for in a run and that policy denied. */
export interface Denial {
  /** The grant that was named, by whoever asked; absent where that is not known. */
  grant?: string;
  /** Of the PolicyError. */
  code: string;
}

/** How a run ends: everything here is committed in one transaction. */
export interface RunEnd {
  status: Extract<RunStatus, "succeeded" | "partial" | "failed">;
  reason: string;
  content: ContentStatus;
  error?: StoredError;
  /** Hash of the stored Briefing document. */
  briefing?: string;
  findings: readonly JudgedFinding[];
  /** The ledger entries that changed, for the reader `reader`. */
  ledger: readonly LedgerEntry[];
  reader: string;
  outbox: readonly OutboxEntry[];
  /** Asks that are new or have changed. Where a message about some of them was written down before by another run, that one counts. */
  asks?: readonly Ask[];
  /** What people have said of being asked: of two words on the same, also of runs at the same time, the later one counts. */
  wishes?: readonly WishSaid[];
  /** Hash of the definition that its messages were judged by. */
  definition?: string;
  denials?: readonly Denial[];
  /** What the automation keeps until its next run: replaces the entries named. */
  memory: Readonly<Record<string, unknown>>;
}

/** The code of a run: pure between its steps. */
export type Workflow = (context: Context, run: Run) => Promise<RunEnd>;

export interface RunQuery {
  automation?: string;
  statuses?: readonly RunStatus[];
  limit?: number;
}

/** When and how runs happen. Kept small, so that another engine can stand behind it. */
export interface Engine {
  /** Queues a run once; resolves after the commit. */
  start(runId: string, input: RunInput): Promise<"started" | "exists">;
  /** Reaches the running step through its signal; false where the run had ended already. */
  cancel(runId: string, why: string): Promise<boolean>;
  /**
   * Takes a failed, dead or cancelled run up again, to go on after its last step that succeeded. Its occurrence stays as it
   * ended, unless the run had never begun. Throws PermanentError `run-unknown`, or `run-not-over` for any other run.
   */
  retry(runId: string): Promise<void>;
  list(query: RunQuery): Promise<Run[]>;
  /** Puts the runs of older epochs back into the queue; resolves with how many. */
  recover(): Promise<number>;
}
