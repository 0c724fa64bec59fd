import type { Event } from "../../core/event.ts";
import type { DueSlot, OccurrenceStore } from "../../core/ports/store.ts";
import type { Database } from "../database/database.ts";
import { prepareRecord } from "./rows.ts";
import { parseOwnJson, type Json } from "../../lib/json.ts";
import { toJson } from "../database/rows.ts";
import type { Owner } from "../runs/run-rows.ts";
import type { Writer } from "../database/writer.ts";

/** What becomes of events, and which of them a run is about. */
export function createEvents(
  database: Database,
  writer: Writer,
  owner: Owner,
): Pick<OccurrenceStore, "known" | "admit" | "eventsOf" | "passedOver"> {
  const record = prepareRecord(database, owner);
  const known = database.prepare<[string], string>("select id from occurrences where id in (select value from json_each(?))").pluck();
  const collecting = database.prepare<[string], { id: string }>(
    "select id from occurrences where id = ? and state = 'due' and start_at is not null",
  );
  const eventsOf = database.prepare<[string, string], { event: Json<Event> }>(
    "select event from occurrences where (id = ? or into_id = ?) and event is not null order by sequence",
  );
  const passedOver = database.prepare<[object], { event: Json<Event> }>(
    `select own.event from occurrences own left join occurrences into_one on into_one.id = own.into_id
     where own.automation = @automation and own.nominal_at >= @since and json_extract(own.event, '$.source') = @source
       and coalesce(into_one.state, own.state) in ('skipped', 'missed', 'blocked', 'over_limit') order by own.sequence`,
  );
  const isOver = ({ occurrence: { into } }: DueSlot): boolean => into !== undefined && collecting.get(into) === undefined;
  return {
    known: async (ids) => new Set(known.all(toJson(ids))),
    admit: (due, at) =>
      writer.write(() => {
        if (due.some(isOver)) return "burst-over";
        return new Set(due.flatMap((each) => (record(each, at) === "known" ? [] : [each.occurrence.id])));
      }),
    passedOver: async (automation, source, since) => passedOver.all({ automation, source, since }).map((row) => parseOwnJson(row.event)),
    eventsOf: async (id) => eventsOf.all(id, id).map((row) => parseOwnJson(row.event)),
  };
}
