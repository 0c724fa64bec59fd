import type { AuditEntry, AuditHead, AuditKind } from "../../core/audit.ts";
import type { AuditQuery, AuditStore } from "../../core/ports/audit.ts";
import { parseOwnJson, type Json } from "../../lib/json.ts";
import { prepareHead, type AuditRow } from "./audit.ts";
import type { Keyed } from "./key.ts";
import { createVerify } from "./verify.ts";
import type { Database } from "../database/database.ts";

/** What belongs to the record and lies outside the database. */
export interface BesideRecord {
  keyed: Keyed;
  /** The head that was noted last. */
  notedHead(): AuditHead | undefined;
}

interface EntryRow extends AuditRow {
  kind: AuditKind;
  detail: Json<AuditEntry["detail"]>;
  hash: string;
}

const MOST = 1_000;

/** The record, for reading. */
export function createAuditStore(database: Database, { keyed, notedHead }: BesideRecord): AuditStore {
  const findHead = prepareHead(database);
  return {
    head: async () => findHead(),
    list: async (query) => list(database, query),
    verify: createVerify(database, notedHead),
    keyed,
  };
}

function list(database: Database, { since, kinds, limit = MOST }: AuditQuery): AuditEntry[] {
  const conditions = ["true"];
  if (since !== undefined) conditions.push("at >= @since");
  if (kinds !== undefined) conditions.push("kind in (select value from json_each(@kinds))");
  const rows = database.prepare<[object], EntryRow>(
    `select * from audit where ${conditions.join(" and ")} order by sequence desc limit @limit`,
  );
  return rows
    .all({ since, kinds: JSON.stringify(kinds ?? []), limit })
    .toReversed()
    .map(toEntry);
}

function toEntry({ automation, run, subject, detail, ...row }: EntryRow): AuditEntry {
  return {
    ...row,
    ...(automation !== null && { automation }),
    ...(run !== null && { run }),
    ...(subject !== null && { subject }),
    detail: parseOwnJson(detail),
  };
}
