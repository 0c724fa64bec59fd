import type { OutboxEntry } from "../../core/delivery.ts";
import type { AppendAudit } from "../../core/ports/audit.ts";
import type { OutboxStore } from "../../core/ports/outbox.ts";
import type { Database } from "../database/database.ts";
import { prepareAttempts } from "./attempts.ts";
import { prepareHeld } from "./held.ts";
import { HAS_ITS_TURN, toOutboxEntry, type OutboxRow } from "./outbox-rows.ts";
import { toJson } from "../database/rows.ts";
import type { Writer } from "../database/writer.ts";

/** Messages on their way. Every change of state is committed before it resolves; an attempt is counted when it begins. */
export function createOutboxStore(database: Database, writer: Writer, append: AppendAudit): OutboxStore {
  const { claim, settle, postpone, hold, ask } = prepareAttempts(database, append);
  const { decide, askAnew, due, expire } = prepareHeld(database, append);
  return {
    claim: (at, limit, except = []) => writer.write(() => claim(at, limit, except)),
    settle: (key, end, at) => writer.write(() => settle(key, end, at)),
    postpone: (key, error, nextAttemptAt) => writer.write(() => postpone(key, error, nextAttemptAt)),
    hold: (key, error, expiresAt, at) => writer.write(() => hold(key, error, expiresAt, at)),
    ask: (key, question, expiresAt, at) => writer.write(() => ask(key, question, expiresAt, at)),
    decide: (key, decision, at) => writer.write(() => decide(key, decision, at)),
    askAnew: (key, question, at) => writer.write(() => askAnew(key, question, at)),
    // Looked at first: asked for often, and a write for nothing would cost a commit.
    expire: async (at) => (due(at) ? writer.write(() => expire(at)) : []),
    ...createQueries(database),
  };
}

type Queries = Pick<
  OutboxStore,
  "unsure" | "find" | "list" | "ofRun" | "findByReceipt" | "findEarlier" | "hasSent" | "lastReach" | "briefingsSent" | "nextAttempt"
>;

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
  const lastReach = database.prepare<[object], { reach: string }>(
    `select reach from outbox
     where automation = @automation and grant_name = @grant and delivery = @delivery and options = @options
       and state = 'sent' and reach is not null
     order by sequence desc limit 1`,
  );
  const sent = database.prepare<[object], OutboxRow>(
    `select * from outbox
     where automation = @automation and grant_name = @grant and delivery = @delivery and options = @options and state = 'sent' limit 1`,
  );
  const told = database.prepare<[object], { briefing: string }>(
    `select distinct briefing from (
       select briefing from outbox where automation = @automation and grant_name = @grant and state = 'sent'
       order by sequence desc limit @limit)`,
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
    lastReach: async ({ automation, grant, delivery, options }) =>
      lastReach.get({ automation, grant, delivery, options: toJson(options) })?.reach,
    hasSent: async ({ automation, grant, delivery, options }) =>
      sent.get({ automation, grant, delivery, options: toJson(options) }) !== undefined,
    briefingsSent: async ({ automation, grant }, limit) => told.all({ automation, grant, limit }).map(({ briefing }) => briefing),
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
       (key, automation, run, grant_name, delivery, options, on_unknown, in_order, briefing, state, attempts, next_attempt_at, send_by, expires_at, approval, review, ended_at)
     values (@key, @automation, @run, @grant, @delivery, @options, @onUnknown, @inOrder, @briefing, @state, @attempts, @nextAttemptAt, @sendBy, @expiresAt, @approval, @review, @endedAt)
     on conflict (key) do nothing`,
  );
  return (entries) => {
    for (const {
      run = null,
      onUnknown = null,
      inOrder = false,
      sendBy = null,
      expiresAt = null,
      options,
      approval,
      review,
      ...entry
    } of entries) {
      const endedAt = entry.state === "staged" || entry.state === "denied" ? entry.nextAttemptAt : null;
      const asked = approval === undefined ? null : toJson(approval);
      const reviewed = review === undefined ? null : toJson(review);
      insert.run({
        ...{ ...entry, run, onUnknown, inOrder: inOrder ? 1 : 0, sendBy, expiresAt, endedAt },
        ...{ options: toJson(options), approval: asked, review: reviewed },
      });
    }
  };
}
