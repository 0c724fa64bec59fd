import type { Automation } from "../automation.ts";
import type { Event } from "../event.ts";
import type { Acknowledgement, JudgedFinding, LedgerEntry } from "../finding.ts";
import type { Item } from "../item.ts";
import type { Occurrence, OccurrenceState } from "../occurrence.ts";
import type { Run, RunInput, StepOutcome } from "../run.ts";
import type { AlertStore } from "./alerts.ts";
import type { AskStore } from "./asks.ts";
import type { AuditStore } from "./audit.ts";
import type { ConnectionStore } from "./connections.ts";
import type { ConsentStore } from "./consents.ts";
import type { NoteStore } from "./notes.ts";
import type { OutboxStore } from "./outbox.ts";
import type { RunEnd, RunQuery } from "./engine.ts";
import type { PrivacyStore } from "./privacy.ts";
import type { ReplyStore } from "./replies.ts";
import type { ShelfStore } from "./shelf.ts";
import type { SpendingStore } from "./spending.ts";

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
  /** running -> ended, with findings, ledger, memory, asks and outbox, in one transaction; false where the run was no longer ours. */
  finish(runId: string, end: RunEnd, at: string): Promise<boolean>;
  /** queued or running -> cancelled. */
  cancel(runId: string, reason: string, at: string): Promise<boolean>;
  /** running -> queued, for the next start, since this one ends: counts as no recovery. */
  release(runId: string): Promise<void>;
  /**
   * failed, dead or cancelled -> queued, to go on after its last step that succeeded; false for any other.
   * Steps from the first failed one on are dropped, and its recoveries are forgotten.
   */
  reopen(runId: string, at: string): Promise<boolean>;
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
  /** The nominal time before which every time has its occurrence; undefined once nothing is due any more. */
  nextAt?: string;
  /**
   * When something is to be done next: `nextAt` and the trigger's jitter. Later than that while times that were missed
   * are still being counted, and then undefined where nothing follows them.
   */
  dueAt?: string;
}

/** One slot or event, decided, with the run to start where it starts one. */
export interface DueSlot {
  occurrence: Occurrence;
  run?: RunInput;
}

/** What was due, and what became of it. */
export interface OccurrenceStore {
  /**
   * Inserts occurrences with their runs and moves the slots on, in one transaction per 500 and in one altogether where both
   * are fewer; resolves with the ids of runs that started.
   */
  record(due: readonly DueSlot[], moved: readonly Slot[], at: string): Promise<string[]>;
  /**
   * Decides anew about occurrences without a run: bursts whose time has come, missed slots that are filled back. One that
   * has a run stays as it is, an unknown one is inserted. Resolves with the ids of runs that started; in one transaction per 500.
   */
  redecide(due: readonly DueSlot[], at: string): Promise<string[]>;
  /** Events of a source that came at `since` or later and that no run was started for, nor is to be, such as while an automation was paused; oldest first. */
  passedOver(automation: string, source: string, since: string): Promise<Event[]>;
  /** Which of these ids are those of occurrences. */
  known(ids: readonly string[]): Promise<ReadonlySet<string>>;
  /**
   * What becomes of one event for every automation that waits for it, in one transaction: an automation that has an occurrence
   * of it already gets no other. Resolves with the ids of those that are new. Nothing is kept where a burst that it was to be
   * coalesced into collects no more (`burst-over`).
   */
  admit(due: readonly DueSlot[], at: string): Promise<ReadonlySet<string> | "burst-over">;
  /** Those that collect a burst, earliest start first. */
  collecting(): Promise<Occurrence[]>;
  /** The events of a run: its occurrence's own, then those that were coalesced into it, oldest first. */
  eventsOf(id: string): Promise<Event[]>;
  find(id: string): Promise<Occurrence | undefined>;
  /** The occurrences of single slots of an automation, both ends included, oldest first. */
  scheduled(automation: string, from: string, to: string): Promise<Occurrence[]>;
  end(id: string, state: OccurrenceState, reason: string, at: string): Promise<void>;
  /** Newest first. */
  list(query: { automation?: string; states?: readonly OccurrenceState[]; limit?: number }): Promise<Occurrence[]>;
  slots(): Promise<Slot[]>;
  slotsOf(automations: readonly string[]): Promise<Slot[]>;
  /** Of at most 500 automations keeps exactly these; only what differs is written. */
  replaceSlots(automations: readonly string[], slots: readonly Slot[]): Promise<void>;
  /** Removes the slots of all automations but these. */
  keepSlotsOf(automations: { has(id: string): boolean }): Promise<void>;
  /** Slots whose `dueAt` is `at` or before, earliest first. */
  dueSlots(at: string, limit: number): Promise<Slot[]>;
  /** The earliest `dueAt`. */
  earliestSlot(): Promise<string | undefined>;
}

/** Documents by hash: frozen inputs, briefings, Items. What has a hash never changes. */
export interface DocumentStore {
  /** Keeps a JSON value; resolves with its hash. It is on the disk no later than what is written afterwards, such as what speaks of it. */
  put(kind: string, value: unknown): Promise<string>;
  /** Keeps a value that is there as canonical JSON already. */
  putJson(kind: string, json: string): Promise<string>;
  /** Throws PermanentError `document-missing` where it is not kept. */
  get<T>(hash: string): Promise<T>;
  /** Its canonical JSON; throws as `get` does. */
  getJson(hash: string): Promise<string>;
}

/** Items by content hash. */
export interface ItemStore {
  /** Keeps items that are not kept yet; resolves with the hashes of those that are new. They are on the disk as documents are. */
  put(items: readonly Item[]): Promise<string[]>;
  /** In the order asked for; throws PermanentError `item-missing`. */
  get(hashes: readonly string[]): Promise<Item[]>;
}

/** A finding with the id of the run that found it. */
export interface FoundFinding {
  run: string;
  judged: JudgedFinding;
}

/** What was found, what a reader was told, and what the reader said about it. */
export interface FindingStore {
  ofRun(runId: string): Promise<JudgedFinding[]>;
  ledger(automation: string, reader: string): Promise<LedgerEntry[]>;
  /** The entries whose key starts with `prefix`, in any automation. */
  findByPrefix(prefix: string): Promise<{ automation: string; reader: string; entry: LedgerEntry }[]>;
  /** The finding as the newest run found it that did; undefined where none is kept. */
  latest(key: string): Promise<FoundFinding | undefined>;
  /** Undefined lifts it. Throws PermanentError `finding-unknown` where the ledger has no such entry. */
  acknowledge(automation: string, reader: string, key: string, acknowledgement: Acknowledgement | undefined): Promise<void>;
}

/** How far event sources have looked, by a name of their own. */
export interface CursorStore {
  load(name: string): Promise<unknown>;
  save(name: string, value: unknown): Promise<void>;
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
  /** The automations that a person, or failures in a row, have paused; the reason is empty for a person. */
  paused(): Promise<{ automation: string; at: string; reason: string }[]>;
  setPaused(automation: string, paused: boolean, at: string, reason?: string): Promise<void>;
  /** Takes note of which definitions are in force now: of each that was added, changed or removed since the last time. */
  keepInForce(automations: readonly Pick<Automation, "id" | "hash">[], at: string): Promise<void>;
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
  audit: AuditStore;
  runs: RunStore;
  occurrences: OccurrenceStore;
  documents: DocumentStore;
  items: ItemStore;
  findings: FindingStore;
  outbox: OutboxStore;
  replies: ReplyStore;
  asks: AskStore;
  memory: MemoryStore;
  notes: NoteStore;
  shelf: ShelfStore;
  cursors: CursorStore;
  alerts: AlertStore;
  connections: ConnectionStore;
  consents: ConsentStore;
  definitions: DefinitionStore;
  logs: LogStore;
  privacy: PrivacyStore;
  spending: SpendingStore;
  /** Why nothing can be kept just now, in words; undefined where it can. Writes something to try, where a change was refused before. */
  trouble(): Promise<string | undefined>;
  /** To be called when a stop begins: from now on another program's lock is waited for a few seconds only, and then changes are refused. */
  hurry(): void;
  /** Closes after what was asked for is committed or refused. */
  close(): Promise<void>;
}
