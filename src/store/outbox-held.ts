import type { OutboxEntry } from "../core/delivery.ts";
import type { Database } from "./database.ts";
import { toOutboxEntry, type OutboxRow } from "./outbox-rows.ts";
import { prepareRunDelivery } from "./run-delivery.ts";

/** How messages stop waiting for a person. All but `due` are to be called within a change. */
export interface Held {
  decide(key: string, decision: { approved: boolean; by: string; content?: string }, at: string): boolean;
  askAnew(key: string, before: string, content: string): boolean;
  /** Whether there is one whose time has passed. */
  due(at: string): boolean;
  expire(at: string): OutboxEntry[];
}

/** The most rows that one change carries; the rest is told by the next. */
const MOST_AT_ONCE = 500;

export function prepareHeld(database: Database): Held {
  const due = database.prepare<[string], { key: string }>(
    `select key from outbox where state = 'held' and ended_at is null and expires_at <= ? limit ${MOST_AT_ONCE}`,
  );
  const expire = database.prepare<unknown[], OutboxRow>(
    "update outbox set state = 'expired', expires_at = null, ended_at = ? where key = ? returning *",
  );
  const askAnew = database.prepare<[string, string, string]>(
    `update outbox set approval = json_set(approval, '$.content', ?)
     where key = ? and state = 'held' and json_extract(approval, '$.content') = ?`,
  );
  const tellRun = prepareRunDelivery(database);
  return {
    decide: prepareDecide(database),
    askAnew: (key, before, content) => askAnew.run(content, key, before).changes > 0,
    due: (at) => due.get(at) !== undefined,
    expire(at) {
      const rows = due.all(at).flatMap(({ key }) => expire.all(at, key));
      for (const { run } of rows) tellRun(run);
      return rows.map(toOutboxEntry);
    },
  };
}

/** Only what a person was asked about is approved. Approved, a message starts afresh: an earlier doubt about it was what the person decided on. */
function prepareDecide(database: Database): Held["decide"] {
  const held = "where key = @key and state = 'held' and coalesce(expires_at > @at, true)";
  const decided = "decided_by = @by, decided_at = @at, expires_at = null";
  const approve = database.prepare<[object], { run: string | null }>(
    `update outbox set state = 'pending', ${decided}, send_by = null, error = null, next_attempt_at = @at
     ${held} and json_extract(approval, '$.content') is @content returning run`,
  );
  const deny = database.prepare<[object], { run: string | null }>(
    `update outbox set state = 'denied', ${decided}, ended_at = @at ${held} returning run`,
  );
  const tellRun = prepareRunDelivery(database);
  return (key, { approved, by, content = null }, at) => {
    const row = approved ? approve.get({ key, by, at, content }) : deny.get({ key, by, at });
    if (row === undefined) return false;
    tellRun(row.run);
    return true;
  };
}
