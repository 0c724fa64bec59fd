import type { AuditFault, AuditHead, AuditVerdict } from "../../core/audit.ts";
import type { AuditStore } from "../../core/ports/audit.ts";
import { nextTurn } from "../../lib/next-turn.ts";
import { hashOfRow, type AuditRow } from "./audit.ts";
import type { Database } from "../database/database.ts";

type HashedRow = AuditRow & { hash: string };

/** Rows that are read at once: some milliseconds of work. */
const CHUNK = 1_000;

/** Looks at the record in pieces, so that neither memory nor the event loop fills with it. */
export function createVerify(database: Database, notedHead: () => AuditHead | undefined): AuditStore["verify"] {
  const chunk = database.prepare<[number], HashedRow>(`select * from audit where sequence > ? order by sequence limit ${CHUNK}`);
  const start = prepareStart(database);
  const hashAt = database.prepare<[number], { hash: string }>("select hash from audit where sequence = ?");
  return async (since) => {
    // Noted before anything is read: what is written meanwhile only lies behind it.
    const noted = notedHead();
    const before = since === undefined ? NOTHING : start(since);
    const walk = createWalk(before, noted !== undefined);
    // Nothing may stand before the first entry either.
    const from = since === undefined ? Number.MIN_SAFE_INTEGER : before.sequence;
    for (let rows = chunk.all(from); rows.length > 0; rows = chunk.all(walk.last().sequence)) {
      if (rows.some((row) => !walk.accept(row))) return walk.verdict();
      await nextTurn();
    }
    return { ...walk.verdict(), ...(noted && faultOfEnd(walk.last(), noted, hashAt.get(noted.sequence)?.hash)) };
  };
}

const NOTHING: AuditHead = { sequence: 0, hash: "" };

/** The row before the first that is looked at, whose hash is taken as it stands. */
function prepareStart(database: Database): (since: string) => AuditHead {
  const first = database.prepare<[string], { sequence: number | null }>("select min(sequence) as sequence from audit where at >= ?");
  const last = database.prepare<[], AuditHead>("select sequence, hash from audit order by sequence desc limit 1");
  const before = database.prepare<[number], AuditHead>("select sequence, hash from audit where sequence = ?");
  return (since) => {
    const sequence = first.get(since)?.sequence ?? undefined;
    return (sequence === undefined ? last.get() : before.get(sequence - 1)) ?? { ...NOTHING, sequence: (sequence ?? 1) - 1 };
  };
}

interface Walk {
  last(): AuditHead;
  /** False at the first row that is not as it was written. */
  accept(row: HashedRow): boolean;
  verdict(): AuditVerdict;
}

function createWalk(start: AuditHead, endIsKnown: boolean): Walk {
  let last = start;
  let verdict: AuditVerdict = { entries: 0, backwards: 0, endIsKnown };
  let lastAt = "";
  return {
    last: () => last,
    accept(row) {
      const fault = faultOf(row, last);
      if (fault) {
        verdict = { ...verdict, fault };
        return false;
      }
      last = { sequence: row.sequence, hash: row.hash };
      const { entries, since = row.at } = verdict;
      verdict = { ...verdict, entries: entries + 1, since, head: last, backwards: verdict.backwards + (row.at < lastAt ? 1 : 0) };
      lastAt = row.at;
      return true;
    },
    verdict: () => verdict,
  };
}

function faultOf(row: HashedRow, last: AuditHead): AuditFault | undefined {
  const { sequence } = row;
  if (sequence !== last.sequence + 1) return { sequence: last.sequence + 1, why: "gap" };
  if (row.previous !== last.hash) return { sequence, why: "previous_differs" };
  if (row.hash !== hashOfRow(row)) return { sequence, why: "hash_differs" };
  // Whole as it is, it tells of entries that were there before it.
  return row.kind === "record.cut" ? { sequence, why: "cut" } : undefined;
}

/** The head that was noted has to stand where it stood. */
function faultOfEnd(last: AuditHead, noted: AuditHead, hash: string | undefined): { fault?: AuditFault } {
  if (hash === undefined) return { fault: { sequence: last.sequence + 1, why: "cut" } };
  return hash === noted.hash ? {} : { fault: { sequence: noted.sequence, why: "head_differs" } };
}
