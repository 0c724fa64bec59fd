import type { Event } from "../core/event.ts";
import type { DueSlot, OccurrenceStore } from "../core/ports/store.ts";
import type { Database } from "./database.ts";
import { prepareRecord } from "./occurrence-rows.ts";
import { fromJson, type Json } from "./rows.ts";
import type { Owner } from "./run-rows.ts";
import type { Writer } from "./writer.ts";

/** Which events are known, and which of them a run is about. */
export function createEvents(database: Database, writer: Writer, owner: Owner): Pick<OccurrenceStore, "knows" | "admit" | "eventsOf"> {
  const record = prepareRecord(database, owner);
  const known = database.prepare<[string, string], { known: 1 }>("select 1 as known from events where source = ? and id = ?");
  const insert = database.prepare<[string, string, string]>(
    "insert into events (source, id, at) values (?, ?, ?) on conflict (source, id) do nothing",
  );
  const collecting = database.prepare<[string], { id: string }>(
    "select id from occurrences where id = ? and state = 'due' and start_at is not null",
  );
  const eventsOf = database.prepare<[string, string], { event: Json<Event> }>(
    "select event from occurrences where (id = ? or into_id = ?) and event is not null order by sequence",
  );
  const isOver = ({ occurrence: { into } }: DueSlot): boolean => into !== undefined && collecting.get(into) === undefined;
  return {
    knows: async ({ source, id }) => known.get(source, id) !== undefined,
    admit: (event, due, at) =>
      writer.write(() => {
        if (due.some(isOver)) return "burst-over";
        if (insert.run(event.source, event.id, event.at).changes === 0) return "known";
        for (const each of due) record(each, at);
        return "kept";
      }),
    eventsOf: async (id) => eventsOf.all(id, id).map((row) => fromJson(row.event)),
  };
}
