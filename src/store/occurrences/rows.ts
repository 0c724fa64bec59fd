import type { Event } from "../../core/event.ts";
import type { Occurrence, OccurrenceState } from "../../core/occurrence.ts";
import type { DueSlot } from "../../core/ports/store.ts";
import type { Database } from "../database/database.ts";
import { parseOwnJson, type Json } from "../../lib/json.ts";
import { toJson } from "../database/rows.ts";
import { prepareRunInsert, type Owner } from "../runs/run-rows.ts";

export interface OccurrenceRow {
  id: string;
  automation: string;
  kind: Occurrence["kind"];
  nominal_at: string;
  actual_at: string | null;
  state: OccurrenceState;
  reason: string;
  caught_up: number;
  count: number;
  into_id: string | null;
  start_at: string | null;
  event: Json<Event> | null;
}

export function toOccurrence(row: OccurrenceRow): Occurrence {
  return {
    id: row.id,
    automation: row.automation,
    kind: row.kind,
    nominalAt: row.nominal_at,
    ...(row.actual_at !== null && { actualAt: row.actual_at }),
    state: row.state,
    reason: row.reason,
    caughtUp: row.caught_up === 1,
    count: row.count,
    ...(row.into_id !== null && { into: row.into_id }),
    ...(row.start_at !== null && { startAt: row.start_at }),
    ...(row.event !== null && { event: parseOwnJson(row.event) }),
  };
}

/** Keeps a decision, to be called within a change; `started` where a run begins with it, `known` where it was left as it is. */
export type RecordOne = (due: DueSlot, at: string) => "kept" | "started" | "known";

/** An occurrence that is known already stays as it is, and starts nothing again. */
export function prepareRecord(database: Database, owner: Owner): RecordOne {
  return prepareInsert(database, owner, "do nothing");
}

/** An occurrence that is known already is decided anew, unless it has a run. */
export function prepareRedecide(database: Database, owner: Owner): RecordOne {
  const changes = ["actual_at", "state", "reason", "caught_up", "start_at"].map((column) => `${column} = excluded.${column}`);
  const hasNoRun = "not exists (select 1 from runs where runs.id = occurrences.id)";
  return prepareInsert(database, owner, `do update set ${changes.join(", ")} where ${hasNoRun}`);
}

function prepareInsert(database: Database, owner: Owner, onConflict: string): RecordOne {
  const insertRun = prepareRunInsert(database, owner);
  const insert = database.prepare(
    `insert into occurrences
       (id, automation, kind, nominal_at, actual_at, state, reason, caught_up, count, into_id, start_at, event)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
     on conflict (id) ${onConflict}`,
  );
  return ({ occurrence, run }, at) => {
    const { id, automation, kind, nominalAt, actualAt, state, reason, caughtUp, count, into, startAt, event } = occurrence;
    const known = [id, automation, kind, nominalAt, actualAt ?? null, state, reason, caughtUp ? 1 : 0, count];
    const isKept = insert.run(...known, into ?? null, startAt ?? null, event === undefined ? null : toJson(event)).changes === 1;
    if (!isKept) return "known";
    return run !== undefined && insertRun(id, run, at) ? "started" : "kept";
  };
}
