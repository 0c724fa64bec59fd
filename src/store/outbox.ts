import type { OutboxEntry } from "../core/delivery.ts";
import type { OutboxStore } from "../core/ports/store.ts";
import type { Database } from "./database.ts";
import { prepareAttempts } from "./outbox-attempts.ts";
import { prepareHeld } from "./outbox-held.ts";
import { HAS_ITS_TURN, toOutboxEntry, type OutboxRow } from "./outbox-rows.ts";
import { toJson } from "./rows.ts";
import type { Writer } from "./writer.ts";

/** Messages on their way. Every change of state is committed before it resolves; an attempt is counted when it begins. */
export function createOutboxStore(database: Database, writer: Writer): OutboxStore {
  const { claim, settle, postpone, hold } = prepareAttempts(database);
  const { decide, askAnew, due, expire } = prepareHeld(database);
  return {
    claim: (at, limit, except = []) => writer.write(() => claim(at, limit, except)),
    settle: (key, end, at) => writer.write(() => settle(key, end, at)),
    postpone: (key, error, nextAttemptAt) => writer.write(() => postpone(key, error, nextAttemptAt)),
    hold: (key, error, expiresAt) => writer.write(() => hold(key, error, expiresAt)),
    decide: (key, decision, at) => writer.write(() => decide(key, decision, at)),
    askAnew: (key, before, content) => writer.write(() => askAnew(key, before, content)),
    // Looked at first: asked for often, and a write for nothing would cost a commit.
    expire: async (at) => (due(at) ? writer.write(() => expire(at)) : []),
    ...createQueries(database),
  };
}

type Queries = Pick<OutboxStore, "unsure" | "find" | "list" | "ofRun" | "findByReceipt" | "findEarlier" | "nextAttempt">;

function createQueries(database: Database): Queries {
  const unsure = database.prepare<[], OutboxRow>("select * from outbox where state = 'sending' and ended_at is null order by sequence");
  const byKey = database.prepare<[string], OutboxRow>("select * from outbox where key = ?");
  const ofRun = database.prepare<[string], OutboxRow>("select * from outbox where run = ? order by sequence");
  const byReceipt = database.prepare<[string, string], OutboxRow>(
    "select * from outbox where receipt = ? and delivery = ? order by sequence desc limit 1",
  );
  const last = database.prepare<[object], OutboxRow>(
    `select * from (
       select * from outbox
       where automation = @automation and grant_name = @grant and delivery = @delivery and options = @options and state = 'sent'
       order by sequence desc limit 1)
     where sequence < (select sequence from outbox where key = @key)`,
  );
  const next = database.prepare<[], { at: string | null }>(
    `select min(at) as at from (
       select min(next_attempt_at) as at from outbox where state = 'pending' and ended_at is null and ${HAS_ITS_TURN}
       union all select min(expires_at) from outbox where state = 'held' and ended_at is null)`,
  );
  return {
    unsure: async () => unsure.all().map(toOutboxEntry),
    async find(key) {
      const row = byKey.get(key);
      return row && toOutboxEntry(row);
    },
    list: async (query) => list(database, query),
    ofRun: async (runId) => ofRun.all(runId).map(toOutboxEntry),
    async findByReceipt(delivery, receipt) {
      const row = byReceipt.get(receipt, delivery);
      return row && toOutboxEntry(row);
    },
    async findEarlier({ key, automation, grant, delivery, options }) {
      const row = last.get({ key, automation, grant, delivery, options: toJson(options) });
      return row && toOutboxEntry(row);
    },
    nextAttempt: async () => next.get()?.at ?? undefined,
  };
}

function list(database: Database, { states, limit = -1 }: Parameters<OutboxStore["list"]>[0]): OutboxEntry[] {
  const condition = states === undefined ? "true" : "state in (select value from json_each(@states))";
  const rows = database.prepare<[object], OutboxRow>(`select * from outbox where ${condition} order by sequence desc limit @limit`);
  return rows.all({ states: JSON.stringify(states ?? []), limit }).map(toOutboxEntry);
}

/** Keeps messages, each key once; to be called within a change. */
export function prepareOutboxInsert(database: Database): (entries: readonly OutboxEntry[]) => void {
  const insert = database.prepare(
    `insert into outbox
       (key, automation, run, grant_name, delivery, options, on_unknown, in_order, briefing, state, attempts, next_attempt_at, send_by, expires_at, approval, ended_at)
     values (@key, @automation, @run, @grant, @delivery, @options, @onUnknown, @inOrder, @briefing, @state, @attempts, @nextAttemptAt, @sendBy, @expiresAt, @approval, @endedAt)
     on conflict (key) do nothing`,
  );
  return (entries) => {
    for (const { run = null, onUnknown = null, inOrder = false, sendBy = null, expiresAt = null, options, approval, ...entry } of entries) {
      const endedAt = entry.state === "staged" ? entry.nextAttemptAt : null;
      const asked = approval === undefined ? null : toJson(approval);
      insert.run({
        ...{ ...entry, run, onUnknown, inOrder: inOrder ? 1 : 0, sendBy, expiresAt, endedAt },
        ...{ options: toJson(options), approval: asked },
      });
    }
  };
}
