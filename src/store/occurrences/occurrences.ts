import type { DueSlot, OccurrenceStore } from "../../core/ports/store.ts";
import type { Database } from "../database/database.ts";
import { createEvents } from "./events.ts";
import { prepareOccurrenceEnd } from "./end.ts";
import { prepareRecord, prepareRedecide, toOccurrence, type OccurrenceRow, type RecordOne } from "./rows.ts";
import { chunksOf } from "../database/rows.ts";
import type { Owner } from "../runs/run-rows.ts";
import { createSlots, prepareMove } from "./slots.ts";
import type { Writer } from "../database/writer.ts";

/** What was due, what happened, and when each trigger is due next. */
export function createOccurrenceStore(database: Database, writer: Writer, owner: Owner): OccurrenceStore {
  const move = prepareMove(database);
  const recordOne = prepareRecord(database, owner);
  const redecideOne = prepareRedecide(database, owner);
  const end = prepareOccurrenceEnd(database);
  return {
    ...createEvents(database, writer, owner),
    ...createSlots(database, writer),
    ...createReads(database),
    async record(due, moved, at) {
      const [last = [], ...earlier] = chunksOf(due).toReversed();
      const started: string[] = [];
      // Occurrences first: after a crash in between, a slot that comes due again finds its occurrence and starts nothing.
      for (const chunk of earlier.toReversed()) started.push(...(await writer.write(() => keepAll(chunk, recordOne, at))));
      const [moves = [], ...further] = chunksOf(moved);
      started.push(
        ...(await writer.write(() => {
          moves.forEach(move);
          return keepAll(last, recordOne, at);
        })),
      );
      for (const chunk of further) await writer.write(() => chunk.forEach(move));
      return started;
    },
    async redecide(due, at) {
      const chunks = await Promise.all(chunksOf(due).map((chunk) => writer.write(() => keepAll(chunk, redecideOne, at))));
      return chunks.flat();
    },
    end: (id, state, reason, at) => writer.write(() => end(id, state, reason, at)),
  };
}

function keepAll(due: readonly DueSlot[], keep: RecordOne, at: string): string[] {
  return due.filter((each) => keep(each, at) === "started").map((each) => each.occurrence.id);
}

function createReads(database: Database): Pick<OccurrenceStore, "collecting" | "find" | "list" | "scheduled"> {
  const byId = database.prepare<[string], OccurrenceRow>("select * from occurrences where id = ?");
  const collecting = database.prepare<[], OccurrenceRow>("select * from occurrences where start_at is not null order by start_at");
  // The ids of one automation's slots lie side by side in the index, in the order of time.
  const scheduled = database.prepare<[string, string], OccurrenceRow>(
    "select * from occurrences where id >= ? and id <= ? and count = 1 order by id",
  );
  return {
    collecting: async () => collecting.all().map(toOccurrence),
    find: async (id) => {
      const row = byId.get(id);
      return row && toOccurrence(row);
    },
    list: async (query) => listOccurrences(database, query),
    scheduled: async (automation, from, to) => scheduled.all(`sched:${automation}:${from}`, `sched:${automation}:${to}`).map(toOccurrence),
  };
}

function listOccurrences(database: Database, { automation, states, limit = -1 }: Parameters<OccurrenceStore["list"]>[0]) {
  const conditions = ["true"];
  if (automation !== undefined) conditions.push("automation = @automation");
  if (states !== undefined) conditions.push("state in (select value from json_each(@states))");
  const list = database.prepare<[object], OccurrenceRow>(
    `select * from occurrences where ${conditions.join(" and ")} order by sequence desc limit @limit`,
  );
  return list.all({ automation, states: JSON.stringify(states ?? []), limit }).map(toOccurrence);
}
