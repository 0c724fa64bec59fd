import type { Acknowledgement, LedgerEntry } from "../finding.ts";
import type { Run } from "../run.ts";

export interface RunRequest {
  automation: string;
  /** The instant to speak of; the present when absent. */
  asOf?: string;
  /** A full run that delivers nothing and leaves ledger and memory as they are. */
  dryRun: boolean;
}

/** What people can ask of Chief that changes something: done by the daemon where one runs, else by the command itself. */
export interface Operations {
  /** Starts a run by hand; resolves with its id once it is committed. Throws PermanentError `automation-unknown`. */
  run(request: RunRequest): Promise<string>;
  /** Resolves with the run once it has ended and all of its messages have. */
  ended(run: string): Promise<Run>;
  /** False where it had ended already. Throws PermanentError `run-unknown`. */
  cancel(run: string, why: string): Promise<boolean>;
  /** `prefix` is the beginning of a finding's key; undefined lifts an earlier acknowledgement. Throws PermanentError `finding-unknown` or `finding-ambiguous`. */
  acknowledge(prefix: string, acknowledgement: Acknowledgement | undefined): Promise<LedgerEntry>;
  /** Throws PermanentError `automation-unknown`. */
  setPaused(automation: string, paused: boolean): Promise<void>;
}
