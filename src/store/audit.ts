import type { AuditEvent, AuditHead } from "../core/audit.ts";
import type { AppendAudit } from "../core/ports/audit.ts";
import { canonicalJson, hashOf } from "../lib/hash.ts";
import type { Keyed } from "./audit-key.ts";
import type { Database } from "./database.ts";

/** A row of the record before it has its hash. */
export interface AuditRow {
  sequence: number;
  at: string;
  kind: string;
  automation: string | null;
  run: string | null;
  subject: string | null;
  detail: string;
  previous: string;
}

/** The hash of a row: of every column, so that none can be changed unseen. */
export function hashOfRow({ sequence, at, kind, automation, run, subject, detail, previous }: AuditRow): string {
  return hashOf({ sequence, at, kind, automation, run, subject, detail, previous });
}

/** Writes rows behind one another; each call is to be made within the change that the event belongs to. */
export function prepareAudit(database: Database, keyed: Keyed): AppendAudit {
  const findHead = prepareHead(database);
  const insert = database.prepare<[object]>(
    `insert into audit (sequence, at, kind, automation, run, subject, detail, previous, hash)
     values (@sequence, @at, @kind, @automation, @run, @subject, @detail, @previous, @hash)`,
  );
  return ({ kind, automation = null, run, subject, open, keyed: names }, at) => {
    const head = findHead();
    const row: AuditRow = {
      ...{ sequence: (head?.sequence ?? 0) + 1, at, kind, automation },
      run: run === undefined ? null : keyed(run),
      subject: subject === undefined ? null : keyed(subject),
      detail: canonicalJson({ ...open, ...keyedValues(names, keyed) }),
      previous: head?.hash ?? "",
    };
    insert.run({ ...row, hash: hashOfRow(row) });
  };
}

/** The last row that was written. */
export function prepareHead(database: Database): () => AuditHead | undefined {
  const last = database.prepare<[], AuditHead>("select sequence, hash from audit order by sequence desc limit 1");
  return () => last.get();
}

function keyedValues(names: AuditEvent["keyed"] = {}, keyed: Keyed): Record<string, string | string[]> {
  const hashed = (name: string | readonly string[]) => (typeof name === "string" ? keyed(name) : name.map((each) => keyed(each)));
  return Object.fromEntries(Object.entries(names).map(([field, name]) => [field, hashed(name)]));
}
