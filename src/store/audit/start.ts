import { prepareAudit } from "./audit.ts";
import type { BesideRecord } from "./audit-store.ts";
import type { Database } from "../database/database.ts";

interface Start {
  epoch: number;
  version: string;
  at: string;
}

/**
 * Records a start; to be called within the change that counts it. Where the record no longer holds the head that was noted, that is
 * recorded first: the next head would hide it.
 */
export function recordStart(database: Database, { keyed, notedHead }: BesideRecord, { epoch, version, at }: Start): void {
  const append = prepareAudit(database, keyed);
  const noted = notedHead();
  const kept = noted && database.prepare<[number], { hash: string }>("select hash from audit where sequence = ?").get(noted.sequence);
  if (noted && kept?.hash !== noted.hash) append({ kind: "record.cut", open: { sequence: noted.sequence, hash: noted.hash } }, at);
  append({ kind: "chief.started", open: { epoch, version } }, at);
}
