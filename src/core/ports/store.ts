import type { Automation } from "../automation.ts";
import type { OutboxEntry } from "../delivery.ts";
import type { StoredError } from "../errors.ts";
import type { Acknowledgement, JudgedFinding, LedgerEntry } from "../finding.ts";
import type { Item } from "../item.ts";
import type { Occurrence, OccurrenceState } from "../occurrence.ts";
import type { Run, RunInput, StepOutcome } from "../run.ts";
import type { RunEnd, RunQuery } from "./engine.ts";

/** Runs, their steps and their ends. Every write names the epoch and is refused for an older one. */
export interface RunStore {
  insert(runId: string, input: RunInput, queuedAt: string): Promise<"started" | "exists">;
  /**
   * queued -> running; undefined where another claimed it or it was cancelled.
   * Where another version of the code had begun the run, its steps are dropped and it starts over as this version's.
   */
  claim(runId: string, at: string): Promise<Run | undefined>;
  /** Throws PermanentError `run-not-ours` where the run is not running under this epoch. */
  keepStep(step: StepOutcome): Promise<void>;
  /** In the order in which they were started. */
  steps(runId: string): Promise<StepOutcome[]>;
  /** running -> ended, with findings, ledger, memory and outbox, in one transaction; false where the run was no longer ours. */
  finish(runId: string, end: RunEnd, at: string): Promise<boolean>;
  /** queued or running -> cancelled. */
  cancel(runId: string, reason: string, at: string): Promise<boolean>;
  /** Requeues runs of older epochs, or ends them as dead after too many recoveries. */
  requeueOlderEpochs(at: string, maxRecoveries: number): Promise<{ requeued: number; dead: number }>;
  find(runId: string): Promise<Run | undefined>;
  /** Newest first. */
  list(query: RunQuery): Promise<Run[]>;
}

/** A schedule's place: the next time that one trigger is due. */
export interface Slot {
  automation: string;
  /** The place of the trigger in the definition's list. */
  trigger: number;
  /** Hash of the trigger, so that an unchanged one keeps its place. */
  triggerHash: string;
  /** Undefined once nothing is due any more. */
  nextAt?: string;
}

/** One slot that came due, decided, with the run to start where it starts one. */
export interface DueSlot {
  occurrence: Occurrence;
  run?: RunInput;
}

/** What was due, and what became of it. */
export interface OccurrenceStore {
  /** Inserts occurrences with their runs and moves the slots on, in one transaction per 500; resolves with the ids of runs that started. */
  record(due: readonly DueSlot[], moved: readonly Slot[], at: string): Promise<string[]>;
  end(id: string, state: OccurrenceState, reason: string, at: string): Promise<void>;
  list(query: { automation?: string; limit?: number }): Promise<Occurrence[]>;
  slots(): Promise<Slot[]>;
  /** Keeps exactly these: what is kept of others is removed, and only what differs is written. */
  replaceSlots(slots: readonly Slot[]): Promise<void>;
  /** Slots due at `at` or before, earliest first. */
  dueSlots(at: string, limit: number): Promise<Slot[]>;
  earliestSlot(): Promise<string | undefined>;
}

/** Documents by hash: frozen inputs, briefings, Items. What has a hash never changes. */
export interface DocumentStore {
  /** Keeps a JSON value; resolves with its hash. */
  put(kind: string, value: unknown): Promise<string>;
  /** Throws PermanentError `document-missing` where it is not kept. */
  get<T>(hash: string): Promise<T>;
}

/** Items by content hash. */
export interface ItemStore {
  /** Keeps items that are not kept yet; resolves with the hashes of those that are new. */
  put(items: readonly Item[]): Promise<string[]>;
  /** In the order asked for; throws PermanentError `item-missing`. */
  get(hashes: readonly string[]): Promise<Item[]>;
}

/** What was found, what a reader was told, and what the reader said about it. */
export interface FindingStore {
  ofRun(runId: string): Promise<JudgedFinding[]>;
  ledger(automation: string, reader: string): Promise<LedgerEntry[]>;
  /** The entries whose key starts with `prefix`, in any automation. */
  findByPrefix(prefix: string): Promise<{ automation: string; reader: string; entry: LedgerEntry }[]>;
  /** Undefined lifts it. Throws PermanentError `finding-unknown` where the ledger has no such entry. */
  acknowledge(automation: string, reader: string, key: string, acknowledgement: Acknowledgement | undefined): Promise<void>;
}

/** Messages to be sent. */
export interface OutboxStore {
  /** pending -> sending for those due at `at`, longest due first, committed before anything is sent; counts the attempt. */
  claim(at: string, limit: number): Promise<OutboxEntry[]>;
  /** sending -> its end, and the run's delivery once all of its messages have ended. Throws PermanentError `entry-not-sending`. */
  settle(key: string, end: { state: "sent"; receipt: string } | { state: "undeliverable"; error: StoredError }, at: string): Promise<void>;
  /** sending -> pending, to be tried again at `nextAttemptAt`. Throws PermanentError `entry-not-sending`. */
  postpone(key: string, error: StoredError, nextAttemptAt: string): Promise<void>;
  /** Those that a dead process left in `sending`. */
  unsure(): Promise<OutboxEntry[]>;
  ofRun(runId: string): Promise<OutboxEntry[]>;
  nextAttempt(): Promise<string | undefined>;
}

/** What automations keep between runs. */
export interface MemoryStore {
  load(automation: string): Promise<Record<string, unknown>>;
}

/** Definitions as they were parsed, by the hash of their file, so that a start need not parse again. */
export interface DefinitionStore {
  /** Those known under these hashes and this parser version. */
  load(hashes: readonly string[], parser: string): Promise<Automation[]>;
  save(automations: readonly Automation[], parser: string): Promise<void>;
  /** The names of automations paused by hand. */
  paused(): Promise<string[]>;
  setPaused(automation: string, paused: boolean, at: string): Promise<void>;
}

/** One line of a run's log. */
export interface LogLine {
  id: number;
  at: string;
  run: string;
  level: "debug" | "info" | "warn" | "error";
  message: string;
}

export interface LogStore {
  append(lines: readonly Omit<LogLine, "id">[]): Promise<void>;
  /** Oldest first: the lines behind `afterId`, without it the last ones. */
  list(query: { run?: string; afterId?: number; limit?: number }): Promise<LogLine[]>;
}

/** Everything that is kept. */
export interface Store {
  runs: RunStore;
  occurrences: OccurrenceStore;
  documents: DocumentStore;
  items: ItemStore;
  findings: FindingStore;
  outbox: OutboxStore;
  memory: MemoryStore;
  definitions: DefinitionStore;
  logs: LogStore;
  /** Closes after what was asked for is committed. */
  close(): Promise<void>;
}
