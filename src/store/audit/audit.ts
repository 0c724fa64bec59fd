import type { AuditEvent, AuditHead } from "../../core/audit.ts";
import type { AppendAudit } from "../../core/ports/audit.ts";
import { canonicalJson, hashOf } from "../../lib/hash.ts";
import type { Keyed } from "./key.ts";
import type { Database } from "../database/database.ts";

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

/**
 * Writes rows behind one another; each call is to be made within the change that the event belongs to. Where the record does not end
 * with what this connection wrote last, that is recorded first: the next row would hide it.
 */
export function prepareAudit(database: Database, keyed: Keyed): AppendAudit {
  const findHead = prepareHead(database);
  const own = prepareOwnHead(database);
  const insert = database.prepare<[object]>(
    `insert into audit (sequence, at, kind, automation, run, subject, detail, previous, hash)
     values (@sequence, @at, @kind, @automation, @run, @subject, @detail, @previous, @hash)`,
  );
  const write = ({ kind, automation, run, subject, open, keyed: names }: AuditEvent, at: string): void => {
    const head = findHead();
    const row: AuditRow = {
      ...{ sequence: (head?.sequence ?? 0) + 1, at, kind, automation: automation ?? null },
      run: run === undefined ? null : keyed(run),
      subject: subject === undefined ? null : keyed(subject),
      detail: canonicalJson({ ...open, ...keyedValues(names, keyed) }),
      previous: head?.hash ?? "",
    };
    const hash = hashOfRow(row);
    insert.run({ ...row, hash });
    own.keep({ sequence: row.sequence, hash });
  };
  return (event, at) => {
    const last = own.find();
    if (last && findHead()?.hash !== last.hash) write({ kind: "record.cut", open: { ...last } }, at);
    write(event, at);
  };
}

interface OwnHead {
  find(): AuditHead | undefined;
  keep(head: AuditHead): void;
}

/** The row that this connection wrote last: in a table of its own that no other connection sees, so that what is rolled back is undone there too. */
function prepareOwnHead(database: Database): OwnHead {
  database.exec(
    "create temp table if not exists own_head (only integer primary key check (only = 1), sequence integer not null, hash text not null)",
  );
  const find = database.prepare<[], AuditHead>("select sequence, hash from temp.own_head");
  const keep = database.prepare<[AuditHead]>("insert or replace into temp.own_head (only, sequence, hash) values (1, @sequence, @hash)");
  return { find: () => find.get(), keep: (head) => void keep.run(head) };
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
