import type { OccurrenceState } from "../core/occurrence.ts";
import type { Database } from "./database.ts";

export type EndOccurrence = (id: string, state: OccurrenceState, reason: string, at: string) => void;

/** Ends an occurrence that is due, once; to be called within a change. A run started by hand may have none. */
export function prepareOccurrenceEnd(database: Database): EndOccurrence {
  const end = database.prepare(
    "update occurrences set state = ?, reason = ?, actual_at = coalesce(actual_at, ?) where id = ? and state = 'due'",
  );
  return (id, state, reason, at) => end.run(state, reason, at, id);
}
