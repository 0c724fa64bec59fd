import type { MessageDecision } from "../approval.ts";
import type { Ask } from "../ask.ts";
import type { OutboxEntry } from "../delivery.ts";
import type { Acknowledgement, LedgerEntry } from "../finding.ts";
import type { Briefing } from "../briefing.ts";
import type { Prompts } from "../model.ts";
import type { Note } from "../note.ts";
import type { OccurrenceState } from "../occurrence.ts";
import type { Run } from "../run.ts";
import type { Forgetting, Forgotten } from "./privacy.ts";
import type { Spent } from "./spending.ts";

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

export interface ReplayRequest {
  /** The id of a run that has ended. */
  run: string;
  /** Is asked in the place of both models. */
  model?: string;
  prompts?: Prompts;
}

/** What a run has said, and what is said now of the same data. */
export interface Replayed {
  /** What models were asked for it is kept under this id. */
  id: string;
  run: Run;
  was: Briefing;
  /** Under the id of the run. */
  is: Briefing;
  /** What models have cost; absent where that is not kept. */
  spent?: { was: Spent; is: Spent };
  /** What was told meanwhile, such as why a line was replaced. */
  remarks: readonly string[];
}
/** What a person says, and where. */
export type NoteWords = Pick<Note, "text" | "by" | "from"> & {
  /** How long it counts; as usual when absent. */
  days?: number;
};

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
   * Has a run's data worked on once more, up to what it would say: nothing is sent, and nothing of it is kept but what models cost. Throws
   * PermanentError `run-unknown`, `replay-unready` where it has not ended with a briefing, `replay-gone` where its texts are not kept any
   * more, `replay-without-model` where a model or prompt is named and none may be asked.
   */
  replay(request: ReplayRequest): Promise<Replayed>;
  /**
   * Has a model write the file of an automation out of a sentence; it may do nothing that the sentence does not ask for. Throws ConfigError
   * `models-missing` where none is configured, DefinitionError `sentence-unclear`, and what `Model` throws.
   */
  draft(sentence: string): Promise<string>;
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
  /** Has an automation keep in mind what a person says; resolves with the note. Throws PermanentError `automation-unknown`, `note-unusable` or `notes-full`. */
  addNote(automation: string, note: NoteWords): Promise<Note>;
  /** Takes a note back; false where the automation has none of that id. Throws PermanentError `automation-unknown`. */
  removeNote(automation: string, id: string, by: string): Promise<boolean>;
  /**
   * Ends what an automation asks people, all of it or about the item that is called so; resolves with what it ended. What has left can't be
   * taken back. Throws PermanentError `automation-unknown` or `ask-unknown`.
   */
  cancelAsks(automation: string, item?: string): Promise<Ask[]>;
  /** Takes somebody, or all that came from somewhere, out of what is kept. Throws TransientError `forget-busy` or `forget-unfinished`. */
  forget(what: Forgetting): Promise<Forgotten>;
}
