import type { OccurrenceState } from "../../core/occurrence.ts";
import type { Database } from "../database/database.ts";

/** `actualAt` is when it was acted on: for one that ran, when its run first began. */
export type EndOccurrence = (id: string, state: OccurrenceState, reason: string, actualAt: string) => void;

/** Ends an occurrence that is due, once; to be called within a change. A run started by hand may have none. */
export function prepareOccurrenceEnd(database: Database): EndOccurrence {
  const end = database.prepare(
    // Why it was caught up says more than that its run went well.
    "update occurrences set state = ?, reason = coalesce(nullif(?, ''), reason), actual_at = ? where id = ? and state = 'due'",
  );
  return (id, state, reason, actualAt) => end.run(state, reason, actualAt, id);
}
