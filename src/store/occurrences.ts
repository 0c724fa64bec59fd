import type { Occurrence, OccurrenceState } from "../core/occurrence.ts";
import type { DueSlot, OccurrenceStore } from "../core/ports/store.ts";
import type { Database } from "./database.ts";
import { prepareOccurrenceEnd } from "./occurrence-end.ts";
import { chunksOf } from "./rows.ts";
import { prepareRunInsert, type Owner } from "./run-rows.ts";
import { createSlots, prepareMove } from "./slots.ts";
import type { Writer } from "./writer.ts";

interface OccurrenceRow {
  id: string;
  automation: string;
  kind: Occurrence["kind"];
  nominal_at: string;
  actual_at: string | null;
  state: OccurrenceState;
  reason: string;
}

/** What was due, and when each trigger is due next. */
export function createOccurrenceStore(database: Database, writer: Writer, owner: Owner): OccurrenceStore {
  const move = prepareMove(database);
  const recordOne = prepareRecord(database, owner);
  const end = prepareOccurrenceEnd(database);
  return {
    ...createSlots(database, writer),
    async record(due, moved, at) {
      const started: string[] = [];
      // Occurrences first: after a crash in between, a slot that comes due again finds its occurrence and starts nothing.
      for (const chunk of chunksOf(due)) {
        const ids = await writer.write(() => chunk.filter((each) => recordOne(each, at)).map((each) => each.occurrence.id));
        started.push(...ids);
      }
      for (const chunk of chunksOf(moved)) await writer.write(() => chunk.forEach(move));
      return started;
    },
    end: (id, state, reason, at) => writer.write(() => end(id, state, reason, at)),
    list: async (query) => listOccurrences(database, query),
  };
}

/** True where a run was started. An occurrence that is known already starts nothing again. */
function prepareRecord(database: Database, owner: Owner): (due: DueSlot, at: string) => boolean {
  const insertRun = prepareRunInsert(database, owner);
  const insert = database.prepare(
    `insert into occurrences (id, automation, kind, nominal_at, actual_at, state, reason) values (?, ?, ?, ?, ?, ?, ?)
     on conflict (id) do nothing`,
  );
  return ({ occurrence, run }, at) => {
    const { id, automation, kind, nominalAt, actualAt, state, reason } = occurrence;
    const isNew = insert.run(id, automation, kind, nominalAt, actualAt ?? null, state, reason).changes === 1;
    return isNew && run !== undefined && insertRun(id, run, at);
  };
}

function listOccurrences(database: Database, { automation, limit = -1 }: Parameters<OccurrenceStore["list"]>[0]): Occurrence[] {
  const condition = automation === undefined ? "true" : "automation = @automation";
  const list = database.prepare<[object], OccurrenceRow>(
    `select * from occurrences where ${condition} order by sequence desc limit @limit`,
  );
  return list.all({ automation, limit }).map(toOccurrence);
}

function toOccurrence(row: OccurrenceRow): Occurrence {
  return {
    id: row.id,
    automation: row.automation,
    kind: row.kind,
    nominalAt: row.nominal_at,
    ...(row.actual_at !== null && { actualAt: row.actual_at }),
    state: row.state,
    reason: row.reason,
  };
}
