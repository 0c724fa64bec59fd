import type { Approval } from "../../core/approval.ts";
import type { AuditEvent } from "../../core/audit.ts";
import type { OutboxEntry } from "../../core/delivery.ts";
import type { AppendAudit } from "../../core/ports/audit.ts";
import { heldEvent, messageEvent } from "../audit/messages.ts";
import type { Database } from "../database/database.ts";
import { IS_QUESTION, toOutboxEntry, type OutboxRow } from "./outbox-rows.ts";
import { toJson } from "../database/rows.ts";
import { prepareRunDelivery } from "../runs/run-delivery.ts";

/** How messages stop waiting for a person. All but `due` are to be called within a change. */
export interface Held {
  decide(key: string, decision: { approved: boolean; by: string; content?: string }, at: string): boolean;
  askAnew(key: string, question: { before: string; approval: Approval; expiresAt: string }, at: string): boolean;
  /** Whether there is one whose time has passed, or was set by a clock that was ahead. */
  due(at: string): boolean;
  /** Ends those whose time has passed; those that were held by a clock that was ahead have their whole time from now. */
  expire(at: string): OutboxEntry[];
}

/** The most rows that one change carries; the rest is told by the next. */
const MOST_AT_ONCE = 500;
/** A message that waits since later than so long from now was held by a clock that was ahead. */
const AHEAD_MS = 3_600_000;

export function prepareHeld(database: Database, append: AppendAudit): Held {
  const due = database.prepare<[string], { key: string }>(
    `select key from outbox where state = 'held' and ended_at is null and expires_at <= ? limit ${MOST_AT_ONCE}`,
  );
  const ahead = prepareAhead(database);
  const expire = database.prepare<unknown[], OutboxRow>(
    "update outbox set state = 'expired', expires_at = null, ended_at = ? where key = ? returning *",
  );
  const askAnew = database.prepare<[string, string, string, string, string], OutboxRow>(
    `update outbox set approval = ?, expires_at = ?, next_attempt_at = ?
     where key = ? and state = 'held' and json_extract(approval, '$.content') = ? returning *`,
  );
  const tellRun = prepareRunDelivery(database);
  return {
    decide: prepareDecide(database, append),
    askAnew(key, { before, approval, expiresAt }, at) {
      const row = askAnew.get(toJson(approval), expiresAt, at, key, before);
      if (row !== undefined) append(heldEvent(toOutboxEntry(row)), at);
      return row !== undefined;
    },
    due: (at) => due.get(at) !== undefined || ahead.find(at).length > 0,
    expire(at) {
      ahead.mend(at);
      const rows = due.all(at).flatMap(({ key }) => expire.all(at, key));
      const entries = rows.map(toOutboxEntry);
      for (const entry of entries) append(messageEvent("message.expired", entry), at);
      for (const { run } of rows) tellRun(run);
      return entries;
    },
  };
}

interface Waiting {
  key: string;
  next_attempt_at: string;
  expires_at: string;
}

/** While a message is held, its next attempt is when it began to wait. */
function prepareAhead(database: Database): { find(at: string): Waiting[]; mend(at: string): void } {
  const select = database.prepare<[string], Waiting>(
    `select key, next_attempt_at, expires_at from outbox
     where state = 'held' and ended_at is null and next_attempt_at > ? and expires_at is not null`,
  );
  const update = database.prepare<[string, string, string]>("update outbox set next_attempt_at = ?, expires_at = ? where key = ?");
  const instantIn = (at: string, ms: number): string => new Date(Date.parse(at) + ms).toISOString();
  const find = (at: string): Waiting[] => select.all(instantIn(at, AHEAD_MS));
  return {
    find,
    mend(at) {
      for (const { key, next_attempt_at: since, expires_at: until } of find(at)) {
        update.run(at, instantIn(at, Date.parse(until) - Date.parse(since)), key);
      }
    },
  };
}

/** Only what a person was asked about is approved. Approved, a message starts afresh: an earlier doubt about it was what the person decided on. */
function prepareDecide(database: Database, append: AppendAudit): Held["decide"] {
  const held = "where key = @key and state = 'held' and coalesce(expires_at > @at, true)";
  const decided = "decided_by = @by, decided_at = @at, expires_at = null";
  const approve = database.prepare<[object], OutboxRow>(
    `update outbox set state = 'pending', ${decided}, send_by = case when ${IS_QUESTION} then send_by end, error = null, next_attempt_at = @at
     ${held} and json_extract(approval, '$.content') is @content returning *`,
  );
  const deny = database.prepare<[object], OutboxRow>(`update outbox set state = 'denied', ${decided}, ended_at = @at ${held} returning *`);
  const tellRun = prepareRunDelivery(database);
  return (key, { approved, by, content = null }, at) => {
    const row = approved ? approve.get({ key, by, at, content }) : deny.get({ key, by, at });
    if (row === undefined) return false;
    tellRun(row.run);
    append(decisionOf(toOutboxEntry(row), approved, by), at);
    return true;
  };
}

function decisionOf(entry: OutboxEntry, approved: boolean, by: string): AuditEvent {
  const { approval } = entry;
  const decided = approval ? { content: approval.content } : {};
  return { ...messageEvent(approved ? "person.approved" : "person.denied", entry, decided), keyed: { by: whoOf(by) } };
}

/** Behind the person stands why, in words that the record does not keep. */
function whoOf(by: string): string {
  return by.split(":", 1)[0] ?? by;
}
