import type { OutboxEntry, OutboxState } from "../core/delivery.ts";
import { PermanentError, type StoredError } from "../core/errors.ts";
import type { OutboxStore } from "../core/ports/store.ts";
import type { Database } from "./database.ts";
import { fromJson, toJson, type Json } from "./rows.ts";
import type { Writer } from "./writer.ts";

interface OutboxRow {
  key: string;
  run: string;
  grant_name: string;
  delivery: string;
  options: Json<OutboxEntry["options"]>;
  briefing: string;
  state: OutboxState;
  attempts: number;
  next_attempt_at: string;
  receipt: string | null;
  error: Json<StoredError> | null;
}

/** Messages on their way. Every change of state is committed before it resolves; an attempt is counted when it begins. */
export function createOutboxStore(database: Database, writer: Writer): OutboxStore {
  const claim = prepareClaim(database);
  const settle = prepareSettle(database);
  const postpone = preparePostpone(database);
  const unsure = database.prepare<[], OutboxRow>("select * from outbox where state = 'sending' and ended_at is null order by sequence");
  const ofRun = database.prepare<[string], OutboxRow>("select * from outbox where run = ? order by sequence");
  const next = database.prepare<[], { at: string | null }>(
    "select min(next_attempt_at) as at from outbox where state = 'pending' and ended_at is null",
  );
  return {
    claim: (at, limit) => writer.write(() => claim(at, limit)),
    settle: (key, end, at) => writer.write(() => settle(key, end, at)),
    postpone: (key, error, nextAttemptAt) => writer.write(() => postpone(key, error, nextAttemptAt)),
    unsure: async () => unsure.all().map(toOutboxEntry),
    ofRun: async (runId) => ofRun.all(runId).map(toOutboxEntry),
    nextAttempt: async () => next.get()?.at ?? undefined,
  };
}

/** Keeps the messages of a run, each key once; to be called within a change. */
export function prepareOutboxInsert(database: Database): (entries: readonly OutboxEntry[]) => void {
  const insert = database.prepare(
    `insert into outbox (key, run, grant_name, delivery, options, briefing, state, attempts, next_attempt_at)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict (key) do nothing`,
  );
  return (entries) => {
    for (const { key, run, grant, delivery, options, briefing, state, attempts, nextAttemptAt } of entries) {
      insert.run(key, run, grant, delivery, toJson(options), briefing, state, attempts, nextAttemptAt);
    }
  };
}

function prepareClaim(database: Database): (at: string, limit: number) => OutboxEntry[] {
  const due = database.prepare<[string, number], { key: string }>(
    "select key from outbox where state = 'pending' and ended_at is null and next_attempt_at <= ? order by next_attempt_at limit ?",
  );
  const take = database.prepare<[string], OutboxRow>(
    "update outbox set state = 'sending', attempts = attempts + 1 where key = ? returning *",
  );
  return (at, limit) => due.all(at, limit).flatMap(({ key }) => take.all(key).map(toOutboxEntry));
}

function prepareSettle(database: Database) {
  const end = database.prepare<unknown[], { run: string }>(
    "update outbox set state = ?, receipt = ?, error = ?, ended_at = ? where key = ? and state = 'sending' returning run",
  );
  const tellRun = database.prepare(
    `update runs set delivery = iif(exists (select 1 from outbox where run = @run and state = 'undeliverable'), 'undeliverable', 'delivered')
     where id = @run and not exists (select 1 from outbox where run = @run and ended_at is null)`,
  );
  return (key: string, outcome: Parameters<OutboxStore["settle"]>[1], at: string): void => {
    const receipt = outcome.state === "sent" ? outcome.receipt : null;
    const error = outcome.state === "undeliverable" ? toJson(outcome.error) : null;
    const entry = end.get(outcome.state, receipt, error, at, key);
    if (entry === undefined) throw notSending(key);
    tellRun.run({ run: entry.run });
  };
}

function preparePostpone(database: Database): (key: string, ...rest: [error: StoredError, nextAttemptAt: string]) => void {
  const postpone = database.prepare(
    "update outbox set state = 'pending', error = ?, next_attempt_at = ? where key = ? and state = 'sending'",
  );
  return (key, error, nextAttemptAt) => {
    if (postpone.run(toJson(error), nextAttemptAt, key).changes === 0) throw notSending(key);
  };
}

function toOutboxEntry(row: OutboxRow): OutboxEntry {
  return {
    key: row.key,
    run: row.run,
    grant: row.grant_name,
    delivery: row.delivery,
    options: fromJson(row.options),
    briefing: row.briefing,
    state: row.state,
    attempts: row.attempts,
    nextAttemptAt: row.next_attempt_at,
    ...(row.receipt !== null && { receipt: row.receipt }),
    ...(row.error !== null && { error: fromJson(row.error) }),
  };
}

function notSending(key: string): PermanentError {
  return new PermanentError(
    "entry-not-sending",
    `expected the message ${key} to be on its way, got one that is waiting, has ended, or is unknown`,
  );
}
