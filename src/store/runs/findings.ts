import { PermanentError } from "../../core/errors.ts";
import type { Acknowledgement, JudgedFinding, LedgerEntry } from "../../core/finding.ts";
import type { FindingStore } from "../../core/ports/store.ts";
import type { Database } from "../database/database.ts";
import { parseOwnJson, type Json } from "../../lib/json.ts";
import { toJson } from "../database/rows.ts";
import type { Writer } from "../database/writer.ts";

interface LedgerRow {
  automation: string;
  reader: string;
  entry: Json<LedgerEntry>;
  acknowledgement: Json<Acknowledgement> | null;
}

/** What runs found, and what each reader knows of it. */
export function createFindingStore(database: Database, writer: Writer): FindingStore {
  const ofRun = database.prepare<[string], { json: Json<JudgedFinding> }>("select json from findings where run = ? order by position");
  const latest = database.prepare<[string], { run: string; json: Json<JudgedFinding> }>(
    "select run, json from findings join runs on runs.id = run where key = ? order by sequence desc limit 1",
  );
  const ledger = database.prepare<[string, string], LedgerRow>("select * from ledger where automation = ? and reader = ?");
  const byPrefix = database.prepare<[string, string], LedgerRow>("select * from ledger where key >= ? and key < ? || char(0x10ffff)");
  const acknowledge = database.prepare("update ledger set acknowledgement = ? where automation = ? and reader = ? and key = ?");
  return {
    ofRun: async (runId) => ofRun.all(runId).map((row) => parseOwnJson(row.json)),
    ledger: async (automation, reader) => ledger.all(automation, reader).map(toEntry),
    findByPrefix: async (prefix) =>
      byPrefix.all(prefix, prefix).map((row) => ({ automation: row.automation, reader: row.reader, entry: toEntry(row) })),
    async latest(key) {
      const row = latest.get(key);
      return row && { run: row.run, judged: parseOwnJson(row.json) };
    },
    acknowledge: (automation, reader, key, acknowledgement) =>
      writer.write(() => {
        const said = acknowledgement === undefined ? null : toJson(acknowledgement);
        if (acknowledge.run(said, automation, reader, key).changes === 0) throw unknownFinding(automation, reader, key);
      }),
  };
}

/** What the end of a run keeps of its findings; to be called within a change. */
export interface FindingChanges {
  keepAll(runId: string, findings: readonly JudgedFinding[]): void;
  /** Leaves acknowledgements as they are: a reader may have spoken after the run read them. */
  keepLedger(automation: string, reader: string, entries: readonly LedgerEntry[]): void;
}

export function prepareFindingChanges(database: Database): FindingChanges {
  const insert = database.prepare("insert into findings (run, position, key, json) values (?, ?, ?, ?)");
  const upsert = database.prepare(
    `insert into ledger (automation, reader, key, entry) values (?, ?, ?, ?)
     on conflict (automation, reader, key) do update set entry = excluded.entry`,
  );
  return {
    keepAll(runId, findings) {
      for (const [position, judged] of findings.entries()) insert.run(runId, position, judged.finding.key, toJson(judged));
    },
    keepLedger(automation, reader, entries) {
      for (const { acknowledgement: _theirs, ...entry } of entries) upsert.run(automation, reader, entry.key, toJson(entry));
    },
  };
}

function toEntry(row: LedgerRow): LedgerEntry {
  const entry = parseOwnJson(row.entry);
  return row.acknowledgement === null ? entry : { ...entry, acknowledgement: parseOwnJson(row.acknowledgement) };
}

function unknownFinding(automation: string, reader: string, key: string): PermanentError {
  return new PermanentError("finding-unknown", `expected ${key} to be a finding that ${automation} told ${reader} about, got none`, {
    hint: "The id of a finding stands behind it in the briefing.",
  });
}
