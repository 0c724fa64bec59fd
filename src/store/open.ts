import { TransientError } from "../core/errors.ts";
import type { Store } from "../core/ports/store.ts";
import { instantOf, systemClock } from "../lib/clock.ts";
import { createAlertStore } from "./messages/alerts.ts";
import { createAskStore } from "./messages/asks.ts";
import { prepareAudit, prepareHead } from "./audit/audit.ts";
import { findNotedHead, openHeadNote } from "./audit/head.ts";
import { findKeyed, keyedInMemory, openKeyed } from "./audit/key.ts";
import { recordStart } from "./audit/start.ts";
import { createAuditStore, type BesideRecord } from "./audit/audit-store.ts";
import { createConnectionStore } from "./connections.ts";
import { createConsentStore } from "./messages/consents.ts";
import { createCursorStore } from "./occurrences/cursors.ts";
import { createCheckpointer } from "./database/checkpoint.ts";
import {
  databasePath,
  openDatabase,
  openLog,
  openReadOnly,
  prepareDirectory,
  stopWaiting,
  toShrinking,
  type Database,
} from "./database/database.ts";
import { createDefinitionStore } from "./definitions.ts";
import { createDocumentStore } from "./documents.ts";
import { createFindingStore } from "./runs/findings.ts";
import { createItemStore } from "./items.ts";
import { takeLock } from "./database/lock.ts";
import { createLogStore } from "./runs/logs.ts";
import { createMemoryStore } from "./runs/memory.ts";
import { expectCurrent, loadMigrations, migrate } from "./database/migrate.ts";
import { createNoteStore } from "./runs/notes.ts";
import { createOccurrenceStore } from "./occurrences/occurrences.ts";
import { createOutboxStore } from "./messages/outbox.ts";
import { createPrivacyStore } from "./forget/privacy.ts";
import { createReplyStore } from "./messages/replies.ts";
import type { Owner } from "./runs/run-rows.ts";
import { createRunStore } from "./runs/runs.ts";
import { createShelfStore } from "./shelf.ts";
import { toOpenError } from "./database/sqlite-errors.ts";
import { createSpendingStore } from "./runs/spending.ts";
import { createTrouble } from "./trouble.ts";
import { withoutSecretsIn } from "./forget/without-secrets.ts";
import { createWriter, type Commits } from "./database/writer.ts";

/** How long a stop waits for a lock that another program holds. */
const LOCK_GRACE_MS = 5_000;

/** Where the data lie, and which code keeps them: a run that other code began starts over. */
export interface StoreOptions {
  directory: string;
  codeVersion: string;
}

/**
 * Takes the data directory for this process, brings the schema up to date and begins the next epoch; closing gives all of it back.
 * Throws ConfigError: `data-locked` where another process has the directory, `data-not-writable`, `data-damaged`,
 * `data-newer`, `data-busy`, `data-unsafe`, `disk-trouble`.
 */
export async function openStore({ directory, codeVersion }: StoreOptions): Promise<Store> {
  prepareDirectory(directory);
  const lock = takeLock(directory);
  try {
    const path = databasePath(directory);
    const database = openDatabase(path);
    const checkpointer = createCheckpointer(path);
    const flush = async (): Promise<void> => {
      const head = findHead();
      await log.flush();
      noted.note(head);
    };
    const beside = { keyed: openKeyed(directory), notedHead: () => findNotedHead(directory) };
    const store = createStore(database, codeVersion, { flush, committed: () => checkpointer.committed() }, beside);
    const findHead = prepareHead(database);
    // The log is there once the epoch has been written.
    const log = await openLog(database);
    const noted = openHeadNote(directory);
    const close = async (): Promise<void> => {
      await checkpointer.stop();
      await store.close();
      await log.close();
      noted.close();
    };
    return { ...store, close: () => close().finally(() => lock.release()) };
  } catch (error) {
    lock.release();
    throw error;
  }
}

/**
 * Reads the data without taking them, also while a daemon runs; what would write is rejected.
 * Throws ConfigError: `data-missing` where nothing was kept yet, `data-older`, `data-newer`, `data-damaged`, `disk-trouble`.
 */
export async function openReader(directory: string): Promise<Store> {
  const database = openReadOnly(databasePath(directory));
  return closingOnError(database, () => {
    expectCurrent(database, loadMigrations());
    const beside = { keyed: findKeyed(directory), notedHead: () => findNotedHead(directory) };
    return assemble(database, { epoch: 0, codeVersion: "" }, beside);
  });
}

/** A store over an open connection of any age, in its next epoch. */
export function createStore(database: Database, codeVersion: string, commits?: Commits, beside = NOTHING_BESIDE): Store {
  return closingOnError(database, () => {
    migrate(database, loadMigrations());
    toShrinking(database);
    const epoch = begin(database, codeVersion, beside);
    stopWaiting(database);
    return assemble(database, { epoch, codeVersion }, beside, commits);
  });
}

/** For a database that no directory holds. */
const NOTHING_BESIDE: BesideRecord = { keyed: keyedInMemory, notedHead: () => undefined };

function assemble(database: Database, owner: Owner, beside: BesideRecord, commits?: Commits): Store {
  const writer = createWriter(database, commits);
  const append = prepareAudit(database, beside.keyed);
  return withoutSecretsIn({
    audit: createAuditStore(database, beside),
    runs: createRunStore(database, writer, owner, append),
    occurrences: createOccurrenceStore(database, writer, owner),
    documents: createDocumentStore(database, writer),
    items: createItemStore(database, writer),
    findings: createFindingStore(database, writer),
    outbox: createOutboxStore(database, writer, append),
    replies: createReplyStore(database, writer),
    asks: createAskStore(database, writer, append),
    memory: createMemoryStore(database),
    notes: createNoteStore(database, writer, append),
    shelf: createShelfStore(database, writer),
    cursors: createCursorStore(database, writer),
    alerts: createAlertStore(database, writer),
    connections: createConnectionStore(database, writer, append),
    consents: createConsentStore(database, writer, append),
    definitions: createDefinitionStore(database, writer, append),
    logs: createLogStore(database, writer),
    privacy: createPrivacyStore(database, writer, append),
    spending: createSpendingStore(database, writer),
    trouble: createTrouble(database, writer),
    hurry: () => writer.hurry(LOCK_GRACE_MS),
    async close() {
      await writer.drained().catch(ignoreBusy);
      database.close();
    },
  });
}

/** What is refused while the store closes has told its caller so. */
function ignoreBusy(error: unknown): void {
  if (!(error instanceof TransientError)) throw error;
}

/** Begins the next epoch, and says so in the record. */
function begin(database: Database, version: string, beside: BesideRecord): number {
  const start = database.transaction(() => {
    const epoch = nextEpoch(database);
    recordStart(database, beside, { epoch, version, at: instantOf(systemClock) });
    return epoch;
  });
  return start.immediate();
}

function nextEpoch(database: Database): number {
  const row = database.prepare<[], { epoch: number }>("update meta set epoch = epoch + 1 returning epoch").get();
  if (row === undefined) throw new Error("expected the database to count its starts, got no row to count in");
  return row.epoch;
}

function closingOnError<T>(database: Database, work: () => T): T {
  try {
    return work();
  } catch (error) {
    database.close();
    throw toOpenError(error, database.name);
  }
}
