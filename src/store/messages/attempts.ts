import type { Approval } from "../../core/approval.ts";
import type { AuditEvent } from "../../core/audit.ts";
import type { OutboxEntry } from "../../core/delivery.ts";
import type { StoredError } from "../../core/errors.ts";
import type { AppendAudit } from "../../core/ports/audit.ts";
import type { OutboxStore } from "../../core/ports/outbox.ts";
import { heldEvent, messageEvent } from "../audit/messages.ts";
import type { Database } from "../database/database.ts";
import { HAS_ITS_TURN, notSending, toOutboxEntry, type OutboxRow } from "./outbox-rows.ts";
import { toJson } from "../database/rows.ts";
import { prepareRunDelivery } from "../runs/run-delivery.ts";

const LONGEST_WAIT_MS = 24 * 3_600_000;

type SettledAs = Parameters<OutboxStore["settle"]>[1];

/** How an attempt to send begins and ends; each to be called within a change. */
export interface Attempts {
  claim(at: string, limit: number, except: readonly string[]): OutboxEntry[];
  settle(key: string, end: SettledAs, at: string): void;
  postpone(key: string, error: StoredError, nextAttemptAt: string): void;
  hold(key: string, error: StoredError, expiresAt: string, at: string): void;
  ask(key: string, question: { approval: Approval; error?: StoredError }, expiresAt: string, at: string): void;
}

export function prepareAttempts(database: Database, append: AppendAudit): Attempts {
  const end = prepareEnd(database, append);
  const postpone = database.prepare(
    "update outbox set state = 'pending', error = ?, next_attempt_at = ? where key = ? and state = 'sending'",
  );
  const hold = database.prepare<unknown[], OutboxRow>(
    "update outbox set state = 'held', error = ?, expires_at = ?, next_attempt_at = ? where key = ? and state = 'sending' returning *",
  );
  const ask = database.prepare<unknown[], OutboxRow>(
    `update outbox set state = 'held', approval = ?, error = ?, expires_at = ?, next_attempt_at = ?, decided_by = null, decided_at = null
     where key = ? and state = 'sending' returning *`,
  );
  const tellRun = prepareRunDelivery(database);
  return {
    claim: prepareClaim(database),
    settle: end,
    postpone(key, error, nextAttemptAt) {
      if (postpone.run(toJson(error), nextAttemptAt, key).changes === 0) throw notSending(key);
    },
    hold(key, error, expiresAt, at) {
      const row = hold.get(toJson(error), expiresAt, at, key);
      if (row === undefined) throw notSending(key);
      tellRun(row.run);
      append(messageEvent("message.doubtful", toOutboxEntry(row), { code: error.code }), at);
    },
    ask(key, { approval, error }, expiresAt, at) {
      const row = ask.get(toJson(approval), error === undefined ? null : toJson(error), expiresAt, at, key);
      if (row === undefined) throw notSending(key);
      tellRun(row.run);
      append(heldEvent(toOutboxEntry(row)), at);
    },
  };
}

function prepareClaim(database: Database): Attempts["claim"] {
  // No message waits for longer than a day: one that would was put off by a clock that was ahead.
  const due = database.prepare<[object], { key: string }>(
    `select key from outbox
     where state = 'pending' and ended_at is null and (next_attempt_at <= @at or next_attempt_at > @tooFar)
       and delivery not in (select value from json_each(@except)) and ${HAS_ITS_TURN}
     order by next_attempt_at, sequence limit @limit`,
  );
  const take = database.prepare<[string], OutboxRow>(
    "update outbox set state = 'sending', attempts = attempts + 1 where key = ? returning *",
  );
  return (at, limit, except) => {
    const tooFar = new Date(Date.parse(at) + LONGEST_WAIT_MS).toISOString();
    return due.all({ at, tooFar, except: JSON.stringify(except), limit }).flatMap(({ key }) => take.all(key).map(toOutboxEntry));
  };
}

function prepareEnd(database: Database, append: AppendAudit): Attempts["settle"] {
  const end = database.prepare<unknown[], OutboxRow>(
    "update outbox set state = ?, receipt = ?, reach = ?, error = ?, ended_at = ? where key = ? and state = 'sending' returning *",
  );
  const tellRun = prepareRunDelivery(database);
  return (key, outcome, at) => {
    const receipt = outcome.state === "sent" ? outcome.receipt : null;
    const reach = outcome.state === "sent" ? (outcome.reach ?? null) : null;
    const error = outcome.state === "sent" ? null : toJson(outcome.error);
    const row = end.get(outcome.state, receipt, reach, error, at, key);
    if (row === undefined) throw notSending(key);
    tellRun(row.run);
    append(endOf(toOutboxEntry(row), outcome), at);
  };
}

function endOf(entry: OutboxEntry, outcome: SettledAs): AuditEvent {
  if (outcome.state === "sent") return { ...messageEvent("message.sent", entry), keyed: { receipt: outcome.receipt } };
  return messageEvent(outcome.state === "expired" ? "message.expired" : "message.undeliverable", entry, { code: outcome.error.code });
}
