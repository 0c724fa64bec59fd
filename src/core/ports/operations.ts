import type { MessageDecision } from "../approval.ts";
import type { OutboxEntry } from "../delivery.ts";
import type { Acknowledgement, LedgerEntry } from "../finding.ts";
import type { OccurrenceState } from "../occurrence.ts";
import type { Run } from "../run.ts";
import type { Forgetting, Forgotten } from "./privacy.ts";

export interface RunRequest {
  automation: string;
  /** The instant to speak of; the present when absent. */
  asOf?: string;
  /** A full run that delivers nothing and leaves ledger and memory as they are. */
  dryRun: boolean;
}

export interface BackfillRequest {
  automation: string;
  /** Instants, both included. */
  from: string;
  to: string;
  dryRun: boolean;
}

/** Something that is to be answered out of what these may read. */
export interface QuestionRequest {
  question: string;
  /** Ids of connectors. */
  reads: readonly string[];
  /** The automation whose reads it has besides. */
  automation?: string;
}

/** One slot of a span that was to be filled back. */
export interface BackfilledSlot {
  /** The run's id. */
  id: string;
  nominalAt: string;
  /** What it was before: `unknown` where it was never recorded. Only `unknown`, `missed` and `skipped` slots are started. */
  state: OccurrenceState | "unknown";
  started: boolean;
}

/** What people can ask of Chief that changes something: done by the daemon where one runs, else by the command itself. */
export interface Operations {
  /** Starts a run by hand; resolves with its id once it is committed. Throws PermanentError `automation-unknown`. */
  run(request: RunRequest): Promise<string>;
  /**
   * Starts a run that answers a question and writes nowhere; resolves with its id once it is committed. Throws PermanentError
   * `automation-unknown`, or DefinitionError `question-invalid`.
   */
  ask(request: QuestionRequest): Promise<string>;
  /** Resolves with the run once it has ended and all of its messages have. */
  ended(run: string): Promise<Run>;
  /** False where it had ended already. Throws PermanentError `run-unknown`. */
  cancel(run: string, why: string): Promise<boolean>;
  /** Takes a failed, dead or cancelled run up again after its last good step. Throws PermanentError `run-unknown` or `run-not-over`. */
  retry(run: string): Promise<void>;
  /** Starts the slots of a span that have not run, or with `dryRun` only says which. Throws PermanentError `automation-unknown` or `backfill-too-long`. */
  backfill(request: BackfillRequest): Promise<BackfilledSlot[]>;
  /**
   * Lets a held message go, or ends it; `prefix` is the beginning of its key. Throws PermanentError `message-unknown`, `message-ambiguous`
   * or `message-not-held`, and PolicyError `message-not-yours` for whoever was not asked, `message-changed` where it is not what was
   * shown, `message-not-permitted` where its definition permits it no more; nothing is decided then.
   */
  decideMessage(prefix: string, decision: MessageDecision): Promise<OutboxEntry>;
  /**
   * `prefix` is the beginning of a finding's key; undefined lifts an earlier acknowledgement. Said for `reader` alone, or for all who
   * were told of it. Throws PermanentError `finding-unknown` or `finding-ambiguous`.
   */
  acknowledge(prefix: string, acknowledgement: Acknowledgement | undefined, reader?: string): Promise<LedgerEntry>;
  /** Throws PermanentError `automation-unknown`. */
  setPaused(automation: string, paused: boolean): Promise<void>;
  /**
   * Accepts all flows of the definition that has this hash, or takes that back where there is none. Throws PermanentError
   * `automation-unknown`, or `definition-changed` where another one is in force than what was looked at.
   */
  accept(automation: string, consent: { by: string; hash?: string }): Promise<void>;
  /** Takes somebody, or all that came from somewhere, out of what is kept. Throws TransientError `forget-busy` or `forget-unfinished`. */
  forget(what: Forgetting): Promise<Forgotten>;
}
